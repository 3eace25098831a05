"""Addresses on envelopes: the sender small at the top, the receiver below the middle."""

from __future__ import annotations

from collections.abc import Sequence

from smallcrm.core import text
from smallcrm.core.text import T
from smallcrm.services.documents.pdf import drawing
from smallcrm.services.documents.pdf.drawing import About
from smallcrm.services.documents.pdf.sheet import (
    MM,
    SOFT,
    Item,
    Style,
    ascent,
    left,
    wrap,
)
from smallcrm.services.printing import labels
from smallcrm.services.printing.sizes import Envelope

_MARGIN = 12 * MM
_SENDER = Style(8, 10.5, color=SOFT)
_SENDER_WIDTH = 75 * MM
_GROWTH = 1.2  # an envelope is read from further away than a label


def render(
    addresses: Sequence[tuple[str, ...]], sender: Sequence[str], envelope: Envelope
) -> bytes:
    """Return an envelope for each of *addresses*."""
    size = envelope.width * MM, envelope.height * MM
    pages = [[*_sender(sender), *_receiver(lines, size)] for lines in addresses]
    title = str(T("Envelopes"))
    return drawing.draw(pages or [[]], size, About(title, "", title, text.language()))


def _sender(lines: Sequence[str]) -> list[Item]:
    wrapped = [part for line in lines for part in wrap(line, _SENDER, _SENDER_WIDTH)]
    return [
        left(_MARGIN, _MARGIN + index * _SENDER.leading + ascent(_SENDER), line, _SENDER)
        for index, line in enumerate(wrapped)
    ]


def _receiver(lines: Sequence[str], size: tuple[float, float]) -> list[Item]:
    """From the middle to the right, clear of where the post prints its code."""
    x, y = size[0] * 0.48, size[1] * 0.46
    width, height = size[0] - x - _MARGIN, size[1] - y - _MARGIN
    small, wrapped = labels.fitted(lines, width / _GROWTH, height / _GROWTH)
    style = Style(small.size * _GROWTH, small.leading * _GROWTH)
    return [
        left(x, y + index * style.leading + ascent(style), line, style)
        for index, line in enumerate(wrapped)
    ]
