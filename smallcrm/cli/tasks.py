"""``tasks``: add, list, done."""

from __future__ import annotations

from typing import Any

import click

from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core.text import TN, T
from smallcrm.services import tasks
from smallcrm.services.tasks import TaskDraft, TaskRow


@click.group("tasks", epilog="Example: smallcrm tasks list --contact 7")
def tasks_() -> None:
    """What is to be done."""


@tasks_.command(
    epilog="Example: smallcrm tasks add 'Call about the order' --contact 7 --at '2026-11-30 09:00'"
)
@click.argument("title")
@click.option("--contact", "contact_id", type=ID, help="For whom.")
@click.option("--deal", "deal_id", type=ID, help="Whose next step it is; for its contact.")
@click.option("--at", "due", default="", help="A day, or a day and a time on the wall.")
@click.option("--zone", default="", help="IANA zone of that time; this computer's by default.")
@pass_program
def add(program: Program, /, title: str, **more: Any) -> None:
    """Add a task."""
    draft = TaskDraft(title, **more)
    with program.database() as database, database.write(T("Add task")) as session:
        task_id = tasks.add_task(session, draft)
    program.answer({"id": task_id}, T("The task has the id {id}.", id=task_id))


@tasks_.command("list", epilog="Example: smallcrm tasks list --contact 7 --all")
@click.option("--contact", "contact_id", type=ID, help="Only of this contact.")
@click.option("--all", "all_", is_flag=True, help="Those that are done too.")
@pass_program
def list_(program: Program, contact_id: int | None, *, all_: bool) -> None:
    """List what is to be done, the first one first."""
    done = None if all_ else False
    with program.database() as database, database.read() as session:
        ids = tasks.list_task_ids(session, contact_id=contact_id, done=done)
        found = tasks.list_task_rows(session, ids)
    rows = [found[task_id] for task_id in ids]
    heading = (T("Id"), T("Due"), T("Task"), T("Contact"))
    cells: list[tuple[object, ...]] = [(row.id, row.due, row.title, row.contact) for row in rows]
    count = TN("{count} task", "{count} tasks", len(ids))
    data = {"total": len(ids), "rows": [_to_json(row) for row in rows]}
    program.answer(data, *program.table(heading, cells), count)


@tasks_.command(epilog="Example: smallcrm tasks done 3")
@click.argument("task_id", metavar="ID", type=ID)
@pass_program
def done(program: Program, task_id: int) -> None:
    """Note that a task is done."""
    with program.database() as database:
        with database.read() as session:
            title = tasks.get_task(session, task_id).title
        with database.write(T("Done: {title}", title=title)) as session:
            tasks.finish_task(session, task_id)
    program.answer({"id": task_id}, T("Done: {title}", title=title))


def _to_json(row: TaskRow) -> dict[str, Any]:
    instant = row.instant
    return {
        "id": row.id,
        "title": row.title,
        "contact": row.contact_id,
        "at": row.due,
        "zone": row.zone,
        "instant": f"{instant.isoformat()}Z" if instant else None,
        "done": f"{row.done_at.isoformat()}Z" if row.done_at else None,
    }
