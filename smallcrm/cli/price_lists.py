"""``products lists``: list, add, rename, archive price lists; ``contacts terms``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import click

from smallcrm.cli.amounts import amount
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services import contacts, prices
from smallcrm.services.prices import PriceListDraft, PriceListRow, Terms

_DATE = click.DateTime(["%Y-%m-%d"])
_NONE = ("", "none")


@click.group("lists", epilog="Example: smallcrm products lists add Resellers")
def lists_() -> None:
    """Price lists: prices under one name."""


@lists_.command("list", epilog="Example: smallcrm products lists list")
@pass_program
def list_(program: Program) -> None:
    """List the price lists by name."""
    with program.database() as database, database.read() as session:
        rows = prices.list_price_lists(session)
    heading = (T("Id"), T("Price list"), T("Currency"), T("From"), T("Until"), T("Prices"))
    data = {"total": len(rows), "rows": [_to_json(row) for row in rows]}
    program.answer(data, *program.table(heading, [_cells(row) for row in rows]))


@lists_.command(epilog="Example: smallcrm products lists add Summer --from 2026-06-01")
@click.argument("name")
@click.option("--currency", default="", help="Of its prices; that of the business by default.")
@click.option("--from", "first", type=_DATE, help="The first day on which it holds.")
@click.option("--to", "last", type=_DATE, help="The last day on which it holds.")
@pass_program
def add(
    program: Program, name: str, currency: str, first: datetime | None, last: datetime | None
) -> None:
    """Add a price list."""
    draft = PriceListDraft(name, currency, _day(first), _day(last))
    with program.database() as database, database.write(T("Add a price list")) as session:
        list_id = prices.create_price_list(session, draft)
    program.answer({"id": list_id}, T("The price list has the id {id}.", id=list_id))


@lists_.command(epilog="Example: smallcrm products lists rename Resellers 'Resellers 2027'")
@click.argument("name")
@click.argument("new")
@pass_program
def rename(program: Program, name: str, new: str) -> None:
    """Call a price list something else."""
    with program.database() as database, database.write(T("Change a price list")) as session:
        list_id = prices.find_price_list(session, name)
        row = next(row for row in prices.list_price_lists(session) if row.id == list_id)
        draft = PriceListDraft(new, row.currency, row.valid_from, row.valid_to)
        prices.change_price_list(session, list_id, draft)
    program.answer({"id": list_id}, T("Price list saved"))


@lists_.command(epilog="Example: smallcrm products lists archive Summer")
@click.argument("name")
@pass_program
def archive(program: Program, name: str) -> None:
    """Put a price list away; its customers get the usual prices."""
    label = T("Archive the price list {name}", name=name)
    with program.database() as database, database.write(label) as session:
        list_id = prices.find_price_list(session, name)
        prices.archive_price_list(session, list_id)
    said = T("{name} archived. Its customers get the usual prices.", name=name)
    program.answer({"id": list_id}, said)


@click.command(epilog="Example: smallcrm contacts terms 7 --price-list Resellers --due-days 30")
@click.argument("contact_id", metavar="ID", type=ID)
@click.option("--price-list", help="Whose prices hold; none for the usual ones.")
@click.option("--discount", help="Per cent off every product.")
@click.option("--due-days", help="Days to pay; none for those of the last invoice.")
@pass_program
def terms(program: Program, /, contact_id: int, **typed: str | None) -> None:
    """Show what is agreed with a customer, or agree on something else."""
    with program.database() as database:
        if any(value is not None for value in typed.values()):
            label = T("Change what is agreed with a customer")
            with database.write(label) as session:
                found = _agreed(session, prices.get_terms(session, contact_id), typed)
                prices.set_terms(session, contact_id, found)
        with database.read() as session:
            contacts.get_draft(session, contact_id)  # says when there is none
            found = prices.get_terms(session, contact_id)
            holding = prices.terms_for(session, contact_id)
            names = {row.id: row.name for row in prices.list_price_lists(session)}
    name, discount = names.get(found.price_list_id or 0, ""), found.discount_percent
    data = {"id": contact_id, **_terms_to_json(found, names)}
    data["in_force"] = _terms_to_json(holding, names)  # with what the company has agreed
    program.answer(
        data,
        f"{T('Price list')}: {name or T('Usual prices')}",
        f"{T('Discount')}: {'' if discount is None else formats.percent(discount)}",
        f"{T('Days to pay')}: {'' if found.due_days is None else found.due_days}",
    )


def _terms_to_json(terms: Terms, names: Mapping[int, str]) -> dict[str, Any]:
    discount = terms.discount_percent
    return {
        "price_list": names.get(terms.price_list_id or 0, ""),
        "discount_percent": None if discount is None else f"{discount:f}",
        "due_days": terms.due_days,
    }


def _agreed(session: Any, before: Terms, typed: dict[str, str | None]) -> Terms:
    """*before* with what was named; a word such as none takes a thing away."""
    price_list, discount, days = (typed[name] for name in ("price_list", "discount", "due_days"))
    found = before
    if price_list is not None:
        is_none = price_list.strip().lower() in _NONE
        list_id = None if is_none else prices.find_price_list(session, price_list)
        found = found._replace(price_list_id=list_id)
    if discount is not None:
        is_none = discount.strip().lower() in _NONE
        found = found._replace(discount_percent=None if is_none else amount(discount, "discount"))
    if days is not None:
        is_none = days.strip().lower() in _NONE
        found = found._replace(due_days=None if is_none else int(amount(days, "due_days")))
    return found


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _cells(row: PriceListRow) -> tuple[object, ...]:
    days = ["" if day is None else formats.short_day(day) for day in (row.valid_from, row.valid_to)]
    return (row.id, row.name, row.currency, *days, row.prices)


def _to_json(row: PriceListRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "currency": row.currency,
        "from": row.valid_from.isoformat() if row.valid_from else None,
        "to": row.valid_to.isoformat() if row.valid_to else None,
        "prices": row.prices,
    }
