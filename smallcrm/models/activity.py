"""What happened with a contact, what is to be done next, and the files kept with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.core import clock
from smallcrm.models.base import Base, Record


class Activity(Record, Base):
    """An entry of the timeline: a note, a call, a meeting, an e-mail, a visit, a message.

    *direction* is ``in``, ``out`` or empty; *seconds* is how long a call or a meeting took.
    *owner_id* is who of the staff it was. *origin_key* is what the mail or the row of a call list
    it came from is known by, so that none comes in twice; None where a person typed it.
    """

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("uid"),
        Index("uq_activity_origin_key", "origin_key", unique=True),
        CheckConstraint(
            "kind IN ('note', 'call', 'meeting', 'email', 'visit', 'message')", name="kind"
        ),
        Index("ix_activity_contact_id", "contact_id", "at"),
        Index("ix_activity_deal_id", "deal_id", "at"),
        Index("ix_activity_owner_id", "owner_id", "at"),
        Index("ix_activity_at", "at"),
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
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), default=None
    )
    origin_key: Mapped[str | None] = mapped_column(String(64), default=None)


class Task(Record, Base):
    """Something to do; the earliest open one of a contact is its next step.

    *due* is wall time, ``2026-11-30`` or ``2026-11-30 09:00``, in *zone* (IANA); it may be empty.
    A task that repeats is one row: *rule* is a recurrence rule of RFC 5545, *anchor* its first wall
    time, *exceptions* the wall times that are left out (with commas); *due* is then the first of
    its occurrences behind *handled_until*. *reminders* are the minutes before that it reminds,
    besides its own time. *due_at* is the instant of *due*; *next_at* when it calls next, None when
    it is done: both are worked out whenever the task is stored (docs/decisions/0024).
    *priority* is that of RFC 5545: 0 none, 1 high, 9 low; *minutes* how long a meeting takes.
    *origin* is what another program's file said of it when it was last read, as one word (a hash);
    empty where it was made here.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("trim(title) <> ''", name="title_not_blank"),
        CheckConstraint("kind IN ('task', 'meeting')", name="kind"),
        Index("ix_task_contact_id", "contact_id", "done_at"),
        Index("ix_task_deal_id", "deal_id", "done_at"),
        Index("ix_task_owner_id", "owner_id"),
        Index("ix_task_document_id", "document_id"),
        Index("ix_task_next_at", "next_at"),
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
    rule: Mapped[str] = mapped_column(default="", server_default="")
    anchor: Mapped[str] = mapped_column(String(16), default="", server_default="")
    exceptions: Mapped[str] = mapped_column(default="", server_default="")
    reminders: Mapped[str] = mapped_column(String(60), default="", server_default="")
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    minutes: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="", server_default="")
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    next_at: Mapped[datetime | None] = mapped_column(default=None)
    snoozed_until: Mapped[datetime | None] = mapped_column(default=None)
    handled_until: Mapped[datetime | None] = mapped_column(default=None)
    kind: Mapped[str] = mapped_column(String(10), default="task", server_default="task")
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="SET NULL"), default=None
    )
    lead_id: Mapped[int | None] = mapped_column(
        ForeignKey("lead.id", ondelete="SET NULL"), default=None
    )
    origin: Mapped[str] = mapped_column(String(64), default="", server_default="")


class DigestMark(Base):
    """Something that a digest told, and that somebody has seen; *key* names it in its *source*."""

    __tablename__ = "digest_mark"
    __table_args__ = (UniqueConstraint("source", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Attachment(Record, Base):
    """A file of a contact; its bytes are kept by their *sha256* beside the data file.

    *activity_id* is the mail that it came with.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("uid"),
        Index("ix_attachment_contact_id", "contact_id", "created_at"),
        Index("ix_attachment_deal_id", "deal_id"),
        Index("ix_attachment_activity_id", "activity_id"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    deal_id: Mapped[int | None] = mapped_column(
        ForeignKey("deal.id", ondelete="SET NULL"), default=None
    )
    activity_id: Mapped[int | None] = mapped_column(
        ForeignKey("activity.id", ondelete="SET NULL"), default=None
    )
