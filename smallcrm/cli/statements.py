"""``documents statement`` and ``documents unpaid``: what customers owe."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from smallcrm.cli.amounts import aging, money
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import clock, formats
from smallcrm.core.text import TN, T
from smallcrm.services import receivables
from smallcrm.services.receivables import CustomerAging, Statement

_DATE = click.DateTime(["%Y-%m-%d"])


@click.command(
    "statement",
    epilog="Example: smallcrm documents statement --contact 7 --from 2026-03-01 --to 2026-03-31"
    " march.pdf",
)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--contact", "contact_id", type=ID, required=True, help="The customer.")
@click.option("--from", "first", type=_DATE, required=True, help="The first day.")
@click.option("--to", "last", type=_DATE, help="The last day; today by default.")
@click.option("--currency", default="", help="Of several accounts; the customer's by default.")
@pass_program
def statement_(
    program: Program,
    out: Path,
    contact_id: int,
    first: datetime,
    last: datetime | None,
    currency: str,
) -> None:
    """Write what a customer's account was, as .pdf or .xlsx, in the customer's language."""
    until = last.date() if last else clock.today()
    with program.database() as database, database.read() as session:
        found = receivables.statement(
            session, contact_id, first.date(), until, currency.strip().upper()
        )
    receivables.save_statement(out, found)
    program.answer(_statement(found, out), *_lines(program, found, out))


@click.command("unpaid", epilog="Example: smallcrm documents unpaid --date 2026-03-31")
@click.option("--date", "day", type=_DATE, help="How it was on that day; today by default.")
@pass_program
def unpaid_(program: Program, day: datetime | None) -> None:
    """List what is unpaid by age, for all customers, with sums for each currency."""
    on = day.date() if day else clock.today()
    with program.database() as database, database.read() as session:
        rows = receivables.list_unpaid(session, on)
    sums = receivables.totals(rows)
    data = {
        "date": on.isoformat(),
        "rows": [{"contact": row.contact_id, **_aged(row)} for row in rows],
        "totals": {currency: _aged(row) for currency, row in sums.items()},
    }
    heading = (T("Customer"), *receivables.BUCKET_NAMES, T("On account"), T("Balance"))
    cells: list[tuple[object, ...]] = [(row.customer, *_amounts(row)) for row in rows]
    cells += [
        (T("Total {currency}", currency=row.currency), *_amounts(row)) for row in sums.values()
    ]
    count = TN("{count} customer", "{count} customers", len(rows))
    program.answer(data, *program.table(heading, cells), count)


def _statement(found: Statement, out: Path) -> dict[str, Any]:
    code = found.currency
    return {
        "file": str(out),
        "contact": found.contact_id,
        "currency": code,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "opening": money(found.opening, code),
        "closing": money(found.closing, code),
        "movements": [
            {
                "kind": row.kind,
                "id": row.id,
                "date": row.date.isoformat(),
                "number": row.number,
                "method": row.method,
                "reference": row.reference,
                "due_date": row.due_date.isoformat() if row.due_date else None,
                "debit": money(row.debit, code),
                "credit": money(row.credit, code),
                "balance": money(row.balance, code),
            }
            for row in found.movements
        ],
        "ageing": aging(found.aging, code),
        "on_account": money(found.on_account, code),
        "unallocated": [
            {"kind": row.kind, "id": row.id, "date": row.date.isoformat(),
             "left": money(row.left, code)}
            for row in found.unallocated
        ],
    }  # fmt: skip


def _lines(program: Program, found: Statement, out: Path) -> list[object]:
    def shown(amount: Any) -> str:
        return formats.money(amount, found.currency) if amount else ""

    heading = (T("Date"), T("Document"), T("Debit"), T("Credit"), T("Balance"))
    opening = formats.money(found.opening, found.currency)
    rows: list[tuple[object, ...]] = [
        (formats.short_day(found.first), T("Opening balance"), "", "", opening),
        *(
            (
                formats.short_day(row.date),
                receivables.title(row),
                shown(row.debit),
                shown(row.credit),
                formats.money(row.balance, found.currency),
            )
            for row in found.movements
        ),
    ]
    return [*program.table(heading, rows), T("{path} is written.", path=out)]


def _aged(row: CustomerAging) -> dict[str, Any]:
    return {
        **({"customer": row.customer} if row.customer else {}),
        "currency": row.currency,
        "ageing": aging(row.aging, row.currency),
        "open": money(row.aging.total, row.currency),
        "on_account": money(row.on_account, row.currency),
        "balance": money(row.balance, row.currency),
    }


def _amounts(row: CustomerAging) -> tuple[str, ...]:
    amounts = (*row.aging, row.on_account, row.balance)
    return tuple(formats.money(amount, row.currency) if amount else "" for amount in amounts)
