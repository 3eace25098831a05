"""What a document says, line by line, before anybody asks where it stands on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from smallcrm.core.text import T, Text
from smallcrm.services.documents.drafts import (
    CREDIT_NOTE,
    INVOICE,
    ORDER,
    QUOTE,
    ZERO,
    Adjustment,
    DocumentView,
    LineDraft,
    LineTotals,
    PartyDraft,
)
from smallcrm.services.documents.pdf import sums
from smallcrm.services.documents.pdf.sums import Payment, Sum, Tax
from smallcrm.services.documents.pdf.words import Words, words

_TITLES = {
    QUOTE: T("Quote"),
    ORDER: T("Order"),
    INVOICE: T("Invoice"),
    CREDIT_NOTE: T("Credit note"),
}
_STATE_BEFORE_POSTCODE = ("AU", "CA", "US")


class Party(NamedTuple):
    """The seller or the buyer: a name and the lines below it."""

    name: str
    lines: tuple[str, ...]


class Figure(NamedTuple):
    """What stands in a column of the table: a figure and perhaps a remark below it."""

    text: str
    remark: str = ""


class Row(NamedTuple):
    """A line of the document; *figures* has one for each heading after the first."""

    text: str
    remarks: tuple[str, ...]
    figures: tuple[Figure, ...]
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Content:
    """All the texts of one document, in its language.

    Attributes:
        number: The number, or words that there is none yet.
        facts: Dates and references: a heading and a value each.
        headings: Of the table; the first column is text, all others are figures.
        caption: A remark on all prices, or nothing.
        legal: Who the seller is in law, part by part, for the foot of every page.
    """

    words: Words
    title: str
    number: str
    seller: Party
    logo: bytes
    buyer_heading: str
    buyer: Party
    facts: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    caption: str
    sums: tuple[Sum, ...]
    taxes: tuple[Tax, ...]
    tax_headings: tuple[str, str, str]
    note: str
    terms: str
    payment: Payment | None
    legal: tuple[str, ...]
    is_draft: bool


def content(view: DocumentView) -> Content:
    """Everything that *view* says on paper."""
    say = words(view.language, view.totals.currency)
    countries = {view.seller.country.upper(), view.buyer.country.upper()} - {""}
    is_foreign = len(countries) > 1
    columns = _Columns.of(view)
    return Content(
        words=say,
        title=say(_TITLES.get(view.kind, T("Invoice"))),
        number=view.number or say(T("Draft, number on issue")),
        seller=Party(view.seller.name, _seller_line(view.seller, say, is_foreign=is_foreign)),
        logo=view.logo,
        buyer_heading=say(T("Bill to") if view.kind == INVOICE else T("Customer")),
        buyer=_buyer(view.buyer, say, is_foreign=is_foreign),
        facts=tuple((label, value) for label, value in _facts(view, say) if value),
        headings=columns.headings(say),
        rows=tuple(columns.rows(view, say)),
        caption=say(T("Prices include VAT.")) if view.draft.prices_include_tax else "",
        sums=tuple(sums.sums(view, say)),
        taxes=tuple(sums.taxes(view, say)),
        tax_headings=(say(T("VAT rate")), say(T("Net")), say(T("VAT"))),
        note=view.draft.note,
        terms=view.draft.terms,
        payment=sums.payment(view, say),
        legal=_legal_line(view.seller, say, is_foreign=is_foreign),
        is_draft=not view.number,
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which of the optional columns a document needs."""

    has_discounts: bool
    has_taxes: bool

    @classmethod
    def of(cls, view: DocumentView) -> _Columns:
        groups = {(line.tax_category, line.tax_rate) for line in view.draft.lines}
        return cls(
            has_discounts=any(line.discounts for line in view.totals.lines),
            has_taxes=len(groups) > 1,
        )

    def headings(self, say: Words) -> tuple[str, ...]:
        needed = [T("Description"), T("Qty"), T("Price")]
        needed += [T("Discount")] if self.has_discounts else []
        needed += [T("VAT")] if self.has_taxes else []
        return tuple(say(message) for message in (*needed, T("Amount")))

    def rows(self, view: DocumentView, say: Words) -> Iterator[Row]:
        for line, totals in zip(view.draft.lines, view.totals.lines, strict=False):
            amount = totals.gross if view.draft.prices_include_tax else totals.net
            yield Row(
                text=line.description,
                remarks=tuple(_remarks(line, totals, say)),
                figures=tuple(self._figures(line, totals, amount, say)),
                amount=amount,
            )

    def _figures(
        self, line: LineDraft, totals: LineTotals, amount: Decimal, say: Words
    ) -> Iterator[Figure]:
        yield Figure(f"{say.number(line.quantity)} {line.unit}".rstrip())
        per = line.price_per
        remark = say(T("per {quantity}", quantity=say.number(per))) if per != 1 else ""
        yield Figure(say.price(line.price), remark)
        if self.has_discounts:
            yield Figure(_discount(line, totals, say))
        if self.has_taxes:
            yield Figure(say.percent(line.tax_rate))
        yield Figure(say.amount(amount))


def _discount(line: LineDraft, totals: LineTotals, say: Words) -> str:
    if line.discount_percent and not line.discounts:
        return say.percent(line.discount_percent)
    return say.amount(-sum(totals.discounts, ZERO)) if totals.discounts else ""


def _remarks(line: LineDraft, totals: LineTotals, say: Words) -> Iterator[str]:
    if line.item_code:
        yield say(T("Item code {code}", code=line.item_code))
    own = (Adjustment(percent=line.discount_percent),) if line.discount_percent else ()
    if line.discounts:
        for discount, amount in zip((*own, *line.discounts), totals.discounts, strict=False):
            yield f"{sums.label(discount, T('Discount'), say)}: {say.amount(-amount)}"
    for charge, amount in zip(line.charges, totals.charges, strict=False):
        yield f"{sums.label(charge, T('Charge'), say)}: {say.amount(amount)}"


def _facts(view: DocumentView, say: Words) -> Iterator[tuple[str, str]]:
    draft = view.draft
    dates: list[tuple[Text, date | None]] = [
        (T("Issue date") if view.kind == INVOICE else T("Date"), view.date),
        (T("Due date"), view.due_date if view.kind == INVOICE else None),
        (T("Valid until"), draft.valid_until if view.kind == QUOTE else None),
        (T("Delivery date"), draft.delivery_date),
        (T("Tax date"), draft.tax_date if draft.tax_date != view.date else None),
    ]
    for heading, day in dates:
        yield say(heading), say.day(day) if day else ""
    yield from view.references
    yield say(T("Your order")), draft.order_reference
    yield say(T("Your reference")), draft.buyer_reference


def _address(party: PartyDraft, say: Words, *, is_foreign: bool) -> tuple[str, str, str]:
    """Street, town and country; the country only where letters cross a border."""
    if party.country.upper() in _STATE_BEFORE_POSTCODE:
        state = f"{party.region} {party.postcode}".strip()
        town = ", ".join(filter(None, (party.city, state)))
    else:
        town = ", ".join(filter(None, (f"{party.postcode} {party.city}".strip(), party.region)))
    country = say.country(party.country) if is_foreign and party.country else ""
    return party.street, town, country


def _tax_ids(party: PartyDraft, say: Words) -> Iterator[str]:
    if party.vat_id:
        yield say(T("VAT ID {number}", number=party.vat_id))
    if party.tax_id and party.tax_id not in party.vat_id:
        yield say(T("Tax ID {number}", number=party.tax_id))


def _seller_line(seller: PartyDraft, say: Words, *, is_foreign: bool) -> tuple[str, ...]:
    address = ", ".join(filter(None, _address(seller, say, is_foreign=is_foreign)))
    return tuple(filter(None, (address, *_tax_ids(seller, say))))


def _legal_line(seller: PartyDraft, say: Words, *, is_foreign: bool) -> tuple[str, ...]:
    name = f"{seller.name} {seller.legal_form}".strip()
    contact = (seller.email, seller.phone, seller.website)
    line = (name, *_seller_line(seller, say, is_foreign=is_foreign), *contact)
    return tuple(filter(None, line))


def _buyer(buyer: PartyDraft, say: Words, *, is_foreign: bool) -> Party:
    lines = (
        buyer.contact_person,
        *_address(buyer, say, is_foreign=is_foreign),
        *_tax_ids(buyer, say),
    )
    return Party(buyer.name or buyer.contact_person, tuple(filter(None, lines)))
