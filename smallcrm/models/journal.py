"""The journal: what each user action did to the file. Written by triggers only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.models.base import Base


class Action(Base):
    """One step: what a person did, in one transaction.

    *label* is a stored ``Text``; *undoes* is the action that this one took back (or did
    again), *undone_by* the one that took this back.
    """

    __tablename__ = "action"
    __table_args__ = (UniqueConstraint("uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36))
    label: Mapped[str]
    who: Mapped[str] = mapped_column(String(100), default="")
    device: Mapped[str] = mapped_column(String(100), default="")
    at: Mapped[datetime]
    can_undo: Mapped[bool] = mapped_column(default=True)
    undoes: Mapped[int | None] = mapped_column(
        ForeignKey("action.id", ondelete="RESTRICT"), default=None
    )
    undone_by: Mapped[int | None] = mapped_column(
        ForeignKey("action.id", ondelete="RESTRICT"), default=None
    )


class Change(Base):
    """One row that an action touched.

    *operation* is ``I``, ``U`` or ``D``; *old* has, as JSON, the former values of the changed
    columns (each in a list of one, so that NULL is not "unchanged"), for a deletion all of
    them, for an insertion nothing. *undone* is the action that took it back.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_action_id", "action_id", "table_name"),
        Index("ix_change_row", "table_name", "row_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"))
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    operation: Mapped[str] = mapped_column(String(1))
    old: Mapped[str | None] = mapped_column(default=None)
    undone: Mapped[int | None] = mapped_column(default=None)


class JournalMark(Base):
    """The highest id that a table had when the action under way began; else there are none."""

    __tablename__ = "journal_mark"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy has it

    table_name: Mapped[str] = mapped_column(String(40), primary_key=True)
    last_id: Mapped[int]


class JournalState(Base):
    """The action that is being written just now; empty between transactions."""

    __tablename__ = "journal_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int | None] = mapped_column(default=None)
