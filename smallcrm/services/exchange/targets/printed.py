"""A list as a table on paper: title, what it was filtered by, date, page 1 of 3."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from smallcrm.core import formats, text
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services.documents.pdf import drawing
from smallcrm.services.documents.pdf.drawing import About
from smallcrm.services.documents.pdf.fonts import MEDIUM
from smallcrm.services.documents.pdf.paper import Paper
from smallcrm.services.documents.pdf.sheet import (
    BAND,
    FAINT,
    HAIR,
    MM,
    SOFT,
    Band,
    Box,
    Item,
    Style,
    ascent,
    left,
    measure,
    moved,
    paragraph,
    right,
    wrap,
)
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value

_MARGIN = 14 * MM
_TOP = 14 * MM
_LEADING, _PADDING = 11.4, 3.2  # points
_GAP = 3.2 * MM  # between columns
_MOST_LINES = 3  # of a cell
_FOOT_HEIGHT = 14.0
_BETWEEN = 6 * MM  # two tables
_LEAST_ROWS = 2  # heights of the headings that have to fit below what stands above the table
_WIDEST_FIGURES = 0.8  # of the room: where they need more, their headings have several lines

_TITLE = Style(15, 20, MEDIUM)
_SMALL = Style(8.2, 12, color=SOFT)
_HEADING = Style(8, _LEADING, MEDIUM, SOFT)
_TEXT = Style(8.4, _LEADING)
_FOOT = Style(7.2, _FOOT_HEIGHT, color=FAINT)

Cells = list[str]


class Heading(NamedTuple):
    """What stands above and below a list.

    Attributes:
        filter: What it was filtered by, in words; empty for all.
        owner: The name of the business, at the foot.
    """

    filter: str
    owner: str
    day: date


def render(
    sheet: Sheet,
    heading: Heading,
    size: tuple[float, float],
    progress: Progress,
    above: Callable[[Paper], Sequence[Band]] | None = None,
    below: Sequence[Sheet] = (),
) -> tuple[bytes, int]:
    """Return *sheet* as a PDF on paper of *size*, and how many rows it has.

    Words and numbers are in the language of the screen, as the list on it. *above* makes what
    stands between the head and the table, *below* are further tables.
    """
    rows = list(_rows(sheet, progress))
    paper = Paper(size, Band(_TOP), Band(_FOOT_HEIGHT), _MARGIN)
    paper.y = _TOP
    paper.flow(_head(sheet.title, heading, paper))
    if above is not None:
        paper.flow(above(paper))
    _put(paper, sheet, rows)
    for other in below:
        paper.flow([Band(_BETWEEN)])
        _put(paper, other, list(_rows(other, progress)))
    for number, page in enumerate(paper.pages, start=1):
        page.extend(_foot(heading.owner, paper, number, len(paper.pages)))
    about = About(sheet.title, heading.owner, heading.filter, text.language())
    return drawing.draw(paper.pages, size, about), len(rows)


def _put(paper: Paper, sheet: Sheet, rows: Sequence[Cells]) -> None:
    """The table; its headings stand on each page."""
    columns = _Columns(sheet.columns, rows, paper)
    if columns.heading().height * _LEAST_ROWS > paper.room:
        paper.turn()
    paper.put(columns.heading())
    for row in rows:
        band = columns.row(row)
        if band.height > paper.room:
            paper.turn()
            paper.put(columns.heading())
        paper.put(band)


def _rows(sheet: Sheet, progress: Progress) -> Iterator[Cells]:
    done = 0
    for chunk in sheet.rows:
        progress.report(done, sheet.total)
        for row in chunk:
            pairs = zip(row, sheet.columns, strict=True)
            yield [_shown(value, column) for value, column in pairs]
        done += len(chunk)


def _shown(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return formats.short_day(value)
    if isinstance(value, Decimal):
        return formats.fixed(value, column.decimals or 0)
    return str(value)


def _head(title: str, heading: Heading, paper: Paper) -> list[Band]:
    """The title with the date at its right, and the filter below."""
    day = formats.day(heading.day)
    room = paper.right - paper.left - measure(day, _SMALL) - _GAP
    (line,) = wrap(title, _TITLE, room, 1) or [""]
    baseline = ascent(_TITLE)
    items: list[Item] = [
        left(paper.left, baseline, line, _TITLE),
        right(paper.right, baseline, day, _SMALL),
    ]
    below = paragraph(heading.filter, _SMALL, paper.left, paper.right - paper.left)
    return [Band(_TITLE.leading, items), *below, Band(3 * MM)]


def _foot(owner: str, paper: Paper, page: int, pages: int) -> list[Item]:
    baseline = ascent(_FOOT)
    number = str(T("Page {page} of {pages}", page=page, pages=pages))
    items = [left(paper.left, baseline, owner, _FOOT), right(paper.right, baseline, number, _FOOT)]
    return moved(items, paper.foot_top)


class _Columns:
    """Where the columns stand: figures as wide as they are, texts share the rest."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Cells], paper: Paper) -> None:
        self._headings = [column.heading for column in columns]
        self._is_figure = [column.decimals is not None for column in columns]
        self._left, self._right = paper.left, paper.right
        self._widths = self._shared(rows, paper.right - paper.left - _GAP * len(columns))

    def heading(self) -> Band:
        """The line of headings."""
        band = self._line(self._headings, _HEADING)
        box = Box(self._left, 0, self._right - self._left, band.height, BAND)
        return Band(band.height, [box, *band.items])

    def row(self, cells: Cells) -> Band:
        """The line of *cells*, as high as the highest of them."""
        band = self._line(cells, _TEXT)
        rule = Box(self._left, band.height - 0.6, self._right - self._left, 0.6, HAIR)
        return Band(band.height, [*band.items, rule])

    def _shared(self, rows: Sequence[Cells], room: float) -> list[float]:
        cells = [[_widest(row[at]) for row in rows] for at in range(len(self._headings))]
        wanted = [
            max(measure(heading, _HEADING), *some, 0.0)
            for heading, some in zip(self._headings, cells, strict=True)
        ]
        figures = [at for at, is_figure in enumerate(self._is_figure) if is_figure]
        if sum(wanted[at] for at in figures) > room * _WIDEST_FIGURES:
            for at in figures:
                words = self._headings[at].split()
                wanted[at] = max(*(measure(word, _HEADING) for word in words), *cells[at], 0.0, 0.0)
        fixed = sum(wanted[at] for at in figures)
        texts = [at for at, is_figure in enumerate(self._is_figure) if not is_figure]
        given = dict(zip(texts, shares([wanted[at] for at in texts], room - fixed), strict=True))
        return [given.get(at, width) for at, width in enumerate(wanted)]

    def _line(self, cells: Sequence[str], style: Style) -> Band:
        items: list[Item] = []
        x, most = self._left + _GAP / 2, 1
        for at, cell in enumerate(cells):
            width = self._widths[at]
            lines = wrap(cell, style, width + 0.1, _MOST_LINES)
            most = max(most, len(lines))
            for number, line in enumerate(lines):
                y = _PADDING + ascent(style) + number * _LEADING
                is_figure = self._is_figure[at]
                items.append(
                    right(x + width, y, line, style) if is_figure else left(x, y, line, style)
                )
            x += width + _GAP
        return Band(most * _LEADING + 2 * _PADDING, items)


def _widest(cell: str) -> float:
    return max((measure(line, _TEXT) for line in cell.splitlines()), default=0.0)


def shares(wanted: Sequence[float], room: float) -> list[float]:
    """Divide *room*: what is narrow gets what it wants, the wide ones share the rest evenly.

    Where there is more than all want, each gets more in proportion.
    """
    total = sum(wanted)
    if total <= room:
        return [width / total * room for width in wanted] if total else list(wanted)
    given = [0.0] * len(wanted)
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    for done, at in enumerate(order):
        given[at] = min(wanted[at], room / (len(order) - done))
        room -= given[at]
    return given
