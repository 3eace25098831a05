"""``documents recurring``: documents that are made again and again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from smallcrm.cli.amounts import money
from smallcrm.cli.json_files import read_json
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.services import documents, recurring
from smallcrm.services.documents.json_form import draft_to_json
from smallcrm.services.documents.json_reader import draft_from_json
from smallcrm.services.recurring import RecurringDraft, RecurringRow, Rule, Run, Waiting

_DATE = click.DateTime(["%Y-%m-%d"])
_IN = click.Path(path_type=Path, allow_dash=True)


@click.group(
    "recurring",
    epilog="Example: smallcrm documents recurring add rent.json --anchor 2026-01-31 --unit month",
)
def recurring_() -> None:
    """Documents that are made again and again by a rule."""


@recurring_.command(
    epilog="Example: smallcrm documents recurring add --document 12 --anchor 2026-01-31 --issue"
)
@click.argument("draft", type=_IN, required=False)
@click.option("--document", "document_id", type=ID, help="Make it of this document or draft.")
@click.option("--anchor", type=_DATE, help="The first day; today by default.")
@click.option("--every", type=click.IntRange(1), default=1, show_default=True, help="How many.")
@click.option(
    "--unit",
    type=click.Choice(recurring.UNITS),
    default="month",
    show_default=True,
    help="Of what.",
)
@click.option("--until", type=_DATE, help="The last day that one may fall on.")
@click.option("--count", type=click.IntRange(1), help="How many documents in all.")
@click.option("--name", default="", help="What it is called.")
@click.option("--issue", "issues", is_flag=True, help="Issue each; else it waits as a draft.")
@pass_program
def add(
    program: Program,
    /,
    draft: Path | None,
    document_id: int | None,
    name: str,
    *,
    issues: bool,
    **when: Any,
) -> None:
    """Make a document of a draft in JSON or of a stored one, every so often."""
    if (draft is None) == (document_id is None):
        raise click.UsageError("Name either a draft or --document.")
    rule = _rule(**when)
    data = read_json(draft) if draft is not None else None
    with program.database() as database, database.write(T("New recurring document")) as session:
        made = (
            recurring.draft_of(session, document_id, rule)
            if document_id is not None
            else _draft(session, data, rule)
        )
        made = replace(made, name=name, issues_itself=issues)
        key = recurring.create(session, made, document_id)
    program.answer({"id": key}, T("Recurring document {id} is stored.", id=key))


@recurring_.command("list", epilog="Example: smallcrm documents recurring list")
@pass_program
def list_(program: Program) -> None:
    """List recurring documents, by name."""
    with program.database() as database, database.read() as session:
        ids = recurring.list_ids(session)
        found = recurring.list_rows(session, ids)
    rows = [found[key] for key in ids]
    heading = (T("Id"), T("Title"), T("Customer"), T("Total"), T("Next"), T("Waiting"))
    cells: list[tuple[object, ...]] = [
        (
            row.id,
            row.name,
            row.customer,
            formats.money(row.total, row.currency),
            formats.short_day(row.next) if row.next else "",
            row.waiting or "",
        )
        for row in rows
    ]
    data = {"total": len(rows), "rows": [_row(row) for row in rows]}
    program.answer(data, *program.table(heading, cells))


@recurring_.command(epilog="Example: smallcrm documents recurring show 3 --json")
@click.argument("recurring_id", metavar="ID", type=ID)
@pass_program
def show(program: Program, recurring_id: int) -> None:
    """Show what a recurring document says, as the draft that change takes."""
    with program.database() as database, database.read() as session:
        found = recurring.get(session, recurring_id)
        row = recurring.list_rows(session, [recurring_id])[recurring_id]
    lines = [f"{line.quantity:f} × {line.description}" for line in found.draft.lines]
    data = {**_row(row), "draft": draft_to_json(found.draft)}
    program.answer(data, row.name, *lines, formats.money(row.total, row.currency))


@recurring_.command(epilog="Example: smallcrm documents recurring change 3 rent.json")
@click.argument("recurring_id", metavar="ID", type=ID)
@click.argument("draft", type=_IN)
@pass_program
def change(program: Program, recurring_id: int, draft: Path) -> None:
    """Have it say what a draft in JSON says, from the next document on; its days stay."""
    data = read_json(draft)
    label = T("Change a recurring document")
    with program.database() as database, database.write(label) as session:
        before = recurring.get(session, recurring_id)
        after = draft_from_json(data, before.draft)
        contact_id = after.customer_id or before.contact_id
        made = replace(before, draft=after, contact_id=contact_id)
        recurring.change(session, recurring_id, made)
    program.answer({"id": recurring_id}, T("Saved"))


@recurring_.command(epilog="Example: smallcrm documents recurring due --date 2026-04-05")
@click.option("--date", "day", type=_DATE, help="Up to that day; today by default.")
@pass_program
def due(program: Program, day: datetime | None) -> None:
    """List what waits to be made, in order."""
    with program.database() as database, database.read() as session:
        found = recurring.list_waiting(session, _day(day))
    heading = (T("Id"), T("Day"), T("Title"), T("Total"))
    cells: list[tuple[object, ...]] = [
        (
            item.recurring_id,
            formats.short_day(item.period),
            item.name,
            formats.money(item.total, item.currency),
        )
        for item in found
    ]
    program.answer({"due": [_waiting(item) for item in found]}, *program.table(heading, cells))


@recurring_.command(epilog="Example: smallcrm documents recurring run --date 2026-04-05")
@click.argument("recurring_id", metavar="[ID]", type=ID, required=False)
@click.option("--date", "day", type=_DATE, help="Up to that day; today by default.")
@pass_program
def run(program: Program, recurring_id: int | None, day: datetime | None) -> None:
    """Make what waits, in order, each period once; of one of them only, where ID is given."""
    on = _day(day)
    with program.database() as database:
        with database.read() as session:
            waits = recurring.list_waiting(session, on, recurring_id)
        issues = any(item.issues_itself for item in waits)
        with database.write(T("Make recurring documents"), can_undo=not issues) as session:
            made = recurring.make_all(session, on, recurring_id)
    for failed in made.failed:
        program.tell(f"{failed.name}, {formats.short_day(failed.period)}: {failed.reason}")
    count = TN("{count} document is made.", "{count} documents are made.", len(made.made))
    program.answer(_run(made), count)


@recurring_.command(epilog="Example: smallcrm documents recurring skip 3 2026-01-31")
@click.argument("recurring_id", metavar="ID", type=ID)
@click.argument("period", type=_DATE)
@pass_program
def skip(program: Program, recurring_id: int, period: datetime) -> None:
    """Leave out the document of one day, the next that waits."""
    with program.database() as database, database.write(T("Leave one out")) as session:
        recurring.skip(session, recurring_id, period.date())
    program.answer({"id": recurring_id, "period": period.date().isoformat()}, T("Left out."))


@recurring_.command(epilog="Example: smallcrm documents recurring pause 3 --off")
@click.argument("recurring_id", metavar="ID", type=ID)
@click.option("--off", "is_over", is_flag=True, help="Go on.")
@pass_program
def pause(program: Program, recurring_id: int, *, is_over: bool) -> None:
    """Make no documents until it goes on."""
    label = T("Go on with a recurring document") if is_over else T("Pause a recurring document")
    step = recurring.resume if is_over else recurring.pause
    with program.database() as database, database.write(label) as session:
        step(session, recurring_id)
    program.answer(
        {"id": recurring_id, "paused": not is_over}, T("It goes on.") if is_over else T("Paused.")
    )


@recurring_.command(epilog="Example: smallcrm documents recurring remove 3")
@click.argument("recurring_id", metavar="ID", type=ID)
@pass_program
def remove(program: Program, recurring_id: int) -> None:
    """Make no more of them; the documents that it made stay."""
    label = T("Remove a recurring document")
    with program.database() as database, database.write(label) as session:
        recurring.remove(session, recurring_id)
    program.answer({"id": recurring_id}, T("Removed; its documents stay."))


def _rule(
    anchor: datetime | None, every: int, unit: str, until: datetime | None, count: int | None
) -> Rule:
    if until is not None and count is not None:
        raise click.UsageError("--until and --count say the same thing: name one of them.")
    rule = Rule(_day(anchor), every, unit, until.date() if until else None)
    return rule if count is None else rule._replace(until=recurring.end_of(rule, count))


def _draft(session: Session, data: Any, rule: Rule) -> RecurringDraft:
    said = draft_from_json(data)
    draft = draft_from_json(data, documents.new_draft(session, said.kind, said.customer_id))
    if draft.customer_id is None:
        raise UserError(
            T("Only a document for a contact can recur."),
            hint=T("Nothing was changed. Choose a contact as the customer first."),
            field="customer",
        )
    return RecurringDraft(draft.customer_id, draft, rule)


def _day(day: datetime | None) -> date:
    return day.date() if day else clock.today()


def _row(row: RecurringRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "contact": row.contact_id,
        "customer": row.customer,
        "kind": row.kind,
        "total": money(row.total, row.currency),
        "currency": row.currency,
        "anchor": row.rule.anchor.isoformat(),
        "every": row.rule.every,
        "unit": row.rule.unit,
        "until": row.rule.until.isoformat() if row.rule.until else None,
        "issues": row.issues_itself,
        "paused": row.is_paused,
        "next": row.next.isoformat() if row.next else None,
        "waiting": row.waiting,
        "made": row.made,
    }


def _waiting(item: Waiting) -> dict[str, Any]:
    return {
        "id": item.recurring_id,
        "name": item.name,
        "customer": item.customer,
        "period": item.period.isoformat(),
        "total": money(item.total, item.currency),
        "currency": item.currency,
        "issues": item.issues_itself,
    }


def _run(found: Run) -> dict[str, Any]:
    return {
        "made": [
            {
                "id": made.recurring_id,
                "period": made.period.isoformat(),
                "document": made.document_id,
                "number": made.number,
            }
            for made in found.made
        ],
        "failed": [
            {
                "id": failed.recurring_id,
                "period": failed.period.isoformat(),
                "reason": str(failed.reason),
            }
            for failed in found.failed
        ],
    }
