"""Documents that are made again and again by a rule."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.models.base import Base, Record


class Recurring(Record, Base):
    """A document to make every so often, from *anchor* on.

    Attributes:
        draft: What it says, as the JSON of a draft.
        anchor: The first day; its day of the month is kept where a month has it.
        every: How many of *unit* lie between two documents.
        until: The last day that one may fall on; None for no end.
        issues_itself: Whether the document is issued when it is made, or waits as a draft.
        paused_at: No document is made while it has a value.
    """

    __tablename__ = "recurring"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("unit IN ('day', 'week', 'month', 'year')", name="unit"),
        CheckConstraint("every > 0", name="every_positive"),
        Index("ix_recurring_contact_id", "contact_id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="RESTRICT"))
    draft: Mapped[str]
    anchor: Mapped[dt.date]
    every: Mapped[int] = mapped_column(default=1)
    unit: Mapped[str] = mapped_column(String(5), default="month")
    until: Mapped[dt.date | None] = mapped_column(default=None)
    issues_itself: Mapped[bool] = mapped_column(default=False)
    paused_at: Mapped[dt.datetime | None] = mapped_column(default=None)


class RecurringRun(Base):
    """The one document of one period; without a document where the period was left out.

    It is a part of its document: where undo leaves that, the period stays done.
    """

    __tablename__ = "recurring_run"
    __table_args__ = (
        UniqueConstraint("recurring_id", "period"),
        Index("ix_recurring_run_document_id", "document_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recurring_id: Mapped[int] = mapped_column(ForeignKey("recurring.id", ondelete="CASCADE"))
    period: Mapped[dt.date]
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), default=None
    )
