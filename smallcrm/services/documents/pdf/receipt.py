"""A receipt for money that came in: for a whole invoice, a part of one, or several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from smallcrm.core.text import T
from smallcrm.services.documents.drafts import PartyDraft
from smallcrm.services.documents.pdf import content, papers, parties
from smallcrm.services.documents.pdf.content import Content
from smallcrm.services.documents.pdf.render import draw
from smallcrm.services.documents.pdf.rows import Figure, Row
from smallcrm.services.documents.pdf.sums import Sum
from smallcrm.services.documents.pdf.words import Words, words
from smallcrm.services.settings.layout import Layout


@dataclass(frozen=True, slots=True)
class Settled:
    """What of the money went to which invoice."""

    number: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """Everything that a receipt says; the PDF is a function of this and of nothing else.

    Attributes:
        number: Of the receipt, or any reference to the payment.
        amount: What came in, in major units of *currency*.
        method: How it was paid, in the language of the receipt; empty where it is not known.
        settled: The invoices that it went to; what is left over is on the customer's account.
        open: What the customer still owes on these invoices; None to say nothing about it.
        logo: The picture's bytes (PNG or JPEG), empty for none.
    """

    number: str
    seller: PartyDraft
    buyer: PartyDraft
    amount: Decimal
    currency: str
    date: dt.date
    method: str = ""
    settled: tuple[Settled, ...] = ()
    open: Decimal | None = None
    language: str = "en"
    logo: bytes = b""
    layout: Layout = Layout()  # noqa: RUF009 - frozen


def render(view: ReceiptView) -> bytes:
    """Return *view* as a PDF: the same view gives the same bytes."""
    return draw(_content(view), papers.size_for(view.seller.country, view.layout.paper))


def _content(view: ReceiptView) -> Content:
    say = words(view.language, view.currency)
    facts = ((T("Date"), say.day(view.date)), (T("Payment method"), view.method))
    return Content(
        words=say,
        title=say(T("Receipt")),
        number=view.number,
        logo=view.logo,
        facts=tuple((say(label), value) for label, value in facts if value),
        headings=(say(T("Description")), say(T("Amount"))),
        rows=tuple(_rows(view, say)),
        caption=_open(view, say),
        sums=(Sum(say(T("Amount received")), say.money(view.amount)),),
        in_words=content.in_words(view.amount, view.layout, say),
        footer=view.layout.footer.get(say.language, ""),
        accent=view.layout.accent,
        **parties.both(view.seller, view.buyer, T("Received from"), say),
    )


def _rows(view: ReceiptView, say: Words) -> Iterator[Row]:
    left = view.amount
    for part in view.settled:
        text = say(T("Payment of invoice {number}", number=part.number))
        yield _row(text, part.amount, say)
        left -= part.amount
    if left > 0:
        yield _row(say(T("Payment on account")), left, say)


def _row(text: str, amount: Decimal, say: Words) -> Row:
    return Row(text, (), (Figure(say.amount(amount)),), amount)


def _open(view: ReceiptView, say: Words) -> str:
    if view.open is None:
        return ""
    if view.open <= 0:
        return say(T("Paid in full"))
    return say(T("Still to pay: {amount}", amount=say.money(view.open)))
