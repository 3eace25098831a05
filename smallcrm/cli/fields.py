"""``fields``: list, add, rename, change, use, remove: what is known of contacts and deals."""

from __future__ import annotations

from typing import Any

import click

from smallcrm.cli.program import Program, pass_program
from smallcrm.core.text import TN, T, Text
from smallcrm.services import custom_fields
from smallcrm.services.custom_fields import CONTACTS, DEALS, KINDS, FieldRow

_KIND = click.Choice(list(KINDS))
_SUBJECTS: dict[str, Text] = {CONTACTS: T("Contacts"), DEALS: T("Deals")}
_USE = click.Choice(list(_SUBJECTS))


@click.group("fields", epilog="Example: smallcrm fields list")
def fields_() -> None:
    """Fields of your own for contacts and deals."""


@fields_.command("list", epilog="Example: smallcrm --json fields list")
@pass_program
def list_(program: Program) -> None:
    """List the fields in their order, with how many contacts and deals have a value."""
    with program.database() as database, database.read() as session:
        rows = custom_fields.list_fields(session)
        used = custom_fields.list_used_fields(session)
        in_deals = custom_fields.list_used_fields(session, DEALS)
    counts = {row.id: (used.get(row.id, 0), in_deals.get(row.id, 0)) for row in rows}
    data = {"fields": [_to_json(row, *counts[row.id]) for row in rows]}
    heading = (
        T("Id"),
        T("Name"),
        T("Kind"),
        T("Used for"),
        T("Choices"),
        T("Contacts"),
        T("Deals"),
    )
    cells: list[tuple[object, ...]] = [
        (row.id, row.name, KINDS[row.kind], _use(row), ", ".join(row.choices), *counts[row.id])
        for row in rows
    ]
    program.answer(data, *program.table(heading, cells))


@fields_.command(epilog="Example: smallcrm fields add Color --kind choice --choice Red")
@click.argument("name")
@click.option(
    "--kind", type=_KIND, default=custom_fields.TEXT, show_default=True, help="Of values."
)
@click.option("--choice", "choices", multiple=True, help="A word to choose from.")
@click.option(
    "--for", "use", type=_USE, multiple=True, default=(CONTACTS,), help="For whom; may come twice."
)
@pass_program
def add(
    program: Program, name: str, kind: str, choices: tuple[str, ...], use: tuple[str, ...]
) -> None:
    """Add a field."""
    label = T("Add the field {name}", name=name)
    with program.database() as database, database.write(label) as session:
        field_id = custom_fields.add(session, name, kind, choices, use)
    program.answer({"id": field_id}, T("{name} has the id {id}.", name=name, id=field_id))


@fields_.command(epilog="Example: smallcrm fields rename 'Shoe size' Size")
@click.argument("name")
@click.argument("new_name")
@pass_program
def rename(program: Program, name: str, new_name: str) -> None:
    """Call a field something else."""
    label = T("Rename the field {name}", name=name)
    with program.database() as database, database.write(label) as session:
        field = custom_fields.find_field(session, name)
        custom_fields.rename(session, field.id, new_name)
    program.answer({"id": field.id}, T("{name} is saved.", name=new_name))


@fields_.command(epilog="Example: smallcrm fields change Size --kind number")
@click.argument("name")
@click.option("--kind", type=_KIND, required=True, help="What it becomes.")
@click.option("--choice", "choices", multiple=True, help="A word to choose from.")
@click.option("--dry-run", is_flag=True, help="Only say which values would not fit.")
@pass_program
def change(
    program: Program, name: str, kind: str, choices: tuple[str, ...], *, dry_run: bool
) -> None:
    """Make a field another kind; values that do not fit move to the notes."""
    with program.database() as database:
        with database.read() as session:
            field = custom_fields.find_field(session, name)
            account = custom_fields.account_of(session, field.id, kind, choices)
        if not dry_run:
            with database.write(T("Change the field {name}", name=field.name)) as session:
                account = custom_fields.change(session, field.id, kind, choices)
    data = {"id": field.id, **account._asdict(), "examples": list(account.examples)}
    fits = TN("{count} value fits.", "{count} values fit.", account.fits)
    misfits = TN(
        "{count} value does not fit and goes to the note of its contact or deal.",
        "{count} values do not fit and go to the notes of their contacts or deals.",
        account.misfits,
    )
    program.answer(data, fits, *([misfits, *account.examples] if account.misfits else []))


@fields_.command("use", epilog="Example: smallcrm fields use Size --for contacts --for deals")
@click.argument("name")
@click.option(
    "--for", "use", type=_USE, multiple=True, required=True, help="For whom; may come twice."
)
@pass_program
def use_(program: Program, name: str, use: tuple[str, ...]) -> None:
    """Have a field be for contacts, for deals, or for both; values are kept."""
    label = T("Change the field {name}", name=name)
    with program.database() as database, database.write(label) as session:
        field = custom_fields.find_field(session, name)
        custom_fields.set_use(session, field.id, use)
    program.answer({"id": field.id}, T("{name} is saved.", name=field.name))


@fields_.command(epilog="Example: smallcrm fields remove Size")
@click.argument("name")
@pass_program
def remove(program: Program, name: str) -> None:
    """Take a field away with its values; undo brings both back."""
    label = T("Remove the field {name}", name=name)
    with program.database() as database, database.write(label) as session:
        field = custom_fields.find_field(session, name)
        count = custom_fields.remove(session, field.id)
    said = TN(
        "{name} is removed, with {count} value.",
        "{name} is removed, with {count} values.",
        count,
        name=field.name,
    )
    program.answer({"id": field.id, "values": count}, said)


def _use(row: FieldRow) -> str:
    return ", ".join(str(_SUBJECTS[key]) for key in _subjects(row))


def _subjects(row: FieldRow) -> list[str]:
    return [CONTACTS] * row.for_contacts + [DEALS] * row.for_deals


def _to_json(row: FieldRow, used: int, in_deals: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "uid": row.uid,
        "name": row.name,
        "kind": row.kind,
        "choices": list(row.choices),
        "for": _subjects(row),
        "used": used,
        "used_by_deals": in_deals,
    }
