"""``reports staff --list``: the calls, meetings and tasks behind a figure of the staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from smallcrm.cli.instants import write_instant
from smallcrm.cli.program import Program
from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import reports
from smallcrm.services.reports import TASK_FIGURES, Listing, Scope, StaffEntry, StaffTask


def show(program: Program, figure: str, scope_of: Callable[[Session], Scope]) -> None:
    """Answer with what *figure* counts, of everybody or of the owner of the scope."""
    with program.database() as database, database.read() as session:
        scope = scope_of(session)
        people = tuple(line.staff_id for line in reports.staff_work(session, scope))
        listing = Listing(figure, people)
        if figure in TASK_FIGURES:
            _tell_tasks(program, reports.list_tasks(session, scope, listing))
            return
        ids = reports.list_entry_ids(session, scope, listing)
        rows = reports.list_entries(session, ids)
        _tell_entries(program, [rows[entry_id] for entry_id in ids])


def _tell_entries(program: Program, rows: list[StaffEntry]) -> None:
    heading = (T("Id"), T("When"), T("Kind"), T("Contact"), T("Who"))
    cells: list[tuple[object, ...]] = [
        (row.id, f"{clock.local(row.at):%Y-%m-%d %H:%M}", row.kind, row.contact, row.owner)
        for row in rows
    ]
    data: list[dict[str, Any]] = [
        {
            "id": row.id,
            "kind": row.kind,
            "at": write_instant(row.at),
            "direction": row.direction,
            "seconds": row.seconds,
            "outcome": row.outcome,
            "contact": row.contact_id,
            "person": row.owner,
        }
        for row in rows
    ]
    program.answer({"total": len(rows), "rows": data}, *program.table(heading, cells))


def _tell_tasks(program: Program, rows: list[StaffTask]) -> None:
    heading = (T("Id"), T("Due at"), T("Done"), T("Task"), T("Contact"), T("Who"))
    cells: list[tuple[object, ...]] = [
        (
            *(row.task.id, row.time.due),
            f"{clock.local(row.time.at):%Y-%m-%d %H:%M}" if row.time.at is not None else "",
            *(row.task.title, row.task.contact, row.task.owner),
        )
        for row in rows
    ]
    data: list[dict[str, Any]] = [
        {
            "id": row.task.id,
            "title": row.task.title,
            "due": row.time.due,
            "done": write_instant(row.time.at),
            "late": row.time.is_late,
            "contact": row.task.contact_id,
            "person": row.task.owner,
        }
        for row in rows
    ]
    program.answer({"total": len(rows), "rows": data}, *program.table(heading, cells))
