"""``bank``: read, list, accept, aside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from smallcrm.cli import amounts
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services import bank, settings
from smallcrm.services.bank import BankRow, Proposal
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.statements import opening

_STATES = (bank.WAITING, bank.PAID, bank.IGNORED)
_CONFIDENCE: dict[str, Text] = {
    bank.SURE: T("sure"),
    bank.LIKELY: T("likely"),
    bank.UNCLEAR: T("unclear"),
}


@click.group("bank", epilog="Example: smallcrm bank read statement.xml")
def bank_() -> None:
    """Bank statements: bring them in and see which invoices were paid."""


@bank_.command(epilog="Example: smallcrm bank read statement.xml --accept-sure")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--encoding", default="", help="Of a CSV file; found out by default.")
@click.option("--delimiter", default="", help="Of a CSV file: one character, or tab.")
@click.option("--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help="Order of day and month.")
@click.option("--accept-sure", "accepts", is_flag=True, help="Make payments of what is sure.")
@pass_program
def read(
    program: Program, file: Path, encoding: str, delimiter: str, dates: str | None, *, accepts: bool
) -> None:
    """Bring a statement in (CAMT.053 or a table) and propose what its lines paid."""
    with program.database() as database:
        with database.read() as session:
            home = settings.get_business(session).country
        options = ReadOptions(encoding=encoding, delimiter=delimiter, dates=dates or "", home=home)
        facts, lines = opening.read(file, options)
        with database.write(T("Read bank statement {name}", name=file.name)) as session:
            found = bank.bring_in(session, lines)
            proposed = bank.propose(session, found.added)
            sure = [one for one in proposed if accepts and one.confidence == bank.SURE]
            bank.accept_all(session, sure)
        with database.read() as session:
            rows = bank.list_rows(session, found.added)
    data = {
        "file": str(file),
        "format": facts.format,
        "lines": len(lines),
        "added": len(found.added),
        "known": found.known,
        "warnings": [
            {"line": each.row, "value": each.value, "reason": str(each.reason)}
            for each in facts.warnings
        ],
        "accepted": [one.line_id for one in sure],
        "proposals": [_proposal_to_json(one, rows[one.line_id]) for one in proposed],
    }
    added = TN("{count} line is new.", "{count} lines are new.", len(found.added))
    odd = [f"{each.value}: {each.reason}" for each in facts.warnings]
    program.answer(data, added, *odd, *_table(program, proposed, rows))


@bank_.command("list", epilog="Example: smallcrm bank list --state waiting")
@click.option("--state", type=click.Choice(_STATES), help="Only lines that are so.")
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@pass_program
def list_(program: Program, state: str | None, limit: int, offset: int) -> None:
    """List the lines of all statements, the newest first, and what waiting ones paid."""
    with program.database() as database, database.read() as session:
        ids = bank.list_ids(session, state or "")
        page = ids[offset : offset + limit]
        by_id = bank.list_rows(session, page)
        proposals = bank.propose(session, page) if state in (None, bank.WAITING) else []
    rows = [by_id[line_id] for line_id in page]
    data = {
        "total": len(ids),
        "rows": [_row_to_json(row) for row in rows],
        "proposals": [_proposal_to_json(one, by_id[one.line_id]) for one in proposals],
    }
    heading = (T("Id"), T("Date"), T("From or to"), T("Purpose"), T("Amount"))
    cells: list[tuple[object, ...]] = [
        (
            row.id,
            formats.short_day(row.date),
            row.name,
            row.purpose,
            formats.money(row.amount, row.currency),
        )
        for row in rows
    ]
    program.answer(data, *program.table(heading, cells), *_table(program, proposals, by_id))


@bank_.command(epilog="Example: smallcrm bank accept 4 --invoice 12 --invoice 13")
@click.argument("line_id", metavar="LINE", type=ID)
@click.option("--invoice", "invoices", type=ID, multiple=True, help="What it paid.")
@click.option("--contact", "contact_id", type=ID, help="Who paid; of the invoice by default.")
@pass_program
def accept(
    program: Program, line_id: int, invoices: tuple[int, ...], contact_id: int | None
) -> None:
    """Make a payment of a line; what it does not pay stays on the customer's account."""
    with program.database() as database, database.write(T("Add payment")) as session:
        payment_id = bank.accept(session, line_id, contact_id, invoices)
    program.answer({"id": payment_id}, T("The payment has the id {id}.", id=payment_id))


@bank_.command(epilog="Example: smallcrm bank aside 5 6")
@click.argument("line_ids", metavar="LINE…", type=ID, nargs=-1, required=True)
@pass_program
def aside(program: Program, line_ids: tuple[int, ...]) -> None:
    """Put lines aside that pay no invoice."""
    with program.database() as database, database.write(T("Put bank lines aside")) as session:
        bank.put_aside(session, line_ids)
    count = TN("{count} line is put aside.", "{count} lines are put aside.", len(line_ids))
    program.answer({"ids": list(line_ids)}, count)


def _table(program: Program, proposals: list[Proposal], rows: dict[int, BankRow]) -> list[object]:
    if not proposals:
        return []
    heading = (T("Line"), T("Amount"), T("Customer"), T("Invoices"), T("How sure"))
    cells: list[tuple[object, ...]] = [
        (
            one.line_id,
            formats.money(rows[one.line_id].amount, rows[one.line_id].currency),
            one.customer,
            ", ".join(invoice.number for invoice in one.invoices),
            str(_CONFIDENCE[one.confidence]),
        )
        for one in proposals
    ]
    return list(program.table(heading, cells))


def _row_to_json(row: BankRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "date": row.date.isoformat(),
        "amount": amounts.money(row.amount, row.currency),
        "currency": row.currency,
        "name": row.name,
        "iban": row.iban,
        "purpose": row.purpose,
        "state": row.state,
        "payment": row.payment_id,
    }


def _proposal_to_json(one: Proposal, row: BankRow) -> dict[str, Any]:
    return {
        "line": one.line_id,
        "amount": amounts.money(row.amount, row.currency),
        "contact": one.contact_id,
        "invoices": [
            {
                "id": invoice.id,
                "number": invoice.number,
                "open": amounts.money(invoice.open, row.currency),
            }
            for invoice in one.invoices
        ],
        "confidence": one.confidence,
    }
