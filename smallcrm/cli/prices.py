"""``products price``: what a product costs whom; another price for a list or a customer."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import click
from sqlalchemy.orm import Session

from smallcrm.cli.amounts import amount
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import prices, products, settings
from smallcrm.services.prices import Buying, PriceDraft


class _Asked(NamedTuple):
    """The options of the command."""

    product_id: int
    contact_id: int | None
    price_list: str
    quantity: Decimal
    day: date
    currency: str


@click.command(
    epilog="Example: smallcrm products price 3 --contact 7 --quantity 10\n\n"
    "smallcrm products price 3 --set 80 --list Resellers --quantity 10"
)
@click.argument("product_id", metavar="ID", type=ID)
@click.option("--contact", "contact_id", type=ID, help="The customer.")
@click.option("--list", "price_list", default="", help="With --set or --remove: of this list.")
@click.option("--quantity", default="1", help="How many; with --set: from how many on.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="When; today by default.")
@click.option("--currency", default="", help="That of the business by default.")
@click.option("--set", "new", default="", help="Keep this price for the list or the customer.")
@click.option("--remove", is_flag=True, help="Take the price of the list or the customer away.")
@pass_program
def price(  # noqa: PLR0913, PLR0917 - one for each option
    program: Program,
    /,
    product_id: int,
    contact_id: int | None,
    price_list: str,
    quantity: str,
    day: datetime | None,
    currency: str,
    new: str,
    *,
    remove: bool,
) -> None:
    """Say what a product costs a customer, or keep another price of it."""
    asked = _Asked(
        product_id,
        contact_id,
        price_list,
        amount(quantity, "quantity"),
        day.date() if day else clock.today(),
        currency.strip().upper(),
    )
    if new:
        _set(program, asked, amount(new, "price"))
    elif remove:
        _remove(program, asked)
    else:
        _ask(program, asked)


def _ask(program: Program, asked: _Asked) -> None:
    buying = Buying(asked.contact_id, asked.day, asked.currency)
    with program.database() as database, database.read() as session:
        products.get_draft(session, asked.product_id)  # says when there is none
        found = prices.cost(session, buying, asked.product_id, asked.quantity)
        currency = asked.currency or settings.get_business(session).currency
    if found is None:
        program.answer(
            {"price": None, "discount_percent": "0", "source": None, "currency": currency},
            T("There is no price in {currency}.", currency=currency),
        )
        return
    data = {
        "price": f"{found.price:f}",
        "discount_percent": f"{found.discount_percent:f}",
        "source": found.source,
        "currency": currency,
    }
    line = f"{formats.number(found.price)} {currency}"
    if found.discount_percent:
        line = f"{line}  −{formats.percent(found.discount_percent)}"
    program.answer(data, line)


def _set(program: Program, asked: _Asked, new: Decimal) -> None:
    with program.database() as database, database.write(T("Set a price")) as session:
        price_id = prices.set_price(session, _draft(session, asked, new))
    program.answer({"id": price_id}, T("The price is saved."))


def _remove(program: Program, asked: _Asked) -> None:
    with program.database() as database, database.write(T("Remove a price")) as session:
        wanted = _draft(session, asked, Decimal(0))
        price_id = _find(session, wanted)
        prices.remove_price(session, price_id)
    program.answer({"id": price_id}, T("The price is removed."))


def _find(session: Session, wanted: PriceDraft) -> int:
    for row in prices.list_of_product(session, wanted.product_id):
        found: tuple[Any, ...] = (row.price_list_id, row.contact_id, row.quantity, row.currency)
        if found == (
            wanted.price_list_id,
            wanted.contact_id,
            wanted.quantity,
            wanted.currency,
        ):
            return row.id
    raise UserError(
        T("There is no such price."), hint=T("Nothing was changed."), field="price_list"
    )


def _draft(session: Session, asked: _Asked, new: Decimal) -> PriceDraft:
    list_id = prices.find_price_list(session, asked.price_list) if asked.price_list else None
    return PriceDraft(
        asked.product_id, new, list_id, asked.contact_id, asked.quantity, asked.currency
    )
