"""The table of contacts: copying and pasting are asked of the page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from smallcrm.core.text import Text
from smallcrm.services.segments import USUAL, ColumnSpec
from smallcrm.ui.contact_lists.columns import model_columns, width_of
from smallcrm.ui.paged_model import PagedModel
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.tables import Table

_STANDARD = QKeySequence.StandardKey


_LEAST_SHARE = 0.75  # of the usual widths, where names and addresses can still be read
_LEAST = 2  # columns that are never left out: the name, and what tells two of one name apart


class ContactTable(Table):
    """Columns keep the widths that the user gives them.

    Signals:
        copy_wanted: The chosen rows are to be copied.
        paste_wanted: What is on the clipboard is to be brought in.
        columns_wanted: The headings were clicked for their menu; carries where on the screen.
    """

    copy_wanted = Signal()
    paste_wanted = Signal()
    columns_wanted = Signal(QPoint)

    def __init__(self, ui: Ui, name: Text | str) -> None:
        super().__init__(ui, name)
        self._widths: list[int] = []
        self._is_touched = self._may_hide = False
        header = self.horizontalHeader()
        header.sectionResized.connect(self._on_resized)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.columns_wanted.emit(header.viewport().mapToGlobal(place))
        )

    def show_columns(self, model: PagedModel, specs: list[ColumnSpec]) -> None:
        """Show *specs* of *model*."""
        model.set_columns(model_columns(specs))
        if self.model() is None:
            self.show_model(model)
        header = self.horizontalHeader()
        for place in range(len(specs)):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._widths = [width_of(spec) for spec in specs]
        self._is_touched = False
        self._may_hide = {spec.key for spec in specs} <= {*USUAL}  # what was asked for is shown
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Squeeze the columns, and leave the last ones out, where that saves scrolling sideways."""
        wanted = [self._theme.size(width) for width in self._widths]
        if not wanted:
            return
        count, room = len(wanted), self.viewport().width()
        while self._may_hide and count > _LEAST and sum(wanted[:count]) * _LEAST_SHARE > room:
            count -= 1
        for place in range(len(wanted)):
            self.setColumnHidden(place, place >= count)
        share = min(room / sum(wanted[:count]), 1)
        if share < _LEAST_SHARE:
            share = 1  # they have to be scrolled anyway
        for place, width in enumerate(wanted[:count]):
            if not self._is_touched:
                self.setColumnWidth(place, int(width * share))

    def _on_resized(self) -> None:
        """Widths that the user gives with the mouse stay."""
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._is_touched = True

    def copy(self) -> None:
        self.copy_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_STANDARD.Paste):
            self.paste_wanted.emit()
            return
        super().keyPressEvent(event)
