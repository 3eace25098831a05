"""A reminder on paper: what the owner says, the invoices as a table, how to pay."""

from __future__ import annotations

from collections.abc import Iterator

from smallcrm.core.text import T
from smallcrm.services.documents.pdf.fonts import MEDIUM
from smallcrm.services.documents.pdf.paper import Paper
from smallcrm.services.documents.pdf.rows import Figure, Row
from smallcrm.services.documents.pdf.sheet import (
    MM,
    RULE,
    Band,
    Box,
    Item,
    Style,
    ascent,
    left,
    paragraph,
    right,
    wrap,
)
from smallcrm.services.documents.pdf.table import PADDING, Table
from smallcrm.services.dunning.letters import LetterView
from smallcrm.services.receivables import letterhead
from smallcrm.services.receivables.words import Words, words

_GAP = 5 * MM
_SUMS_WIDTH = 86 * MM
_TEXT = Style(10, 15)
_TOTAL = Style(11.4, 30, MEDIUM)


def render(found: LetterView) -> bytes:
    """The reminder as PDF, in the customer's language."""
    letter = found.letter
    say = words(letter.language, letter.currency)
    page = letterhead.Page(
        seller=found.seller,
        buyer=found.buyer,
        logo=found.logo,
        language=letter.language,
        currency=letter.currency,
        day=found.day,
        title=found.title,
        number="",
        to_pay=letter.total,
        reference=", ".join(row.number for row in letter.reminders),
        layout=found.layout,
    )
    facts = ((say(T("Date")), say.day(found.day)),)
    headings = [T("Invoice"), T("Date"), T("Due"), T("Amount"), T("Still open")]
    text = letterhead.texts(page, facts, map(say, headings), _rows(found, say))
    before, after = found.body

    def fill(paper: Paper) -> None:
        width = paper.right - paper.left
        paper.flow([*paragraph(before, _TEXT, paper.left, width), Band(_GAP)])
        Table(text, paper).lay(_GAP + _TOTAL.leading)
        paper.flow([Band(_GAP), _total(found, say, paper), Band(_GAP)])
        paper.flow(paragraph(after, _TEXT, paper.left, width))

    return letterhead.print_out(text, page, fill)


def _rows(found: LetterView, say: Words) -> Iterator[Row]:
    for row in found.letter.reminders:
        figures = (
            Figure(say.day(row.date)),
            Figure(say.day(row.due_date)),
            Figure(say.amount(row.total)),
            Figure(say.amount(row.open)),
        )
        yield Row(row.number, (), figures, row.open)


def _total(found: LetterView, say: Words, paper: Paper) -> Band:
    x, edge, baseline = paper.right - _SUMS_WIDTH, paper.right - PADDING, ascent(_TOTAL)
    total = say.money(found.letter.total)
    label = wrap(say(T("Total still open")), _TOTAL, _SUMS_WIDTH * 2 / 3, 1)
    items: list[Item] = [
        Box(x, 0, _SUMS_WIDTH, 1.0, RULE),
        *(left(x + PADDING / 2, baseline, line, _TOTAL) for line in label),
        right(edge, baseline, total, _TOTAL),
    ]
    return Band(_TOTAL.leading, items)
