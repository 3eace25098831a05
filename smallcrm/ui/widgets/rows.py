"""Lists of people and companies: two lines each, with an avatar; one paint, no child widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.core.text import Text
from smallcrm.ui.paged_model import FACE, PagedModel
from smallcrm.ui.theme.painting import PILL_IN_ROW, paint_avatar, paint_pill, pill_width
from smallcrm.ui.theme.theme import Theme
from smallcrm.ui.widgets.factory import Ui

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
        paint_row_ground(painter, place, state_of(option.widget, index), self._theme)
        if isinstance(face, Face):
            self._paint_face(painter, place, face)
        painter.restore()

    def _paint_face(self, painter: QPainter, place: QRectF, face: Face) -> None:
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
            paint_pill(painter, pill, face.pill, face.pill_kind, theme)
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
        has_ring=by_keyboard and view.currentIndex() == index,
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


class RowList(QListView):
    """A list over a ``PagedModel`` that keeps chosen rows and place by id when it is filled anew.

    Signals:
        opened: Enter or double click on a row; carries its id.
        picked: Another row is the current one; carries its id.
    """

    opened = Signal(int)
    picked = Signal(int)

    def __init__(self, ui: Ui, name: Text | str) -> None:
        super().__init__()
        self._delegate = RowDelegate(ui)
        self._is_silent = False
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        note_hovered(self)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(str(name))
        self.activated.connect(lambda index: self.opened.emit(self._id(index)))
        ui.theme.changed.connect(self._on_theme_changed)

    def show_model(self, model: PagedModel) -> None:
        """Show the rows of *model*."""
        self.setModel(model)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def refill(self, ids: list[int]) -> None:
        """Show *ids*; what was chosen and is still there stays chosen, without a signal."""
        model = self._paged()
        current, chosen = self.current_id(), set(self.chosen_ids())
        scroll = self.verticalScrollBar().value()
        self._is_silent = True
        model.set_ids(ids)
        for row_id in chosen:
            self._choose(row_id, QItemSelectionModel.SelectionFlag.Select)
        self._choose(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scroll)
        self._is_silent = False

    def go_to(self, row_id: int) -> None:
        """Make *row_id* the current row and show it, without a signal; nothing when unknown."""
        self._is_silent = True
        self._choose(row_id, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._is_silent = False
        self.scrollTo(self.currentIndex())

    def current_id(self) -> int:
        """The id of the current row, or 0."""
        return self._id(self.currentIndex())

    def chosen_ids(self) -> list[int]:
        """The ids of all chosen rows, in the order of the list."""
        if self.selectionModel() is None:
            return []
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        model = self._paged()
        return [model.id_at(row) for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setProperty("keyboard", "true")
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setProperty("keyboard", "")
        super().mousePressEvent(event)

    def _paged(self) -> PagedModel:
        model = self.model()
        if not isinstance(model, PagedModel):
            raise TypeError("a RowList shows a PagedModel")
        return model

    def _id(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return self._paged().id_at(index.row()) if index.isValid() else 0

    def _choose(self, row_id: int, how: QItemSelectionModel.SelectionFlag) -> None:
        row = self._paged().row_of(row_id)
        if row >= 0:
            self.selectionModel().setCurrentIndex(self._paged().index(row, 0), how)

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_silent:
            self.picked.emit(self._id(index))

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()


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
