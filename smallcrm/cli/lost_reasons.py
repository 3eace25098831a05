"""``reasons``: list, add, change, move, remove: why deals are lost."""

from __future__ import annotations

import click

from smallcrm.cli.program import Program, pass_program
from smallcrm.core.text import T
from smallcrm.services import pipeline


@click.group("reasons", epilog="Example: smallcrm reasons list")
def reasons_() -> None:
    """Why deals are lost."""


@reasons_.command("list", epilog="Example: smallcrm --json reasons list")
@pass_program
def list_(program: Program) -> None:
    """List the reasons in their order."""
    with program.database() as database, database.read() as session:
        rows = pipeline.list_reasons(session)
    data = {"total": len(rows), "rows": [row._asdict() for row in rows]}
    cells = [(row.id, row.name, T("Words") if row.needs_note else "") for row in rows]
    program.answer(data, *program.table((T("Id"), T("Reason"), T("Asks for")), [*cells]))


@reasons_.command(epilog="Example: smallcrm reasons add 'Delivery time'")
@click.argument("name")
@click.option("--needs-note", is_flag=True, help="Whoever chooses it has to say more.")
@pass_program
def add(program: Program, name: str, *, needs_note: bool) -> None:
    """Add a reason."""
    label = T("Add the reason {name}", name=name)
    with program.database() as database, database.write(label) as session:
        reason_id = pipeline.add_reason(session, name, needs_note=needs_note)
    program.answer({"id": reason_id}, T("{name} has the id {id}.", name=name, id=reason_id))


@reasons_.command(epilog="Example: smallcrm reasons change Price 'Price too high'")
@click.argument("name")
@click.argument("new_name")
@click.option("--needs-note/--no-note", default=False, help="Whether it asks for words.")
@pass_program
def change(program: Program, name: str, new_name: str, *, needs_note: bool) -> None:
    """Call a reason something else; the deals lost for it show the new name."""
    label = T("Change the reason {name}", name=name)
    with program.database() as database, database.write(label) as session:
        reason_id = pipeline.find_reason(session, name)
        pipeline.change_reason(session, reason_id, new_name, needs_note=needs_note)
    program.answer({"id": reason_id}, T("{name} is saved.", name=new_name))


@reasons_.command(epilog="Example: smallcrm reasons move Price --before Timing")
@click.argument("name")
@click.option("--before", default="", help="The reason it stands before; the last by default.")
@pass_program
def move(program: Program, name: str, before: str) -> None:
    """Put a reason elsewhere in the order."""
    label = T("Move the reason {name}", name=name)
    with program.database() as database, database.write(label) as session:
        reason_id = pipeline.find_reason(session, name)
        other = pipeline.find_reason(session, before) if before else None
        pipeline.move_reason(session, reason_id, other)
    program.answer({"id": reason_id}, T("{name} is saved.", name=name))


@reasons_.command(epilog="Example: smallcrm reasons remove Timing")
@click.argument("name")
@pass_program
def remove(program: Program, name: str) -> None:
    """Offer a reason no longer; deals that were lost for it keep it."""
    label = T("Remove the reason {name}", name=name)
    with program.database() as database, database.write(label) as session:
        reason_id = pipeline.find_reason(session, name)
        pipeline.remove_reason(session, reason_id)
    program.answer({"id": reason_id}, T("{name} is removed.", name=name))
