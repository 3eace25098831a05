"""What lists and tables over a ``PagedModel`` have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from smallcrm.core.text import Text
from smallcrm.ui.paged_model import PagedModel
from smallcrm.ui.theme.theme import Theme
from smallcrm.ui.widgets.button import BY_KEYBOARD

_NOTHING: Mapping[int, Any] = {}
_Flag = QItemSelectionModel.SelectionFlag


class _Held(NamedTuple):
    """What is the current row and what is chosen, by ids; 0 and none where nobody knows."""

    current: int = 0
    chosen: tuple[int, ...] = ()


class RecordView(QTableView):
    """Chosen rows and the place are kept by id when the view is filled anew.

    A table even where it looks like a list: with rows of one height it needs no time to lay out
    a hundred thousand of them (a QListView takes half a second).

    Signals:
        opened: Enter or double click on a row; carries its id.
        picked: Another row is the current one; carries its id.
        chosen: Other rows are chosen; carries how many they are.
    """

    opened = Signal(int)
    picked = Signal(int)
    chosen = Signal(int)

    def __init__(self, theme: Theme, name: Text | str, row_height: int) -> None:
        super().__init__()
        self._theme = theme
        self._row_height = row_height
        self._is_silent = False
        self._awaited = _Held()  # what may be among the rows that are still to come
        self.setProperty("records", "true")  # the delegate paints what is chosen
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(str(name))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit_rows()
        self.activated.connect(lambda index: self.opened.emit(self._id(index)))
        theme.changed.connect(self.fit_rows)

    @property
    def paged(self) -> PagedModel:
        """The model that is shown."""
        model = self.model()
        if not isinstance(model, PagedModel):
            raise TypeError("this view shows a PagedModel")
        return model

    def show_model(self, model: PagedModel, stretched: int = 0) -> None:
        """Show the rows of *model*; column *stretched* takes the room that is left."""
        self.setModel(model)
        header = self.horizontalHeader()
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        selection = self.selectionModel()
        selection.currentRowChanged.connect(self._on_current_changed)
        selection.selectionChanged.connect(self._on_selection_changed)

    def fit_rows(self) -> None:
        """Give the rows the height that belongs to the size of text."""
        self.verticalHeader().setDefaultSectionSize(self._theme.size(self._row_height))

    def refill(self, ids: list[int], first: Mapping[int, Any] = _NOTHING) -> None:
        """Show *ids*; what was chosen and is still there stays chosen, without a signal.

        Nothing moves up or down, or sideways. *first*: see ``PagedModel.set_ids``.
        """
        held = self._held()
        with self._unmoved():
            self.paged.set_ids(ids, first)
            self._hold(held)
        self._awaited = _Held()

    def begin(self, ids: list[int], first: Mapping[int, Any]) -> None:
        """Show *ids* from the first of them on, like ``refill``; ``complete`` brings the others.

        What is chosen and not among them is so again when it comes, unless the user chooses.
        """
        held = self._held()
        self.refill(ids, first)
        self.scrollToTop()
        self._awaited = held

    def complete(self, ids: list[int]) -> None:
        """Show all of *ids*, of which ``begin`` got the first; nothing that is in sight moves."""
        shown = self.paged.ids
        if ids[: len(shown)] != shown:  # somebody has changed them meanwhile
            self.refill(ids)
            return
        is_new_choice = not any(self._awaited)
        are_all_chosen = is_new_choice and len(self.chosen_rows()) == len(shown)
        with self._unmoved():
            self.paged.extend(ids[len(shown) :])
            self._hold(self._awaited)
        self._awaited = _Held()
        if are_all_chosen:  # of all that there were: Ctrl+A
            self.selectAll()

    def go_to(self, row_id: int) -> None:
        """Make *row_id* the current row and show it, without a signal; nothing when unknown."""
        self.mark(row_id)
        self.scrollTo(self.currentIndex())

    def mark(self, row_id: int) -> None:
        """Make *row_id* the current row where it is, in sight or not; nothing when unknown."""
        with self._unmoved():
            self._choose(row_id, _Flag.ClearAndSelect | _Flag.Rows)

    def current_id(self) -> int:
        """The id of the current row, or 0."""
        return self._id(self.currentIndex())

    def chosen_ids(self) -> list[int]:
        """The ids of all chosen rows, in their order."""
        if self.selectionModel() is None:
            return []
        model = self.paged
        return [model.id_at(row) for row in self.chosen_rows()]

    def chosen_rows(self) -> list[int]:
        """The places of all chosen rows, in their order."""
        return sorted({row for block in self._blocks() for row in block})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight when something above takes room from the view."""
        super().resizeEvent(event)
        before, now = event.oldSize().height(), event.size().height()
        row = self.visualRect(self.currentIndex())
        if now < before and 0 <= row.top() < before and row.bottom() >= now:
            self.verticalScrollBar().setValue(
                self.verticalScrollBar().value() + row.bottom() + 1 - now
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in BY_KEYBOARD:
            self.setProperty("keyboard", "true")
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setProperty("keyboard", "true")
        super().keyPressEvent(event)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Ctrl+Home and Ctrl+End choose the row that they go to; Qt only puts the cursor there."""
        if (
            isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            return _Flag.ClearAndSelect | _Flag.Rows
        return super().selectionCommand(index, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setProperty("keyboard", "")
        super().mousePressEvent(event)

    def _held(self) -> _Held:
        current = self.current_id() or self._awaited.current
        return _Held(current, (*self.chosen_ids(), *self._awaited.chosen))

    def _hold(self, held: _Held) -> None:
        self._choose_rows(self.paged.rows_of(held.chosen))
        if not self.currentIndex().isValid():
            self._choose(held.current, _Flag.NoUpdate)

    @contextmanager
    def _unmoved(self) -> Iterator[None]:
        """Without a signal, and with everything where it is: Qt shows each new current row."""
        down, right = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        self._is_silent = True
        yield
        self.verticalScrollBar().setValue(down)
        self.horizontalScrollBar().setValue(right)
        self._is_silent = False

    def _id(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return self.paged.id_at(index.row()) if index.isValid() else 0

    def _choose(self, row_id: int, how: QItemSelectionModel.SelectionFlag) -> None:
        row = self.paged.row_of(row_id) if row_id else -1
        if row >= 0:
            self.selectionModel().setCurrentIndex(self.paged.index(row, 0), how)

    def _choose_rows(self, rows: list[int]) -> None:
        """Choose *rows*, in order, besides those that are chosen; neighbors as one block."""
        model, last = self.paged, self.paged.columnCount() - 1
        selection, start = QItemSelection(), 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                selection.select(model.index(rows[start], 0), model.index(row, last))
                start = at + 1
        self.selectionModel().select(selection, _Flag.Select)

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_silent:
            self._awaited = _Held()
            self.picked.emit(self._id(index))

    def _on_selection_changed(self) -> None:
        if not self._is_silent:
            self._awaited = _Held()
            self.chosen.emit(sum(len(block) for block in self._blocks()))

    def _blocks(self) -> list[range]:
        """The chosen rows; Ctrl+A is one block of 100,000, not 100,000 indexes."""
        selection = self.selectionModel().selection()
        found = [selection.at(place) for place in range(selection.count())]
        return [range(block.top(), block.bottom() + 1) for block in found]
