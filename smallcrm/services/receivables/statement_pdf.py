"""A statement on paper: the account line by line, what it comes to, and how old the debts are."""

from __future__ import annotations

from collections.abc import Iterator

from smallcrm.core.text import T
from smallcrm.services.documents.pdf.fonts import MEDIUM
from smallcrm.services.documents.pdf.paper import Paper
from smallcrm.services.documents.pdf.rows import Figure, Row
from smallcrm.services.documents.pdf.sheet import (
    BAND,
    FAINT,
    MM,
    RULE,
    SOFT,
    Band,
    Box,
    Item,
    Style,
    ascent,
    left,
    right,
    wrap,
)
from smallcrm.services.documents.pdf.table import PADDING, Table
from smallcrm.services.receivables import letterhead, naming
from smallcrm.services.receivables.aging import ZERO
from smallcrm.services.receivables.statements import Statement
from smallcrm.services.receivables.words import Words, words

_GAP = 7 * MM
_SUMS_WIDTH = 86 * MM
_RULE_HEIGHT = 1.0

_TOTAL = Style(11.4, 30, MEDIUM)
_HEADING = Style(8.2, 16, MEDIUM, SOFT)
_AGE = Style(8, 11.5, color=FAINT)
_AGED = Style(9.1, 15, MEDIUM)
_LEFT_OVER = Style(9.1, 15)


def render(found: Statement) -> bytes:
    """The statement as PDF, in the customer's language."""
    say = words(found.language, found.currency)
    numbers = ", ".join(item.number for item in found.items)
    page = letterhead.Page(
        seller=found.seller,
        buyer=found.buyer,
        logo=found.logo,
        language=found.language,
        currency=found.currency,
        day=found.last,
        title=say(T("Statement of account")),
        number="",
        to_pay=max(found.closing, ZERO),
        reference=numbers or found.buyer.name,
        layout=found.layout,
    )
    facts = (
        (say(T("Period")), f"{say.day(found.first)} – {say.day(found.last)}"),
        (say(T("Currency")), found.currency),
    )
    headings = (T("Document"), T("Date"), T("Due"), T("Debit"), T("Credit"), T("Balance"))
    text = letterhead.texts(page, facts, map(say, headings), _rows(found, say))
    closing = [*_closing(found, say), *_ages(found, say), *_left_over(found, say)]

    def fill(paper: Paper) -> None:
        bands = [Band(_GAP), *(band(paper) for band in closing)]
        Table(text, paper).lay(sum(band.height for band in bands[:3]))
        paper.flow(bands)

    return letterhead.print_out(text, page, fill)


def _rows(found: Statement, say: Words) -> Iterator[Row]:
    empty = Figure("")
    opening = Figure(say.amount(found.opening))
    yield Row(
        say(T("Opening balance")),
        (),
        (Figure(say.day(found.first)), empty, empty, empty, opening),
        found.opening,
    )
    for row in found.movements:
        figures = (
            Figure(say.day(row.date)),
            Figure(say.day(row.due_date) if row.due_date else ""),
            Figure(say.amount(row.debit) if row.debit else ""),
            Figure(say.amount(row.credit) if row.credit else ""),
            Figure(say.amount(row.balance)),
        )
        remarks = (row.reference,) if row.reference else ()
        yield Row(naming.title(row, say), remarks, figures, row.debit - row.credit)


class _Line:
    """A label and a figure at the right of the page."""

    def __init__(self, label: str, value: str, style: Style, *, rule: bool = False) -> None:
        self._label, self._value, self._style, self._rule = label, value, style, rule

    def __call__(self, paper: Paper) -> Band:
        x, edge = paper.right - _SUMS_WIDTH, paper.right - PADDING
        baseline = ascent(self._style)
        items: list[Item] = [
            left(x + PADDING / 2, baseline, self._label, self._style),
            right(edge, baseline, self._value, self._style),
        ]
        if self._rule:
            items.append(Box(x, 0, _SUMS_WIDTH, _RULE_HEIGHT, RULE))
        return Band(self._style.leading, items)


def _closing(found: Statement, say: Words) -> Iterator[_Line]:
    label = say(T("Balance on {day}", day=say.day(found.last)))
    yield _Line(label, say.money(found.closing), _TOTAL, rule=True)


class _Strip:
    """Sums side by side on a tinted ground, a heading above each."""

    def __init__(self, cells: list[tuple[str, str]]) -> None:
        self._cells = cells

    def __call__(self, paper: Paper) -> Band:
        width = (paper.right - paper.left) / len(self._cells)
        headings = [wrap(heading, _AGE, width - 2 * PADDING, 2) for heading, _ in self._cells]
        lines = max(map(len, headings))
        height = 2 * PADDING + lines * _AGE.leading + _AGED.leading
        items: list[Item] = [Box(paper.left, 0, paper.right - paper.left, height, BAND)]
        for number, (_, value) in enumerate(self._cells):
            edge = paper.left + (number + 1) * width - PADDING
            for at, line in enumerate(headings[number]):
                y = PADDING + at * _AGE.leading + ascent(_AGE)
                items.append(right(edge, y, line, _AGE))
            y = PADDING + lines * _AGE.leading + ascent(_AGED)
            items.append(right(edge, y, value, _AGED))
        return Band(height + _GAP, items)


class _Heading:
    """A small heading at the left."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, paper: Paper) -> Band:
        return Band(
            _HEADING.leading, [left(paper.left + PADDING, ascent(_HEADING), self._text, _HEADING)]
        )


def _ages(found: Statement, say: Words) -> Iterator[_Heading | _Strip]:
    yield _Heading(say(T("Open by age")))
    cells = [
        (say(name), say.amount(amount))
        for name, amount in zip(naming.BUCKET_NAMES, found.aging, strict=True)
    ]
    yield _Strip([*cells, (say(T("On account")), say.amount(found.on_account))])


class _LeftOver:
    """Money that no invoice took yet."""

    def __init__(self, label: str, day: str, value: str) -> None:
        self._texts = (label, day, value)

    def __call__(self, paper: Paper) -> Band:
        label, day, value = self._texts
        baseline = ascent(_LEFT_OVER)
        middle = paper.left + (paper.right - paper.left) / 2
        items: list[Item] = [
            *(
                left(paper.left + PADDING, baseline, line, _LEFT_OVER)
                for line in wrap(label, _LEFT_OVER, middle - paper.left - 2 * PADDING, 1)
            ),
            left(middle, baseline, day, _LEFT_OVER),
            right(paper.right - PADDING, baseline, value, _LEFT_OVER),
        ]
        return Band(_LEFT_OVER.leading, items)


def _left_over(found: Statement, say: Words) -> Iterator[_Heading | _LeftOver]:
    if found.unallocated:
        yield _Heading(say(T("Not yet set against an invoice")))
    for row in found.unallocated:
        yield _LeftOver(naming.title(row, say), say.day(row.date), say.amount(row.left))
