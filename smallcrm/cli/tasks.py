"""``tasks``: add, list, show, set, done, undone, snooze, skip, remove, restore, due, zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from smallcrm.cli import tasks_due
from smallcrm.cli.instants import read_instant, write_instant
from smallcrm.cli.pairs import split_pair
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.services import tasks
from smallcrm.services.tasks import (
    TaskDraft,
    TaskRow,
    recurrence,
    rule_reading,
    rule_words,
    snoozing,
)
from smallcrm.services.tasks.drafts import KINDS
from smallcrm.services.tasks.queries import Wanted, list_wanted

_IDS = ("contact", "deal", "owner", "document")
_FIELDS = ("title", "at", "zone", "repeat", "remind", "priority", "minutes", "note", "kind", *_IDS)


@click.group("tasks", epilog="Example: smallcrm tasks list --contact 7")
def tasks_() -> None:
    """What is to be done."""


for _command in tasks_due.COMMANDS:
    tasks_.add_command(_command)


@tasks_.command(
    epilog="Example: smallcrm tasks add 'Call about the order' --contact 7 --at '2026-11-30 09:00'"
    " --repeat 'every week on Monday'"
)
@click.argument("title")
@click.option("--contact", "contact_id", type=ID, help="For whom.")
@click.option("--deal", "deal_id", type=ID, help="Whose next step it is; for its contact.")
@click.option("--owner", "owner_id", type=ID, help="Who does it.")
@click.option("--document", "document_id", type=ID, help="About which document.")
@click.option("--at", "due", default="", help="A day, or a day and a time on the wall.")
@click.option("--zone", default="", help="IANA zone of that time; this computer's by default.")
@click.option("--repeat", default="", help="A rule of RFC 5545, or words: every week on Monday.")
@click.option("--remind", multiple=True, type=ID, help="Minutes before; can be repeated.")
@click.option("--priority", type=click.IntRange(0, 9), default=0, help="1 high, 9 low.")
@click.option("--minutes", type=ID, help="How long it takes.")
@click.option("--note", default="", help="What else there is to say.")
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
@pass_program
def add(program: Program, /, title: str, due: str, repeat: str, **more: Any) -> None:
    """Add a task."""
    more["reminders"] = tuple(more.pop("remind"))
    draft = TaskDraft(title, due, rule=_rule(repeat, due), **more)
    with program.database() as database, database.write(T("Add task")) as session:
        task_id = tasks.add_task(session, draft)
    program.answer({"id": task_id}, T("The task has the id {id}.", id=task_id))


@tasks_.command("list", epilog="Example: smallcrm tasks list --contact 7 --all")
@click.option("--contact", "contact_id", type=ID, help="Only of this contact.")
@click.option("--deal", "deal_id", type=ID, help="Only of this deal.")
@click.option("--owner", "owner_id", type=ID, help="Only of this person.")
@click.option("--all", "all_", is_flag=True, help="Those that are done too.")
@click.option("--bin", "binned", is_flag=True, help="Those in the bin instead.")
@pass_program
def list_(program: Program, /, *, all_: bool, binned: bool, **of: int | None) -> None:
    """List what is to be done, the first one first."""
    wanted = Wanted(**of, done=None if all_ else False, binned=binned)  # type: ignore[arg-type]
    with program.database() as database, database.read() as session:
        ids = list_wanted(session, wanted)
        found = tasks.list_task_rows(session, ids, binned=binned)
    rows = [found[task_id] for task_id in ids]
    heading = (T("Id"), T("Due at"), T("Put off until"), T("Task"), T("Contact"), T("Repeats"))
    now = clock.now()
    cells = [_cells(row, now) for row in rows]
    count = TN("{count} task", "{count} tasks", len(ids))
    data = {"total": len(ids), "rows": [_to_json(row) for row in rows]}
    program.answer(data, *program.table(heading, cells), count)


@tasks_.command(epilog="Example: smallcrm --json tasks show 3")
@click.argument("task_id", metavar="ID", type=ID)
@pass_program
def show(program: Program, task_id: int) -> None:
    """Show everything about a task."""
    with program.database() as database, database.read() as session:
        row, draft = tasks.get_task(session, task_id), tasks.get_draft(session, task_id)
    data = _to_json(row) | {
        "kind": row.kind,
        "remind": list(draft.reminders),
        "minutes": row.minutes,
        "note": row.note,
        "owner": row.owner_id,
        "document": row.document_id,
    }
    lines = [f"{name}: {value}" for name, value in data.items() if value not in (None, "", [])]
    program.answer(data, *lines)


@tasks_.command(
    "set",
    help="Change fields of a task; all of those named, or none.\n\n"
    f"The fields are: {', '.join(_FIELDS)}. remind takes minutes with commas.",
    epilog="Example: smallcrm tasks set 3 at='2026-12-01 10:00' priority=1",
)
@click.argument("task_id", metavar="ID", type=ID)
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@pass_program
def set_(program: Program, task_id: int, pairs: tuple[str, ...]) -> None:
    """Change fields of a task."""
    values = dict(_pair(pair) for pair in pairs)
    with program.database() as database, database.write(T("Change task")) as session:
        draft = tasks.get_draft(session, task_id)
        repeat = values.pop("rule", None)
        draft = replace(draft, **values)
        if repeat is not None:
            draft = replace(draft, rule=_rule(str(repeat), draft.due))
        tasks.change_task(session, task_id, draft)
    program.answer({"id": task_id}, T("The task is saved."))


@tasks_.command(epilog="Example: smallcrm tasks done 3")
@click.argument("task_id", metavar="ID", type=ID)
@pass_program
def done(program: Program, task_id: int) -> None:
    """Note that a task is done; of one that repeats, what came until now."""
    with program.database() as database:
        with database.read() as session:
            title = tasks.get_task(session, task_id).title
        with database.write(T("Done: {title}", title=title)) as session:
            tasks.finish_task(session, task_id)
    program.answer({"id": task_id}, T("Done: {title}", title=title))


@tasks_.command(epilog="Example: smallcrm tasks undone 3")
@click.argument("task_id", metavar="ID", type=ID)
@pass_program
def undone(program: Program, task_id: int) -> None:
    """Note that a task is not done after all."""
    with program.database() as database, database.write(T("Not done after all")) as session:
        title = tasks.get_task(session, task_id).title
        tasks.reopen_tasks(session, [task_id])
    program.answer({"id": task_id}, T("Not done after all: {title}", title=title))


@tasks_.command(epilog="Example: smallcrm tasks snooze 3 --until tomorrow")
@click.argument("task_id", metavar="ID", type=ID)
@click.option(
    "--until",
    required=True,
    help=f"An instant (2026-11-30T09:00:00Z), a time here, or {', '.join(snoozing.CHOICES)}.",
)
@pass_program
def snooze(program: Program, task_id: int, until: str) -> None:
    """Put a task off: it calls again later; its day stays."""
    is_choice = until in snoozing.CHOICES
    at = snoozing.until(until, clock.now()) if is_choice else read_instant(until, "until")
    with program.database() as database, database.write(T("Put off a task")) as session:
        tasks.get_task(session, task_id)
        tasks.snooze_tasks(session, [task_id], at)
    program.answer({"id": task_id, "until": write_instant(at)}, T("The task is put off."))


@tasks_.command(epilog="Example: smallcrm tasks skip 3")
@click.argument("task_id", metavar="ID", type=ID)
@pass_program
def skip(program: Program, task_id: int) -> None:
    """Leave out the next time of a task that repeats."""
    with program.database() as database, database.write(T("Leave one out")) as session:
        tasks.skip_occurrence(session, task_id)
    program.answer({"id": task_id}, T("Left out."))


@tasks_.command(epilog="Example: smallcrm tasks remove 3 4")
@click.argument("task_ids", metavar="ID…", type=ID, nargs=-1, required=True)
@pass_program
def remove(program: Program, task_ids: tuple[int, ...]) -> None:
    """Put tasks into the bin."""
    label = TN("Remove {count} task", "Remove {count} tasks", len(task_ids))
    with program.database() as database, database.write(label) as session:
        tasks.remove_tasks(session, task_ids)
    program.answer({"ids": list(task_ids)}, T("In the bin."))


@tasks_.command(epilog="Example: smallcrm tasks restore 3 4")
@click.argument("task_ids", metavar="ID…", type=ID, nargs=-1, required=True)
@pass_program
def restore(program: Program, task_ids: tuple[int, ...]) -> None:
    """Take tasks out of the bin."""
    with program.database() as database, database.write(T("Restore tasks")) as session:
        tasks.restore_tasks(session, task_ids)
    program.answer({"ids": list(task_ids)}, T("Taken out of the bin."))


def _rule(typed: str, due: str) -> str:
    """The rule of words or of RFC 5545; the 31st is the last day of shorter months."""
    if not typed.strip():
        return ""
    day = due.strip()[:10] or clock.today().isoformat()
    try:
        return recurrence.keep_day(typed, day)
    except ValueError:
        try:
            start = clock.today().fromisoformat(day)
        except ValueError:
            start = clock.today()
        return rule_reading.read_rule(typed, start) or typed


def _pair(text: str) -> tuple[str, Any]:
    name, value = split_pair(text)
    if name not in _FIELDS:
        raise UserError(
            T("{name} is not a field of a task.", name=name),
            hint=T("The fields are: {fields}.", fields=", ".join(_FIELDS)),
            field=name,
        )
    column = {"at": "due", "repeat": "rule", "remind": "reminders"}.get(name, name)
    if name in _IDS:
        return f"{name}_id", _number(name, value)
    if name == "remind":
        return column, tuple(_number(name, one) or 0 for one in value.split(",") if one.strip())
    if name in {"priority", "minutes"}:
        number = _number(name, value)
        return column, (number or 0) if name == "priority" else number
    return column, value


def _number(name: str, value: str) -> int | None:
    if not value.strip():
        return None
    if not value.strip().isdecimal():
        raise UserError(
            T("{text} is not a whole number.", text=value),
            hint=T("Nothing was saved. Write figures only."),
            field=name,
        )
    return int(value)


def _cells(row: TaskRow, now: datetime) -> tuple[object, ...]:
    """A line of the table; a time until which it was put off is told while it is to come."""
    later = row.snoozed_until
    until = f"{clock.local(later):%Y-%m-%d %H:%M}" if later is not None and later > now else ""
    repeats = rule_words.how_often(row.rule, row.due)
    return row.id, row.due, until, row.title, row.contact, repeats


def _to_json(row: TaskRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "contact": row.contact_id,
        "deal": row.deal_id,
        "at": row.due,
        "zone": row.zone,
        "instant": write_instant(row.instant),
        "repeat": row.rule,
        "priority": row.priority,
        "snoozed_until": write_instant(row.snoozed_until),
        "done": write_instant(row.done_at),
    }
