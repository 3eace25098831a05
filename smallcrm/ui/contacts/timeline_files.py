"""The files of an entry as chips beneath its words: where each stands, and how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from smallcrm.services.files import FileRow
from smallcrm.ui.theme.painting import paint_pill, pill_width
from smallcrm.ui.theme.theme import Theme

MOST = 6  # chips; the rest is a number
_HEIGHT, _WIDEST = 22, 260
_GAP = 6
_ABOVE = 6


class Chip(NamedTuple):
    """A chip; *row* is None for the number of those that have none."""

    row: FileRow | None
    words: str
    place: QRectF


def chips(files: Sequence[FileRow], theme: Theme, width: float) -> list[Chip]:
    """Where the chips of *files* stand in *width*, from the upper left corner of them all."""
    metrics = QFontMetricsF(theme.font("caption_strong"))
    widest = min(theme.size(_WIDEST), width)
    edges = pill_width("", theme)
    named: list[tuple[FileRow | None, str]] = [
        (row, metrics.elidedText(row.name, Qt.TextElideMode.ElideMiddle, widest - edges))
        for row in files[:MOST]
    ]
    if len(files) > MOST:
        named.append((None, f"+{len(files) - MOST}"))
    found = []
    left = top = 0.0
    for row, words in named:
        wide = pill_width(words, theme)
        if left and left + wide > width:
            left, top = 0.0, top + theme.size(_HEIGHT) + _GAP
        found.append(Chip(row, words, QRectF(left, top, wide, theme.size(_HEIGHT))))
        left += wide + _GAP
    return found


def height(files: Sequence[FileRow], theme: Theme, width: float) -> float:
    """How much room the chips take, with the gap above them; 0 for none."""
    placed = chips(files, theme, width)
    return _ABOVE + placed[-1].place.bottom() if placed else 0.0


def paint(
    painter: QPainter, corner: QPointF, files: Sequence[FileRow], theme: Theme, width: float
) -> None:
    """Paint them beneath *corner*, where the words end."""
    for chip in chips(files, theme, width):
        place = chip.place.translated(corner.x(), corner.y() + _ABOVE)
        paint_pill(painter, place, chip.words, "accent", theme)


def at(
    spot: QPointF, corner: QPointF, files: Sequence[FileRow], theme: Theme, width: float
) -> FileRow | None:
    """The file whose chip is at *spot*; None elsewhere."""
    inside = spot - corner - QPointF(0, _ABOVE)
    found = (chip.row for chip in chips(files, theme, width) if chip.place.contains(inside))
    return next(found, None)
