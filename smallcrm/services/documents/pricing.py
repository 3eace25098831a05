"""Prices on lines: what was agreed with the customer goes there, what somebody typed stays.

A price counts as typed where it is not the one that was offered for the line as it was; the form
knows besides which ones were typed before its eyes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.money import rounded
from smallcrm.models.base import SCALE
from smallcrm.services import settings
from smallcrm.services.documents.drafts import CREDIT_NOTE, DocumentDraft, LineDraft
from smallcrm.services.prices import Buying, Cost, costs

_HUNDRED = Decimal(100)


class Offered(NamedTuple):
    """What a line would have: the price as prices are typed in that document, and the discount."""

    price: Decimal
    discount_percent: Decimal


def offered(
    session: Session, draft: DocumentDraft, lines: tuple[LineDraft, ...]
) -> list[Offered | None]:
    """What each of *lines* of *draft* costs its customer; None without a product or a price.

    A price without tax on a document with prices including it (or the other way) is turned, to
    six decimals.
    """
    buying = Buying(draft.customer_id, draft.date or clock.today(), draft.currency)
    wanted = [(line.product_id or 0, line.quantity) for line in lines]
    usual_tax = settings.get_business(session).prices_include_tax
    return [
        None if found is None else _turned(found, line.tax_rate, usual_tax, draft)
        for found, line in zip(costs(session, buying, wanted), lines, strict=True)
    ]


def followed(
    session: Session,
    before: DocumentDraft,
    after: DocumentDraft,
    typed: Collection[int] = (),
) -> DocumentDraft:
    """*after* with the prices that go with its customer and its quantities.

    Args:
        session: For reading.
        before: The draft until now, with the same lines in the same order.
        after: With another customer, or other quantities.
        typed: The places of lines whose price somebody typed: they keep it.
    """
    if after.kind == CREDIT_NOTE:  # it takes back what was charged
        return after
    old = offered(session, before, before.lines)
    new = offered(session, after, after.lines)
    lines = tuple(
        line if place in typed else _follow(line, was, now)
        for place, (line, was, now) in enumerate(zip(after.lines, old, new, strict=True))
    )
    return replace(after, lines=lines)


def _follow(line: LineDraft, was: Offered | None, now: Offered | None) -> LineDraft:
    if was is None or now is None:
        return line
    price = now.price if line.price == was.price else line.price
    is_agreed = line.discount_percent == was.discount_percent
    discount = now.discount_percent if is_agreed else line.discount_percent
    return replace(line, price=price, discount_percent=discount)


def _turned(cost: Cost, rate: Decimal, usual_tax: bool, draft: DocumentDraft) -> Offered:  # noqa: FBT001
    price = cost.price
    if usual_tax != draft.prices_include_tax:
        grown = (_HUNDRED + rate) / _HUNDRED
        price = rounded(price * grown if draft.prices_include_tax else price / grown, SCALE)
    return Offered(price, cost.discount_percent)
