"""What is to be sold, line by line: the lines of the quote that will come of it.

They are those of documents, and so are their sums: the amount of a deal with lines is the total of
the document that would be made of them (domain.md 1), and follows them in the same step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Deal, DealLine
from smallcrm.services import documents, settings
from smallcrm.services.documents import DocumentDraft, LineDraft, Totals
from smallcrm.services.pipeline.moving import get_deal
from smallcrm.services.pipeline.pointing import companies_of

_COLUMNS = (
    *("product_id", "item_code", "description", "quantity", "unit", "price", "price_per"),
    *("discount_percent", "tax_category", "tax_rate", "exemption_reason", "exemption_code"),
)


class DealLines(NamedTuple):
    """What a deal is to sell.

    Attributes:
        prices_include_tax: Whether prices are typed with tax; new deals do as documents do.
        totals: What a document with these lines would say.
    """

    lines: tuple[LineDraft, ...]
    currency: str
    prices_include_tax: bool
    totals: Totals


def get_lines(session: Session, deal_id: int) -> DealLines:
    """The lines of a deal, in their order, and their sums.

    Raises:
        NotFound: the deal is gone.
    """
    deal = get_deal(session, deal_id)
    lines = lines_of(session, deal_id)
    with_tax = prices_include_tax(session, deal, lines)
    return DealLines(lines, deal.currency, with_tax, _totals(lines, deal.currency, with_tax))


def set_lines(session: Session, deal_id: int, lines: Sequence[LineDraft]) -> None:
    """Have a deal sell *lines*; its amount is their total. Without any the amount stays.

    Raises:
        NotFound: the deal is gone.
        UserError: a discount or a charge that is an amount, or what no document can have.
    """
    deal = get_deal(session, deal_id)
    wanted = tuple(_plain(line, place) for place, line in enumerate(lines))
    before = lines_of(session, deal_id)
    if wanted == before:
        return
    deal.prices_include_tax = prices_include_tax(session, deal, before)
    session.execute(delete(DealLine).where(DealLine.deal_id == deal_id))
    session.add_all(
        DealLine(
            deal_id=deal_id,
            position=position,
            **{name: getattr(line, name) for name in _COLUMNS},
        )
        for position, line in enumerate(wanted)
    )
    _keep_in_step(session, deal, wanted)


def set_prices_include_tax(session: Session, deal_id: int, *, include: bool) -> None:
    """Have the prices of the lines be with tax, or without; the figures stay as they were typed.

    Raises:
        NotFound: the deal is gone.
    """
    deal = get_deal(session, deal_id)
    deal.prices_include_tax = include
    _keep_in_step(session, deal, lines_of(session, deal_id))


def set_currency(session: Session, deal: Deal, currency: str) -> None:
    """Have the deal be in another currency; prices and an amount keep their figures."""
    old, deal.currency = deal.currency, currency
    if deal.amount_minor is not None:
        deal.amount_minor = Money.of(Money(deal.amount_minor, old).amount, currency).minor
    _keep_in_step(session, deal, lines_of(session, deal.id))


def paper_of(session: Session, deal_id: int, kind: str) -> DocumentDraft:
    """What a document of *kind* made of the deal starts with.

    The lines of the deal; without any, one line with its title and its amount, which is with tax.

    Raises:
        NotFound: the deal is gone.
    """
    deal = get_deal(session, deal_id)
    usual = documents.new_draft(session, kind, _customer(session, deal))
    usual = replace(usual, currency=deal.currency)
    lines = lines_of(session, deal_id)
    if lines:
        with_tax = prices_include_tax(session, deal, lines)
        return replace(usual, lines=lines, prices_include_tax=with_tax)
    if deal.amount_minor is None:
        return replace(usual, lines=(_single(session, deal.title, Decimal(0)),))
    amount = Money(deal.amount_minor, deal.currency).amount
    return replace(usual, lines=(_single(session, deal.title, amount),), prices_include_tax=True)


def lines_of(session: Session, deal_id: int) -> tuple[LineDraft, ...]:
    """The lines of a deal, in their order."""
    return list_lines(session, [deal_id]).get(deal_id, ())


def list_lines(session: Session, deal_ids: Sequence[int]) -> dict[int, tuple[LineDraft, ...]]:
    """The lines of some hundreds of deals, in their order; those without any are left out."""
    columns = [getattr(DealLine, name) for name in _COLUMNS]
    query = select(DealLine.deal_id, *columns).where(DealLine.deal_id.in_(deal_ids))
    found: dict[int, tuple[LineDraft, ...]] = {}
    for deal_id, *values in session.execute(query.order_by(DealLine.position, DealLine.id)):
        line = LineDraft(**dict(zip(_COLUMNS, values, strict=True)))
        found[deal_id] = (*found.get(deal_id, ()), line)
    return found


def prices_include_tax(session: Session, deal: Deal, lines: Sequence[LineDraft]) -> bool:
    """Whether prices are with tax; a deal without lines does as new documents do."""
    if lines:
        return deal.prices_include_tax
    return settings.get_business(session).prices_include_tax


def _keep_in_step(session: Session, deal: Deal, lines: tuple[LineDraft, ...]) -> None:
    if lines:
        totals = _totals(lines, deal.currency, deal.prices_include_tax)
        deal.amount_minor = Money.of(totals.total, deal.currency).minor
    deal.updated_at = clock.now()
    session.flush()


def _totals(lines: tuple[LineDraft, ...], currency: str, with_tax: bool) -> Totals:  # noqa: FBT001
    draft = DocumentDraft(currency=currency, prices_include_tax=with_tax, lines=lines)
    return documents.compute(draft)


def _plain(line: LineDraft, place: int) -> LineDraft:
    """*line* as a deal can keep it: with a discount in percent only."""
    if line.discounts or line.charges:
        raise UserError(
            T("A line of a deal has a discount in percent, not an amount."),
            hint=T("Nothing was saved. Write it in percent, or give it on the quote."),
            field=f"lines[{place}].discounts",
        )
    return replace(line, credits=None)


def _single(session: Session, title: str, amount: Decimal) -> LineDraft:
    line = LineDraft(title, price=amount)
    usual = settings.rate_on(session, clock.today())
    if usual is None:
        return line
    return replace(
        line,
        tax_category=usual.category,
        tax_rate=usual.rate,
        exemption_reason=usual.exemption_reason,
        exemption_code=usual.exemption_code,
    )


def _customer(session: Session, deal: Deal) -> int:
    """Who a document of the deal is for.

    A document for a person is on behalf of its first company. Where the deal is about another
    company, that one buys.
    """
    usual = companies_of(session, [deal.contact_id]).get(deal.contact_id)
    if deal.company_id in (None, usual):
        return deal.contact_id
    return deal.company_id or deal.contact_id
