"""What a product costs a customer: the offers that the data file knows, and the one that holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from smallcrm.models import PriceList, Product, ProductPrice
from smallcrm.services.prices.choosing import CUSTOMER, LIST, USUAL, Cost, Offer, choose
from smallcrm.services.prices.terms import get_terms
from smallcrm.services.settings import get_business

_NONE = Decimal(0)


class Question(NamedTuple):
    """Who buys how much of what, when, and in which money.

    Attributes:
        contact_id: The customer; None for nobody in particular.
        day: That of the document: a price list can end.
        currency: ISO 4217 code; empty for that of the business.
    """

    product_id: int
    contact_id: int | None = None
    quantity: Decimal = Decimal(1)
    day: date | None = None
    currency: str = ""


def cost(session: Session, question: Question) -> Cost | None:
    """The price of one unit and the customer's discount; None where no price is in that currency.

    Prices include tax where the settings say that prices do, whoever they are for.
    """
    home = get_business(session).currency
    currency = question.currency or home
    offers = list(_offers(session, question, home))
    found = choose(offers, question.quantity, currency)
    if found is None:
        return None
    discount = _NONE
    if question.contact_id is not None:
        discount = get_terms(session, question.contact_id).discount_percent
    return Cost(found.price, discount, found.source)


def _offers(session: Session, question: Question, home: str) -> Iterator[Offer]:
    product = session.get(Product, question.product_id)
    if product is None:
        return
    yield Offer(USUAL, _NONE, product.price, product.currency or home)
    if question.contact_id is None:
        return
    list_id = get_terms(session, question.contact_id).price_list_id
    query = (
        select(ProductPrice, PriceList)
        .outerjoin(PriceList, ProductPrice.price_list_id == PriceList.id)
        .where(
            ProductPrice.product_id == product.id,
            ProductPrice.deleted_at.is_(None),
            or_(
                ProductPrice.contact_id == question.contact_id,
                and_(ProductPrice.price_list_id == list_id, PriceList.deleted_at.is_(None)),
            ),
        )
    )
    for price, its_list in session.execute(query):
        if its_list is not None and not _holds(its_list, question.day):
            continue
        currency = price.currency or (its_list.currency if its_list else "") or home
        yield Offer(LIST if its_list else CUSTOMER, _from(price.quantity), price.price, currency)


def _from(quantity: Decimal) -> Decimal:
    """A price from one unit on holds for less than a whole one, too: half an hour, 200 g."""
    return _NONE if quantity <= 1 else quantity


def _holds(price_list: PriceList, day: date | None) -> bool:
    if day is None:
        return True
    return (price_list.valid_from is None or price_list.valid_from <= day) and (
        price_list.valid_to is None or day <= price_list.valid_to
    )
