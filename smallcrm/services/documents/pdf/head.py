"""The top of a document: who writes to whom, what, when."""

from __future__ import annotations

from typing import NamedTuple

from smallcrm.services.documents.pdf import picture
from smallcrm.services.documents.pdf.content import Content
from smallcrm.services.documents.pdf.fonts import MEDIUM
from smallcrm.services.documents.pdf.paper import MARGIN, Paper
from smallcrm.services.documents.pdf.sheet import (
    FAINT,
    MM,
    SOFT,
    Band,
    Box,
    Item,
    Picture,
    Style,
    color,
    left,
    measure,
    paragraph,
    readable,
    right,
    wrap,
    wrap_parts,
)

_BAR = 3 * MM
_BASELINE = 26 * MM  # of the seller's name and of the title
_LOGO_WIDTH, _LOGO_HEIGHT, _LOGO_TOP = 40 * MM, 15 * MM, 18.5 * MM
_GAP = 8 * MM
_BUYER_BASELINE = 50 * MM
_FACTS_LEFT = 50 * MM  # from the right margin
_FACT_WIDEST = 48 * MM
_NUMBER_WIDEST = 70 * MM
_TABLE_TOP = 85 * MM
_RUNNING_BASELINE, _RUNNING_HEIGHT = 16 * MM, 24 * MM

_TEXT_WIDTH, _BELOW_TEXT = 135 * MM, 5 * MM

_NAME = Style(17.5, 20.5, MEDIUM)
_TITLE = Style(20, 23, MEDIUM)
_NUMBER = Style(10.8, 14, MEDIUM)
_SMALL = Style(8.2, 11.5, color=SOFT)
_HEADING = Style(8, 17, MEDIUM, FAINT)
_BUYER_NAME = Style(10.8, 15, MEDIUM)
_BODY = Style(9.1, 14.2)
_FACT = Style(8.8, 15.6, color=FAINT)
_FACT_VALUE = Style(9.1, 15.6, MEDIUM)
_TEXT = Style(9.1, 13.4)
_RUNNING = Style(8.2, 11.5, color=FAINT)


class _Wrapped(NamedTuple):
    lines: list[str]
    style: Style


def first(content: Content, width: float) -> Band:
    """The head of the first page, down to where the table begins."""
    items: list[Item] = [Box(0, 0, width, _BAR, color(content.accent))]
    title, title_width = _title(content, width - MARGIN)
    seller, seller_bottom = _seller(content, width - 2 * MARGIN - title_width - _GAP)
    baseline = max(_BUYER_BASELINE, seller_bottom + 12 * MM)
    facts, facts_left, facts_bottom = _facts(content, width - MARGIN, baseline + _HEADING.leading)
    buyer, buyer_bottom = _buyer(content, facts_left - MARGIN - _GAP, baseline)
    bottom = max(_TABLE_TOP, buyer_bottom + 9 * MM, facts_bottom + 9 * MM)
    return Band(bottom, [*items, *title, *seller, *buyer, *facts])


def running(content: Content, width: float) -> Band:
    """The head of all other pages."""
    room = (width - 2 * MARGIN - _GAP) / 2
    title = content.title if content.is_draft else f"{content.title} {content.number}"
    name, what = (wrap(text, _RUNNING, room, 1) for text in (content.seller.name, title))
    items: list[Item] = [Box(0, 0, width, _BAR, color(content.accent))]
    items += [left(MARGIN, _RUNNING_BASELINE, line, _RUNNING) for line in name]
    items += [right(width - MARGIN, _RUNNING_BASELINE, line, _RUNNING) for line in what]
    return Band(_RUNNING_HEIGHT, items)


def text(content: Content, paper: Paper) -> list[Band]:
    """What the owner says above the lines of every document."""
    lines = paragraph(content.header, _TEXT, paper.left, _TEXT_WIDTH)
    return [*lines, Band(_BELOW_TEXT)] if lines else []


def _title(content: Content, edge: float) -> tuple[list[Item], float]:
    number = _SMALL if content.is_draft else _NUMBER
    below = _BASELINE + (6 if content.is_draft else 6.8) * MM
    lines = wrap(content.number, number, _NUMBER_WIDEST, 3)
    title = _TITLE._replace(color=readable(content.accent))
    items: list[Item] = [right(edge, _BASELINE, content.title, title)]
    for index, line in enumerate(lines):
        items.append(right(edge, below + index * number.leading, line, number))
    widest = max((measure(line, number) for line in lines), default=0)
    return items, max(measure(content.title, _TITLE), widest)


def _seller(content: Content, room: float) -> tuple[list[Item], float]:
    """The logo, and beside it the seller's name and address in *room* points."""
    items: list[Item] = []
    x = MARGIN
    image = picture.logo(content.logo)
    if image:
        pixels = image.getSize()
        scale = min(_LOGO_WIDTH / pixels[0], _LOGO_HEIGHT / pixels[1])
        width, height = pixels[0] * scale, pixels[1] * scale
        items.append(Picture(x, _LOGO_TOP + (_LOGO_HEIGHT - height) / 2, width, height, image))
        x += width + 5 * MM
    room -= x - MARGIN
    y = _BASELINE
    for line in wrap(content.seller.name, _NAME, room, 3):
        items.append(left(x, y, line, _NAME))
        y += _NAME.leading
    y += 6 * MM - _NAME.leading
    for line in wrap_parts(content.seller.lines, _SMALL, room, 4):
        items.append(left(x, y, line, _SMALL))
        y += _SMALL.leading
    return items, max(y - _SMALL.leading, _LOGO_TOP + _LOGO_HEIGHT if image else 0)


def _buyer(content: Content, room: float, baseline: float) -> tuple[list[Item], float]:
    items: list[Item] = [left(MARGIN, baseline, content.buyer_heading, _HEADING)]
    y = baseline + _HEADING.leading
    parts = [_Wrapped(wrap(content.buyer.name, _BUYER_NAME, room, 3), _BUYER_NAME)]
    parts += [_Wrapped(wrap(text, _BODY, room, 3), _BODY) for text in content.buyer.lines]
    for lines, style in parts:
        for line in lines:
            items.append(left(MARGIN, y, line, style))
            y += style.leading
    return items, y - _BODY.leading


def _facts(content: Content, edge: float, baseline: float) -> tuple[list[Item], float, float]:
    """Dates and references, the values against the right margin; where they begin and end."""
    values = [wrap(value, _FACT_VALUE, _FACT_WIDEST, 3) for _, value in content.facts]
    widest = max((measure(line, _FACT_VALUE) for lines in values for line in lines), default=0)
    labels = ["".join(wrap(label, _FACT, _FACT_WIDEST, 1)) for label, _ in content.facts]
    widest_label = max((measure(label, _FACT) for label in labels), default=0)
    x = edge - max(_FACTS_LEFT, widest + widest_label + 6 * MM)
    items: list[Item] = []
    y = baseline
    for label, lines in zip(labels, values, strict=True):
        items.append(left(x, y, label, _FACT))
        for line in lines:
            items.append(right(edge, y, line, _FACT_VALUE))
            y += _FACT_VALUE.leading
    return items, x, y - _FACT_VALUE.leading
