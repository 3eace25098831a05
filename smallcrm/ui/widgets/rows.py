"""Lists of people and companies: two lines each, with an avatar; one paint, no child widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.core.text import Text
from smallcrm.ui.paged_model import FACE
from smallcrm.ui.theme.painting import PILL_IN_ROW, paint_avatar, paint_pill, pill_width
from smallcrm.ui.theme.theme import Theme
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.record_view import RecordView

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class Face:
    """What a row shows.

    Attributes:
        title, subtitle: The two lines.
        when: A short time at the right of the first line; never elided.
        pill, pill_kind: A few words at the right of the second line, and their color.
    """

    title: str
    subtitle: str = ""
    when: str = ""
    pill: str = ""
    pill_kind: str = "neutral"


class RowDelegate(QStyledItemDelegate):
    """Paints a ``Face``: avatar, name and time, company and pill."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._theme = ui.theme

    def sizeHint(self, _option: Option, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.size(self._theme.m.row))

    def paint(
        self, painter: QPainter, option: Option, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        face = index.data(FACE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._theme.m
        place = QRectF(option.rect).adjusted(m.s2, 2, -m.s2, -2)
        state = state_of(option.widget, index)
        paint_row_ground(painter, place, state, self._theme)
        if isinstance(face, Face):
            self._paint_face(painter, place, face, is_selected=state.is_selected)
        painter.restore()

    def _paint_face(
        self, painter: QPainter, place: QRectF, face: Face, *, is_selected: bool
    ) -> None:
        theme, m = self._theme, self._theme.m
        side = theme.size(m.avatar)
        disc = QRectF(place.left() + m.s3, place.center().y() - side / 2, side, side)
        paint_avatar(painter, disc, face.title, theme)
        left, right = disc.right() + m.s3, place.right() - m.s3
        name, small = QFontMetricsF(theme.font("body_strong")), QFontMetricsF(theme.font("caption"))
        has_second = bool(face.subtitle or face.pill)
        height = name.height() + (3 + small.height() if has_second else 0)
        top = place.center().y() - height / 2
        first = QRectF(left, top, right - left, name.height())
        second = QRectF(left, top + name.height() + 3, right - left, small.height())
        if face.when:
            first.setRight(_paint_right(painter, first, face.when, theme) - m.s2)
        _paint_line(painter, first, face.title, ("body_strong", "text"), theme)
        if face.pill:
            width, height = pill_width(face.pill, theme), theme.size(PILL_IN_ROW)
            pill = QRectF(right - width, second.center().y() - height / 2, width, height)
            paint_pill(painter, pill, face.pill, face.pill_kind, theme, is_selected=is_selected)
            second.setRight(pill.left() - m.s2)
        _paint_line(painter, second, face.subtitle, ("caption", "text2"), theme)


class RowState(NamedTuple):
    """How a row stands out."""

    is_selected: bool
    is_hovered: bool
    has_ring: bool


def state_of(view: QWidget, index: QModelIndex | QPersistentModelIndex) -> RowState:
    """The state of the row *index* in *view*.

    Asked of the view: Qt's own flags (QStyle) cost 5 ms to load before the first picture.
    """
    if not isinstance(view, QAbstractItemView):
        return RowState(is_selected=False, is_hovered=False, has_ring=False)
    selection = view.selectionModel()
    by_keyboard = bool(view.property("keyboard")) and view.hasFocus()
    return RowState(
        is_selected=selection.isSelected(index),
        is_hovered=view.property("hovered") == index.row() and view.viewport().underMouse(),
        has_ring=by_keyboard and view.currentIndex().row() == index.row(),
    )


def note_hovered(view: QAbstractItemView) -> None:
    """Have *view* remember the row under the mouse, for ``state_of``."""
    view.setMouseTracking(True)
    view.setProperty("hovered", -1)
    view.entered.connect(lambda index: view.setProperty("hovered", index.row()))
    view.viewportEntered.connect(lambda: view.setProperty("hovered", -1))


def paint_row_ground(painter: QPainter, place: QRectF, state: RowState, theme: Theme) -> None:
    """Tint *place* when it is chosen or under the mouse; a bar and a ring besides the color."""
    m = theme.m
    painter.setPen(Qt.PenStyle.NoPen)
    if state.is_selected or state.is_hovered:
        painter.setBrush(theme.color("selected" if state.is_selected else "hover"))
        painter.drawRoundedRect(place, m.radius, m.radius)
    if state.is_selected:  # never by color alone
        painter.setBrush(theme.color("accent"))
        bar = QRectF(place.left(), place.top() + 14, 3, max(place.height() - 28, 8))
        painter.drawRoundedRect(bar, 1.5, 1.5)
    if state.has_ring:
        painter.setPen(QPen(theme.color("accent"), m.focus))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), m.radius, m.radius)


class RowList(RecordView):
    """A list of two-line rows over a ``PagedModel`` whose ``face`` is set; see ``RecordView``."""

    def __init__(self, ui: Ui, name: Text | str) -> None:
        super().__init__(ui.theme, name, ui.m.row)
        self._delegate = RowDelegate(ui)
        self.setItemDelegate(self._delegate)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        note_hovered(self)


def _paint_line(
    painter: QPainter, place: QRectF, text: str, look: tuple[str, str], theme: Theme
) -> None:
    role, ink = look
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    painter.drawText(place, _MIDDLE, QFontMetricsF(font).elidedText(text, _ELIDE, place.width()))


def _paint_right(painter: QPainter, place: QRectF, text: str, theme: Theme) -> float:
    font = theme.font("caption")
    painter.setFont(font)
    painter.setPen(theme.color("text3"))
    left = place.right() - QFontMetricsF(font).horizontalAdvance(text)
    painter.drawText(QRectF(left, place.top(), place.right() - left, place.height()), _MIDDLE, text)
    return left
