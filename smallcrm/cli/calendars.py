"""``import`` of a calendar: meetings and tasks of another program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from smallcrm.cli.program import Program
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.db.database import Database
from smallcrm.services import calendar, history
from smallcrm.services.exchange.calendars import opening
from smallcrm.services.exchange.drafts import FileFacts, ReadOptions
from smallcrm.services.exchange.importing.earlier import label_of

_SHOWN = 10  # remarks, and conflicts; --json has them all


class Wish(NamedTuple):
    """What is wanted of a calendar.

    Attributes:
        name: What it is called.
        on_conflict: As for ``calendar.bring_in``.
        is_trial: Only say what would happen.
    """

    name: str
    on_conflict: str
    is_trial: bool


def answer(
    program: Program, database: Database, path: Path, options: ReadOptions, wish: Wish
) -> None:
    """Bring the calendar at *path* in, or only say what would happen."""
    facts, items = opening.read(path, options, Progress())
    with database.read() as session:
        told = calendar.foretell(session, items)
    action = None
    if not wish.is_trial and (told.touched or (told.conflicts and wish.on_conflict)):
        label = label_of(wish.name)
        with database.write(label) as session:
            told = calendar.bring_in(session, items, Progress(), wish.on_conflict).told
            action = history.current_action(session)
    data: dict[str, Any] = {
        "file": wish.name,
        "format": facts.format,
        "total": facts.total,
        "meetings": told.meetings,
        "tasks": told.tasks,
        "repeating": told.repeating,
        "over": told.over,
        "changed": told.changed,
        "cancelled": told.cancelled,
        "conflicts": [
            {"title": each.title, "differs": [str(words) for words in each.differs]}
            for each in told.conflicts
        ],
        "known": told.known,
        "warnings": [
            {"line": each.row, "value": each.value, "reason": str(each.reason)}
            for each in facts.warnings
        ],
        "action": action,
    }
    program.answer(data, *_lines(facts, told, action, wish))


def _lines(
    facts: FileFacts, told: calendar.Foretold, action: int | None, wish: Wish
) -> Iterable[object]:
    if wish.is_trial:
        yield T("Nothing was changed. This would happen:")
    yield from told.sentences
    yield from _conflicts(told, wish.on_conflict)
    for each in facts.warnings[:_SHOWN]:
        yield T("Line {line}, {title}: {reason}", line=each.row, title=each.value,
                reason=each.reason)  # fmt: skip
    yield from _further(facts.warnings)
    if action is not None:
        yield T("To take it back: smallcrm undo {action}", action=action)


def _conflicts(told: calendar.Foretold, on_conflict: str) -> Iterable[object]:
    """Each of them, and what becomes of them."""
    if not told.conflicts:
        return
    yield from map(calendar.sentence_of, told.conflicts[:_SHOWN])
    yield from _further(told.conflicts)
    if on_conflict == calendar.TAKE:
        yield T("These follow the file.")
    elif on_conflict == calendar.KEEP:
        yield T("These stay as they are here.")
    else:
        yield T("These stay as they are here until you choose: --on-conflict keep or take.")


def _further(several: Sequence[object]) -> Iterable[object]:
    """How many more of *several* there are than are told."""
    if count := max(len(several) - _SHOWN, 0):
        yield TN("{count} more remark like these.", "{count} more remarks like these.", count)
