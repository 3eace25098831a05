"""``deals``: add, list."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import formats
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import DealDraft, DealRow

_AT_ONCE = 500  # deals in one statement


@click.group("deals", epilog="Example: smallcrm deals list --contact 7")
def deals_() -> None:
    """What somebody may buy."""


@deals_.command(epilog="Example: smallcrm deals add 'Wedding in June' --contact 7 --amount 2400")
@click.argument("title")
@click.option("--contact", "contact_id", type=ID, required=True, help="Whose deal it is.")
@click.option("--amount", default="", help="What it is worth: 1250.00; may stay unknown.")
@click.option("--currency", default="", help="Of the amount; that of the business by default.")
@click.option("--stage", default="", help="The name of a stage; the first one by default.")
@click.option("--source", default="", help="Where it came from.")
@click.option("--closes", type=click.DateTime(["%Y-%m-%d"]), help="The day you expect it to close.")
@pass_program
def add(program: Program, /, title: str, contact_id: int, amount: str, **more: Any) -> None:
    """Add a deal."""
    closes = more["closes"].date() if more["closes"] else None
    draft = DealDraft(title, contact_id, _amount(amount), source=more["source"])
    draft = replace(draft, expected_close=closes)
    draft = replace(draft, currency=more["currency"].strip().upper(), stage=more["stage"])
    with program.database() as database, database.write(T("Add deal")) as session:
        deal_id = pipeline.create_deal(session, draft)
    program.answer({"id": deal_id}, T("The deal has the id {id}.", id=deal_id))


@deals_.command("list", epilog="Example: smallcrm deals list --contact 7")
@click.option("--contact", "contact_id", type=ID, help="Only of this contact.")
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@pass_program
def list_(program: Program, contact_id: int | None, limit: int, offset: int) -> None:
    """List deals, stage by stage."""
    rows: list[DealRow] = []
    with program.database() as database, database.read() as session:
        ids = pipeline.list_deal_ids(session, contact_id=contact_id)
        for some in chunks(ids[offset : offset + limit], _AT_ONCE):
            found = pipeline.list_deal_rows(session, some)
            rows += [found[deal_id] for deal_id in some]
    heading = (T("Id"), T("Deal"), T("Contact"), T("Stage"), T("Amount"))
    count = TN("{count} deal", "{count} deals", len(ids))
    data = {"total": len(ids), "rows": [_to_json(row) for row in rows]}
    program.answer(data, *program.table(heading, [_cells(row) for row in rows]), count)


def _amount(typed: str) -> Decimal | None:
    """What was typed; how large it may be says the service."""
    if not typed.strip():
        return None
    try:
        return Decimal(typed.strip())
    except InvalidOperation as error:
        raise UserError(
            T("{amount} is not an amount.", amount=typed),
            hint=T("Nothing was saved. Write figures only, for example 12.5."),
            field="amount",
        ) from error


def _cells(row: DealRow) -> tuple[object, ...]:
    amount = "" if row.amount is None else formats.money(row.amount, row.currency)
    return (row.id, row.title, row.contact, row.stage, amount)


def _to_json(row: DealRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "contact": row.contact_id,
        "stage": row.stage,
        "status": row.status,
        "amount": None if row.amount is None else str(row.amount),
        "currency": row.currency,
        "source": row.source,
        "reason": row.reason,
        "expected_close": row.expected_close.isoformat() if row.expected_close else None,
    }
