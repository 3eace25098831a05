"""When deals come to stages: the one way in, so that each has exactly one open stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.db.bulk import insert_rows, stored_instant
from smallcrm.models import LostReason, Stage, StageStay
from smallcrm.services.staff import find_me

_AT_ONCE = 500  # deals in one statement
_COLUMNS = ("deal_id", "stage_id", "entered_at", "lost_reason_id", "note", "staff_id")


class Entry(NamedTuple):
    """A deal comes to a stage.

    Attributes:
        reason_id, note: Why it was lost, and in whose words; of a stage of lost deals only.
        staff_id: Whose deal it was by then; he brought it there, unless somebody of the staff
            uses this computer.
    """

    deal_id: int
    stage_id: int
    reason_id: int | None = None
    note: str = ""
    staff_id: int | None = None


class Stay(NamedTuple):
    """A deal was in a stage from *entered_at* until *left_at*; None: it is there now.

    Attributes:
        kind: Of the stage: ``open``, ``won``, ``lost``.
        reason, note: Why it was lost, and in whose words.
    """

    stage_id: int
    stage: str
    kind: str
    entered_at: datetime
    left_at: datetime | None
    reason: str
    note: str


def enter_stage(session: Session, entries: Sequence[Entry], *, are_new: bool = False) -> None:
    """Note that deals come to stages now: where they were until now ends, the new stay begins.

    Each deal once. The stay that ends and the one that begins share their instant, so that all
    stays of a deal add up to its age; also where the clock of the computer was set back. Deals
    that *are_new* were nowhere yet.
    """
    session.flush()
    me = None if are_new else find_me(session)
    now, connection = clock.now(), session.connection()
    begun = {} if are_new else _begun(session, [entry.deal_id for entry in entries])
    ends = {deal_id: max(now, since) for deal_id, (_, since) in begun.items()}
    if begun:
        leaving = update(StageStay).where(StageStay.id == bindparam("stay"))
        connection.execute(
            leaving.values(left_at=bindparam("ended")),
            [{"stay": stay, "ended": ends[deal_id]} for deal_id, (stay, _) in begun.items()],
        )
    rows = [
        (
            entry.deal_id,
            entry.stage_id,
            stored_instant(ends.get(entry.deal_id, now)),
            entry.reason_id,
            entry.note,
            entry.staff_id if me is None else me.id,
        )
        for entry in entries
    ]
    insert_rows(connection, "stage_stay", _COLUMNS, rows)


def open_stay(session: Session, deal_id: int) -> StageStay | None:
    """The stay of a deal in the stage where it is now; None: there is no such deal."""
    query = select(StageStay).where(StageStay.deal_id == deal_id, StageStay.left_at.is_(None))
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def words_of(session: Session, deal_ids: Sequence[int]) -> dict[int, str]:
    """What was said about deals when they came to the stages where they are now."""
    found: dict[int, str] = {}
    for some in chunks(deal_ids, _AT_ONCE):
        query = select(StageStay.deal_id, StageStay.note).where(
            StageStay.deal_id.in_(some), StageStay.left_at.is_(None)
        )
        found.update(session.execute(query).all())
    return found


def list_stays(session: Session, deal_id: int) -> tuple[Stay, ...]:
    """The way of a deal so far, the first stage first."""
    query = (
        select(
            StageStay.stage_id,
            Stage.name,
            Stage.kind,
            StageStay.entered_at,
            StageStay.left_at,
            func.coalesce(LostReason.name, ""),
            StageStay.note,
        )
        .join(Stage, Stage.id == StageStay.stage_id)
        .outerjoin(LostReason, LostReason.id == StageStay.lost_reason_id)
        .where(StageStay.deal_id == deal_id)
        .order_by(StageStay.entered_at, StageStay.id)
    )
    return tuple(Stay(*row) for row in session.execute(query))


def _begun(session: Session, deal_ids: Iterable[int]) -> dict[int, tuple[int, datetime]]:
    """The open stay of each deal that has one: its id and since when."""
    found = {}
    for some in chunks(list(deal_ids), _AT_ONCE):
        query = select(StageStay.deal_id, StageStay.id, StageStay.entered_at).where(
            StageStay.deal_id.in_(some), StageStay.left_at.is_(None)
        )
        for deal_id, stay, since in session.execute(query):
            found[deal_id] = stay, since
    return found
