"""One of several, in a list that opens."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from smallcrm.core.text import Text
from smallcrm.ui.widgets.combo import Combo


class Choice(Combo):
    """Keys and the words for them.

    Signals:
        committed: The user chose another one; carries its key.
    """

    committed = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, Text | str]]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for key, words in choices:
            self.addItem(str(words), key)
        self._shown = self.value()
        self.activated.connect(self._on_activated)

    def value(self) -> str:
        """The key of what is chosen."""
        key = self.currentData()
        return key if isinstance(key, str) else ""

    def set_value(self, key: str) -> None:
        """Choose *key*, without a signal; a key that is not offered is added as it is."""
        place = self.findData(key)
        if place < 0:
            self.addItem(key, key)
            place = self.count() - 1
        self.setCurrentIndex(place)
        self._shown = key

    def settle(self) -> None:
        """What was chosen is saved."""

    def reset(self) -> None:
        """There is never anything half chosen."""

    def _on_activated(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.committed.emit(self._shown)
