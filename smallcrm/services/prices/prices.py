"""Prices beside the usual one: of a price list or for one customer, from a quantity on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Contact, PriceList, Product, ProductPrice
from smallcrm.services.prices import price_lists

_HIGHEST = Decimal(10) ** 12  # with six decimals it still fits 64 bits
_CURRENCY = re.compile("[A-Z]{3}")  # ISO 4217


@dataclass(frozen=True, slots=True)
class PriceDraft:
    """Another price of a product: of a list or for a customer, one of the two.

    Attributes:
        price: Of one unit, with tax where the settings say that prices include it.
        quantity: From how many units on.
        currency: Empty for that of the list, or of the business.
    """

    product_id: int
    price: Decimal
    price_list_id: int | None = None
    contact_id: int | None = None
    quantity: Decimal = Decimal(1)
    currency: str = ""


class PriceRow(NamedTuple):
    """One price, with the names of what it belongs to; one of the two is empty.

    Attributes:
        currency: As it was given; empty for that of the list, or of the business.
        list_currency: Of the list; empty for that of the business.
    """

    id: int
    product_id: int
    product: str
    price_list_id: int | None
    price_list: str
    contact_id: int | None
    contact: str
    quantity: Decimal
    price: Decimal
    currency: str
    list_currency: str


def set_price(session: Session, draft: PriceDraft) -> int:
    """Keep a price in place of the one for the same quantity and currency; return its id.

    Raises:
        NotFound: The product, the list or the customer is gone.
        UserError: A quantity, a price or a currency cannot be right.
    """
    draft = _checked(session, draft)
    same = select(ProductPrice).where(
        ProductPrice.product_id == draft.product_id,
        ProductPrice.price_list_id.is_not_distinct_from(draft.price_list_id),
        ProductPrice.contact_id.is_not_distinct_from(draft.contact_id),
        ProductPrice.quantity == draft.quantity,
        ProductPrice.currency == draft.currency,
    )
    row = session.scalar(same) or ProductPrice(
        product_id=draft.product_id,
        price_list_id=draft.price_list_id,
        contact_id=draft.contact_id,
        quantity=draft.quantity,
        currency=draft.currency,
    )
    row.price = draft.price
    session.add(row)
    session.flush()
    return row.id


def remove_price(session: Session, price_id: int) -> None:
    """Take a price away; the next one in order holds from now on.

    Raises:
        NotFound: It is gone.
    """
    row = session.get(ProductPrice, price_id)
    if row is None:
        raise NotFound(T("This price no longer exists."))
    session.delete(row)
    session.flush()


def list_of_product(session: Session, product_id: int) -> list[PriceRow]:
    """The other prices of a product: those of lists, then those of customers, by quantity."""
    return _rows(session, ProductPrice.product_id == product_id)


def list_of_customer(session: Session, contact_id: int) -> list[PriceRow]:
    """A customer's own prices, product by product."""
    return _rows(session, ProductPrice.contact_id == contact_id)


def list_of_list(session: Session, list_id: int) -> list[PriceRow]:
    """The prices of a list, product by product."""
    return _rows(session, ProductPrice.price_list_id == list_id)


def _rows(session: Session, which: ColumnElement[bool]) -> list[PriceRow]:
    query = (
        select(
            ProductPrice.id,
            ProductPrice.product_id,
            Product.name,
            ProductPrice.price_list_id,
            PriceList.name,
            ProductPrice.contact_id,
            Contact.name,
            ProductPrice.quantity,
            ProductPrice.price,
            ProductPrice.currency,
            PriceList.currency,
        )
        .join(Product, Product.id == ProductPrice.product_id)
        .outerjoin(PriceList, PriceList.id == ProductPrice.price_list_id)
        .outerjoin(Contact, Contact.id == ProductPrice.contact_id)
        .where(which, Product.deleted_at.is_(None), PriceList.deleted_at.is_(None))
        .order_by(
            Product.folded,
            ProductPrice.contact_id.is_not(None),
            PriceList.name,
            Contact.folded,
            ProductPrice.quantity,
            ProductPrice.id,
        )
    )
    rows = [PriceRow(*row) for row in session.execute(query)]
    return [
        row._replace(
            price_list=row.price_list or "",
            contact=row.contact or "",
            list_currency=row.list_currency or "",
        )
        for row in rows
    ]


def _checked(session: Session, draft: PriceDraft) -> PriceDraft:
    product = session.get(Product, draft.product_id)
    if product is None or product.deleted_at is not None:
        raise NotFound(T("This product no longer exists."))
    if (draft.price_list_id is None) == (draft.contact_id is None):
        raise UserError(
            T("A price belongs to a price list or to a customer."),
            hint=T("Nothing was saved. Name one of the two."),
            field="price_list",
        )
    if draft.price_list_id is not None:
        price_lists.get(session, draft.price_list_id)
    elif session.get(Contact, draft.contact_id) is None:
        raise NotFound(T("This contact no longer exists."))
    if not 0 < draft.quantity < _HIGHEST:
        raise UserError(
            T("A price holds from a quantity above 0 on."),
            hint=T("Nothing was saved. Leave it at 1 for any quantity."),
            field="quantity",
        )
    if not -_HIGHEST < draft.price < _HIGHEST:
        raise UserError(
            T("This price is beyond all bounds."),
            hint=T("The product was left as it was. Check the number of digits."),
            field="price",
        )
    return _with_currency(draft)


def _with_currency(draft: PriceDraft) -> PriceDraft:
    currency = draft.currency.strip().upper()
    if currency and not _CURRENCY.fullmatch(currency):
        raise UserError(
            T("{value} is not the code of a currency, such as EUR.", value=draft.currency),
            field="currency",
        )
    return PriceDraft(
        draft.product_id,
        draft.price,
        draft.price_list_id,
        draft.contact_id,
        draft.quantity,
        currency,
    )
