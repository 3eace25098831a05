"""A page before it is drawn: what stands where, in points from its top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from reportlab.lib.utils import ImageReader

from smallcrm.services.documents.pdf import fonts
from smallcrm.services.documents.pdf.fonts import REGULAR

Color: TypeAlias = tuple[float, float, float]

MM = 72 / 25.4
_DOT = "  ·  "


def color(code: str) -> Color:
    """The color ``#RRGGBB``."""
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return red / 255, green / 255, blue / 255


# The tokens of the light theme: a page looks like the window it was made in.
INK, SOFT, FAINT = color("#1A202C"), color("#4C5667"), color("#636D7D")
BAND, HAIR, RULE = color("#F1F3F6"), color("#E3E6EB"), color("#858D9B")
_PALEST = 0.3  # relative luminance (WCAG 2.2): 3 to 1 on white, what large letters need


def readable(code: str) -> Color:
    """The color *code* for letters on white: the ink where it is too pale to be read."""
    linear = [_linear(part) for part in color(code)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return color(code) if luminance <= _PALEST else INK


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


class Style(NamedTuple):
    """How a line of text looks; *leading* is the distance to the next one, in points."""

    size: float
    leading: float
    font: str = REGULAR
    color: Color = INK


class Text(NamedTuple):
    """One line of plain text; *y* is its baseline."""

    x: float
    y: float
    text: str
    style: Style


class Box(NamedTuple):
    """A filled rectangle; a rule is a thin one."""

    x: float
    y: float
    width: float
    height: float
    color: Color


class Picture(NamedTuple):
    """A picture, stretched to its rectangle."""

    x: float
    y: float
    width: float
    height: float
    image: ImageReader


class Stamp(NamedTuple):
    """A word in a frame, put on at a slant; *x* and *y* are its middle."""

    x: float
    y: float
    text: str
    style: Style


Item: TypeAlias = Text | Box | Picture | Stamp


class Band(NamedTuple):
    """Items that stay together on one page; their *y* counts from the top of the band."""

    height: float
    items: Sequence[Item] = ()


def left(x: float, y: float, text: str, style: Style) -> Text:
    """*text* that begins at *x*."""
    return Text(x, y, fonts.plain(text), style)


def right(x: float, y: float, text: str, style: Style) -> Text:
    """*text* that ends at *x*."""
    line = fonts.plain(text)
    return Text(x - fonts.width(line, style.font, style.size), y, line, style)


def measure(text: str, style: Style) -> float:
    """How wide *text* becomes, in points."""
    return fonts.width(fonts.plain(text), style.font, style.size)


def wrap(text: str, style: Style, room: float, most: int = 0) -> list[str]:
    """The lines of *text*; with *most* given the rest is cut off, and an ellipsis says so."""
    lines = fonts.wrap(text, style.font, style.size, room)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return lines


def wrap_parts(parts: Sequence[str], style: Style, room: float, most: int) -> list[str]:
    """The lines of *parts* with a dot between them, broken between parts where possible."""
    line, lines = "", []
    for part in parts:
        longer = f"{line}{_DOT}{part}" if line else part
        if line and measure(longer, style) > room:
            lines.append(line)
            longer = part
        line = longer
    wrapped = [text for whole in (*lines, line) for text in wrap(whole, style, room)]
    return wrapped[:most]


def paragraph(text: str, style: Style, x: float, room: float) -> list[Band]:
    """*text* as one band per line."""
    baseline = ascent(style)
    return [
        Band(style.leading, (Text(x, baseline, line, style),)) for line in wrap(text, style, room)
    ]


def ascent(style: Style) -> float:
    """The distance from the top of a line to its baseline, with the leading shared evenly."""
    # Roboto's capitals are 0.711 of its size: what is centered by eye is the capital.
    return (style.leading + 0.711 * style.size) / 2


def moved(items: Sequence[Item], y: float) -> list[Item]:
    """*items* lower by *y* points."""
    return [item._replace(y=item.y + y) for item in items]
