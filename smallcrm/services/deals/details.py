"""What is known about one deal, changed field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Campaign, Contact, Deal, Staff
from smallcrm.services.contacts.checks import visible
from smallcrm.services.deals.lines import lines_of, set_currency
from smallcrm.services.pipeline import tagging
from smallcrm.services.pipeline.checks import check_amount, check_currency, checked_title
from smallcrm.services.pipeline.moving import get_deal
from smallcrm.services.pipeline.pointing import companies_of
from smallcrm.services.settings import get_business

_LONGEST_SOURCE = 100  # characters


@dataclass(frozen=True, slots=True)
class DealDetails:
    """The fields of a deal as its page shows them.

    Attributes:
        company_id: The company that it is about, beside the person; None for none.
        amount: In major units of *currency*; None where nobody knows it yet. Of a deal with lines
            it is their total, and cannot be typed.
        owner_id: Who of the staff works on it.
        custom: Values of fields of one's own by their names.
    """

    title: str
    contact_id: int
    company_id: int | None = None
    amount: Decimal | None = None
    currency: str = ""
    expected_close: date | None = None
    source: str = ""
    campaign_id: int | None = None
    owner_id: int | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    custom: Mapping[str, str] = field(default_factory=dict)


FIELDS = tuple(each.name for each in fields(DealDetails))


def get_details(session: Session, deal_id: int) -> DealDetails:
    """The fields of a deal.

    Raises:
        NotFound: the deal is gone.
    """
    deal = get_deal(session, deal_id)
    plain = ("title", "contact_id", "company_id", "currency", "expected_close", "source")
    amount = None if deal.amount_minor is None else Money(deal.amount_minor, deal.currency).amount
    return DealDetails(
        **{name: getattr(deal, name) for name in (*plain, "campaign_id", "owner_id", "note")},
        amount=amount,
        tags=tagging.tags_of(session, [deal_id]).get(deal_id, ()),
        custom=tagging.values_of(session, [deal_id]).get(deal_id, {}),
    )


def change_details(session: Session, deal_id: int, changes: Mapping[str, Any]) -> None:
    """Change some fields of a deal, by their names in ``DealDetails``; the others stay.

    Of *custom* the values that are named change. With another contact the company goes too, where
    it was that of the one before.

    Raises:
        NotFound: the deal, or what it shall point at, is gone.
        UserError: a value is not right, or the amount of a deal with lines is typed; ``field``
            names it.
    """
    deal = get_deal(session, deal_id)
    for name in FIELDS:  # the currency after the amount: it keeps the figure
        if name in changes:
            _SETTERS[name](session, deal, changes[name])
    deal.updated_at = clock.now()
    session.flush()


def _set_title(_session: Session, deal: Deal, value: str) -> None:
    deal.title = checked_title(value)


def _set_contact(session: Session, deal: Deal, value: int) -> None:
    _present(session, Contact, value)
    usual = companies_of(session, [deal.contact_id, value])
    if deal.company_id in (None, usual.get(deal.contact_id)):
        deal.company_id = usual.get(value)
    deal.contact_id = value


def _set_company(session: Session, deal: Deal, value: int | None) -> None:
    if value is not None:
        _present(session, Contact, value)
    deal.company_id = value


def _set_amount(session: Session, deal: Deal, value: Decimal | None) -> None:
    check_amount(value)
    minor = None if value is None else Money.of(value, deal.currency).minor
    if minor != deal.amount_minor and lines_of(session, deal.id):
        raise UserError(
            T("The amount of this deal is the total of its lines."),
            hint=T("Nothing was saved. Change the lines, or remove them to type an amount."),
            field="amount",
        )
    deal.amount_minor = minor


def _set_currency(session: Session, deal: Deal, value: str) -> None:
    code = value.strip().upper() or get_business(session).currency
    check_currency(code)
    if code != deal.currency:
        set_currency(session, deal, code)


def _set_close(_session: Session, deal: Deal, value: date | None) -> None:
    deal.expected_close = value


def _set_source(_session: Session, deal: Deal, value: str) -> None:
    deal.source = " ".join(visible(value).split())[:_LONGEST_SOURCE]


def _set_campaign(session: Session, deal: Deal, value: int | None) -> None:
    if value is not None:
        _present(session, Campaign, value)
    deal.campaign_id = value


def _set_owner(session: Session, deal: Deal, value: int | None) -> None:
    if value is not None:
        _present(session, Staff, value)
    deal.owner_id = value


def _set_note(_session: Session, deal: Deal, value: str) -> None:
    deal.note = visible(value)


def _set_tags(session: Session, deal: Deal, value: tuple[str, ...]) -> None:
    tagging.set_tags(session, deal.id, value)


def _set_custom(session: Session, deal: Deal, value: Mapping[str, str]) -> None:
    tagging.set_values(session, deal.id, value)


def _present(session: Session, model: type[Any], row_id: int) -> None:
    row = session.get(model, row_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(
            T("What was chosen is not there any more."),
            hint=T("Nothing was saved. Choose something else."),
        )


_SETTERS: Mapping[str, Callable[[Session, Deal, Any], None]] = {
    "title": _set_title,
    "contact_id": _set_contact,
    "company_id": _set_company,
    "amount": _set_amount,
    "currency": _set_currency,
    "expected_close": _set_close,
    "source": _set_source,
    "campaign_id": _set_campaign,
    "owner_id": _set_owner,
    "note": _set_note,
    "tags": _set_tags,
    "custom": _set_custom,
}
