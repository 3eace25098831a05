"""``undo``, ``redo`` and ``history``: what was done, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click
from sqlalchemy.orm import Session

from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core.text import T, Text
from smallcrm.db.database import Database, Undone
from smallcrm.db.keeping import Kept
from smallcrm.services import contacts, history
from smallcrm.services.history import ActionRow, ChangedValue

_CONTACT = "contact"
_LONGEST = 40  # letters of a value in a line; JSON has them all
_LIMIT = click.IntRange(1, 1_000_000)


@click.command("undo", epilog="Example: smallcrm undo 12 --dry-run")
@click.argument("action", type=ID, required=False)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@pass_program
def undo_(program: Program, action: int | None, *, dry_run: bool) -> None:
    """Take back the last action, or the one with the number ACTION (see history).

    What somebody changed since stays as it is, and is listed.
    """
    with program.database() as database:
        result = database.undo(action, trial=dry_run)
        done = T("Would be undone: {label}", label=result.label)
        line = done if dry_run else T("Undone: {label}", label=result.label)
        _answer(program, database, result, line)


@click.command("redo", epilog="Example: smallcrm redo")
@pass_program
def redo_(program: Program) -> None:
    """Do again what the last undo took back."""
    with program.database() as database:
        result = database.redo()
        _answer(program, database, result, T("Done again: {label}", label=result.label))


@click.command("history", epilog="Example: smallcrm history --contact 7 --limit 20")
@click.option("--contact", "contact_id", type=ID, help="Only what touched this contact.")
@click.option("--limit", type=_LIMIT, default=50, show_default=True, help="How many.")
@pass_program
def history_(program: Program, contact_id: int | None, limit: int) -> None:
    """Show what was done, newest first; of a single contact also each value, old and new."""
    with program.database() as database, database.read() as session:
        rows = history.list_actions(session, contact_id=contact_id, limit=limit)
        values = _values(session, contact_id, [row.action for row in rows])
    data = [
        {
            "action": row.action,
            "label": str(row.label),
            "who": row.who,
            "when": f"{row.when.isoformat()}Z",
            "rows": row.rows,
            "undone": row.undone,
            "changes": [
                {"field": each.field, "old": each.old, "new": each.new}
                for each in values.get(row.action, ())
            ],
        }
        for row in rows
    ]
    heading = (T("Action"), T("When (UTC)"), T("Changed rows"), T("What"))
    cells = [
        (row.action, f"{row.when:%Y-%m-%d %H:%M}", row.rows, _what(row, values.get(row.action, ())))
        for row in rows
    ]
    program.answer({"actions": data}, *program.table(heading, list[tuple[object, ...]](cells)))


def _values(
    session: Session, contact_id: int | None, actions: list[int]
) -> dict[int, tuple[ChangedValue, ...]]:
    """What each of *actions* changed in the contact, or in the only one that it touched."""
    if contact_id is not None:
        return history.list_values(session, contact_id, actions)
    found: dict[int, tuple[ChangedValue, ...]] = {}
    steps: dict[int, list[int]] = {}
    for action, only in history.only_contacts(session, actions).items():
        steps.setdefault(only, []).append(action)
    for only, those in steps.items():
        found |= history.list_values(session, only, those)
    return found


def _what(row: ActionRow, values: Sequence[ChangedValue]) -> str:
    """``Change Anna · Role: – → Baker``; what was taken back says so."""
    label = T("Undone: {action}", action=row.label) if row.undoes else row.label
    parts = [str(label), *([str(T("Taken back"))] if row.undone else [])]
    return " · ".join([*parts, *(each.words(_LONGEST) for each in values)])


def _answer(program: Program, database: Database, result: Undone, line: Text) -> None:
    ids = [item.id for item in result.kept if item.table == _CONTACT]
    with database.read() as session:
        names = contacts.list_names(session, ids)
    data = {
        "action": result.action,
        "label": str(result.label),
        "restored": result.restored,
        "removed": result.removed,
        "kept": [
            {"table": item.table, "id": item.id, "reason": str(item.reason)} for item in result.kept
        ],
    }
    program.answer(data, line, *[_stays(item, names) for item in result.kept])


def _stays(item: Kept, names: Mapping[int, str]) -> object:
    """That *item* was left as it is, and why; a contact by its name."""
    if item.table == _CONTACT and item.id in names:
        words = {"name": names[item.id], "id": item.id, "reason": item.reason}
        return T("{name}, contact {id}: {reason}", **words)
    return f"{item.table} {item.id}: {item.reason}"
