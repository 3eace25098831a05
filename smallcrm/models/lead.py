"""People who asked and are not customers yet, where they come from, and who answers them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.core import clock
from smallcrm.models.base import Base, Minor, Record


class Campaign(Record, Base):
    """Advertising that costs money and brings leads; *source* is the channel it runs on."""

    __tablename__ = "campaign"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("trim(name) <> ''", name="name_not_blank"),
    )

    name: Mapped[str] = mapped_column(String(150))
    source: Mapped[str] = mapped_column(String(100), default="")
    cost_minor: Mapped[Minor] = mapped_column(default=0)
    currency: Mapped[str] = mapped_column(String(3), default="")
    starts: Mapped[date | None] = mapped_column(default=None)
    ends: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class Lead(Record, Base):
    """Somebody who asked; *converted_at* or *dismissed_at* ends it.

    *origin_key* is what the file or the message it came from is known by, so that none comes in
    twice; empty where a person typed it.
    """

    __tablename__ = "lead"
    __table_args__ = (
        UniqueConstraint("uid"),
        UniqueConstraint("origin_key"),
        CheckConstraint("origin IN ('typed', 'import', 'mail', 'folder')", name="origin"),
        Index("ix_lead_received_at", "received_at"),
        Index("ix_lead_owner_id", "owner_id"),
        Index("ix_lead_campaign_id", "campaign_id"),
        Index("ix_lead_contact_id", "contact_id"),
        Index("ix_lead_deal_id", "deal_id"),
    )

    name: Mapped[str] = mapped_column(String(300), default="")
    company: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    message: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(String(100), default="")
    campaign_id: Mapped[int | None] = mapped_column(
        ForeignKey("campaign.id", ondelete="SET NULL"), default=None
    )
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), default=None
    )
    origin: Mapped[str] = mapped_column(String(10), default="typed")
    origin_key: Mapped[str | None] = mapped_column(String(64), default=None)
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    dismissed_at: Mapped[datetime | None] = mapped_column(default=None)
    converted_at: Mapped[datetime | None] = mapped_column(default=None)
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="SET NULL"), default=None
    )
    deal_id: Mapped[int | None] = mapped_column(
        ForeignKey("deal.id", ondelete="SET NULL"), default=None
    )


class LeadRule(Record, Base):
    """Who gets a new lead; the first rule by *position* whose *source* fits decides.

    An empty *source* fits all. *call_within* minutes: the new owner gets a task to call by then.
    """

    __tablename__ = "lead_rule"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("way IN ('round_robin', 'least_busy')", name="way"),
        Index("ix_lead_rule_last_staff_id", "last_staff_id"),
    )

    source: Mapped[str] = mapped_column(String(100), default="")
    way: Mapped[str] = mapped_column(String(20), default="round_robin")
    call_within: Mapped[int | None] = mapped_column(default=None)
    position: Mapped[int] = mapped_column(default=0)
    last_staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), default=None
    )


class LeadRuleStaff(Base):
    """A person takes part in a rule; with one person it is a fixed assignment."""

    __tablename__ = "lead_rule_staff"
    __table_args__ = (
        UniqueConstraint("rule_id", "staff_id"),
        Index("ix_lead_rule_staff_staff_id", "staff_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("lead_rule.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
