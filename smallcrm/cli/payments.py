"""``payments``: add, refund, paid, set, use, receipt, remove, list."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from smallcrm.cli import amounts
from smallcrm.cli.documents import PRINTED
from smallcrm.cli.pairs import split_pair
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.core.whole_file import replacing
from smallcrm.services import documents, payments
from smallcrm.services.documents import receipts
from smallcrm.services.payments import PaymentDraft, PaymentRow

_DATE = click.DateTime(["%Y-%m-%d"])
_FIELDS = ("amount", "date", "method", "reference", "note")  # those that can be changed


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
    draft = _draft(amount, day, currency, **more)
    with program.database() as database:
        with database.write(T("Add payment")) as session:
            payment_id = payments.add(session, draft)
        with database.read() as session:
            row = payments.get_row(session, payment_id)
    program.answer(
        payments.row_to_json(row), T("The payment has the id {id}.", id=row.id), *_lines(row)
    )


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
    draft = _draft(amount, day, currency, **more)
    with program.database() as database:
        with database.write(T("Add refund")) as session:
            payment_id = payments.refund(session, draft)
        with database.read() as session:
            row = payments.get_row(session, payment_id)
    program.answer(payments.row_to_json(row), T("The refund has the id {id}.", id=row.id))


@payments_.command(epilog="Example: smallcrm payments paid 12 13")
@click.argument("invoice_ids", metavar="ID...", type=ID, nargs=-1, required=True)
@click.option("--date", "day", type=_DATE, help="When it came; today by default.")
@click.option("--method", default="", help="transfer, cash, card, cheque or a word of your own.")
@pass_program
def paid(program: Program, invoice_ids: tuple[int, ...], day: datetime | None, method: str) -> None:
    """Note that all that is open of some invoices came."""
    with program.database() as database:
        with database.write(T("Mark paid")) as session:
            made = payments.mark_paid(session, invoice_ids, day.date() if day else None, method)
        with database.read() as session:
            rows = [payments.get_row(session, payment_id) for payment_id in made]
    said = TN("{count} invoice is paid.", "{count} invoices are paid.", len(rows))
    program.answer({"rows": [payments.row_to_json(row) for row in rows]}, said)


@payments_.command(
    "set",
    help="Change a payment; all of the fields named, or none.\n\n"
    f"The fields are: {', '.join(_FIELDS)}.",
    epilog="Example: smallcrm payments set 3 date=2026-03-31 method=cash",
)
@click.argument("payment_id", metavar="ID", type=ID)
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@pass_program
def set_(program: Program, payment_id: int, pairs: tuple[str, ...]) -> None:
    """Change a payment that was noted wrongly."""
    values = dict(_pair(pair) for pair in pairs)
    with program.database() as database:
        with database.write(T("Change payment")) as session:
            payments.change(session, payment_id, **values)
        with database.read() as session:
            row = payments.get_row(session, payment_id)
    program.answer(payments.row_to_json(row), T("The payment is saved."), *_lines(row))


@payments_.command(epilog="Example: smallcrm payments use 12")
@click.argument("invoice_id", metavar="ID", type=ID)
@pass_program
def use(program: Program, invoice_id: int) -> None:
    """Let what is on the customer's account pay an invoice."""
    with program.database() as database:
        with database.write(T("Pay from the account")) as session:
            payments.use_account(session, invoice_id)
        with database.read() as session:
            row = documents.get_row(session, invoice_id)
    left = amounts.money(row.open, row.currency)
    said = T("Still open: {amount}", amount=formats.money(row.open, row.currency))
    program.answer({"id": row.id, "status": row.status, "open": left}, said)


@payments_.command(epilog="Example: smallcrm payments receipt 3 receipt.pdf --lang el")
@click.argument("payment_id", metavar="ID", type=ID)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lang", type=click.Choice(PRINTED), help="Of the page; the customer's by default.")
@pass_program
def receipt(program: Program, payment_id: int, out: Path, lang: str | None) -> None:
    """Write the receipt for a payment as PDF."""
    with program.database() as database, database.read() as session:
        printed = receipts.get_receipt(session, payment_id, lang or "")
    with replacing(out) as temporary:
        temporary.write_bytes(printed)
    program.answer(
        {"file": str(out), "sha256": hashlib.sha256(printed).hexdigest()},
        T("{path} is written.", path=out),
    )


@payments_.command(epilog="Example: smallcrm payments remove 3")
@click.argument("payment_id", metavar="ID", type=ID)
@pass_program
def remove(program: Program, payment_id: int) -> None:
    """Take a payment out; what it paid is open again."""
    label = TN("Remove payment", "Remove {count} payments", 1)
    with program.database() as database, database.write(label) as session:
        payments.remove(session, payment_id)
    program.answer({"id": payment_id}, T("Payment {id} is removed.", id=payment_id))


@payments_.command("list", epilog="Example: smallcrm payments list --contact 7")
@click.option("--contact", "contact_id", type=ID, help="Only of this contact.")
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@pass_program
def list_(program: Program, contact_id: int | None, limit: int, offset: int) -> None:
    """List payments and refunds, the newest first."""
    with program.database() as database, database.read() as session:
        ids = payments.list_ids(session, contact_id=contact_id)
        page = ids[offset : offset + limit]
        found = payments.list_rows(session, page)
    rows = [found[payment_id] for payment_id in page]
    heading = (T("Id"), T("Date"), T("Customer"), T("Amount"), T("Paid for"), T("On account"))
    count = TN("{count} payment", "{count} payments", len(ids))
    data = {"total": len(ids), "rows": [payments.row_to_json(row) for row in rows]}
    program.answer(data, *program.table(heading, [_cells(row) for row in rows]), count)


def _draft(amount: str, day: datetime | None, currency: str, **more: Any) -> PaymentDraft:
    return PaymentDraft(
        amounts.amount(amount, "amount"),
        currency=currency,
        date=day.date() if day else None,
        **more,
    )


def _pair(text: str) -> tuple[str, Any]:
    name, value = split_pair(text)
    if name not in _FIELDS:
        raise UserError(
            T("A payment has no field {name}.", name=name),
            hint=T("Nothing was changed. The fields are: {names}.", names=", ".join(_FIELDS)),
            field=name,
        )
    if name == "date":
        return name, _DATE.convert(value, None, None).date()
    return name, amounts.amount(value, name) if name == "amount" else value


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
