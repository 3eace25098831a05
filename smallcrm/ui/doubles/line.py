"""A quiet line above the contacts: how many doubles there may be; leads to their page."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from smallcrm.core.text import TN
from smallcrm.ui.doubles import addresses
from smallcrm.ui.doubles.finder import Finder
from smallcrm.ui.shell.context import Context

_IDLE = 3_000  # milliseconds after the list is there


class DoublesLine(QWidget):
    """Hidden while there is nothing to say.

    Made inside *parent*: what is shown before it has a place would be a window for a moment.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._finder = Finder.of(context)
        self._button = context.ui.button(
            "", "link", "merge", clicked=lambda: context.open(addresses.ALL)
        )
        self._button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._button)
        self.hide()
        self._finder.changed.connect(self._tell)
        self._tell()
        QTimer.singleShot(_IDLE, self, self._finder.look)

    def _tell(self) -> None:
        count = len(self._finder.groups)
        words = str(TN("{count} possible double", "{count} possible doubles", count))
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self.setVisible(bool(count))
