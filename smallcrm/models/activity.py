"""What happened with a contact, what is to be done next, and the files kept with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.core import clock
from smallcrm.models.base import Base, Record


class Activity(Record, Base):
    """An entry of the timeline: a note, a call, a meeting, an e-mail.

    *direction* is ``in``, ``out`` or empty; *seconds* is how long a call or a meeting took.
    """

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("kind IN ('note', 'call', 'meeting', 'email')", name="kind"),
        Index("ix_activity_contact_id", "contact_id", "at"),
        Index("ix_activity_deal_id", "deal_id", "at"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10), default="note")
    at: Mapped[datetime] = mapped_column(default=clock.now)
    body: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(String(300), default="", server_default="")
    direction: Mapped[str] = mapped_column(String(3), default="", server_default="")
    seconds: Mapped[int | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(String(100), default="", server_default="")
    deal_id: Mapped[int | None] = mapped_column(
        ForeignKey("deal.id", ondelete="SET NULL"), default=None
    )


class Task(Record, Base):
    """Something to do; the earliest open one of a contact is its next step.

    *due* is wall time, ``2026-11-30`` or ``2026-11-30 09:00``, in *zone* (IANA); it may be empty.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("trim(title) <> ''", name="title_not_blank"),
        Index("ix_task_contact_id", "contact_id", "done_at"),
        Index("ix_task_deal_id", "deal_id", "done_at"),
        Index("ix_task_owner_id", "owner_id"),
        Index("ix_task_lead_id", "lead_id"),
    )

    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), default=None
    )
    title: Mapped[str] = mapped_column(String(300))
    due: Mapped[str] = mapped_column(String(16), default="")
    zone: Mapped[str] = mapped_column(String(64), default="")
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    deal_id: Mapped[int | None] = mapped_column(
        ForeignKey("deal.id", ondelete="SET NULL"), default=None
    )
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), default=None
    )
    lead_id: Mapped[int | None] = mapped_column(
        ForeignKey("lead.id", ondelete="SET NULL"), default=None
    )


class Attachment(Record, Base):
    """A file of a contact; its bytes are kept by their *sha256* beside the data file."""

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("uid"),
        Index("ix_attachment_contact_id", "contact_id", "created_at"),
        Index("ix_attachment_deal_id", "deal_id"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    deal_id: Mapped[int | None] = mapped_column(
        ForeignKey("deal.id", ondelete="SET NULL"), default=None
    )
