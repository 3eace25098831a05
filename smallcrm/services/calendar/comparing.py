"""What of a calendar file is new, what it changes, and what it would have otherwise than we do.

Compared are three: what the file says now, what it said when it was last read (``Task.origin``),
and what the task says. Only what was changed on both sides needs somebody to choose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core.text import T
from smallcrm.models import Task
from smallcrm.services.calendar.differences import Difference, differences
from smallcrm.services.exchange.calendars.items import CalendarItem
from smallcrm.services.tasks.origins import said
from smallcrm.services.tasks.taking_over import list_known, list_single_times

AsTask = Callable[[CalendarItem], Task]


class Pair(NamedTuple):
    """A task here, and what the file says of it, as a task that is not stored."""

    task: Task
    told: Task


class Conflict(NamedTuple):
    """An entry that says something else here than in the file, and was changed here.

    Attributes:
        uid: What both sides know it by.
        title: As it is here.
        differences: What is another one, in words.
    """

    uid: str
    title: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The entries of a file, each in one of these; *known* is how many need nothing."""

    fresh: list[CalendarItem] = field(default_factory=list)
    changed: list[Pair] = field(default_factory=list)
    cancelled: list[Pair] = field(default_factory=list)
    conflicts: list[Pair] = field(default_factory=list)
    known: int = 0


def compare(session: Session, items: Iterable[CalendarItem], as_task: AsTask) -> Compared:
    """Sort *items*, of which the first of each name counts; *as_task* makes a task of one."""
    once = {item.uid: item for item in reversed([*items])}
    in_order = [*reversed(once.values())]
    tasks = {task.uid: task for task in list_known(session, list(once))}
    fresh = [item for item in in_order if item.uid not in tasks and not item.cancelled]
    known = [item for item in in_order if item.uid in tasks]
    vanished = [(task, base) for task, base in _vanished(session, once) if base.uid in tasks]
    tasks.update({task.uid: task for task, _ in vanished})
    known += [base._replace(uid=task.uid, cancelled=True) for task, base in vanished]
    pairs = [Pair(tasks[item.uid], as_task(item)) for item in known]
    open_pairs = [pair for pair in pairs if not _is_known(pair)]
    followed = [pair for pair in open_pairs if said(pair.task) == pair.task.origin]
    return Compared(
        fresh,
        [pair for pair in followed if pair.told.deleted_at is None],
        [pair for pair in followed if pair.told.deleted_at is not None],
        [pair for pair in open_pairs if said(pair.task) != pair.task.origin],
        len(pairs) - len(open_pairs),
    )


def conflict_of(pair: Pair) -> Conflict:
    """The same for people."""
    if pair.task.deleted_at is not None:
        found: Iterable[Difference] = [Difference(T("in the bin here"))]
    elif pair.told.deleted_at is not None:
        found = [Difference(T("cancelled in the file"))]
    else:
        found = differences(pair.task, pair.told)
    return Conflict(pair.task.uid, pair.task.title, tuple(found))


def _is_known(pair: Pair) -> bool:
    """Whether the file says nothing new, or what the task says as well."""
    return pair.told.origin in {pair.task.origin, said(pair.task)}


def _vanished(
    session: Session, once: dict[str, CalendarItem]
) -> Iterable[tuple[Task, CalendarItem]]:
    """Single times that came in once, and of which a file that has their series says no more."""
    for task in list_single_times(session):
        base = once.get(task.uid.rpartition("/")[0])
        if base is not None and task.uid not in once and task.deleted_at is None:
            yield task, base
