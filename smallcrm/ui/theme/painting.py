"""What both widgets and list rows paint: avatars and pills."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from smallcrm.ui.theme.theme import Theme

PILL_IN_ROW = 20
_QUIET = ("neutral", "accent")


_NO_TONOS = str.maketrans("ΆΈΉΊΌΎΏ", "ΑΕΗΙΟΥΩ")  # Greek capitals alone are written without


def initials(name: str) -> str:
    """One or two capitals for *name*: the first letters of its first and last word.

    A name without words, such as a telephone number, is known by its first digits.
    """
    words = [word.lstrip("«\"'(“„") for word in name.split()]
    letters = [word[0] for word in words if word and word[0].isalpha()]
    if not letters:
        return "".join(filter(str.isalnum, name))[:2]
    chosen = letters[0] + letters[-1] if len(letters) > 1 else "".join(letters)
    return chosen.upper().translate(_NO_TONOS)


def paint_avatar(painter: QPainter, place: QRectF, name: str, theme: Theme) -> None:
    """Fill *place* with a disc of the color that belongs to *name*, and the initials."""
    background, foreground = theme.avatar(name)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(background)
    painter.drawEllipse(place)
    font = QFont(theme.font("body_strong"))
    font.setPixelSize(max(round(place.height() * 0.36), 8))
    painter.setFont(font)
    painter.setPen(foreground)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initials(name))


def pill_width(text: str, theme: Theme) -> float:
    """How wide ``paint_pill`` makes *text*."""
    return QFontMetricsF(theme.font("caption_strong")).horizontalAdvance(text) + 2 * theme.m.s2


def paint_pill(
    painter: QPainter,
    place: QRectF,
    text: str,
    kind: str,
    theme: Theme,
    *,
    is_selected: bool = False,
) -> None:
    """Paint *text* on a tinted capsule; *place* is ``pill_width`` wide.

    *kind* is one of ``tokens.KINDS``. On a row that *is_selected* the quiet ones, whose tint is
    nearly that of the row, lie on the ground of a card instead.
    """
    is_lifted = is_selected and kind in _QUIET
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("surface" if is_lifted else f"{kind}_soft"))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    painter.setFont(theme.font("caption_strong"))
    painter.setPen(theme.color("accent_text" if kind == "accent" else kind))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
