"""A chip that opens a list: one choice of several, in the room of one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui


class ChoiceChip(Button):
    """Opens a list of choices; shows the one that is chosen.

    Args:
        ui: The kit.
        words: What is chosen here; shown while nothing is.
        usual: The key that is chosen at first; without one nothing is chosen.
        nothing: What the line for nothing says; "All" by default.

    Attributes:
        key: Of the choice; "" for nothing.
        usual: May be set later, where the choices are not known at first.

    Signals:
        chosen: Another one was chosen.
    """

    chosen = Signal()

    def __init__(self, ui: Ui, words: Text, usual: str = "", nothing: Text | None = None) -> None:
        super().__init__()
        self._ui = ui
        self._words = str(words)
        self._nothing = str(nothing or T("All"))
        self.usual = usual
        self._choices: Sequence[tuple[str, str]] = ()
        self._menu = QMenu(self)
        self.key = usual
        self.setProperty("variant", "chip")
        self.setCheckable(True)
        self.setIcon(self._ui.icon("chevron_down", "text2", "accent_text"))
        self.setMenu(self._menu)

    @property
    def is_narrowing(self) -> bool:
        """Whether something else than usual is chosen."""
        return self.key != self.usual

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these, by their keys; a choice that is gone is chosen no longer."""
        if list(choices) == list(self._choices):
            return
        self._choices = choices
        if self.key not in dict(choices):
            self.key = self.usual
        self._show()

    def choose(self, key: str) -> None:
        """Choose *key*, without a signal."""
        self.key = key
        self._show()

    def reset(self) -> None:
        """Choose what is usual, without a signal."""
        self.key = self.usual
        self._show()

    def _show(self) -> None:
        menu = self._menu
        menu.clear()
        if not self.usual:
            self._add_line("", self._nothing)
        for key, words in self._choices:
            self._add_line(key, words)
        named = dict(self._choices).get(self.key, self._words)
        self.setText(named.replace("&", "&&"))
        self.setAccessibleName(f"{self._words}: {named}")
        self._ui.explain(self, self._words)
        self.setChecked(self.is_narrowing)
        self.setVisible(bool(self._choices))

    def _add_line(self, key: str, words: str) -> None:
        action = self._ui.action(self._menu, words, "", partial(self._choose, key))
        action.setCheckable(True)
        action.setChecked(key == self.key)

    def _choose(self, key: str) -> None:
        self.key = key
        self._show()
        self.chosen.emit()

    def nextCheckState(self) -> None:
        """A click opens the list; only a choice checks the chip."""
