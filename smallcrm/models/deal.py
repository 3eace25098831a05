"""Deals, and the pipelines they move through."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.models.base import Base, Minor, Record


class Pipeline(Record, Base):
    """A way that deals go, stage by stage."""

    __tablename__ = "pipeline"

    name: Mapped[str] = mapped_column(String(100))
    position: Mapped[int] = mapped_column(default=0)


class Stage(Record, Base):
    """One column of a pipeline."""

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


class LostReason(Record, Base):
    """Why a deal was lost; *needs_note* asks for words of one's own."""

    __tablename__ = "lost_reason"

    name: Mapped[str] = mapped_column(String(100))
    needs_note: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class Deal(Record, Base):
    """Something that a contact may buy."""

    __tablename__ = "deal"
    __table_args__ = (
        UniqueConstraint("uid"),
        Index("ix_deal_contact_id", "contact_id"),
        Index("ix_deal_stage_id", "stage_id", "position"),
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
