"""What a calendar file holds becomes tasks and meetings, each once however often it is read.

A task keeps the name that the other program has for it (UID of RFC 5545) as its own ``uid``, and
leaves under it: read again, here or there, it makes nothing twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock, zones
from smallcrm.core.chunks import chunks
from smallcrm.core.fold import fold
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T, Text
from smallcrm.models import Contact, Email
from smallcrm.services.exchange.calendars.items import EVENT, CalendarItem
from smallcrm.services.tasks import TaskDraft
from smallcrm.services.tasks.taking_over import known_uids, take_over

_AT_ONCE = 500
_LOOK = 100  # items between two looks at the stop button
_DAY = timedelta(days=1)
_UTC = "UTC"
_UNTITLED = T("Without a title")


@dataclass(frozen=True, slots=True)
class Foretold:
    """What bringing a file in would do.

    Attributes:
        meetings, tasks: How many are new.
        repeating: How many of those come again and again.
        over: How many of those are over or done, and will not remind.
        known: How many are here already, the bin included, and stay as they are.
    """

    meetings: int = 0
    tasks: int = 0
    repeating: int = 0
    over: int = 0
    known: int = 0

    @property
    def sentences(self) -> list[Text]:
        """The same for people; what there is none of is not told."""
        told = [
            (self.meetings, TN("{count} meeting is new.", "{count} meetings are new.",
                               self.meetings)),
            (self.tasks, TN("{count} task is new.", "{count} tasks are new.", self.tasks)),
            (self.repeating, TN("{count} of them repeats.", "{count} of them repeat.",
                                self.repeating)),
            (self.over, TN("{count} of them is over and will not remind.",
                           "{count} of them are over and will not remind.", self.over)),
            (self.known, TN("{count} entry is here already and stays as it is.",
                            "{count} entries are here already and stay as they are.",
                            self.known)),
        ]  # fmt: skip
        return [words for count, words in told if count] or [T("There is nothing to bring in.")]


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was brought in: the ids of new tasks and meetings, and the same in numbers."""

    added: tuple[int, ...]
    told: Foretold


def foretell(session: Session, items: Sequence[CalendarItem]) -> Foretold:
    """What ``bring_in`` would do with *items*."""
    fresh = _fresh(session, items)
    return _told(fresh, len(_once(items)) - len(fresh), clock.now())


def bring_in(
    session: Session, items: Sequence[CalendarItem], progress: Progress | None = None
) -> BroughtIn:
    """Add those of *items* that are not here yet; what is over is done, and does not remind.

    A meeting is about the first contact whose e-mail address takes part, a task about the one
    contact that has the name it gives.

    Raises:
        Cancelled: *progress* was stopped.
    """
    fresh, now = _fresh(session, items), clock.now()
    contacts = _Contacts(session, fresh)
    added = []
    for place, item in enumerate(fresh):
        if progress is not None and place % _LOOK == 0:
            progress.report(place, len(fresh))
        task = take_over(
            session,
            item.uid,
            _draft(item, contacts.find(item)),
            exceptions=item.exceptions,
            done_at=_done_at(item, now),
            handled_until=now,
        )
        added.append(task)
    session.flush()
    told = _told(fresh, len(_once(items)) - len(fresh), now)
    return BroughtIn(tuple(task.id for task in added), told)


def _once(items: Iterable[CalendarItem]) -> dict[str, CalendarItem]:
    return {item.uid: item for item in reversed([*items])}


def _fresh(session: Session, items: Sequence[CalendarItem]) -> list[CalendarItem]:
    once = _once(items)
    known = known_uids(session, list(once))
    return [item for uid, item in reversed(once.items()) if uid not in known]


def _told(fresh: Sequence[CalendarItem], known: int, now: datetime) -> Foretold:
    meetings = sum(item.kind == EVENT for item in fresh)
    return Foretold(
        meetings,
        len(fresh) - meetings,
        sum(bool(item.rule) for item in fresh),
        sum(_done_at(item, now) is not None for item in fresh),
        known,
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
