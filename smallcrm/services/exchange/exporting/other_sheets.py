"""Documents, deals and products as lists, with figures that a spreadsheet can add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.money import Money, decimals
from smallcrm.core.text import T, Text
from smallcrm.models import Document
from smallcrm.services import custom_fields, documents, pipeline, products
from smallcrm.services.custom_fields import FieldRow
from smallcrm.services.exchange.exporting import own_values
from smallcrm.services.exchange.own_lists import own_headings as headings
from smallcrm.services.exchange.own_lists import own_words
from smallcrm.services.exchange.systems import own
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value
from smallcrm.services.exchange.values.tags import in_one_cell
from smallcrm.services.pipeline import tagging
from smallcrm.services.settings import get_business

_CHUNK = 500
_STATES = documents.STATUS_NAMES | own_words.DEAL_STATES


def documents_sheet(session: Session, ids: Sequence[int]) -> Sheet:
    """The documents *ids*; those that take from the income have negative figures."""
    digits = decimals(get_business(session).currency)
    money = {"width": 14, "decimals": digits}
    columns = [
        Column(str(T("Kind")), 14),
        Column(str(T("Number"))),
        Column(str(T("Status")), 14),
        Column(str(T("Date")), 12),
        Column(str(T("Customer")), 32),
        Column(str(T("Currency")), 10),
        Column(str(T("Total without tax")), **money),
        Column(str(T("Tax")), **money),
        Column(str(T("Total")), **money),
        Column(str(T("Still open")), **money),
    ]

    def rows(chunk: Sequence[int]) -> list[list[Value]]:
        found = documents.list_rows(session, chunk)
        parts = _parts(session, chunk)
        return [_document(found[key], parts[key]) for key in chunk if key in found]

    return Sheet(str(T("Documents")), columns, _chunks(ids, rows), len(ids))


def deals_sheet(session: Session, ids: Sequence[int]) -> Sheet:
    """The deals *ids*, in their order, with the fields of one's own that some deal has."""
    used = custom_fields.list_used_fields(session, custom_fields.DEALS)
    own_fields = [row for row in custom_fields.list_fields(session) if row.id in used]
    columns = [
        Column(headings.DEAL_TITLE.text(), 32),
        Column(headings.DEAL_CONTACT.text(), 28),
        Column(headings.DEAL_STAGE.text(), 16),
        Column(headings.DEAL_STATUS.text(), 10),
        Column(headings.DEAL_AMOUNT.text(), 14, decimals(get_business(session).currency)),
        Column(headings.DEAL_CURRENCY.text(), 10),
        Column(headings.DEAL_SOURCE.text(), 14),
        Column(headings.DEAL_CLOSE.text(), 14),
        Column(headings.DEAL_REASON.text(), 16),
        Column(headings.DEAL_NOTE.text(), 40),
        Column(headings.DEAL_COMPANY.text(), 28),
        Column(headings.DEAL_OWNER.text(), 20),
        Column(headings.DEAL_CAMPAIGN.text(), 20),
        Column(headings.DEAL_TAGS.text(), 24),
        Column(headings.DEAL_DAYS.text(), 10, 0),
        *(Column(own.heading_of(row.name), 18) for row in own_fields),
        Column(headings.KIND.text(), 12),
        Column(headings.OWN_ID, 10),
        Column(headings.OWN_DEAL_ID, 10),
    ]

    def rows(chunk: Sequence[int]) -> list[list[Value]]:
        found = pipeline.list_deal_rows(session, chunk)
        tags, values = tagging.tags_of(session, chunk), tagging.values_of(session, chunk)
        return [
            _deal(found[key], tags.get(key, ()), _own(own_fields, values.get(key, {})))
            for key in chunk
            if key in found
        ]

    return Sheet(str(T("Deals")), columns, _chunks(ids, rows), len(ids))


def products_sheet(session: Session, ids: Sequence[int]) -> Sheet:
    """The products *ids*, in their order."""
    currency = get_business(session).currency
    columns = [
        Column(headings.PRODUCT_CODE.text(), 14),
        Column(headings.PRODUCT_NAME.text(), 36),
        Column(headings.PRODUCT_UNIT.text(), 10),
        Column(headings.PRODUCT_PRICE.text(), 14, decimals(currency)),
        Column(headings.PRODUCT_CURRENCY.text(), 10),
        Column(headings.PRODUCT_CATEGORY.text(), 12),
        Column(headings.PRODUCT_RATE.text(), 10, 0),
        Column(headings.PRODUCT_DESCRIPTION.text(), 40),
    ]

    def rows(chunk: Sequence[int]) -> list[list[Value]]:
        found = products.list_rows(session, chunk)
        return [_product(found[key], currency) for key in chunk if key in found]

    return Sheet(str(T("Products")), columns, _chunks(ids, rows), len(ids))


class _Parts(NamedTuple):
    net: Decimal
    tax: Decimal


def _parts(session: Session, ids: Sequence[int]) -> dict[int, _Parts]:
    query = select(
        Document.id, Document.currency, Document.total_without_tax, Document.tax_total
    ).where(Document.id.in_(ids))
    return {
        key: _Parts(Money(net, currency).amount, Money(tax, currency).amount)
        for key, currency, net, tax in session.execute(query)
    }


def _document(row: documents.DocumentRow, parts: _Parts) -> list[Value]:
    sign = -1 if row.kind == documents.CREDIT_NOTE else 1
    return [
        str(documents.KIND_NAMES[row.kind]),
        row.number,
        _status(row.status),
        row.date,
        row.customer,
        row.currency,
        sign * parts.net,
        sign * parts.tax,
        sign * row.total,
        sign * row.open,
    ]


def _own(fields: Sequence[FieldRow], values: Mapping[str, str]) -> list[Value]:
    """What a deal has in fields of one's own: figures as figures, days as days."""
    return [own_values.exact(row.kind, values.get(row.name, "")) for row in fields]


def _deal(row: pipeline.DealRow, tags: Sequence[str], further: list[Value]) -> list[Value]:
    days = (clock.now() - row.since).days if row.since else None
    return [
        row.title,
        row.contact,
        row.stage,
        _status(row.status),
        row.amount,
        row.currency,
        row.source,
        row.expected_close,
        row.reason,
        row.note,
        row.company,
        row.owner,
        row.campaign,
        in_one_cell(tags),
        days,
        *further,
        str(own_words.KINDS[row.contact_kind]),
        row.contact_uid,
        row.uid,
    ]


def _product(row: products.ProductRow, currency: str) -> list[Value]:
    return [
        row.code,
        row.name,
        row.unit,
        row.price,
        row.currency or currency,
        row.tax_category,
        row.tax_rate,
        row.description,
    ]


def _status(name: str) -> str:
    word: Text | None = _STATES.get(name)
    return str(word) if word is not None else name


def _chunks(
    ids: Sequence[int], rows: Callable[[Sequence[int]], list[list[Value]]]
) -> Iterator[list[list[Any]]]:
    for start in range(0, len(ids), _CHUNK):
        yield rows(ids[start : start + _CHUNK])
