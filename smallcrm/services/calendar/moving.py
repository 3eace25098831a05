"""A task or a meeting gets another time by being dragged: all its times, or one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from smallcrm.core import zones
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import tasks
from smallcrm.services.tasks import TaskDraft, recurrence
from smallcrm.services.tasks.rule_words import DAYS

_DATE = 10  # characters
_DAY_MINUTES = 24 * 60


def move(
    session: Session, task_id: int, due: str, start: date, minutes: int | None, *, only_this: bool
) -> int:
    """Have a task come at another time; return the id of the task that comes then.

    Args:
        session: The session.
        task_id: The task.
        due: Which of its times: wall time in its own zone.
        start: Wall time here, or a day for something that takes all day.
        minutes: How long it takes; None where nobody said.
        only_this: Of one that repeats, this time alone; else from this one on.

    Raises:
        UserError: its rule names its days in a way that cannot be moved.
        NotFound: it is gone.
    """
    draft = tasks.get_draft(session, task_id)
    if minutes is None and not isinstance(start, datetime) and (draft.minutes or 0) < _DAY_MINUTES:
        minutes = draft.minutes  # work that is to be done on a day takes no whole days
    moved = replace(draft, due=_wall(start, draft.zone), minutes=minutes)
    if not draft.rule:
        tasks.change_task(session, task_id, moved)
        return task_id
    if only_this:
        tasks.leave_out(session, task_id, due)
        return tasks.add_task(session, replace(moved, rule=""))
    tasks.change_task(session, task_id, replace(moved, rule=_rule(draft, due, moved.due)))
    return task_id


def _wall(start: date, zone: str) -> str:
    """The time as the wall of *zone* shows it."""
    if not isinstance(start, datetime):
        return start.isoformat()
    at = zones.instant(f"{start:%Y-%m-%d %H:%M}", "").replace(tzinfo=UTC)
    return f"{zones.wall(at, zone):%Y-%m-%d %H:%M}"


def _rule(draft: TaskDraft, due: str, moved: str) -> str:
    """The rule with its days moved along."""
    was, day = date.fromisoformat(due[:_DATE]), date.fromisoformat(moved[:_DATE])
    if was == day:
        return draft.rule
    parts = recurrence.parts_of(draft.rule)
    named = {name: value for name, value in parts.items() if name.startswith("BY")}
    if named == {"BYDAY": DAYS[was.weekday()]}:
        parts["BYDAY"] = DAYS[day.weekday()]
    elif named == {"BYMONTHDAY": str(was.day)} and parts["FREQ"] == "MONTHLY":
        parts["BYMONTHDAY"] = str(day.day)
    elif named:
        raise UserError(
            T("The days of this task cannot be moved all at once."),
            hint=T("Nothing was changed. Move this time alone, or change how the task repeats."),
        )
    return recurrence.rule_of(parts)
