"""Paints a card: title, contact, amount, next step. One for all columns; no widget per card."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.core import clock
from smallcrm.services.pipeline import Card
from smallcrm.ui.pipeline import words
from smallcrm.ui.pipeline.card_model import CARD, GAP
from smallcrm.ui.theme.painting import PILL_IN_ROW, paint_avatar, paint_pill, pill_width
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.rows import state_of

_HEIGHT, _TALL = 112, 136  # logical pixels at 100 %, with the gap beneath
_NARROW = 216  # below it amount and next step stand beneath each other
_AVATAR, _MARK = 22, 16
_ELIDE = Qt.TextElideMode.ElideRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_FAINT = 0.4  # of the card that is being dragged
_Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Fonts and pens are made once for each look.

    Attributes:
        dragged: The deal that is dragged just now; its card is faint.
        width: Of the cards, in logical pixels.
    """

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._theme = ui.theme
        self.dragged = 0
        self.width = 0
        self._look()
        ui.theme.changed.connect(self._look)

    @property
    def is_narrow(self) -> bool:
        """Whether amount and next step have a line each, and a long title has two."""
        return self.width < self._theme.size(_NARROW)

    def sizeHint(self, _option: Option, _index: _Index) -> QSize:
        height = self._theme.size(_TALL if self.is_narrow else _HEIGHT)
        return QSize(self._theme.size(120), height)

    def paint(self, painter: QPainter, option: Option, index: _Index) -> None:
        m = self._theme.m
        place = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -m.s2 + 0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = index.data(CARD)
        if isinstance(card, Card):
            if card.id == self.dragged:
                painter.setOpacity(_FAINT)
            self._paint_ground(painter, place, option.widget, index)
            self.paint_card(painter, place, card)
        elif index.data(GAP):
            painter.setPen(self._gap_pen)
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), m.radius, m.radius)
        painter.restore()

    def paint_card(self, painter: QPainter, place: QRectF, card: Card) -> None:
        """The lines of a card on its ground."""
        m = self._theme.m
        inside = place.adjusted(m.s3, m.s2 + 2, -m.s3, -m.s2 - 2)
        top = self._paint_title(painter, inside, card)
        self._paint_who(painter, inside, top + m.s1, card)
        self._paint_foot(painter, inside, card)

    def _paint_ground(
        self, painter: QPainter, place: QRectF, widget: QWidget, index: _Index
    ) -> None:
        m = self._theme.m
        state = state_of(widget, index)
        if state.is_selected:
            painter.setPen(self._strong_pen)
            place = place.adjusted(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setPen(self._thin_pen)
        painter.setBrush(self._theme.color("hover" if state.is_hovered else "surface"))
        painter.drawRoundedRect(place, m.radius, m.radius)

    def _paint_title(self, painter: QPainter, inside: QRectF, card: Card) -> float:
        height = self._strong.height()
        room = inside.width()
        if card.is_stale:
            side = self._theme.size(_MARK)
            ratio = painter.device().devicePixelRatioF()
            mark = self._ui.icons.pixmap("clock", "danger", side, ratio)
            top = inside.top() + (height - side) / 2
            painter.drawPixmap(QRectF(inside.right() - side, top, side, side).topLeft(), mark)
            room -= side + self._theme.m.s1
        painter.setFont(self._strong_font)
        painter.setPen(self._theme.color("text"))
        line = QRectF(inside.left(), inside.top(), room, height)
        for text in self._title_lines(card.title, room):
            painter.drawText(line, _MIDDLE, self._strong.elidedText(text, _ELIDE, room))
            line.translate(0, height)
        return line.top()

    def _title_lines(self, title: str, room: float) -> list[str]:
        """One line, or two of whole words where the card is tall enough for them."""
        if not self.is_narrow or self._strong.horizontalAdvance(title) <= room:
            return [title]
        words_of = title.split()
        fitting = [
            at
            for at in range(1, len(words_of))
            if self._strong.horizontalAdvance(" ".join(words_of[:at])) <= room
        ]
        if not fitting:
            return [title]
        return [" ".join(words_of[: fitting[-1]]), " ".join(words_of[fitting[-1] :])]

    def _paint_who(self, painter: QPainter, inside: QRectF, top: float, card: Card) -> None:
        theme = self._theme
        side = theme.size(_AVATAR)
        disc = QRectF(inside.left(), top, side, side)
        paint_avatar(painter, disc, card.contact, theme)
        right = inside.right()
        if card.owner:
            owner = QRectF(right - side, top, side, side)
            paint_avatar(painter, owner, card.owner, theme)
            right = owner.left() - theme.m.s1
        line = QRectF(disc.right() + theme.m.s2, top, right - disc.right() - theme.m.s2, side)
        painter.setFont(self._small_font)
        painter.setPen(theme.color("text2"))
        shown = self._small.elidedText(words.who(card), _ELIDE, line.width())
        painter.drawText(line, _MIDDLE, shown)

    def _paint_foot(self, painter: QPainter, inside: QRectF, card: Card) -> None:
        """The amount is never cut; the words of the pill are, where both share a line."""
        theme = self._theme
        high = theme.size(PILL_IN_ROW)
        amount = words.amount(card)
        foot = QRectF(inside.left(), inside.bottom() - high, inside.width(), high)
        line = foot.translated(0, -high - theme.m.s1) if self.is_narrow else foot
        painter.setFont(self._strong_font)
        painter.setPen(theme.color("text"))
        painter.drawText(line, _MIDDLE, amount)
        text, kind = words.pill(card, clock.today())
        room = inside.width()
        if not self.is_narrow and amount:
            room -= self._strong.horizontalAdvance(amount) + theme.m.s2
        text = self._pill.elidedText(text, _ELIDE, max(room - 2 * theme.m.s2, 0))
        width = pill_width(text, theme)
        left = inside.left() if self.is_narrow else inside.right() - width
        paint_pill(painter, QRectF(left, foot.top(), width, high), text, kind, theme)

    def _look(self) -> None:
        theme = self._theme
        self._strong_font = QFont(theme.font("body_strong"))
        self._small_font = QFont(theme.font("caption"))
        self._strong = QFontMetricsF(self._strong_font)
        self._small = QFontMetricsF(self._small_font)
        self._pill = QFontMetricsF(theme.font("caption_strong"))
        self._thin_pen = QPen(theme.color("line"), 1)
        self._strong_pen = QPen(theme.color("accent"), theme.m.focus)
        self._gap_pen = QPen(theme.color("accent"), 1, Qt.PenStyle.DashLine)
