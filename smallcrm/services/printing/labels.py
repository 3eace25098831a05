"""Addresses on sheets of labels, each at its place to a tenth of a millimeter."""

from __future__ import annotations

from collections.abc import Sequence

from smallcrm.core import text
from smallcrm.core.text import T
from smallcrm.services.documents.pdf import drawing, papers
from smallcrm.services.documents.pdf.drawing import About
from smallcrm.services.documents.pdf.sheet import MM, Item, Style, ascent, left, wrap
from smallcrm.services.printing.sizes import LabelSheet

_PADDING = 4.0  # millimeters inside a label: printers do not hit every sheet the same
_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_LEADING = 1.22


def render(addresses: Sequence[tuple[str, ...]], sheet: LabelSheet, skip: int = 0) -> bytes:
    """Return *addresses* on as many sheets as they need.

    Args:
        addresses: The lines of each.
        sheet: Which labels.
        skip: How many labels of the first sheet are used up already.
    """
    size = papers.size_for("", sheet.paper)
    count = -(-(len(addresses) + skip) // sheet.labels)
    pages: list[list[Item]] = [[] for _ in range(max(count, 1))]
    for place, lines in enumerate(addresses, start=skip):
        page, spot = divmod(place, sheet.labels)
        row, column = divmod(spot, sheet.columns)
        x = (sheet.left + column * sheet.across + _PADDING) * MM
        y = (sheet.top + row * sheet.down) * MM
        pages[page] += _label(lines, x, y, sheet)
    title = str(T("Address labels"))
    return drawing.draw(pages, size, About(title, "", title, text.language()))


def _label(lines: Sequence[str], x: float, y: float, sheet: LabelSheet) -> list[Item]:
    """The lines in the middle of a label, as large as it has room for."""
    width = (sheet.width - 2 * _PADDING) * MM
    height = (sheet.height - _PADDING) * MM
    style, wrapped = fitted(lines, width, height)
    top = y + (sheet.height * MM - len(wrapped) * style.leading) / 2
    return [
        left(x, top + index * style.leading + ascent(style), line, style)
        for index, line in enumerate(wrapped)
    ]


def fitted(lines: Sequence[str], width: float, height: float) -> tuple[Style, list[str]]:
    """The largest letters in which *lines* fit, and their lines; the last are cut at worst.

    A line that is too wide for a size is broken only where no smaller one takes it whole.
    """
    choices = []
    for size in _SIZES:
        style = Style(size, size * _LEADING)
        wrapped = [part for line in lines for part in wrap(line, style, width)]
        if len(wrapped) * style.leading <= height:
            choices.append((len(wrapped), -size, style, wrapped))
    if choices:
        _, _, style, wrapped = min(choices, key=lambda choice: choice[:2])
        return style, wrapped
    smallest = Style(_SIZES[-1], _SIZES[-1] * _LEADING)
    wrapped = [part for line in lines for part in wrap(line, smallest, width)]
    return smallest, wrapped[: int(height // smallest.leading)]
