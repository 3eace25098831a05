"""Price lists: prices under one name, for resellers or for the summer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.models import PriceList, ProductPrice

_CURRENCY = re.compile("[A-Z]{3}")  # ISO 4217


@dataclass(frozen=True, slots=True)
class PriceListDraft:
    """A price list as a form has it.

    Attributes:
        currency: Of its prices; empty for that of the business.
        valid_from, valid_to: The first and the last day; None for no end.
    """

    name: str
    currency: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class PriceListRow(NamedTuple):
    """One line of the list of price lists.

    Attributes:
        prices: How many it has.
    """

    id: int
    name: str
    currency: str
    valid_from: date | None
    valid_to: date | None
    prices: int = 0


def create_price_list(session: Session, draft: PriceListDraft) -> int:
    """Add a price list without prices; return its id.

    Raises:
        UserError: It has no name or that of another one, or it ends before it begins.
    """
    row = PriceList()
    _fill(session, row, draft)
    session.add(row)
    session.flush()
    return row.id


def change_price_list(session: Session, list_id: int, draft: PriceListDraft) -> None:
    """Rename a price list, or let it hold in another currency or on other days.

    Raises:
        NotFound: It is gone.
        UserError: As for ``create_price_list``.
    """
    _fill(session, get(session, list_id), draft)
    session.flush()


def archive_price_list(session: Session, list_id: int) -> None:
    """Put a price list away; its customers get the usual prices, documents stay as they are.

    Raises:
        NotFound: It is gone.
    """
    get(session, list_id).deleted_at = clock.now()
    session.flush()


def list_price_lists(session: Session) -> list[PriceListRow]:
    """All price lists by name, without those that were put away."""
    count = (
        select(func.count())
        .where(ProductPrice.price_list_id == PriceList.id, ProductPrice.deleted_at.is_(None))
        .scalar_subquery()
    )
    query = select(PriceList, count).where(PriceList.deleted_at.is_(None))
    rows = [
        PriceListRow(row.id, row.name, row.currency, row.valid_from, row.valid_to, prices)
        for row, prices in session.execute(query)
    ]
    return sorted(rows, key=lambda row: fold(row.name))


def find_price_list(session: Session, name: str) -> int:
    """The id of the price list called *name*, in any case and without accents.

    Raises:
        NotFound: There is none.
    """
    for row in list_price_lists(session):
        if fold(row.name) == fold(name.strip()):
            return row.id
    raise NotFound(
        T("There is no price list called {name}.", name=name),
        hint=T("Nothing was changed. Look how it is spelled."),
        field="price_list",
    )


def get(session: Session, list_id: int) -> PriceList:
    """The row of a price list.

    Raises:
        NotFound: It is gone, or was put away.
    """
    row = session.get(PriceList, list_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(T("This price list no longer exists."))
    return row


def _fill(session: Session, row: PriceList, draft: PriceListDraft) -> None:
    name, currency = " ".join(draft.name.split()), draft.currency.strip().upper()
    if not name:
        raise UserError(
            T("A price list needs a name."), hint=T("Nothing was saved yet."), field="name"
        )
    if any(fold(one.name) == fold(name) for one in list_price_lists(session) if one.id != row.id):
        raise UserError(
            T("There is a price list called {name} already.", name=name),
            hint=T("Nothing was saved yet. Choose another name."),
            field="name",
        )
    if currency and not _CURRENCY.fullmatch(currency):
        raise UserError(
            T("{value} is not the code of a currency, such as EUR.", value=draft.currency),
            field="currency",
        )
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        raise UserError(T("The last day is before the first day."), field="valid_to")
    row.name, row.currency = name, currency
    row.valid_from, row.valid_to = draft.valid_from, draft.valid_to
