"""A list of ours that was edited elsewhere: every cell that is to change, before it does."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T
from smallcrm.services.exchange.edited_lists.difference_words import cells_change
from smallcrm.services.exchange.edited_lists.differences import Difference, Differences
from smallcrm.ui.counting import count_text
from smallcrm.ui.importing.bar import Bar
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.widgets import keyboard
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.progress_panel import ProgressPanel
from smallcrm.ui.widgets.tables import Table
from smallcrm.ui.widgets.tick import Tick

_ALL, _CONFLICTS, _WRONG = "all", "conflicts", "wrong"
_FILTERS = (
    (_ALL, T("All")),
    (_CONFLICTS, T("Changed in both")),
    (_WRONG, T("Not understood")),
)
_TAKE, _KEEP, _NOT_CLEAR, _NOT = (
    T("Will change"),
    T("Stays"),
    T("Changed in both"),
    T("Not understood"),
)
_ROW, _AFTER, _NOW = 1, 5, 6


class DifferencesPane(QWidget):
    """A grid of cells, before and after; each can be left out.

    Signals:
        accepted: Change what is ticked.
        left: Choose another file.
        imported: Bring the file in as any other list instead.
    """

    accepted = Signal()
    left = Signal()
    imported = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._found = Differences()
        self._taken: set[int] = set()
        self._title = ui.label("", "title", elide=True)
        self._count = ui.pill("")
        self._summary = ui.label("", "subtitle", wrap=True)
        self._notes = ui.label("", "body", "2", wrap=True)
        self.accept_button = ui.button(T("Apply"), "primary", clicked=self.accepted.emit)
        self._leave = ui.button(T("Choose another file"), "ghost", clicked=self.left.emit)
        self.other_button = ui.button(
            T("Import as any other list"), "ghost", clicked=self.imported.emit
        )
        self.take_button = ui.button(
            T("Take the value of the file"),
            "secondary",
            "check",
            clicked=lambda: self._put(ticked=True),
        )
        self.keep_button = ui.button(
            T("Keep what is here"), "secondary", clicked=lambda: self._put(ticked=False)
        )
        self.new_rows = Tick("")
        self.banner = Banner(ui)
        self.progress = ProgressPanel(ui)
        self.chips = Chips(ui, _FILTERS, T("Which cells"))
        self.model = PagedModel(self._columns(), self._fetch, self)
        self.table = Table(ui, T("Cells that differ"))
        self._nothing = EmptyState(
            ui, T("Nothing differs"), T("The list says what is here already.")
        )
        self._card = QFrame()
        self._build()

    @property
    def taken(self) -> Collection[int]:
        """The places of the cells that are to change."""
        return frozenset(self._taken)

    @property
    def found(self) -> Differences:
        """What is shown."""
        return self._found

    def show_nothing(self, name: str) -> None:
        """The list called *name* is being compared."""
        self._title.setText(name)
        self._found, self._taken = Differences(), set()
        self._count.hide()
        self._card.hide()
        self._nothing.hide()
        self.new_rows.hide()
        self._summary.setText("")
        self._notes.setText("")
        self.accept_button.setEnabled(False)

    def show_found(self, found: Differences) -> None:
        """Show what an edited list brings; what is in dispute is not ticked."""
        self._found, self._taken = found, set(found.proposed)
        self._count.setText(str(TN("{count} row", "{count} rows", found.rows)))
        self._count.show()
        self._notes.setText("\n".join(map(str, found.notes)))
        self._notes.setVisible(bool(self._notes.text()))
        new = len(found.new_rows)
        self.new_rows.setChecked(False)
        words = TN(
            "Bring in the {count} row that is no contact yet",
            "Bring in the {count} rows that are no contacts yet",
            new,
        )
        self.new_rows.setText(str(words))
        self.new_rows.setAccessibleName(str(words))
        self.new_rows.setVisible(bool(new))
        self.table.setColumnHidden(_NOW, not found.conflicts)
        for key, name in _FILTERS:
            count = len(self._places(key))
            self.chips.set_words(key, f"{name} {count_text(count)}")
            self.chips.set_shown(key, shown=bool(count) or key == _ALL)
        self.chips.choose(_CONFLICTS if found.conflicts else _ALL)
        self._card.setVisible(bool(found.items))
        self._nothing.setVisible(not found.items and not new)
        self._refill()
        self._refresh()
        if found.items:
            self.table.selectRow(0)
        keyboard.offer(self.table if found.conflicts else self.accept_button, self)

    def set_busy(self, *, busy: bool) -> None:
        """While the cells are changed nothing else can be done."""
        for widget in (self._card, self._leave, self.other_button, self.new_rows):
            widget.setEnabled(not busy)
        self.accept_button.setEnabled(not busy and self._is_ready())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space ticks the chosen cells, or takes the ticks away."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_Space and plain:
                places = self._chosen()
                self._put(ticked=not all(place in self._taken for place in places))
                return True
        return super().eventFilter(watched, event)

    def _columns(self) -> list[Column]:
        return [
            Column(str(T("State")), self._state, pill=self._state_kind),
            Column(str(T("Row")), lambda place: count_text(self._item(place).row), right=True),
            Column(str(T("Contact")), lambda place: self._item(place).name, is_words=True),
            Column(str(T("Column")), lambda place: self._item(place).heading, is_words=True),
            Column(str(T("Before")), lambda place: _cell(self._item(place).before), is_words=True),
            Column(
                str(T("In the file")), lambda place: _cell(self._item(place).after), is_words=True
            ),
            Column(str(T("Here now")), self._now, is_words=True),
        ]

    def _item(self, place: int) -> Difference:
        return self._found.items[place - 1]

    def _now(self, place: int) -> str:
        now = self._item(place).now
        return "" if now is None else _cell(now)

    def _state(self, place: int) -> str:
        item = self._item(place)
        if item.meant is None:
            return str(_NOT)
        if place - 1 in self._taken:
            return str(_TAKE)
        return str(_NOT_CLEAR if item.is_conflict else _KEEP)

    def _state_kind(self, place: int) -> str:
        item = self._item(place)
        if item.meant is None:
            return "danger"
        if place - 1 in self._taken:
            return "success"
        return "warning" if item.is_conflict else "neutral"

    def _build(self) -> None:
        m, ui = self._ui.m, self._ui
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        ghosts = {self.other_button: "upload", self._leave: "folder"}
        below = (self.banner, self.progress)
        bar = Bar(ui, (self._title, self._count), ghosts, self.accept_button, below)
        layout.addWidget(bar)
        inside = QVBoxLayout()
        inside.setContentsMargins(m.s5, m.s4, m.s5, m.s4)
        inside.setSpacing(m.s3)
        inside.addWidget(self._summary)
        inside.addWidget(self._notes)
        inside.addWidget(self.new_rows)
        inside.addWidget(self._build_card(), 1)
        inside.addWidget(self._nothing, 1)
        inside.addStretch(0)
        layout.addLayout(inside, 1)
        self.chips.chosen.connect(lambda _key: self._refill())
        self.new_rows.committed.connect(lambda _ticked: self._refresh())
        self.table.opened.connect(self._toggle)
        self.table.installEventFilter(self)
        ui.explain(self.accept_button, T("Change what is ticked"), "Ctrl+Return")

    def _build_card(self) -> QFrame:
        m = self._ui.m
        self._card.setProperty("card", "plain")
        layout = QVBoxLayout(self._card)
        layout.setContentsMargins(1, m.s3, 1, m.s2)
        layout.setSpacing(m.s2)
        head = self._ui.column(m.s2)
        head.setContentsMargins(m.s4, 0, m.s4, 0)
        head.addWidget(self.chips)
        host = QWidget()
        buttons = FlowLayout(m.s2)
        host.setLayout(buttons)
        for button in (self.take_button, self.keep_button):
            buttons.addWidget(button)
        head.addWidget(host)
        layout.addLayout(head)
        self.table.show_model(self.model, _AFTER)
        self.table.fit_columns(_AFTER, give_way=(_ROW,))
        layout.addWidget(self.table, 1)
        return self._card

    def _fetch(self, places: list[int]) -> Mapping[int, int]:
        return {place: place for place in places}

    def _places(self, key: str) -> list[int]:
        items = enumerate(self._found.items, 1)
        if key == _CONFLICTS:
            return [place for place, item in items if item.is_conflict]
        if key == _WRONG:
            return [place for place, item in items if item.meant is None]
        return [place for place, _item in items]

    def _refill(self) -> None:
        self.table.refill(self._places(self.chips.current()))

    def _chosen(self) -> list[int]:
        """The places of the chosen cells that can be applied."""
        chosen = [place - 1 for place in self.table.chosen_ids()]
        return [place for place in chosen if self._found.items[place].meant is not None]

    def _toggle(self, place: int) -> None:
        if self._item(place).meant is not None:
            self._taken ^= {place - 1}
            self._refresh()

    def _put(self, *, ticked: bool) -> None:
        chosen = set(self._chosen())
        self._taken = self._taken | chosen if ticked else self._taken - chosen
        self._refresh()

    def _is_ready(self) -> bool:
        return bool(self._taken) or self.new_rows.isChecked()

    def _refresh(self) -> None:
        """Say what would happen now."""
        contacts = {self._found.items[place].contact for place in self._taken}
        cells = len(self._taken)
        self._summary.setText(str(cells_change(cells, len(contacts))))
        self._summary.setVisible(bool(self._found.items))
        button = TN("Change {count} cell", "Change {count} cells", cells)
        if not cells and self.new_rows.isChecked():
            new = len(self._found.new_rows)
            button = TN("Import {count} contact", "Import {count} contacts", new)
        self.accept_button.setText(str(button))
        self.accept_button.setAccessibleName(str(button))
        self.accept_button.setEnabled(self._is_ready())
        self.table.viewport().update()
        if QApplication.focusWidget() is None:
            self.table.setFocus()


def _cell(text: str) -> str:
    return " ".join(text.split()) or str(T("(empty)"))
