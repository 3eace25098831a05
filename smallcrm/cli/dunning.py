"""``documents dunning``: reminders for unpaid invoices."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from smallcrm.cli.amounts import money
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.core.whole_file import replacing
from smallcrm.services import dunning
from smallcrm.services.dunning import Letter, Sent

_DATE = click.DateTime(["%Y-%m-%d"])
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST = 80  # letters of a file's name


@click.group(
    "dunning",
    invoke_without_command=True,
    epilog="Example: smallcrm documents dunning --date 2026-04-01 --out letters",
)
@click.option("--date", "day", type=_DATE, help="Of the letters; today by default.")
@click.option("--dry-run", "is_trial", is_flag=True, help="Only list them; mark nothing as sent.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Where the letters are put."
)
@click.pass_context
@pass_program
def dunning_(
    program: Program,
    context: click.Context,
    day: datetime | None,
    out: Path | None,
    *,
    is_trial: bool,
) -> None:
    """Make the reminders that are due and mark them as sent, each level once; not undoable.

    The levels are in the settings: dunning.levels has their days from the due date on.
    """
    if context.invoked_subcommand is not None:
        return
    on = day.date() if day else clock.today()
    if out is not None:
        _make_folder(out)
    with program.database() as database:
        if is_trial:
            with database.read() as session:
                sent = [Sent(letter, "") for letter in dunning.propose(session, on)]
        else:
            with database.write(T("Send reminders"), can_undo=False) as session:
                sent = dunning.send(session, on)
        files = []
        if out is not None:
            with database.read() as session:
                files = [_save(session, one, on, out, number) for number, one in enumerate(sent, 1)]
    data = {"date": on.isoformat(), "letters": [_to_json(one) for one in sent]}
    for letter, path in zip(data["letters"], files, strict=False):
        letter["file"] = str(path)  # type: ignore[index]
    count = TN("{count} reminder", "{count} reminders", len(sent))
    program.answer(data, *_table(program, sent), count)


@dunning_.command("skip", epilog="Example: smallcrm documents dunning skip --contact 7")
@click.option("--contact", "contact_id", type=ID, help="A customer who gets no reminders.")
@click.option("--invoice", "document_id", type=ID, help="An invoice that none is sent for.")
@click.option("--off", "is_over", is_flag=True, help="Send reminders again.")
@pass_program
def skip(
    program: Program, contact_id: int | None, document_id: int | None, *, is_over: bool
) -> None:
    """Send no reminders to a customer or for an invoice."""
    change = dunning.unskip if is_over else dunning.skip
    label = T("Send reminders again") if is_over else T("Send no reminders")
    with program.database() as database, database.write(label) as session:
        change(session, contact_id=contact_id, document_id=document_id)
    program.answer({"contact": contact_id, "invoice": document_id, "skipped": not is_over}, label)


@dunning_.command("skipped", epilog="Example: smallcrm documents dunning skipped")
@pass_program
def skipped(program: Program) -> None:
    """List who gets no reminders."""
    with program.database() as database, database.read() as session:
        rows = dunning.list_skipped(session)
    data = [
        {"contact": row.contact_id, "invoice": row.document_id, "name": row.name} for row in rows
    ]
    program.answer({"rows": data}, *(row.name for row in rows))


@dunning_.command("sent", epilog="Example: smallcrm documents dunning sent")
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help="How many.")
@pass_program
def sent_(program: Program, limit: int) -> None:
    """List the reminders that went out, the newest first."""
    with program.database() as database, database.read() as session:
        rows = dunning.list_sent(session, limit=limit)
    data = [
        {
            "date": row.date.isoformat(),
            "contact": row.contact_id,
            "customer": row.customer,
            "level": row.level,
            "numbers": row.numbers.split(", "),
            "open": money(row.open, row.currency),
            "currency": row.currency,
            "sha256": row.sha256,
        }
        for row in rows
    ]
    heading = (T("Date"), T("Customer"), T("Level"), T("Invoices"), T("Still open"))
    cells: list[tuple[object, ...]] = [
        (
            formats.short_day(row.date),
            row.customer,
            row.level,
            row.numbers,
            formats.money(row.open, row.currency),
        )
        for row in rows
    ]
    program.answer({"rows": data}, *program.table(heading, cells))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            T("The folder {path} cannot be made.", path=folder),
            hint=T("No reminder was sent. Choose another folder."),
            field="out",
        ) from error


def _save(session: Any, one: Sent, day: date, folder: Path, number: int) -> Path:
    """Write the letter as it is stored; of a trial, as it would be."""
    if one.sha256:
        pdf = dunning.get_pdf(session, one.sha256)
    else:
        pdf = dunning.print_letter(dunning.view(session, one.letter, day))
    name = _FORBIDDEN.sub("-", f"{day:%Y-%m-%d} {number:03} {one.letter.customer}")[:_LONGEST]
    path = folder / f"{name.rstrip(' .-')}.pdf"
    with replacing(path) as temporary:
        temporary.write_bytes(pdf)
    return path


def _to_json(one: Sent) -> dict[str, Any]:
    letter = one.letter
    return {
        "contact": letter.contact_id,
        "customer": letter.customer,
        "level": letter.level,
        "language": letter.language,
        "currency": letter.currency,
        "open": money(letter.total, letter.currency),
        "invoices": [
            {
                "id": row.document_id,
                "number": row.number,
                "due_date": row.due_date.isoformat(),
                "days_late": row.days_late,
                "level": row.level,
                "open": money(row.open, letter.currency),
            }
            for row in letter.reminders
        ],
        **({"sha256": one.sha256} if one.sha256 else {}),
    }


def _table(program: Program, sent: list[Sent]) -> list[str]:
    heading = (T("Customer"), T("Invoice"), T("Due"), T("Days late"), T("Level"), T("Still open"))
    cells: list[tuple[object, ...]] = [
        (*_of(one.letter, row), row.level, formats.money(row.open, one.letter.currency))
        for one in sent
        for row in one.letter.reminders
    ]
    return program.table(heading, cells)


def _of(letter: Letter, row: dunning.Reminder) -> tuple[object, ...]:
    return letter.customer, row.number, formats.short_day(row.due_date), row.days_late
