"""What a calendar file and a task say, as values that can be compared: own exports come back alike.

Only what a file can carry counts: whom it is for, who owns it, and what is handled of a series are
no part of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC

from smallcrm.core import zones
from smallcrm.models import Task
from smallcrm.services.tasks import recurrence
from smallcrm.services.tasks.drafts import MEETING, TASK

GONE = "gone"
LONGEST_NOTE = 20_000  # characters that a file is read for
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DAY_MINUTES = 24 * 60
_UTC = "UTC"
_BOUNDED = ("UNTIL=", "COUNT=")


def said(task: Task) -> str:
    """All of ``parts`` as one word, for ``Task.origin``; one in the bin is gone and no more."""
    told = GONE if task.deleted_at is not None else parts(task)
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def parts(task: Task) -> dict[str, str]:
    """What *task* says, by the names of the parts; in the form that its export comes back in."""
    zone = _named(task)
    begin = (task.anchor if task.rule else "") or task.due
    return {
        "title": _plain(task.title),
        "kind": MEETING if task.kind == MEETING and task.due else TASK,
        "time": f"{_when(begin, task.zone, zone)} {zone}",
        "rule": _rule(task, zone),
        "exceptions": _exceptions(task, zone),
        "reminders": task.reminders if task.due else "",
        "minutes": str(_minutes(task) or ""),
        "priority": str(task.priority),
        "note": _plain(task.note)[:LONGEST_NOTE].strip(),
        "done": str(_is_done(task)),
    }


def _named(task: Task) -> str:
    """The zone on whose wall a series is written; all else is one in UTC, or a day alone."""
    if " " not in task.due:
        return ""
    is_named = task.rule and task.zone != _UTC and zones.is_known(task.zone)
    return task.zone if is_named else _UTC


def _when(wall: str, zone: str, named: str) -> str:
    if " " not in wall or named != _UTC:
        return wall
    at = zones.instant(wall, zone).replace(tzinfo=UTC)
    return f"{zones.wall(at, _UTC):%Y-%m-%d %H:%M}"


def _rule(task: Task, zone: str) -> str:
    if not task.rule:
        return ""
    ended = recurrence.with_end(task.rule, task.zone, zone, has_time=bool(zone))
    told = {**recurrence.parts_of(ended)}
    if told.get("INTERVAL") == "1":
        del told["INTERVAL"]
    return recurrence.rule_of(dict(sorted(told.items())))


def _exceptions(task: Task, zone: str) -> str:
    if not task.rule:
        return ""
    left_out = {each for each in task.exceptions.split(",") if each}
    return ",".join(sorted(_when(each, task.zone, zone) for each in left_out))


def _minutes(task: Task) -> int | None:
    """How long it takes; a meeting on a day takes whole days, and one day is no length at all."""
    if task.kind != MEETING or not task.due or " " in task.due or task.minutes is None:
        return task.minutes
    days = -(-task.minutes // _DAY_MINUTES)
    return days * _DAY_MINUTES if days > 1 else None


def _is_done(task: Task) -> bool:
    """A file tells it of tasks only; a series with an end of its own is done when that has come."""
    is_over = any(end in task.rule for end in _BOUNDED)
    return (task.kind == TASK or not task.due) and not is_over and task.done_at is not None


def _plain(text: str) -> str:
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
