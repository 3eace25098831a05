"""Missed calls that nobody answered: whom to call back, and what takes somebody off that list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, cast, delete, func, or_, select
from sqlalchemy.orm import Session, aliased

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.dialing import number_of
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.models import Activity, Contact, DigestMark, Phone, Task
from smallcrm.services.contacts.answers import answers, is_missed

DAYS = 30  # a call that was missed longer ago is not told of any more
RETURNED = "returned"  # the source of the marks of calls that a person ticked off
_AT_ONCE = 500  # values in one statement


class MissedCall(NamedTuple):
    """Somebody who called, whom nobody answered since.

    Attributes:
        id: Of the entry of the newest of these calls; ``note_returned`` takes it.
        name: Of the contact; *uid* is the contact's too.
        phone: Its first number as it was typed, and *number* as it is dialed; both may be empty.
        at: When the newest call was, in UTC; *since* when the first was.
        times: How many calls there were.
        came_at: When the newest came into the file: a list may be read days later.
    """

    id: int
    contact_id: int
    uid: str
    name: str
    phone: str
    number: str
    at: datetime
    since: datetime
    times: int
    came_at: datetime


def list_unanswered(
    session: Session, now: datetime, owner_id: int | None = None
) -> list[MissedCall]:
    """Who is to be called back, one line for each contact, who waits the longest first.

    Answered is what ``answers`` says, a task of the contact that was made since the call and is
    done, and what a person ticked off (``note_returned``). *owner_id* asks for the calls of one of
    the staff, and for those that were nobody's: they concern everybody.
    """
    query = _MISSED.where(Activity.at >= now - timedelta(days=DAYS), Activity.at <= now)
    if owner_id is not None:
        query = query.where(or_(Activity.owner_id == owner_id, Activity.owner_id.is_(None)))
    returned = _returned(session)
    waiting: dict[int, list[Any]] = {}
    for row in session.execute(query):
        if row.contact_id not in returned or row.at > returned[row.contact_id]:
            waiting.setdefault(row.contact_id, []).append(row)
    names, phones = _names(session, list(waiting)), _phones(session, list(waiting))
    return [
        _line(rows, names[key], *phones.get(key, ("", "")))
        for key, rows in waiting.items()
        if key in names
    ]


def note_returned(session: Session, activity_id: int) -> None:
    """Note that a missed call, and those of the same contact before it, need nothing any more.

    Raises:
        NotFound: there is no such call, or it was taken off the timeline.
    """
    query = select(Activity.id).where(
        Activity.id == activity_id, Activity.deleted_at.is_(None), is_missed(Activity)
    )
    if session.scalar(query) is None:
        raise NotFound(T("This missed call is not there any more. Nothing was changed."))
    mark = (DigestMark.source == RETURNED, DigestMark.key == str(activity_id))
    over = DigestMark.at < clock.now() - timedelta(days=DAYS)
    session.execute(delete(DigestMark).where(DigestMark.source == RETURNED, over))
    if session.scalar(select(DigestMark.id).where(*mark)) is None:
        session.add(DigestMark(source=RETURNED, key=str(activity_id)))
        session.flush()


def _missed() -> Select[*tuple[Any, ...]]:
    """Missed calls that nothing on the timeline, and no task, answered since; the oldest first."""
    entry = aliased(Activity)
    answer = select(entry.id).where(
        entry.contact_id == Activity.contact_id,
        entry.at >= Activity.at,
        entry.deleted_at.is_(None),
        answers(entry),
    )
    done = select(Task.id).where(
        Task.contact_id == Activity.contact_id,
        Task.done_at.is_not(None),
        Task.created_at >= Activity.at,
        Task.deleted_at.is_(None),
    )
    return (
        select(Activity.id, Activity.contact_id, Activity.at, Activity.created_at)
        .where(is_missed(Activity), Activity.deleted_at.is_(None), ~answer.exists(), ~done.exists())
        .order_by(Activity.at, Activity.id)
    )


_MISSED = _missed()  # put together once


def _returned(session: Session) -> dict[int, datetime]:
    """Until when the calls of a contact were ticked off."""
    query = (
        select(Activity.contact_id, func.max(Activity.at, type_=Activity.at.type))
        .join(DigestMark, Activity.id == cast(DigestMark.key, Integer))
        .where(DigestMark.source == RETURNED)
        .group_by(Activity.contact_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _names(session: Session, contact_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Uid and name of those that are not in the bin.

    Asked for by themselves: joined, a hundred thousand contacts are looked through for their calls.
    """
    found: dict[int, tuple[str, str]] = {}
    for some in chunks(contact_ids, _AT_ONCE):
        query = select(Contact.id, Contact.uid, Contact.name).where(Contact.id.in_(some))
        rows = session.execute(query.where(Contact.deleted_at.is_(None)))
        found |= {row.id: (row.uid, row.name) for row in rows}
    return found


def _phones(session: Session, contact_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The first number of each contact that has one: as typed, and as it is dialed."""
    found: dict[int, tuple[str, str]] = {}
    for some in chunks(contact_ids, _AT_ONCE):
        query = select(Phone.contact_id, Phone.value, Phone.e164).where(Phone.contact_id.in_(some))
        for row in session.execute(query.order_by(Phone.contact_id, Phone.position)):
            found.setdefault(row.contact_id, (row.value, number_of(row.e164, row.value)))
    return found


def _line(rows: list[Any], name: tuple[str, str], phone: str, number: str) -> MissedCall:
    first, last = rows[0], rows[-1]
    whom = (last.contact_id, *name, phone, number)
    return MissedCall(last.id, *whom, last.at, first.at, len(rows), last.created_at)
