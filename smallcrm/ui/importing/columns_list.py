"""The columns of the file, each with its samples and the field it goes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QListView, QMenu, QStyledItemDelegate, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.core.text import T
from smallcrm.services.contacts.completing import Policy
from smallcrm.services.exchange.drafts import CONTACTS, Column
from smallcrm.services.exchange.fields import CUSTOM, IGNORE
from smallcrm.services.exchange.importing.policies import choices, names_of, policies_of
from smallcrm.ui.importing.words import (
    POLICIES,
    choices_of,
    confidence_words,
    field_words,
)
from smallcrm.ui.theme.painting import PILL_IN_ROW, paint_pill, pill_width
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.plain import plain_tooltip
from smallcrm.ui.widgets.rows import note_hovered, paint_row_ground, state_of

_ROW, _TALL_ROW = 60, 100
_NARROW = 300  # pixels at 100 % below which every field stands beneath its heading
_BOX_SHARE = 0.46  # of the width, for the field
_ARROW = 16
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
_EMPTY = T("Empty in every row")
_Index = QModelIndex | QPersistentModelIndex
_COLUMN = Qt.ItemDataRole.UserRole
_POLICY = Qt.ItemDataRole.UserRole + 1
_HOLDS = Qt.ItemDataRole.UserRole + 2


def _spoken(column: Column) -> str:
    """What a screen reader says for *column*."""
    words = {"heading": column.header, "field": field_words(column.field)}
    if not column.samples:
        return str(T("Column {heading} goes to {field}; it is empty in every row", **words))
    samples = ", ".join(column.samples)
    return str(
        T("Column {heading} goes to {field}; for example {samples}", samples=samples, **words)
    )


class ColumnsModel(QAbstractListModel):
    """The columns as the file was read.

    Signals:
        remapped: The user wants a column elsewhere; carries its number and the field.
    """

    remapped = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: Sequence[Column] = ()
        self.policies: dict[int, Policy] = {}
        self.holds = CONTACTS
        self.is_fixed = False  # whether nobody can say where columns go

    @property
    def columns(self) -> Sequence[Column]:
        """The columns that are shown."""
        return self._columns

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show *columns*; those that stay keep the place where one is."""
        if [each.header for each in columns] == [each.header for each in self._columns]:
            self._columns = columns
            if columns:
                self.dataChanged.emit(self.index(0), self.index(len(columns) - 1))
            return
        self.beginResetModel()
        self._columns = columns
        self.endResetModel()

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return len(self._columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags if self.is_fixed else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._columns[index.row()]
        plain = {
            _COLUMN: column,
            _POLICY: self.policies.get(column.number),
            _HOLDS: self.holds,
            Qt.ItemDataRole.EditRole: column.field or CUSTOM,
            Qt.ItemDataRole.DisplayRole: column.header,
        }
        if role in plain:
            return plain[role]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(column.header)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(column)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column = self._columns[index.row()]
        if role != Qt.ItemDataRole.EditRole or value == (column.field or CUSTOM):
            return False
        self.remapped.emit(column.number, str(value))
        return True


def _is_open(index: _Index) -> bool:
    """Whether one can say where the column at *index* goes."""
    return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)


class ColumnDelegate(QStyledItemDelegate):
    """Paints heading and samples at the left, the field in a box at the right.

    The box stands beneath them, as wide as the row, where it would cut the field short.
    """

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._theme = ui.theme

    def sizeHint(self, option: Option, index: _Index) -> QSize:
        theme, m = self._theme, self._theme.m
        width = option.widget.viewport().width() if isinstance(option.widget, QListView) else 0
        metrics = QFontMetricsF(theme.font("body"))
        words = metrics.horizontalAdvance(field_words(index.data(_COLUMN).field))
        room = width * _BOX_SHARE - m.s3 - m.s4 - theme.size(_ARROW)
        is_tall = width < theme.size(_NARROW) or words > room
        return QSize(0, theme.size(_TALL_ROW if is_tall else _ROW))

    def box(self, row: QRect) -> QRect:
        """Where the field stands in *row*."""
        m = self._theme.m
        height = self._theme.size(m.control_height)
        if self._is_tall(row):
            width = row.width() - 2 * m.s3
            return QRect(row.left() + m.s3, row.bottom() - m.s2 - height, width, height)
        width = int(row.width() * _BOX_SHARE)
        return QRect(row.right() - width - m.s2, row.center().y() - height // 2, width, height)

    def _is_tall(self, row: QRect) -> bool:
        return row.height() > self._theme.size(_ROW)

    def paint(self, painter: QPainter, option: Option, index: _Index) -> None:
        column = index.data(_COLUMN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._theme.m
        place = QRectF(option.rect).adjusted(m.s1, 2, -m.s1, -2)
        state = state_of(option.widget, index)._replace(is_selected=False)
        paint_row_ground(painter, place, state, self._theme)
        self._paint_words(painter, option.rect, column, index.data(_POLICY))
        self._paint_box(painter, QRectF(self.box(option.rect)), column, is_open=_is_open(index))
        painter.restore()

    def createEditor(self, parent: QWidget, _option: Option, index: _Index) -> QWidget:
        column = index.data(_COLUMN)
        combo = QComboBox(parent)
        combo.setAccessibleName(str(T("Where the column {heading} goes", heading=column.header)))
        current = column.field or CUSTOM
        usual = choices_of(index.data(_HOLDS))
        for field in usual if current in usual else (*usual, current):
            combo.addItem(field_words(field), field)
        combo.setMaxVisibleItems(16)
        combo.activated.connect(lambda _row: self._finish(combo))
        QTimer.singleShot(0, combo, combo.showPopup)
        return combo

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(model.index(index.row(), 0), editor.currentData())

    def updateEditorGeometry(self, editor: QWidget, option: Option, _index: _Index) -> None:
        editor.setGeometry(self.box(option.rect))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: Option, index: _Index
    ) -> bool:
        view = option.widget
        is_click = event.type() == QEvent.Type.MouseButtonRelease
        if is_click and isinstance(event, QMouseEvent) and isinstance(view, QListView):
            is_on_box = self.box(option.rect).contains(event.position().toPoint())
            if is_on_box and _is_open(index):
                view.edit(model.index(index.row(), 0))
            return is_on_box
        return super().editorEvent(event, model, option, index)

    def _finish(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)

    def _paint_words(
        self, painter: QPainter, row: QRect, column: Column, policy: Policy | None
    ) -> None:
        theme, m = self._theme, self._theme.m
        words, kind = confidence_words(column.field, column.confidence)
        if policy in choices(column):
            words, kind = str(POLICIES[policy]), "accent"
        box = self.box(row)
        left, right, middle = row.left() + m.s3, box.left() - m.s3, row.center().y()
        if self._is_tall(row):
            right, middle = box.right(), (row.top() + m.s1 + box.top()) // 2
        name, small = QFontMetricsF(theme.font("body_strong")), QFontMetricsF(theme.font("caption"))
        top = middle - (name.height() + 3 + small.height()) / 2
        first = QRectF(left, top, right - left, name.height())
        second = QRectF(left, top + name.height() + 3, right - left, small.height())
        if words:
            width, height = pill_width(words, theme), theme.size(PILL_IN_ROW)
            pill = QRectF(right - width, first.center().y() - height / 2, width, height)
            paint_pill(painter, pill, words, kind, theme)
            first.setRight(pill.left() - m.s2)
        ink = "text3" if column.field == IGNORE else "text"
        painter.setFont(theme.font("body_strong"))
        painter.setPen(theme.color(ink))
        painter.drawText(first, _MIDDLE, name.elidedText(column.header, _ELIDE, first.width()))
        samples = " · ".join(" ".join(sample.split()) for sample in column.samples)
        samples = samples or str(_EMPTY)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        painter.drawText(second, _MIDDLE, small.elidedText(samples, _ELIDE, second.width()))

    def _paint_box(self, painter: QPainter, box: QRectF, column: Column, *, is_open: bool) -> None:
        theme, m = self._theme, self._theme.m
        side = theme.size(_ARROW)
        arrow = QRectF(box.right() - side - m.s2, box.center().y() - side / 2, side, side)
        if is_open:
            painter.setPen(QPen(theme.color("control"), 1))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), m.radius, m.radius)
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(
                arrow.topLeft(), self._ui.icons.pixmap("chevron_down", "text2", side, ratio)
            )
        inside = QRectF(
            box.left() + m.s3, box.top(), arrow.left() - box.left() - m.s4, box.height()
        )
        is_quiet = column.field in (None, IGNORE)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text2" if is_quiet else "text"))
        metrics = QFontMetricsF(theme.font("body"))
        shown = metrics.elidedText(field_words(column.field), _ELIDE, inside.width())
        painter.drawText(inside, _MIDDLE, shown)


class ColumnsList(QListView):
    """All columns; a click on the field, Enter, F2 or the space bar opens the choice.

    The menu of a column says what it does to contacts that are there.

    Signals:
        remapped: As ``ColumnsModel.remapped``.
        treated: What columns do to contacts that are there was chosen otherwise.
    """

    remapped = Signal(int, str)
    treated = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._columns = ColumnsModel(self)
        self._delegate = ColumnDelegate(ui)
        self.setModel(self._columns)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(str(T("Columns of the file")))
        self.setResizeMode(QListView.ResizeMode.Adjust)  # rows are taller where it is narrow
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        note_hovered(self)
        self._columns.remapped.connect(self.remapped)
        ui.theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_columns(
        self, columns: Sequence[Column], holds: str = CONTACTS, *, is_fixed: bool = False
    ) -> None:
        """Show *columns* of a list that holds contacts, deals or products.

        Where *is_fixed*, as in an address book, nobody can say where they go.
        """
        self._columns.holds, self._columns.is_fixed = holds, is_fixed
        self._columns.set_columns(columns)

    def forget(self) -> None:
        """Another file is looked at: nothing is said about its columns yet."""
        self._columns.policies.clear()
        self.scrollToTop()

    @property
    def treated_by_number(self) -> dict[int, Policy]:
        """What was said about columns, by their numbers."""
        return dict(self._columns.policies)

    def treat(self, policies: Mapping[int, Policy]) -> None:
        """Say the same about columns as another time."""
        self._columns.policies.update(policies)

    @property
    def policies(self) -> dict[str, Policy]:
        """What was said about columns, as ``Wishes.policies``."""
        columns, said = self._columns.columns, self._columns.policies
        fitting = {
            column.number: said[column.number]
            for column in columns
            if said.get(column.number) in choices(column)
        }
        return policies_of(columns, fitting)

    def open_menu(self) -> None:
        """Open the menu of the current column, or of the first one."""
        index = self.currentIndex()
        if not index.isValid():
            self.setCurrentIndex(self._columns.index(0))
            index = self.currentIndex()
        menu = self.menu_of(index)
        if menu is not None:
            menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def menu_of(self, index: _Index) -> QMenu | None:
        """What the column at *index* may do to contacts that are there; None for nothing."""
        column = index.data(_COLUMN)
        possible = choices(column) if isinstance(column, Column) else ()
        if not possible:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSection(str(T("When the contact is there already")))
        now = self._columns.policies.get(column.number)
        for policy in (None, *possible):
            action = menu.addAction(str(POLICIES[policy]))
            action.setCheckable(True)
            action.setChecked(policy is now)
            action.triggered.connect(lambda _on=False, chosen=policy: self._treat(column, chosen))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.setCurrentIndex(self.indexAt(event.pos()))
        self.open_menu()

    def _treat(self, column: Column, policy: Policy | None) -> None:
        """Columns that go to one field are treated alike."""
        said, names = self._columns.policies, set(names_of(column))
        for other in self._columns.columns:
            if names.intersection(names_of(other)):
                said.pop(other.number, None)
                if policy is not None:
                    said[other.number] = policy
        self.viewport().update()
        self.treated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setProperty("keyboard", "true")
        opening = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in opening and _is_open(self.currentIndex()):
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setProperty("keyboard", "")
        super().mousePressEvent(event)
