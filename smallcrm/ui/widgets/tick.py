"""A box that is ticked or not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from smallcrm.core.text import Text


class Tick(QCheckBox):
    """Saves itself when it is clicked.

    Signals:
        committed: The user ticked it, or took the tick away; carries which.
    """

    committed = Signal(bool)

    def __init__(self, words: Text | str) -> None:
        super().__init__(str(words).replace("&", "&&"))
        self.setAccessibleName(str(words))
        self.clicked.connect(self.committed)

    def set_value(self, ticked: bool) -> None:  # noqa: FBT001 - the value of an editor
        """Show it ticked or not, without a signal."""
        self.setChecked(ticked)

    def settle(self) -> None:
        """What was clicked is saved."""

    def reset(self) -> None:
        """There is never anything half ticked."""
