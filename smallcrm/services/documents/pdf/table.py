"""The table of lines: its heading on every page, a sum carried over from page to page."""

from __future__ import annotations

from decimal import Decimal

from smallcrm.core.text import T, Text
from smallcrm.services.documents.pdf import columns
from smallcrm.services.documents.pdf.columns import LEADING
from smallcrm.services.documents.pdf.content import Content
from smallcrm.services.documents.pdf.paper import Paper
from smallcrm.services.documents.pdf.rows import Row
from smallcrm.services.documents.pdf.sheet import (
    BAND,
    HAIR,
    MM,
    SOFT,
    Band,
    Box,
    Item,
    Style,
    ascent,
    left,
    moved,
    right,
)

PADDING = 3 * MM  # between the edge of the table and what stands in it
_HEADING_HEIGHT = 8 * MM
_ROW_PADDING = 5.6  # points above and below the text of a row
_HAIRLINE = 0.7
_CARRIED_HEIGHT = 8 * MM
_TALL, _FEW = 12, 3  # lines: a taller row may be cut, but not so that fewer than a few remain

_CARRIED = Style(8.8, _CARRIED_HEIGHT, color=SOFT)


class Table:
    """The lines of one document on their way to the paper."""

    def __init__(self, content: Content, paper: Paper) -> None:
        self._content = content
        self._paper = paper
        self._left, self._right = paper.left + PADDING, paper.right - PADDING
        self._columns = columns.fit(content, self._left, self._right)
        self._carried = Decimal(0)
        self._turned = _CARRIED_HEIGHT if content.has_amounts else 0.0
        self._fresh = 0.0  # how far a page is filled that has no row yet

    def lay(self, closing: float) -> None:
        """Place all rows; the last one leaves *closing* points for the sums below it."""
        self._put_heading()
        last = len(self._content.rows) - 1
        for index, row in enumerate(self._content.rows):
            self._lay_row(row, closing if index == last else 0)

    def _lay_row(self, row: Row, closing: float) -> None:
        lines, amount = self._columns.row(row), row.amount
        while lines:
            needed = len(lines) * LEADING + 2 * _ROW_PADDING
            if needed + (closing or self._turned) <= self._paper.room:
                self._put_lines(lines, is_end=True)
                self._carried += amount
                return
            count = self._count_before_cut(len(lines))
            if count:
                # The figures of a row stand beside its first line: they count from here on.
                self._put_lines(lines[:count], is_end=count == len(lines))
                self._carried, amount = self._carried + amount, Decimal(0)
            lines = lines[count:]
            if lines:
                self._turn()

    def _count_before_cut(self, count: int) -> int:
        """How many of the *count* lines of a row stay on a page that cannot take them all."""
        room = self._paper.room - self._turned - 2 * _ROW_PADDING
        fitting = min(int(room // LEADING), count - _FEW)
        if count > _TALL and fitting >= _FEW:
            return fitting
        if self._paper.y > self._fresh:
            return 0
        return fitting if fitting > 0 else count

    def _turn(self) -> None:
        """Go to the next page and say on both what the lines so far come to."""
        self._put_carried(T("Carried over"))
        self._paper.turn()
        self._put_heading()
        self._put_carried(T("Brought forward"))
        self._fresh = self._paper.y

    def _put_heading(self) -> None:
        paper = self._paper
        items: list[Item] = [Box(paper.left, 0, paper.right - paper.left, _HEADING_HEIGHT, BAND)]
        items += moved(
            self._columns.heading(self._content.leads, self._content.headings),
            (_HEADING_HEIGHT - LEADING) / 2,
        )
        paper.put(Band(_HEADING_HEIGHT, items))
        self._fresh = paper.y

    def _put_lines(self, lines: list[list[Item]], *, is_end: bool) -> None:
        height = len(lines) * LEADING + 2 * _ROW_PADDING
        items: list[Item] = []
        for index, line in enumerate(lines):
            items += moved(line, _ROW_PADDING + index * LEADING)
        if is_end:
            items.append(self._hairline(height))
        self._paper.put(Band(height, items))

    def _put_carried(self, words: Text) -> None:
        if not self._content.has_amounts:
            return
        say = self._content.words
        baseline = ascent(_CARRIED)
        items: list[Item] = [
            left(self._left, baseline, say(words), _CARRIED),
            right(self._right, baseline, say.amount(self._carried), _CARRIED),
            self._hairline(_CARRIED_HEIGHT),
        ]
        self._paper.put(Band(_CARRIED_HEIGHT, items))

    def _hairline(self, y: float) -> Box:
        paper = self._paper
        return Box(paper.left, y - _HAIRLINE, paper.right - paper.left, _HAIRLINE, HAIR)
