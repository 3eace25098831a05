"""Which date a document is issued with, where its draft says another one than today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.form_field import FormField


class DayChoice(NamedTuple):
    """A date that the document may have.

    Attributes:
        number: The one that it would get.
        caution: What is to be thought of before; empty for nothing.
    """

    day: date
    number: str
    caution: Text | str = ""


class IssueDay(QWidget):
    """Dates with the numbers that they bring; hidden where there is nothing to say.

    Signals:
        chosen: Another one; carries a ``DayChoice``.
    """

    chosen = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._days: dict[str, DayChoice] = {}
        self._choice = Choice([])
        self._field = FormField(ui, T("Issue date"), self._choice, name="issue_day")
        self._caution = ui.label("", "body", "warning", wrap=True)
        column = ui.column(ui.m.s2)
        self.setLayout(column)
        column.addWidget(self._field)
        column.addWidget(self._caution)
        self._choice.committed.connect(self._on_committed)

    def value(self) -> date:
        """The chosen date."""
        return self._days[self._choice.value()].day

    def offer(self, days: Sequence[DayChoice]) -> None:
        """Let one of *days* be chosen; the first is, until then."""
        self._days = {each.day.isoformat(): each for each in days}
        self._choice.clear()
        for key, each in self._days.items():
            words = T("{day}: number {number}", day=formats.day(each.day), number=each.number)
            self._choice.addItem(str(words), key)
        self._field.setVisible(len(days) > 1)
        self._tell(days[0] if days else None)

    def _on_committed(self, key: str) -> None:
        self._tell(self._days[key])
        self.chosen.emit(self._days[key])

    def _tell(self, choice: DayChoice | None) -> None:
        caution = str(choice.caution) if choice is not None else ""
        self._caution.setText(caution)
        self._caution.setVisible(bool(caution))
        self.setVisible(bool(caution) or len(self._days) > 1)
