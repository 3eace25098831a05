"""A report on paper: what is counted, the chart, and the table, as lists are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from smallcrm.core.progress import Progress
from smallcrm.services.documents.pdf.fonts import MEDIUM
from smallcrm.services.documents.pdf.paper import Paper
from smallcrm.services.documents.pdf.sheet import (
    MM,
    SOFT,
    Band,
    Box,
    Color,
    Item,
    Style,
    ascent,
    color,
    left,
    measure,
    paragraph,
    wrap,
)
from smallcrm.services.exchange.targets import printed
from smallcrm.services.exchange.targets.printed import Heading
from smallcrm.services.exchange.targets.sheet import Column as ListColumn
from smallcrm.services.exchange.targets.sheet import Sheet, Value
from smallcrm.services.reports.report import MONTH, WORDS, Bar, Chart, Group, Report, shown

_TEXT = Style(8.4, 11.4)
_LABEL = Style(8.4, 12)
_STRONG = Style(9.4, 14, MEDIUM)
_VALUE = Style(7.8, 10, color=SOFT)
_BAR, _BAR_GAP, _GROUP_GAP = 8.0, 2.4, 5.0  # points
_GAP = 2.5 * MM
_LABEL_SHARE = 0.28  # of the width, at most
_STRIPE = 2.4  # points from one stripe to the next
_WHITE: Color = (1, 1, 1)
# The tokens of the light theme, in the order of the series.
_COLORS = (color("#2F5FD0"), color("#146C43"), color("#855300"))
_MANY = 7  # columns: on a page that lies


def render(found: Report, owner: str, size: tuple[float, float], day: date) -> bytes:
    """*found* as a PDF on paper of *size* in points; a page with many columns lies."""
    sheet, *below = _sheets(found)
    lies = len(sheet.columns) > _MANY
    page = (max(size), min(size)) if lies else size
    heading = Heading(found.scope, owner, day)
    return printed.render(sheet, heading, page, Progress(), lambda p: above(found, p), below)[0]


def above(found: Report, paper: Paper) -> list[Band]:
    """What stands between the head and the table."""
    bands = [*paragraph(found.about, _TEXT, paper.left, paper.right - paper.left), Band(3 * MM)]
    for chart in found.charts:
        bands += _chart(chart, paper)
    return bands


def _sheets(found: Report) -> Iterator[Sheet]:
    """The table, or its parts one below the other; each begins with the first column."""
    ends = [*found.breaks, len(found.columns)]
    for begin, end in zip([1, *found.breaks], ends, strict=True):
        yield _sheet(found, [0, *range(begin, end)])


def _sheet(found: Report, places: Sequence[int]) -> Sheet:
    """A table of the columns at *places*; a line with nothing in them is left out."""
    columns = [found.columns[at] for at in places]
    rows: list[list[Value]] = [
        [shown(row.cells[at], found.columns[at].kind) for at in places] for row in found.rows
    ]
    if found.breaks:
        rows = [row for row in rows if any(row[1:])]
    headings = [
        ListColumn(column.heading, decimals=None if column.kind in (WORDS, MONTH) else 0)
        for column in columns
    ]
    return Sheet(found.title, headings, iter([rows]), len(rows))


def _chart(chart: Chart, paper: Paper) -> Iterator[Band]:
    if chart.title:
        items = [left(paper.left, ascent(_STRONG), chart.title, _STRONG)]
        yield Band(_STRONG.leading, items)
    if len(chart.series) > 1:
        yield _legend(chart.series, paper)
    bars = [bar for group in chart.groups for bar in group.bars]
    width = paper.right - paper.left
    labels = max((measure(group.label, _LABEL) for group in chart.groups), default=0.0)
    ends = max((measure(bar.shown, _VALUE) for bar in bars), default=0.0)
    start = paper.left + min(labels, width * _LABEL_SHARE) + _GAP
    room = paper.right - start - ends - _GAP
    for group in chart.groups:
        yield _group(chart, group, paper.left, (start, room))
    yield Band(3 * MM)


def _legend(series: Sequence[str], paper: Paper) -> Band:
    x, items = paper.left, list[Item]()
    for at, name in enumerate(series):
        items += _mark(at, x, (_LABEL.leading - _BAR) / 2, _BAR * 2)
        x += _BAR * 2 + _GAP / 2
        items.append(left(x, ascent(_LABEL), name, _LABEL))
        x += measure(name, _LABEL) + 2 * _GAP
    return Band(_LABEL.leading + _GROUP_GAP, items)


def _group(chart: Chart, group: Group, x: float, place: tuple[float, float]) -> Band:
    """The label at *x*, its bars one below the other from *place*: where they begin, and room."""
    start, room = place
    lines = wrap(group.label, _LABEL, start - x - _GAP / 2, 2)
    items: list[Item] = [
        left(x, ascent(_LABEL) + number * _LABEL.leading, line, _LABEL)
        for number, line in enumerate(lines)
    ]
    y = (_LABEL.leading - _BAR) / 2
    for at, bar in enumerate(group.bars):
        items += _bar(chart, at, bar, (start, y, room))
        y += _BAR + _BAR_GAP
    return Band(max(y, len(lines) * _LABEL.leading) + _GROUP_GAP, items)


def _bar(chart: Chart, at: int, bar: Bar, place: tuple[float, float, float]) -> list[Item]:
    x, y, room = place
    baseline = y - (_VALUE.leading - _BAR) / 2 + ascent(_VALUE)
    length = chart.part(bar) * room
    begin = x + (room - length) / 2 if chart.is_funnel else x
    end = x + room if chart.is_funnel else x + length
    return [
        *(_mark(at, begin, y, length) if length else ()),
        left(end + _GAP / 2, baseline, bar.shown, _VALUE),
    ]


def _mark(at: int, x: float, y: float, length: float) -> list[Item]:
    """A bar of a series: full, striped, or a frame, so that it is known without its color."""
    ink = _COLORS[at % len(_COLORS)]
    items: list[Item] = [Box(x, y, length, _BAR, ink)]
    if at == 1:
        items += [
            Box(x + number * _STRIPE, y + 1, _STRIPE / 2, _BAR - 2, _WHITE)
            for number in range(1, int((length - 1) / _STRIPE))
        ]
    elif at and length > 2:  # noqa: PLR2004 - the two edges
        items.append(Box(x + 1, y + 1, length - 2, _BAR - 2, _WHITE))
    return items
