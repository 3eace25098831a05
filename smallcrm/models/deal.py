"""Deals, and the pipelines they move through."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.core import clock
from smallcrm.models.base import Base, Minor, Record
from smallcrm.models.line import SoldLine


class Pipeline(Record, Base):
    """A way that deals go, stage by stage."""

    __tablename__ = "pipeline"

    name: Mapped[str] = mapped_column(String(100))
    position: Mapped[int] = mapped_column(default=0)


class Stage(Record, Base):
    """One column of a pipeline.

    A deal that stays in it for more than *stale_days* without a next step is stale; empty: never.
    *color* is the name of a tint of the theme; empty: none.
    """

    __tablename__ = "stage"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("kind IN ('open', 'won', 'lost')", name="kind"),
        CheckConstraint("probability BETWEEN 0 AND 100", name="probability"),
        Index("ix_stage_pipeline_id", "pipeline_id", "position"),
    )

    pipeline_id: Mapped[int] = mapped_column(ForeignKey("pipeline.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(10), default="open")
    probability: Mapped[int] = mapped_column(default=0)  # percent
    position: Mapped[int] = mapped_column(default=0)
    color: Mapped[str] = mapped_column(String(20), default="", server_default="")
    stale_days: Mapped[int | None] = mapped_column(default=None)


class LostReason(Record, Base):
    """Why a deal was lost; *needs_note* asks for words of one's own."""

    __tablename__ = "lost_reason"

    name: Mapped[str] = mapped_column(String(100))
    needs_note: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class Deal(Record, Base):
    """Something that a contact may buy.

    *amount_minor* is the total of its lines where it has any. How it came to its stage, and why it
    was lost before, is in ``StageStay``.
    """

    __tablename__ = "deal"
    __table_args__ = (
        UniqueConstraint("uid"),
        Index("ix_deal_contact_id", "contact_id"),
        Index("ix_deal_stage_id", "stage_id", "position"),
        Index("ix_deal_company_id", "company_id"),
        Index("ix_deal_owner_id", "owner_id"),
        Index("ix_deal_campaign_id", "campaign_id"),
    )

    title: Mapped[str] = mapped_column(String(200))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="RESTRICT"))
    stage_id: Mapped[int] = mapped_column(ForeignKey("stage.id", ondelete="RESTRICT"))
    amount_minor: Mapped[Minor | None] = mapped_column(default=None)
    currency: Mapped[str] = mapped_column(String(3), default="")
    source: Mapped[str] = mapped_column(String(100), default="")
    expected_close: Mapped[date | None] = mapped_column(default=None)
    lost_reason_id: Mapped[int | None] = mapped_column(
        ForeignKey("lost_reason.id", ondelete="RESTRICT"), default=None
    )
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    company_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="SET NULL"), default=None
    )
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), default=None
    )
    campaign_id: Mapped[int | None] = mapped_column(
        ForeignKey("campaign.id", ondelete="SET NULL"), default=None
    )
    prices_include_tax: Mapped[bool] = mapped_column(default=False, server_default="0")


class StageStay(Base):
    """A deal was in a stage from *entered_at* until *left_at*; empty: it is there now.

    Of a stay in a lost stage: why, and in whose words. *staff_id* is who brought it there.
    """

    __tablename__ = "stage_stay"
    __table_args__ = (
        Index("ix_stage_stay_deal_id", "deal_id", "entered_at"),
        Index("ix_stage_stay_stage_id", "stage_id", "entered_at"),
        Index("ix_stage_stay_staff_id", "staff_id"),
        Index("ix_stage_stay_lost_reason_id", "lost_reason_id"),
        # A deal is in one stage at a time.
        Index("uq_stage_stay_now", "deal_id", unique=True, sqlite_where=text("left_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    stage_id: Mapped[int] = mapped_column(ForeignKey("stage.id", ondelete="RESTRICT"))
    entered_at: Mapped[datetime] = mapped_column(default=clock.now)
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    lost_reason_id: Mapped[int | None] = mapped_column(
        ForeignKey("lost_reason.id", ondelete="RESTRICT"), default=None
    )
    note: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), default=None
    )


class DealLine(SoldLine, Base):
    """What is to be sold, as a line of the quote will say it."""

    __tablename__ = "deal_line"
    __table_args__ = (
        Index("ix_deal_line_deal_id", "deal_id", "position"),
        Index("ix_deal_line_product_id", "product_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    position: Mapped[int]
    product_id: Mapped[int | None] = mapped_column(
        ForeignKey("product.id", ondelete="SET NULL"), default=None
    )


class DealDocument(Base):
    """A quote, an order or an invoice came from a deal."""

    __tablename__ = "deal_document"
    __table_args__ = (
        UniqueConstraint("deal_id", "document_id"),
        Index("ix_deal_document_document_id", "document_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))


class DealTag(Base):
    """A deal has a tag."""

    __tablename__ = "deal_tag"
    __table_args__ = (UniqueConstraint("deal_id", "tag_id"), Index("ix_deal_tag_tag_id", "tag_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="RESTRICT"))


class DealValue(Base):
    """What a deal has in a custom field."""

    __tablename__ = "deal_value"
    __table_args__ = (
        UniqueConstraint("deal_id", "field_id"),
        Index("ix_deal_value_field_id", "field_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    field_id: Mapped[int] = mapped_column(ForeignKey("custom_field.id", ondelete="RESTRICT"))
    value: Mapped[str] = mapped_column(default="")
