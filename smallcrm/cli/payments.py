"""``payments``: add, refund, remove, list."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import click
from sqlalchemy.orm import Session

from smallcrm.cli import amounts
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.services import payments, settings
from smallcrm.services.payments import PaymentDraft, PaymentRow

_DATE = click.DateTime(["%Y-%m-%d"])
_LONGEST = 500  # payments in one answer of the data file


@click.group("payments", epilog="Example: smallcrm payments add 500 --contact 7 --invoice 12")
def payments_() -> None:
    """Money that came in or went back, and what it paid."""


@payments_.command(epilog="Example: smallcrm payments add 500.00 --contact 7 --invoice 12")
@click.argument("amount")
@click.option("--contact", "contact_id", type=ID, help="Who paid; of the invoice by default.")
@click.option(
    "--invoice", "invoice_id", type=ID, help="What it is for; else the oldest that is open."
)
@click.option("--for", "document_id", type=ID, help="The quote or order that it is a deposit for.")
@click.option("--date", "day", type=_DATE, help="When it came; today by default.")
@click.option("--currency", default="", help="Of the amount; that of the invoice by default.")
@click.option("--method", default="", help="transfer, cash, card, cheque or a word of your own.")
@click.option("--reference", default="", help="What the bank statement says.")
@pass_program
def add(program: Program, /, amount: str, day: datetime | None, currency: str, **more: Any) -> None:
    """Note a payment; what it does not pay stays on the customer's account."""
    draft = PaymentDraft(_amount(amount), date=day.date() if day else None, **more)
    with program.database() as database:
        with database.write(T("Add payment")) as session:
            draft = _in_currency(session, draft, currency)
            payment_id = payments.add(session, draft)
        with database.read() as session:
            row = payments.get_row(session, payment_id)
    program.answer(_to_json(row), T("The payment has the id {id}.", id=row.id), *_lines(row))


@payments_.command(epilog="Example: smallcrm payments refund 29.00 --contact 7")
@click.argument("amount")
@click.option("--contact", "contact_id", type=ID, required=True, help="Who gets money back.")
@click.option("--date", "day", type=_DATE, help="When it went; today by default.")
@click.option("--currency", default="", help="Of the amount; that of the business by default.")
@click.option("--method", default="", help="transfer, cash, card, cheque or a word of your own.")
@pass_program
def refund(
    program: Program, /, amount: str, day: datetime | None, currency: str, **more: Any
) -> None:
    """Give money back that is on a customer's account."""
    draft = PaymentDraft(_amount(amount), date=day.date() if day else None, **more)
    with program.database() as database:
        with database.write(T("Add refund")) as session:
            draft = _in_currency(session, draft, currency)
            payment_id = payments.refund(session, draft)
        with database.read() as session:
            row = payments.get_row(session, payment_id)
    program.answer(_to_json(row), T("The refund has the id {id}.", id=row.id))


@payments_.command(epilog="Example: smallcrm payments remove 3")
@click.argument("payment_id", metavar="ID", type=ID)
@pass_program
def remove(program: Program, payment_id: int) -> None:
    """Take a payment out; what it paid is open again."""
    with program.database() as database, database.write(T("Remove payment")) as session:
        payments.remove(session, payment_id)
    program.answer({"id": payment_id}, T("Payment {id} is removed.", id=payment_id))


@payments_.command("list", epilog="Example: smallcrm payments list --contact 7")
@click.option("--contact", "contact_id", type=ID, help="Only of this contact.")
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@pass_program
def list_(program: Program, contact_id: int | None, limit: int, offset: int) -> None:
    """List payments and refunds, the newest first."""
    rows: list[PaymentRow] = []
    with program.database() as database, database.read() as session:
        ids = payments.list_ids(session, contact_id=contact_id)
        page = ids[offset : offset + limit]
        for start in range(0, len(page), _LONGEST):
            some = page[start : start + _LONGEST]
            found = payments.list_rows(session, some)
            rows += [found[payment_id] for payment_id in some]
    heading = (T("Id"), T("Date"), T("Customer"), T("Amount"), T("Paid for"), T("On account"))
    count = TN("{count} payment", "{count} payments", len(ids))
    data = {"total": len(ids), "rows": [_to_json(row) for row in rows]}
    program.answer(data, *program.table(heading, [_cells(row) for row in rows]), count)


def _in_currency(session: Session, draft: PaymentDraft, currency: str) -> PaymentDraft:
    """*draft* in the currency that was named; without an invoice, in that of the business."""
    code = currency.strip().upper()
    if not code and draft.invoice_id is None:
        code = settings.get_business(session).currency
    return replace(draft, currency=code)


def _amount(typed: str) -> Decimal:
    try:
        amount = Decimal(typed.strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise UserError(
            T("{amount} is not an amount.", amount=typed),
            hint=T("Nothing was saved. Write figures only, for example 12.5."),
            field="amount",
        )
    return amount


def _cells(row: PaymentRow) -> tuple[object, ...]:
    sign = "-" if row.kind == "refund" else ""
    return (
        row.id,
        formats.short_day(row.date),
        row.customer,
        sign + formats.money(row.amount, row.currency),
        ", ".join(paid.number for paid in row.allocations),
        formats.money(row.unallocated, row.currency) if row.unallocated else "",
    )


def _lines(row: PaymentRow) -> list[object]:
    lines: list[object] = [
        f"{paid.number}: {formats.money(paid.amount, row.currency)}" for paid in row.allocations
    ]
    if row.unallocated:
        amount = formats.money(row.unallocated, row.currency)
        lines.append(T("On account: {amount}", amount=amount))
    return lines


def _to_json(row: PaymentRow) -> dict[str, Any]:
    def money(amount: Decimal) -> str:
        return amounts.money(amount, row.currency)

    return {
        "id": row.id,
        "kind": row.kind,
        "date": row.date.isoformat(),
        "contact": row.contact_id,
        "amount": money(row.amount),
        "currency": row.currency,
        "method": row.method,
        "reference": row.reference,
        "allocations": [
            {"document": paid.document_id, "amount": money(paid.amount)} for paid in row.allocations
        ],
        "unallocated": money(row.unallocated),
    }
