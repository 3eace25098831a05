"""``import`` of a calendar: meetings and tasks of another program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from smallcrm.cli.program import Program
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.db.database import Database
from smallcrm.services import calendar, history
from smallcrm.services.exchange.calendars import opening
from smallcrm.services.exchange.drafts import FileFacts, ReadOptions
from smallcrm.services.exchange.importing.earlier import label_of

_SHOWN = 10  # remarks; --json has them all


def answer(
    program: Program,
    database: Database,
    name: str,
    path: Path,
    options: ReadOptions,
    *,
    is_trial: bool,
) -> None:
    """Bring the calendar at *path*, called *name*, in, or only say what would happen."""
    facts, items = opening.read(path, options, Progress())
    with database.read() as session:
        told = calendar.foretell(session, items)
    action = None
    if not is_trial and told.meetings + told.tasks:
        label = label_of(name)
        with database.write(label) as session:
            told = calendar.bring_in(session, items, Progress()).told
            action = history.current_action(session)
    data: dict[str, Any] = {
        "file": name,
        "format": facts.format,
        "total": facts.total,
        "meetings": told.meetings,
        "tasks": told.tasks,
        "repeating": told.repeating,
        "over": told.over,
        "known": told.known,
        "warnings": [
            {"line": each.row, "value": each.value, "reason": str(each.reason)}
            for each in facts.warnings
        ],
        "action": action,
    }
    program.answer(data, *_lines(facts, told, action, is_trial=is_trial))


def _lines(
    facts: FileFacts, told: calendar.Foretold, action: int | None, *, is_trial: bool
) -> Iterable[object]:
    if is_trial:
        yield T("Nothing was changed. This would happen:")
    yield from told.sentences
    for each in facts.warnings[:_SHOWN]:
        yield T("Line {line}, {title}: {reason}", line=each.row, title=each.value,
                reason=each.reason)  # fmt: skip
    if count := max(len(facts.warnings) - _SHOWN, 0):
        yield TN("{count} more remark like these.", "{count} more remarks like these.", count)
    if action is not None:
        yield T("To take it back: smallcrm undo {action}", action=action)
