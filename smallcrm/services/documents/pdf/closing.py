"""What follows the table: the sums at the right, taxes and stamp beside them, all in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from smallcrm.services.documents.pdf.content import Content
from smallcrm.services.documents.pdf.fonts import MEDIUM
from smallcrm.services.documents.pdf.paper import Paper, height
from smallcrm.services.documents.pdf.sheet import (
    FAINT,
    MM,
    RULE,
    SOFT,
    Band,
    Box,
    Item,
    Stamp,
    Style,
    ascent,
    color,
    left,
    measure,
    paragraph,
    right,
    wrap,
)
from smallcrm.services.documents.pdf.sums import Sum, Tax
from smallcrm.services.documents.pdf.table import PADDING

_SUMS_WIDTH = 72 * MM
_GAP = 7 * MM  # below the table
_BETWEEN = 10 * MM  # the two columns
_RULE_HEIGHT = 1.0
_TOTAL_PADDING = 6.0
_ABOVE_WORDS = 3 * MM
_TAX_FIGURE = 24 * MM
_STAMP_RISE = 0.16  # of its width, as it is put on at a slant

_SUM = Style(9.1, 18.5)
_SUM_VALUE = Style(9.1, 18.5, MEDIUM)
_TOTAL = Style(11.4, 18.5, MEDIUM)
_TAX_HEADING = Style(8, 18.5, MEDIUM, FAINT)
_TAX = Style(8.2, 14, color=SOFT)
_NOTICE = Style(8.2, 12, color=SOFT)
_IN_WORDS = Style(9.1, 13)
_REMARK = Style(8, 11.5, color=FAINT)
_STAMP = Style(20, 20, MEDIUM, color("#146C43"))


class Closing:
    """The sums and the taxes of one document on their way to the paper."""

    def __init__(self, content: Content, paper: Paper) -> None:
        middle = paper.right - _SUMS_WIDTH
        self._paper = paper
        self._sums = list(_sums(content.sums, middle, paper.right))
        self._taxes = _lowered(list(_taxes(content, paper.left + PADDING, middle - _BETWEEN)))
        self._taxes += _stamp(content, paper.left, middle - _BETWEEN)
        self._words = list(_words(content, paper))

    @property
    def height(self) -> float:
        """The room that it takes below the last row of the table."""
        return _GAP + max(height(self._sums), height(self._taxes)) + height(self._words)

    def lay(self) -> None:
        """Place it on one page where one page can hold it."""
        self._paper.skip(_GAP)
        self._paper.beside(self._taxes, self._sums)
        self._paper.flow(self._words)


def _lowered(taxes: list[Band]) -> list[Band]:
    """*taxes* with their first line level with the first of the sums."""
    if not taxes:
        return taxes
    return [Band(ascent(_SUM) - taxes[0].items[0].y), *taxes]


def _words(content: Content, paper: Paper) -> Iterator[Band]:
    """The amount in words, below both columns and as wide as the table."""
    x, room = paper.left + PADDING, paper.right - paper.left - 2 * PADDING
    lines = paragraph(content.in_words, _IN_WORDS, x, room)
    if lines:
        yield Band(_ABOVE_WORDS)
        yield from lines


def _sums(sums: tuple[Sum, ...], x: float, edge: float) -> Iterator[Band]:
    if not sums:
        return
    for line in sums[:-1]:
        yield _sum(line, x + PADDING / 2, edge - PADDING, _SUM, _SUM_VALUE)
    total = _sum(sums[-1], x + PADDING / 2, edge - PADDING, _TOTAL, _TOTAL)
    rule = Box(x, 0, edge - x, _RULE_HEIGHT, RULE)
    space = _RULE_HEIGHT + _TOTAL_PADDING
    moved = [item._replace(y=item.y + space) for item in total.items]
    yield Band(4, ())
    yield Band(total.height + space, [rule, *moved])


def _sum(line: Sum, x: float, edge: float, style: Style, value: Style) -> Band:
    baseline = ascent(style)
    room = edge - x - measure(line.value, value) - 4 * MM
    lines = wrap(line.label, style, room, 6)
    return _labeled(lines, x, style, [right(edge, baseline, line.value, value)])


def _taxes(content: Content, x: float, edge: float) -> Iterator[Band]:
    if content.caption:
        yield from paragraph(content.caption, _NOTICE, x, edge - x)
        yield Band(5)
    if any(tax.base for tax in content.taxes):
        yield _figures(content.tax_headings, x, edge, _TAX_HEADING)
    for tax in content.taxes:
        yield from _tax(tax, x, edge)


def _tax(tax: Tax, x: float, edge: float) -> Iterator[Band]:
    if tax.base:
        yield _figures((tax.label, tax.base, tax.tax), x, edge, _TAX)
    else:
        yield from paragraph(tax.label, _NOTICE, x, edge - x)
    if tax.reason:
        yield from paragraph(tax.reason, _REMARK, x, edge - x)
        yield Band(2.5)


def _figures(texts: tuple[str, str, str], x: float, edge: float, style: Style) -> Band:
    label, base, tax = texts
    baseline = ascent(style)
    second = edge - max(_TAX_FIGURE, measure(tax, style) + 4 * MM)
    lines = wrap(label, style, second - measure(base, style) - 3 * MM - x)
    figures = [right(second, baseline, base, style), right(edge, baseline, tax, style)]
    return _labeled(lines, x, style, figures)


def _stamp(content: Content, x: float, edge: float) -> Iterator[Band]:
    """That it is paid, below the taxes, where it takes no room from the foot of the page."""
    if content.stamp:
        wide = measure(content.stamp, _STAMP) + 1.5 * _STAMP.size  # with the frame
        style = _STAMP._replace(size=_STAMP.size * min(1, (edge - x) / wide))
        wide = min(wide, edge - x)
        high = 2 * style.size + wide * _STAMP_RISE
        yield Band(high, [Stamp(x + wide / 2, high / 2, content.stamp, style)])


def _labeled(lines: list[str], x: float, style: Style, figures: Sequence[Item]) -> Band:
    """*figures* beside the first of the *lines* of their label, and after it for readers."""
    first, *others = lines or [""]
    items: list[Item] = [left(x, ascent(style), first, style), *figures]
    leading = style.size * 1.35
    for index, line in enumerate(others, start=1):
        items.append(left(x, ascent(style) + index * leading, line, style))
    return Band(style.leading + len(others) * leading, items)
