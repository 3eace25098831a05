"""``calls missed`` and ``calls returned``: whom to call back, and that it was done."""

from __future__ import annotations

from typing import Any

import click

from smallcrm.cli.instants import read_instant, write_instant
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import clock
from smallcrm.core.text import TN, T
from smallcrm.services import calls
from smallcrm.services.calls import MissedCall


@click.command(epilog="Example: smallcrm --json calls missed")
@click.option("--now", default="", help="An instant: 2026-11-30T09:00:00Z; now by default.")
@pass_program
def missed(program: Program, now: str) -> None:
    """List who called and was not answered since, who waits the longest first."""
    at = read_instant(now, "now") if now else clock.now()
    with program.database() as database, database.read() as session:
        found = calls.list_unanswered(session, at)
    heading = (T("Id"), T("When"), T("Contact"), T("Phone"), T("Calls"))
    count = TN("{count} call to return", "{count} calls to return", len(found))
    data = {"total": len(found), "rows": [call_json(row) for row in found]}
    program.answer(data, *program.table(heading, [call_cells(row) for row in found]), count)


@click.command(epilog="Example: smallcrm calls returned 31 35")
@click.argument("call_ids", metavar="ID…", type=ID, nargs=-1, required=True)
@pass_program
def returned(program: Program, call_ids: tuple[int, ...]) -> None:
    """Note that missed calls, and those of the same contact before them, need nothing any more."""
    label = TN("{count} call returned", "{count} calls returned", len(call_ids))
    with program.database() as database, database.write(label) as session:
        for call_id in call_ids:
            calls.note_returned(session, call_id)
    program.answer({"ids": list(call_ids)}, label)


COMMANDS = (missed, returned)


def call_json(row: MissedCall) -> dict[str, Any]:
    """A missed call that nobody answered, as scripts read it."""
    return {
        "id": row.id,
        "contact": row.contact_id,
        "name": row.name,
        "phone": row.phone,
        "at": write_instant(row.at),
        "since": write_instant(row.since),
        "calls": row.times,
    }


def call_cells(row: MissedCall) -> tuple[object, ...]:
    """The same as a line of a table."""
    return row.id, f"{clock.local(row.at):%Y-%m-%d %H:%M}", row.name, row.phone, row.times
