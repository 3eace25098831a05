"""A quiet line above the documents: how many recurring ones are waiting; leads to them."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.changes import Changes
from smallcrm.core.text import TN
from smallcrm.services import recurring
from smallcrm.services.recurring import Waiting
from smallcrm.ui.documents.recurring import addresses
from smallcrm.ui.shell.context import Context

_TABLES = ("recurring", "recurring_run")


class RecurringLine(QWidget):
    """Hidden while nothing waits. Made inside *parent*, so that it is never a window."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._button = context.ui.button(
            "", "link", "refresh", clicked=lambda: context.open(addresses.LIST)
        )
        self._button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._button)
        self.hide()
        context.ops.changed.connect(self._on_changed)

    def look(self) -> None:
        """Ask anew how many are waiting."""
        today = clock.today()
        self._context.ops.ask(
            self, lambda session: recurring.list_waiting(session, today), self._tell
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TABLES):
            self.look()

    def _tell(self, waiting: list[Waiting]) -> None:
        count = len(waiting)
        said = str(
            TN(
                "{count} recurring document is waiting",
                "{count} recurring documents are waiting",
                count,
            )
        )
        self._button.setText(said)
        self._button.setAccessibleName(said)
        self.setVisible(bool(count))
