"""The columns of the table: as wide as their widest figure, the text takes the rest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from smallcrm.services.documents.pdf.content import Content
from smallcrm.services.documents.pdf.fonts import MEDIUM
from smallcrm.services.documents.pdf.rows import Figure, Row
from smallcrm.services.documents.pdf.sheet import (
    FAINT,
    MM,
    SOFT,
    Item,
    Style,
    ascent,
    left,
    measure,
    right,
    wrap,
)

LEADING = 12.4  # points from one line of a row to the next

_TEXT = Style(9.1, LEADING)
_REMARK = Style(8, LEADING, color=FAINT)
_HEADING = Style(8.2, LEADING, MEDIUM, SOFT)
_BASELINE = ascent(_TEXT)

_COMFORTABLE = 20 * MM  # from one right edge to the next, where there is room for it
_COMFORTABLE_AMOUNT = 28 * MM
_GAP, _NARROW_GAP = 6 * MM, 3.5 * MM
_WIDEST_LEAD = 26 * MM
_NARROWEST_TEXT = 48 * MM
_WIDEST_QUANTITY = 30 * MM

Lines = list[tuple[str, Style]]


class Columns(NamedTuple):
    """Where the columns stand.

    Attributes:
        x: Where the text begins.
        text: How wide the text may be.
        edges: Where the figures end, from left to right.
        head: The style of headings, made smaller together with the figures.
        leads: Where what stands before the text begins, and how wide it may be.
        figure: The style of figures: smaller than text where they are too wide otherwise.
    """

    x: float
    text: float
    edges: tuple[float, ...]
    figure: Style
    head: Style = _HEADING
    leads: tuple[tuple[float, float], ...] = ()

    def heading(self, leads: Sequence[str], headings: Sequence[str]) -> list[Item]:
        """The items of the line of *headings*."""
        first, *others = headings
        figures = zip(self.edges, others, strict=True)
        before = zip(self.leads, leads, strict=True)
        return [
            *(left(x, _BASELINE, text, self.head) for (x, _room), text in before),
            left(self.x, _BASELINE, first, self.head),
            *(right(edge, _BASELINE, text, self.head) for edge, text in figures),
        ]

    def row(self, row: Row) -> list[list[Item]]:
        """The items of *row*, line by line; every line has the height ``LEADING``."""
        columns = [*self._leads(row), self._text(row), *self._figures(row)]
        return [list(self._line(cells)) for cells in zip_longest(*columns)]

    def _line(self, cells: Sequence[tuple[str, Style] | None]) -> list[Item]:
        items: list[Item] = []
        count = len(self.leads)
        before, text, figures = cells[:count], cells[count], cells[count + 1 :]
        for (x, _room), lead in zip(self.leads, before, strict=True):
            if lead:
                items.append(left(x, _BASELINE, *lead))
        if text:
            items.append(left(self.x, _BASELINE, *text))
        for edge, figure in zip(self.edges, figures, strict=True):
            if figure:
                items.append(right(edge, _BASELINE, *figure))
        return items

    def _leads(self, row: Row) -> list[Lines]:
        pairs = zip(self.leads, row.leads, strict=True)
        return [[(line, _TEXT) for line in wrap(text, _TEXT, room)] for (_x, room), text in pairs]

    def _text(self, row: Row) -> Lines:
        lines = [(line, _TEXT) for line in wrap(row.text, _TEXT, self.text)]
        for remark in row.remarks:
            lines += [(line, _REMARK) for line in wrap(remark, _REMARK, self.text)]
        return lines or [("", _TEXT)]

    def _figures(self, row: Row) -> list[Lines]:
        return [_lines(figure, self.figure) for figure in row.figures]


def fit(content: Content, x: float, edge: float) -> Columns:
    """Divide the room from *x* to *edge* among the columns."""
    headings, rows = content.headings, content.rows
    leads, x = _leads(content, x)
    widths = _widths(headings, rows)
    comfortable = [_COMFORTABLE] * (len(widths) - 1) + [_COMFORTABLE_AMOUNT]
    pitches = [max(wish, width + _GAP) for wish, width in zip(comfortable, widths, strict=True)]
    figure, head = _TEXT, _HEADING
    if edge - x - sum(pitches) < _NARROWEST_TEXT:
        pitches = [width + _NARROW_GAP for width in widths]
    if edge - x - sum(pitches) < _NARROWEST_TEXT:
        scale = (edge - x - _NARROWEST_TEXT - _NARROW_GAP * len(widths)) / sum(widths)
        figure = _TEXT._replace(size=_TEXT.size * scale)
        head = _HEADING._replace(size=_HEADING.size * scale)
        pitches = [width * scale + _NARROW_GAP for width in widths]
    edges = [edge - sum(pitches[index + 1 :]) for index in range(len(pitches))]
    return Columns(x, edge - x - sum(pitches), tuple(edges), figure, head, leads)


def _leads(content: Content, x: float) -> tuple[tuple[tuple[float, float], ...], float]:
    """Where the columns before the text stand, and where the text begins after them."""
    places = []
    for column, heading in enumerate(content.leads):
        widest = max((measure(row.leads[column], _TEXT) for row in content.rows), default=0)
        room = max(min(widest, _WIDEST_LEAD), measure(heading, _HEADING))
        places.append((x, room))
        x += room + _NARROW_GAP
    return tuple(places), x


def _widths(headings: Sequence[str], rows: Sequence[Row]) -> list[float]:
    widths = [measure(heading, _HEADING) for heading in headings[1:]]
    for row in rows:
        for column, figure in enumerate(row.figures):
            lines = _lines(figure, _TEXT)
            widths[column] = max(widths[column], *(measure(*line) for line in lines))
    return widths


def _lines(figure: Figure, style: Style) -> Lines:
    """A quantity with a long unit takes more than one line; no figure is ever cut."""
    lines = [(line, style) for line in wrap(figure.text, style, _WIDEST_QUANTITY)]
    if figure.remark:
        lines.append((figure.remark, _REMARK))
    return lines or [("", style)]
