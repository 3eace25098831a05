"""What a calendar file holds becomes tasks and meetings, each once however often it is read.

A task keeps the name that the other program has for it (UID of RFC 5545) as its own ``uid``, and
leaves under it: read again, here or there, it makes nothing twice, and follows what the file says
by then (docs/decisions/0024).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock, zones
from smallcrm.core.chunks import chunks
from smallcrm.core.fold import fold
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.models import Contact, Email, Task
from smallcrm.services.calendar.comparing import Compared, compare, conflict_of
from smallcrm.services.calendar.foretelling import Foretold
from smallcrm.services.exchange.calendars.items import EVENT, CalendarItem
from smallcrm.services.tasks import TaskDraft
from smallcrm.services.tasks.taking_over import as_task, follow

KEEP, TAKE = "keep", "take"  # what to do where both sides were changed
_AT_ONCE = 500
_LOOK = 100  # items between two looks at the stop button
_DAY = timedelta(days=1)
_UTC = "UTC"
_NO_CHOICES: Mapping[str, str] = MappingProxyType({})
_UNTITLED = T("Without a title")


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was brought in: the ids of new tasks and meetings, and the same in numbers."""

    added: tuple[int, ...]
    told: Foretold


def foretell(session: Session, items: Sequence[CalendarItem]) -> Foretold:
    """What ``bring_in`` would do with *items*."""
    now = clock.now()
    return _told(_compare(session, items, now), now)


def bring_in(
    session: Session,
    items: Sequence[CalendarItem],
    progress: Progress | None = None,
    on_conflict: str = "",
    choices: Mapping[str, str] = _NO_CHOICES,
) -> BroughtIn:
    """Add those of *items* that are not here yet, and let those that are here follow the file.

    What is over is done, and does not remind; what was cancelled goes to the bin. A meeting is
    about the first contact whose e-mail address takes part, a task about the one contact that has
    the name it gives.

    Args:
        session: The session.
        items: What the file holds.
        progress: Told how many are stored; may stop the work.
        on_conflict: Where both sides were changed: ``KEEP`` leaves the task for good until the
            file says something else again, ``TAKE`` has it follow the file; else it stays, and
            is a conflict again the next time.
        choices: The same for single entries, by their uid.

    Raises:
        Cancelled: *progress* was stopped.
    """
    now = clock.now()
    found = _compare(session, items, now)
    told = _told(found, now)
    contacts = _Contacts(session, found.fresh)
    added = []
    for place, item in enumerate(found.fresh):
        if progress is not None and place % _LOOK == 0:
            progress.report(place, len(found.fresh))
        task = _as_task(session, item, now, contacts.find(item))
        session.add(task)
        added.append(task)
    for pair in (*found.changed, *found.cancelled):
        follow(*pair)
    for pair in found.conflicts:
        choice = choices.get(pair.task.uid, on_conflict)
        if choice == TAKE:
            follow(*pair)
        elif choice == KEEP:
            pair.task.origin = pair.told.origin
    session.flush()
    return BroughtIn(tuple(task.id for task in added), told)


def _compare(session: Session, items: Sequence[CalendarItem], now: datetime) -> Compared:
    return compare(session, items, lambda item: _as_task(session, item, now))


def _told(found: Compared, now: datetime) -> Foretold:
    meetings = sum(item.kind == EVENT for item in found.fresh)
    return Foretold(
        meetings=meetings,
        tasks=len(found.fresh) - meetings,
        repeating=sum(bool(item.rule) for item in found.fresh),
        over=sum(_done_at(item, now) is not None for item in found.fresh),
        changed=len(found.changed),
        cancelled=len(found.cancelled),
        conflicts=tuple(map(conflict_of, found.conflicts)),
        known=found.known,
    )


def _as_task(
    session: Session, item: CalendarItem, now: datetime, contact_id: int | None = None
) -> Task:
    return as_task(
        session,
        item.uid,
        _draft(item, contact_id),
        exceptions=item.exceptions,
        done_at=_done_at(item, now),
        handled_until=now,
        is_cancelled=item.cancelled,
    )


def _draft(item: CalendarItem, contact_id: int | None) -> TaskDraft:
    due, zone = item.due, item.zone
    if zone == _UTC and not item.rule and " " in due:  # an instant: shown as the wall here has it
        at = zones.instant(due, zone).replace(tzinfo=UTC)
        due, zone = f"{zones.wall(at, ''):%Y-%m-%d %H:%M}", ""
    return TaskDraft(
        title=item.title or str(_UNTITLED),
        due=due,
        zone=zone,
        contact_id=contact_id,
        rule=item.rule,
        reminders=item.reminders,
        priority=item.priority,
        minutes=item.minutes,
        note=item.note,
        kind=item.kind,
    )


def _done_at(item: CalendarItem, now: datetime) -> datetime | None:
    """When it was done; a meeting that is over, when it ended."""
    if item.done:
        return datetime.fromisoformat(item.done_at) if item.done_at else now
    if item.kind != EVENT or item.rule or not item.due:
        return None
    start = zones.instant(item.due, item.zone)
    length = timedelta(minutes=item.minutes or 0)
    end = start + (length if " " in item.due else max(length, _DAY))
    return end if end <= now else None


class _Contacts:
    """Finds whom items are about."""

    def __init__(self, session: Session, items: Sequence[CalendarItem]) -> None:
        mails = {fold(mail) for item in items for mail in item.people}
        names = {fold(item.contact) for item in items if item.contact}
        of_mails = select(Email.folded, Email.contact_id).join(
            Contact, Contact.id == Email.contact_id
        )
        of_names = select(Contact.folded, Contact.id)
        self._by_mail = _one_each(session, of_mails, Email.folded, mails)
        self._by_name = _one_each(session, of_names, Contact.folded, names)

    def find(self, item: CalendarItem) -> int | None:
        """The contact; None where there is none, or more than one."""
        for mail in item.people:
            if (found := self._by_mail.get(fold(mail))) is not None:
                return found
        return self._by_name.get(fold(item.contact)) if item.contact else None


def _one_each(session: Session, query: Any, text: Any, wanted: set[str]) -> dict[str, int]:
    """The contact of each *text* that one contact has, and no other."""
    found: dict[str, set[int]] = defaultdict(set)
    for some in chunks(sorted(wanted), _AT_ONCE):
        is_there = (text.in_(some), Contact.deleted_at.is_(None))
        for each, contact_id in session.execute(query.where(*is_there)):
            found[each].add(contact_id)
    return {each: min(ids) for each, ids in found.items() if len(ids) == 1}
