"""What products cost a customer: the offers that the data file knows, and those that hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from smallcrm.models import PriceList, Product, ProductPrice
from smallcrm.services.prices.choosing import CUSTOMER, LIST, USUAL, Cost, Offer, choose
from smallcrm.services.prices.terms import Terms, company_of, terms_for
from smallcrm.services.settings import get_business

_NONE = Decimal(0)


class Buying(NamedTuple):
    """Who buys, when, and in which money.

    Attributes:
        contact_id: The customer; None for nobody in particular.
        day: That of the document, since a price list can end; None for any day.
        currency: ISO 4217 code; empty for that of the business.
    """

    contact_id: int | None = None
    day: date | None = None
    currency: str = ""


def cost(
    session: Session, buying: Buying, product_id: int, quantity: Decimal = Decimal(1)
) -> Cost | None:
    """What one unit costs, and the customer's discount; None where no price is in that currency.

    Prices include tax where the settings say that prices do, whoever they are for.
    """
    return costs(session, buying, [(product_id, quantity)])[0]


def costs(
    session: Session, buying: Buying, wanted: Sequence[tuple[int, Decimal]]
) -> list[Cost | None]:
    """As ``cost``, for several products and quantities at once, in their order."""
    home = get_business(session).currency
    terms = Terms() if buying.contact_id is None else terms_for(session, buying.contact_id)
    offers = _offers(session, buying, {product_id for product_id, _ in wanted}, terms, home)
    found = [
        choose(offers.get(product_id, ()), quantity, buying.currency or home)
        for product_id, quantity in wanted
    ]
    return [
        None if offer is None else Cost(offer.price, terms.discount_percent or _NONE, offer.source)
        for offer in found
    ]


def _offers(
    session: Session, buying: Buying, product_ids: Collection[int], terms: Terms, home: str
) -> dict[int, list[Offer]]:
    """Everything that may hold, by product."""
    usual = select(Product.id, Product.price, Product.currency).where(Product.id.in_(product_ids))
    found = {
        row.id: [Offer(USUAL, _NONE, row.price, row.currency or home)]
        for row in session.execute(usual)
    }
    if buying.contact_id is None:
        return found
    its_list = _list_in_force(session, terms.price_list_id, buying.day)
    company_id = company_of(session, buying.contact_id)
    of_whom: list[ColumnElement[bool]] = [
        ProductPrice.contact_id.in_((buying.contact_id, company_id))
    ]
    if its_list is not None:
        of_whom.append(ProductPrice.price_list_id == its_list.id)
    agreed = select(ProductPrice).where(ProductPrice.product_id.in_(found), or_(*of_whom))
    prices = session.scalars(agreed).all()
    own = {price.product_id for price in prices if price.contact_id == buying.contact_id}
    for price in prices:
        if company_id is not None and price.contact_id == company_id and price.product_id in own:
            continue  # what was agreed with the person goes before what was with the company
        source = LIST if price.contact_id is None else CUSTOMER
        usual_there = its_list.currency if source == LIST and its_list is not None else ""
        currency = price.currency or usual_there or home
        found[price.product_id].append(Offer(source, _from(price.quantity), price.price, currency))
    return found


def _from(quantity: Decimal) -> Decimal:
    """A price from one unit on holds for less than a whole one, too: half an hour, 200 g."""
    return _NONE if quantity <= 1 else quantity


def _list_in_force(session: Session, list_id: int | None, day: date | None) -> PriceList | None:
    row = session.get(PriceList, list_id) if list_id is not None else None
    if row is None or row.deleted_at is not None:
        return None
    begins, ends = row.valid_from, row.valid_to
    holds = day is None or ((begins is None or begins <= day) and (ends is None or day <= ends))
    return row if holds else None
