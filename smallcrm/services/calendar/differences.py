"""What a task says here and what a calendar file says of it, part by part, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from smallcrm.core import clock, formats, zones
from smallcrm.core.text import TN, T, Text
from smallcrm.models import Task
from smallcrm.services.tasks import KIND_NAMES, PRIORITY_NAMES, rule_words
from smallcrm.services.tasks.origins import parts

_LONGEST = 300  # characters of a note that are told
_DAY_MINUTES = 24 * 60
_NOTHING = "\N{EM DASH}"
_WORDS: Mapping[str, Text] = {
    "title": T("title"),
    "kind": T("meeting or task"),
    "time": T("time"),
    "rule": T("repetition"),
    "exceptions": T("left-out times"),
    "reminders": T("reminders"),
    "minutes": T("length"),
    "priority": T("priority"),
    "note": T("note"),
    "done": T("done or not"),
}


class Difference(NamedTuple):
    """A part of an entry that is another one in the file.

    Attributes:
        what: Which part.
        here, there: What it is here, and in the file; both are empty where *what* says it all,
            or both would look the same.
    """

    what: Text
    here: str = ""
    there: str = ""

    @property
    def sentence(self) -> Text:
        """What it was and what it would become."""
        if not self.here and not self.there:
            return self.what
        return T("{what}: {here} → {there}", what=self.what, here=self.here or _NOTHING,
                 there=self.there or _NOTHING)  # fmt: skip


def differences(here: Task, there: Task) -> Iterator[Difference]:
    """The parts that are not the same, in the order in which a task is read."""
    ours, theirs = parts(here), parts(there)
    for name, what in _WORDS.items():
        if ours[name] != theirs[name]:
            shown = _SHOWN[name](here), _SHOWN[name](there)
            yield Difference(what, *shown) if shown[0] != shown[1] else Difference(what)


def _time(task: Task) -> str:
    begin = (task.anchor if task.rule else "") or task.due
    return _wall(begin, task.zone) if begin else ""


def _wall(wall: str, zone: str) -> str:
    """A day, or a moment as the wall here has it."""
    if " " not in wall:
        return formats.short_day(date.fromisoformat(wall))
    moment = clock.local(zones.instant(wall, zone))
    return f"{formats.short_day(moment.date())} {formats.time_of_day(moment)}"


def _exceptions(task: Task) -> str:
    return ", ".join(_wall(each, task.zone) for each in task.exceptions.split(",") if each)


def _minutes(typed: str) -> str:
    return ", ".join(str(_length(int(each))) for each in typed.split(",") if each)


def _length(minutes: int) -> Text:
    days, rest = divmod(minutes, _DAY_MINUTES)
    if days and not rest:
        return TN("{count} day", "{count} days", days)
    return TN("{count} min", "{count} min", minutes)


_SHOWN: Mapping[str, Callable[[Task], str]] = {
    "title": lambda task: task.title,
    "kind": lambda task: str(KIND_NAMES[task.kind]),
    "time": _time,
    "rule": lambda task: rule_words.sentence(task.rule, task.due, task.zone),
    "exceptions": _exceptions,
    "reminders": lambda task: _minutes(task.reminders),
    "minutes": lambda task: _minutes(str(task.minutes or "")),
    "priority": lambda task: str(PRIORITY_NAMES.get(task.priority, task.priority)),
    "note": lambda task: " ".join(task.note.split())[:_LONGEST],
    "done": lambda task: str(T("Done") if task.done_at is not None else T("Not done yet")),
}
