"""``fields``: list, add, rename, change, remove: what the business knows about its contacts."""

from __future__ import annotations

from typing import Any

import click

from smallcrm.cli.program import Program, pass_program
from smallcrm.core.text import TN, T
from smallcrm.services import custom_fields
from smallcrm.services.custom_fields import KINDS, FieldRow

_KIND = click.Choice(list(KINDS))


@click.group("fields", epilog="Example: smallcrm fields list")
def fields_() -> None:
    """Fields of your own for contacts."""


@fields_.command("list", epilog="Example: smallcrm --json fields list")
@pass_program
def list_(program: Program) -> None:
    """List the fields in their order, with how many contacts have a value."""
    with program.database() as database, database.read() as session:
        rows = custom_fields.list_fields(session)
        used = custom_fields.list_used_fields(session)
    data = {"fields": [_to_json(row, used.get(row.id, 0)) for row in rows]}
    heading = (T("Id"), T("Name"), T("Kind"), T("Choices"), T("Contacts"))
    cells: list[tuple[object, ...]] = [
        (row.id, row.name, KINDS[row.kind], ", ".join(row.choices), used.get(row.id, 0))
        for row in rows
    ]
    program.answer(data, *program.table(heading, cells))


@fields_.command(epilog="Example: smallcrm fields add Color --kind choice --choice Red")
@click.argument("name")
@click.option(
    "--kind", type=_KIND, default=custom_fields.TEXT, show_default=True, help="Of values."
)
@click.option("--choice", "choices", multiple=True, help="A word to choose from.")
@pass_program
def add(program: Program, name: str, kind: str, choices: tuple[str, ...]) -> None:
    """Add a field."""
    label = T("Add the field {name}", name=name)
    with program.database() as database, database.write(label) as session:
        field_id = custom_fields.add(session, name, kind, choices)
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
    """Make a field another kind; values that do not fit move to the notes of their contacts."""
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
        "{count} value does not fit and goes to the note of its contact.",
        "{count} values do not fit and go to the notes of their contacts.",
        account.misfits,
    )
    program.answer(data, fits, *([misfits, *account.examples] if account.misfits else []))


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
        "{name} is removed, with the value of {count} contact.",
        "{name} is removed, with the values of {count} contacts.",
        count,
        name=field.name,
    )
    program.answer({"id": field.id, "values": count}, said)


def _to_json(row: FieldRow, used: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "uid": row.uid,
        "name": row.name,
        "kind": row.kind,
        "choices": list(row.choices),
        "used": used,
    }
