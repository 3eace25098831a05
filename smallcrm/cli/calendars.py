"""``import`` of a calendar: meetings and tasks of another program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click

from smallcrm.cli.fitting import CALENDAR, refuse_unfit
from smallcrm.cli.program import Program
from smallcrm.core.errors import UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T, Text
from smallcrm.db.database import Database
from smallcrm.services import calendar, history
from smallcrm.services.exchange.calendars import opening
from smallcrm.services.exchange.drafts import FileFacts, ReadOptions
from smallcrm.services.exchange.importing.earlier import label_of

_SHOWN = 10  # remarks, and conflicts; --json has them all
_OTHERS = ""
_OPTIONS = (
    click.option(
        "--on-conflict",
        type=click.Choice([calendar.KEEP, calendar.TAKE]),
        help="Entries of a calendar that were changed here and in the file: keep mine or take the"
        " file's; without it they stay and are told each time.",
    ),
    click.option("--keep", multiple=True, metavar="UID", help="Keep mine of this one of them."),
    click.option("--take", multiple=True, metavar="UID", help="Take the file's of this one."),
)


class Wish(NamedTuple):
    """What is wanted of a calendar.

    Attributes:
        name: What it is called.
        choices: Of ``choosing``.
        is_trial: Only say what would happen.
    """

    name: str
    choices: Mapping[str, str]
    is_trial: bool

    @property
    def on_conflict(self) -> str:
        """What becomes of entries that are not named."""
        return self.choices.get(_OTHERS, "")

    @property
    def named(self) -> dict[str, str]:
        """The choices for single entries, by their uid."""
        return {uid: choice for uid, choice in self.choices.items() if uid != _OTHERS}


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options about entries that both sides changed, as *choices*: by uid.

    What is chosen for all that are not named stands at the uid that no entry has, the empty one.
    """

    @wraps(command)
    def run(*args: Any, on_conflict: str, keep: Any, take: Any, **more: Any) -> Any:
        for uid in set(keep) & set(take):
            raise UserError(
                T("{uid} stands behind both --keep and --take.", uid=uid),
                hint=T("Nothing was changed. Name each entry once."),
                field="uid",
            )
        all_ = {_OTHERS: on_conflict} if on_conflict else {}
        named = dict.fromkeys(keep, calendar.KEEP) | dict.fromkeys(take, calendar.TAKE)
        return command(*args, choices=all_ | named, **more)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def answer(
    program: Program, database: Database, path: Path, options: ReadOptions, wish: Wish
) -> None:
    """Bring the calendar at *path* in, or only say what would happen."""
    refuse_unfit(wish.name, CALENDAR)
    facts, items = opening.read(path, options, Progress())
    with database.read() as session:
        told = calendar.foretell(session, items)
    _check(told, wish.named)
    action = None
    if not wish.is_trial and (told.touched or (told.conflicts and wish.choices)):
        label = label_of(wish.name)
        with database.write(label) as session:
            found = calendar.bring_in(session, items, Progress(), wish.on_conflict, wish.named)
            told = found.told
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
        "conflicts": [_conflict_json(each) for each in told.conflicts],
        "known": told.known,
        "warnings": [
            {"line": each.row, "value": each.value, "reason": str(each.reason)}
            for each in facts.warnings
        ],
        "action": action,
    }
    program.answer(data, *_lines(facts, told, action, wish))


def _check(told: calendar.Foretold, choices: Mapping[str, str]) -> None:
    """Raise UserError where an entry is named that nobody has to choose about."""
    strangers = [uid for uid in choices if uid not in {each.uid for each in told.conflicts}]
    if strangers:
        raise UserError(
            T("No entry {uid} says something else here than in the file.", uid=strangers[0]),
            hint=T("Nothing was changed. --dry-run --json tells the uid of each that does."),
            field="uid",
        )


def _conflict_json(conflict: calendar.Conflict) -> dict[str, Any]:
    return {
        "uid": conflict.uid,
        "title": conflict.title,
        "differs": [str(each.what) for each in conflict.differences],
        "changes": [
            {"what": str(each.what), "here": each.here, "file": each.there}
            for each in conflict.differences
        ],
    }


def _lines(
    facts: FileFacts, told: calendar.Foretold, action: int | None, wish: Wish
) -> Iterable[object]:
    if wish.is_trial:
        yield T("Nothing was changed. This would happen:")
    yield from told.sentences
    yield from _conflicts(told, wish)
    for each in facts.warnings[:_SHOWN]:
        yield T("Line {line}, {title}: {reason}", line=each.row, title=each.value,
                reason=each.reason)  # fmt: skip
    yield from _further(facts.warnings)
    if action is not None:
        yield T("To take it back: smallcrm undo {action}", action=action)


def _conflicts(told: calendar.Foretold, wish: Wish) -> Iterable[object]:
    """Each of them, what differs, and what becomes of them."""
    words: dict[str, Text] = {
        calendar.TAKE: T("These follow the file."),
        calendar.KEEP: T("These stay as they are here."),
        "": T("These stay as they are here until you choose: --on-conflict keep or take."),
    }
    for choice, said in words.items():
        some = [
            each for each in told.conflicts if wish.named.get(each.uid, wish.on_conflict) == choice
        ]
        for each in some[:_SHOWN]:
            yield f"{each.title}  ({each.uid})"
            yield from (f"  {difference.sentence}" for difference in each.differences)
        yield from _further(some)
        if some:
            yield said


def _further(several: Sequence[object]) -> Iterable[object]:
    """How many more of *several* there are than are told."""
    if count := max(len(several) - _SHOWN, 0):
        yield TN("{count} more remark like these.", "{count} more remarks like these.", count)
