"""``staff``: list, add, set, remove: the people who work here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import who
from smallcrm.core.text import T
from smallcrm.services import staff
from smallcrm.services.staff import ROLE_NAMES, StaffDraft, StaffRow

_ROLE = click.Choice(list(ROLE_NAMES))


@click.group("staff", epilog="Example: smallcrm staff add 'Maria Petrova' --role employee")
def staff_() -> None:
    """Who works here; it is said in the history and gets the leads."""


@staff_.command("list", epilog="Example: smallcrm --json staff list")
@pass_program
def list_(program: Program) -> None:
    """List the people, in their order; a star marks the one who uses this computer."""
    with program.database() as database, database.read() as session:
        rows = staff.list_staff(session)
        chosen = who.chosen()
    me = chosen.uid if chosen else ""
    cells: list[tuple[object, ...]] = [
        (row.id, f"{row.name} *" if row.uid == me else row.name, ROLE_NAMES[row.role], row.email)
        for row in rows
    ]
    heading = (T("Id"), T("Name"), T("Role"), T("Email"))
    data = {"total": len(rows), "rows": [_to_json(row, me) for row in rows]}
    program.answer(data, *program.table(heading, cells))


@staff_.command(epilog="Example: smallcrm staff add Peter --role owner --email peter@shop.example")
@click.argument("name")
@click.option("--role", type=_ROLE, default="employee", show_default=True, help="The usual view.")
@click.option("--email", default="", help="Where he is reached.")
@pass_program
def add(program: Program, name: str, role: str, email: str) -> None:
    """Add somebody at the end of the list."""
    label = T("Add {name} to the staff", name=name.strip())
    with program.database() as database, database.write(label) as session:
        staff_id = staff.add(session, StaffDraft(name, role, email))
    program.answer({"id": staff_id}, T("{name} has the id {id}.", name=name, id=staff_id))


@staff_.command("set", epilog="Example: smallcrm staff set 2 --name 'Maria Orlova' --place 1")
@click.argument("staff_id", metavar="ID", type=ID)
@click.option("--name", help="What he is called from now on.")
@click.option("--role", type=_ROLE, help="The usual view.")
@click.option("--email", help="Where he is reached.")
@click.option("--place", type=click.IntRange(1), help="His place in the list, from 1.")
@click.option("--me", "is_me", is_flag=True, help="He uses this computer from now on.")
@pass_program
def set_(
    program: Program, /, staff_id: int, place: int | None, *, is_me: bool, **given: str | None
) -> None:
    """Change somebody, move him in the list, or say that he uses this computer."""
    told = {name: value for name, value in given.items() if value is not None}
    with program.database() as database:
        with database.read() as session:
            row = staff.get(session, staff_id)
        with database.write(T("Change {name}", name=row.name)) as session:
            if told:
                draft = replace(StaffDraft(row.name, row.role, row.email), **told)
                staff.change(session, staff_id, draft)
            if place is not None:
                staff.move(session, staff_id, place - 1)
        if is_me:
            with database.read() as session:
                staff.be(session, database.path, staff_id)
    program.answer({"id": staff_id}, T("{name}: saved", name=told.get("name", row.name)))


@staff_.command(epilog="Example: smallcrm staff remove 2")
@click.argument("staff_id", metavar="ID", type=ID)
@pass_program
def remove(program: Program, staff_id: int) -> None:
    """Take somebody off the list; what was his stays."""
    with program.database() as database:
        with database.read() as session:
            row = staff.get(session, staff_id)
        with database.write(T("Remove {name} from the staff", name=row.name)) as session:
            staff.remove(session, staff_id)
    program.answer({"id": staff_id}, T("{name} does not work here any more.", name=row.name))


def _to_json(row: StaffRow, me: str) -> dict[str, Any]:
    found = {"id": row.id, "uid": row.uid, "name": row.name, "role": row.role}
    return {**found, "email": row.email, "me": row.uid == me}
