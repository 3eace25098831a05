"""What a document says, line by line, before anybody asks where it stands on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from smallcrm.core.text import T, Text
from smallcrm.services.documents.drafts import (
    CREDIT_NOTE,
    INVOICE,
    ORDER,
    QUOTE,
    DocumentView,
)
from smallcrm.services.documents.pdf import parties, paying, sums
from smallcrm.services.documents.pdf.parties import Party
from smallcrm.services.documents.pdf.paying import Payment
from smallcrm.services.documents.pdf.rows import Columns, Row
from smallcrm.services.documents.pdf.spelled import spelled
from smallcrm.services.documents.pdf.sums import Sum, Tax
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.documents.pdf.words import Words, words
from smallcrm.services.settings.layout import Layout

_TITLES = {
    QUOTE: T("Quote"),
    ORDER: T("Order"),
    INVOICE: T("Invoice"),
    CREDIT_NOTE: T("Credit note"),
}
_VARIANT_TITLES = {
    Variant.PROFORMA: T("Pro-forma invoice"),
    Variant.DELIVERY_NOTE: T("Delivery note"),
}
_SIGNATURES = (
    T("Handed over: date, name, signature"),
    T("Received: date, name, signature"),
)


@dataclass(frozen=True, slots=True)
class Content:
    """All the texts of one document, in its language.

    Attributes:
        number: The number, or words that there is none yet.
        facts: Dates and references: a heading and a value each.
        headings: Of the table from the text on; *leads*: before it.
        has_amounts: Whether the table ends with amounts, which are carried over.
        caption: A remark on all prices, or nothing.
        in_words: The amount in words, or nothing.
        stamp: A word that is stamped on the page, or nothing.
        signatures: Who is to sign, in order.
        legal: Who the seller is in law, part by part, for the foot of every page.
        accent: The color of bar and title, as ``#RRGGBB``.
    """

    words: Words
    title: str
    number: str
    seller: Party
    buyer_heading: str
    buyer: Party
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    legal: tuple[str, ...]
    accent: str
    logo: bytes = b""
    facts: tuple[tuple[str, str], ...] = ()
    leads: tuple[str, ...] = ()
    has_amounts: bool = True
    caption: str = ""
    sums: tuple[Sum, ...] = ()
    taxes: tuple[Tax, ...] = ()
    tax_headings: tuple[str, str, str] = ("", "", "")
    in_words: str = ""
    header: str = ""
    note: str = ""
    terms: str = ""
    closing: str = ""
    footer: str = ""
    payment: Payment | None = None
    stamp: str = ""
    signatures: tuple[str, ...] = ()
    is_draft: bool = False


def content(view: DocumentView, variant: Variant = Variant.ITSELF) -> Content:
    """Everything that *view* says on paper when it is printed as *variant*."""
    say = words(view.language, view.totals.currency)
    is_priced = variant != Variant.DELIVERY_NOTE
    columns = Columns.of(view, has_prices=is_priced)
    layout = view.layout
    heading = T("Bill to") if view.kind == INVOICE and is_priced else T("Customer")
    common = Content(
        words=say,
        title=say(_VARIANT_TITLES.get(variant) or _TITLES.get(view.kind, T("Invoice"))),
        number=_number(view, variant, say),
        logo=view.logo,
        facts=tuple((label, value) for label, value in _facts(view, variant, say) if value),
        leads=columns.leads(say),
        headings=columns.headings(say),
        rows=tuple(columns.rows(view, say)),
        closing=layout.closing.get(say.language, ""),
        footer=layout.footer.get(say.language, ""),
        header=_header(layout, variant, say),
        is_draft=not view.number,
        accent=layout.accent,
        **parties.both(view.seller, view.buyer, heading, say),
    )
    return _priced(common, view, variant) if is_priced else _to_sign(common)


def in_words(amount: Decimal, layout: Layout, say: Words) -> str:
    """*amount* as some countries want it on paper, where the owner wants it."""
    is_wanted = {"ru": layout.words_ru, "el": layout.words_el}.get(say.language, False)
    found = spelled(amount, say.currency, say.language) if is_wanted else ""
    return say(T("In words: {amount}", amount=found)) if found else ""


def _priced(common: Content, view: DocumentView, variant: Variant) -> Content:
    say, is_invoice = common.words, view.kind == INVOICE
    return replace(
        common,
        caption=say(T("Prices include VAT.")) if view.draft.prices_include_tax else "",
        sums=tuple(sums.sums(view, say)),
        taxes=tuple(sums.taxes(view, say)),
        tax_headings=(say(T("VAT rate")), say(T("Net")), say(T("VAT"))),
        in_words=in_words(view.to_pay, view.layout, say) if is_invoice else "",
        note=view.draft.note,
        terms=view.draft.terms,
        payment=paying.payment(view, say, variant),
        stamp=_stamp(view, say) if variant == Variant.COPY else "",
    )


def _stamp(view: DocumentView, say: Words) -> str:
    if view.status == paying.PAID:
        return say(T("Paid in full"))
    is_part_paid = view.settled is not None and view.settled.paid > 0
    return say(T("Part paid")) if is_part_paid else ""


def _to_sign(common: Content) -> Content:
    """What goes with the goods: no prices, nothing to pay, two places to sign."""
    signatures = tuple(common.words(message) for message in _SIGNATURES)
    return replace(common, has_amounts=False, signatures=signatures)


def _header(layout: Layout, variant: Variant, say: Words) -> str:
    own = layout.header.get(say.language, "")
    if variant != Variant.PROFORMA:
        return own
    notice = say(T("This is not a tax invoice. The invoice follows."))
    return f"{notice}\n{own}".rstrip()


def _number(view: DocumentView, variant: Variant, say: Words) -> str:
    """The number; what is made from a document names that document."""
    if not view.number:
        return say(T("Draft, number on issue"))
    if variant == Variant.COPY:
        return say(T("{number} (copy)", number=view.number))
    if variant == Variant.ITSELF:
        return view.number
    return f"{say(_TITLES[view.kind])} {view.number}"


def _facts(view: DocumentView, variant: Variant, say: Words) -> Iterator[tuple[str, str]]:
    draft = view.draft
    is_priced = variant != Variant.DELIVERY_NOTE
    dates: list[tuple[Text, date | None]] = [
        (T("Issue date") if view.kind == INVOICE and is_priced else T("Date"), view.date),
        (T("Due date"), view.due_date if view.kind == INVOICE and is_priced else None),
        (T("Valid until"), draft.valid_until if view.kind == QUOTE and is_priced else None),
        (T("Delivery date"), draft.delivery_date),
        (T("Tax date"), draft.tax_date if is_priced and draft.tax_date != view.date else None),
    ]
    for heading, day in dates:
        yield say(heading), say.day(day) if day else ""
    yield from view.references
    yield say(T("Your order")), draft.order_reference
    yield say(T("Your reference")), draft.buyer_reference
