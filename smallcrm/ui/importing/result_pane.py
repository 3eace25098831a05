"""The last step: what became of the rows, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services.exchange.drafts import RowWarning
from smallcrm.services.exchange.fields import FIELDS
from smallcrm.services.exchange.importing.report import ImportReport, LeftOut
from smallcrm.services.exchange.importing.tally import Double
from smallcrm.ui.counting import count_text
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.progress_panel import ProgressPanel
from smallcrm.ui.widgets.tables import Table

_LEFT_OUT, _DOUBLES, _WARNINGS = "left_out", "doubles", "warnings"
_LISTS = ((_LEFT_OUT, T("Left out")), (_DOUBLES, T("Possible doubles")), (_WARNINGS, T("Check")))
_KEYS = {
    "external": T("Number in the other program"),
    "email": FIELDS["email"],
    "tax_id": FIELDS["tax_id"],
    "phone": FIELDS["phone"],
    "name": FIELDS["name"],
}


class _Line(NamedTuple):
    row: str
    words: str


class ResultPane(QWidget):
    """Says what was done.

    Signals:
        undone: Take the import back.
        shown: Go to the contacts.
        saved: Save the rows that were left out.
        again: Bring in another file.
        wanted: A row of the possible doubles was opened; carries the ``Double``.
    """

    undone = Signal()
    shown = Signal()
    saved = Signal()
    again = Signal()
    wanted = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._found: dict[str, Sequence[Any]] = {}
        self._headline = ui.label("", "display", wrap=True)
        self._more = ui.label("", "body", "2", wrap=True)
        self.show_button = ui.button(T("Show"), "primary", "people", clicked=self.shown.emit)
        self.undo_button = ui.button(
            T("Undo import"), "secondary", "undo", clicked=self.undone.emit
        )
        self.save_button = ui.button("", "secondary", "download", clicked=self.saved.emit)
        self.again_button = ui.button(T("Bring in another file"), "ghost", clicked=self.again.emit)
        self.progress = ProgressPanel(ui)
        self._card = QFrame()
        self.chips = Chips(ui, _LISTS, T("Which rows"))
        self._model = PagedModel(
            [
                Column(str(T("Row")), lambda line: line.row, right=True),
                Column(str(T("Remarks")), lambda line: line.words),
            ],
            self._fetch,
            self,
        )
        self.table = Table(ui, T("Rows to look at"))
        self._build()

    def show_report(self, report: ImportReport) -> None:
        """Show what became of the file."""
        self._headline.setText(report.headline)
        self._more.setText(" ".join(report.further))
        self._more.setVisible(bool(self._more.text()))
        self.undo_button.setVisible(report.action is not None)
        self.undo_button.setEnabled(True)
        set_property(self.again_button, "variant", "ghost")
        self.show_button.setVisible(report.first is not None)
        count = len(report.left_out)
        words = TN(
            "Save the {count} as Excel with the reason",
            "Save the {count} as Excel with reasons",
            count,
        )
        self.save_button.setText(str(words))
        self.save_button.setAccessibleName(str(words))
        self.save_button.setVisible(bool(count))
        self._found = {
            _LEFT_OUT: report.left_out,
            _DOUBLES: report.doubles,
            _WARNINGS: _by_row(report.warnings),
        }
        for key, name in _LISTS:
            count = len(self._found[key])
            self.chips.set_words(key, f"{name} {count_text(count)}")
            self.chips.set_shown(key, shown=bool(count))
        filled = [key for key, found in self._found.items() if found]
        self._card.setVisible(bool(filled))
        if filled:
            self.chips.choose(filled[0])
            self._refill()

    def say(self, headline: str) -> None:
        """Say in other words what was done."""
        self._headline.setText(headline)
        self._more.hide()

    def show_undone(self, kept: Text | None) -> None:
        """The import was taken back; *kept* says what was left as it is."""
        self._headline.setText(str(T("The import was taken back.")))
        self._more.setText(str(T("Everything is as it was before.") if kept is None else kept))
        self._more.show()
        self.undo_button.hide()
        self.show_button.setVisible(kept is not None)
        self.save_button.hide()
        self._card.hide()
        set_property(self.again_button, "variant", "primary" if kept is None else "ghost")
        if self.isVisible():  # else the keyboard is elsewhere in the window, and stays there
            self.again_button.setFocus()

    def _build(self) -> None:
        m, ui = self._ui.m, self._ui
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s6, m.s6, m.s6, m.s5)
        layout.setSpacing(m.s3)
        head = ui.row(m.s3)
        head.addWidget(ui.picture("check", "success", 28))
        head.addWidget(self._headline, 1)
        layout.addLayout(head)
        layout.addWidget(self._more)
        host = QWidget()
        buttons = FlowLayout(m.s2)
        host.setLayout(buttons)
        for button in (self.show_button, self.undo_button, self.save_button, self.again_button):
            buttons.addWidget(button)
        layout.addWidget(host)
        layout.addWidget(self.progress)
        layout.addSpacing(m.s2)
        layout.addWidget(self._list_card(), 10)
        layout.addStretch(1)
        self.chips.chosen.connect(lambda _key: self._refill())
        self.table.opened.connect(self._open)

    def _list_card(self) -> QFrame:
        m = self._ui.m
        self._card.setProperty("card", "plain")
        layout = QVBoxLayout(self._card)
        layout.setContentsMargins(1, m.s3, 1, m.s2)
        layout.setSpacing(m.s2)
        head = QHBoxLayout()
        head.setContentsMargins(m.s4, 0, m.s4, 0)
        head.addWidget(self.chips)
        layout.addLayout(head)
        self.table.show_model(self._model, 1)
        self.table.setColumnWidth(0, self._ui.theme.size(90))
        layout.addWidget(self.table, 1)
        return self._card

    def _fetch(self, places: list[int]) -> Mapping[int, _Line]:
        key = self.chips.current()
        found, line = self._found[key], _READERS[key]
        return {place: line(found[place - 1]) for place in places}

    def _open(self, place: int) -> None:
        if self.chips.current() == _DOUBLES:
            self.wanted.emit(self._found[_DOUBLES][place - 1])

    def _refill(self) -> None:
        count = len(self._found[self.chips.current()])
        self.table.refill(list(range(1, count + 1)))


def _left_out(left_out: LeftOut) -> _Line:
    return _Line(count_text(left_out.row), str(left_out.reason))


def _by_row(warnings: Sequence[RowWarning]) -> list[tuple[RowWarning, ...]]:
    """What concerns one row together; what concerns no row comes first."""
    ordered = sorted(warnings, key=attrgetter("row"))
    return [tuple(found) for _row, found in groupby(ordered, attrgetter("row"))]


def _warnings(warnings: Sequence[RowWarning]) -> _Line:
    row = warnings[0].row
    words = [
        f"{each.value}: {each.reason}" if each.value else str(each.reason) for each in warnings
    ]
    return _Line(count_text(row) if row else "", " ".join(words))


def _double(double: Double) -> _Line:
    rows = ", ".join(count_text(row) for row in double.rows)
    key = _KEYS.get(double.key, double.key)
    if double.existing is None:
        return _Line(rows, str(T("These rows may be one contact. The same: {key}.", key=key)))
    return _Line(rows, str(T("May be a contact that was there. The same: {key}.", key=key)))


_READERS: dict[str, Callable[[Any], _Line]] = {  # a page of lines at a time, not all of them
    _LEFT_OUT: _left_out,
    _DOUBLES: _double,
    _WARNINGS: _warnings,
}
