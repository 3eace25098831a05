"""How long before its time a task reminds: several at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout

_HOUR, _DAY = 60, 60 * 24
OFFERED = (5, 15, _HOUR, _DAY, 2 * _DAY)  # minutes


class RemindersEdit(QWidget):
    """The usual times as buttons; others that a task has get one too.

    Signals:
        committed: Others are chosen; carries the minutes.
    """

    committed = Signal(list)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._buttons: dict[int, Button] = {}
        self._flow = FlowLayout(ui.m.s1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.m.s1)
        column.addWidget(ui.label(T("Reminds at its time, and before"), "caption_strong", "2"))
        row = QWidget()
        row.setLayout(self._flow)
        column.addWidget(row)
        for minutes in OFFERED:
            self._button(minutes)

    def show_minutes(self, minutes: Sequence[int]) -> None:
        """Mark *minutes*; others than those that are offered get a button too."""
        for each in minutes:
            self._button(each)
        for each, button in self._buttons.items():
            button.setChecked(each in minutes)

    def _button(self, minutes: int) -> Button:
        if minutes not in self._buttons:
            button = self._ui.button(before(minutes), "chip", checkable=True)
            button.clicked.connect(self._on_clicked)
            self._flow.addWidget(button)
            self._buttons[minutes] = button
        return self._buttons[minutes]

    def _on_clicked(self) -> None:
        chosen = [minutes for minutes, button in self._buttons.items() if button.isChecked()]
        self.committed.emit(chosen)


def before(minutes: int) -> Text:
    """*minutes* in the largest unit that has no rest."""
    if minutes % _DAY == 0:
        return TN("{count} day", "{count} days", minutes // _DAY)
    if minutes % _HOUR == 0:
        return TN("{count} hour", "{count} hours", minutes // _HOUR)
    return TN("{count} minute", "{count} minutes", minutes)
