"""The imports of this data file, each with its day, what it brought, and whether it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services.exchange.importing.earlier import EarlierImport
from smallcrm.ui.contact_lists.asked import IMPORT, address_with
from smallcrm.ui.widgets.factory import Ui


class EarlierList(QWidget):
    """Two lines for each; the name of a file that is still there opens it.

    Signals:
        chosen: A file is to be looked at again; carries its path.
        wanted: What came in is to be shown; carries its address.
        undone: An import is to be taken back; carries its number in the history.
    """

    chosen = Signal(str)
    wanted = Signal(str)
    undone = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._entries = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ui.m.s1)
        layout.addWidget(ui.label(T("Brought in before"), "caption_strong", "2"))
        self._entries.setSpacing(ui.m.s2)
        layout.addLayout(self._entries)
        self.hide()

    def show_imports(self, imports: Sequence[EarlierImport], paths: Mapping[str, str]) -> None:
        """List *imports*; *paths* says where files are, by their names."""
        while (item := self._entries.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in imports:
            self._entries.addWidget(self._entry(each, paths.get(each.file, "")))
        self.setVisible(bool(imports))

    def _entry(self, each: EarlierImport, path: str) -> QWidget:
        ui = self._ui
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(ui.m.s2)
        if path:
            button = ui.button(each.file, "link", "file", clicked=lambda: self.chosen.emit(path))
            ui.explain(button, path)
            head.addWidget(button)
        else:
            head.addWidget(ui.label(each.file, elide=True))
        if each.is_taken_back:
            head.addWidget(ui.pill(T("Taken back")))
        head.addStretch(1)
        if each.has_contacts:
            address = address_with("crm://contacts", f"{IMPORT}{each.action}")
            show = ui.button(T("Show"), "link", "people", clicked=lambda: self.wanted.emit(address))
            ui.explain(show, T("Show the contacts of this import"))
            head.addWidget(show)
        if not each.is_taken_back:
            undo = ui.button(
                T("Undo import"), "link", "undo", clicked=lambda: self.undone.emit(each.action)
            )
            head.addWidget(undo)
        column.addLayout(head)
        when = clock.local(each.when)
        parts = (formats.day(when.date()), formats.time_of_day(when), each.words)
        column.addWidget(ui.label(" · ".join(filter(None, parts)), "caption", "2", wrap=True))
        return entry
