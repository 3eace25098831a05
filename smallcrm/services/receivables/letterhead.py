"""Pages to a customer that are no documents: the same head, foot and way to pay, other content."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from smallcrm.core.text import T
from smallcrm.services.documents import DocumentDraft, DocumentView, LineDraft, PartyDraft, compute
from smallcrm.services.documents.drafts import INVOICE
from smallcrm.services.documents.pdf import drawing, head, papers, tail
from smallcrm.services.documents.pdf.content import Content, content
from smallcrm.services.documents.pdf.drawing import About
from smallcrm.services.documents.pdf.paper import Paper
from smallcrm.services.documents.pdf.rows import Row
from smallcrm.services.documents.pdf.sheet import Item, moved
from smallcrm.services.documents.pdf.tail import Tail
from smallcrm.services.receivables.words import words
from smallcrm.services.settings.layout import Layout


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on it besides its own content.

    Attributes:
        to_pay: What the way to pay asks for, in major units of *currency*; nothing asks none.
        reference: What the customer is to write on the transfer.
        layout: Of which the color, the paper and the words at the foot hold here as well.
    """

    seller: PartyDraft
    buyer: PartyDraft
    logo: bytes
    language: str
    currency: str
    day: date
    title: str
    number: str
    to_pay: Decimal
    reference: str
    layout: Layout


def texts(
    page: Page,
    facts: Iterable[tuple[str, str]],
    headings: Iterable[str],
    rows: Iterable[Row],
) -> Content:
    """All texts of *page*, with a table of its own."""
    line = LineDraft(price=page.to_pay, tax_category="O")
    draft = DocumentDraft(currency=page.currency, lines=(line,))
    asked = DocumentView(
        kind=INVOICE,
        number=page.reference,
        status="issued",
        seller=page.seller,
        buyer=page.buyer,
        draft=draft,
        totals=compute(draft),
        date=page.day,
        language=page.language,
        logo=page.logo,
        layout=page.layout,
    )
    say = words(page.language, page.currency)
    return replace(
        content(asked),
        words=say,
        title=page.title,
        number=page.number,
        buyer_heading=say(T("Customer")),
        facts=tuple(facts),
        leads=(),
        headings=tuple(headings),
        rows=tuple(rows),
        note="",
        terms="",
        closing="",
    )


def print_out(text: Content, page: Page, fill: Callable[[Paper], None]) -> bytes:
    """The PDF of *text* for *page*; *fill* places what stands between head and way to pay."""
    size = papers.size_for(page.seller.country, page.layout.paper)
    width, _ = size
    foot = tail.foot(text, width)
    paper = Paper(size, head.running(text, width), foot)
    paper.put(head.first(text, width))
    fill(paper)
    Tail(text, paper).lay()
    pages: list[list[Item]] = paper.pages
    for number, items in enumerate(pages, start=1):
        numbered = tail.page_number(text, paper.right, number, len(pages))
        items.extend(moved([*foot.items, numbered], paper.foot_top))
    subject = f"{text.title}, {text.buyer.name}"
    return drawing.draw(
        pages, size, About(text.title, text.seller.name, subject, text.words.language)
    )
