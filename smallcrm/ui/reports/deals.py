"""The deals behind a figure: a list, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import Card
from smallcrm.ui.counting import count_text
from smallcrm.ui.pipeline.deal_table import DealTable
from smallcrm.ui.pipeline.deal_words import address
from smallcrm.ui.shell.context import Context


class DealsView(QWidget):
    """Says what the figure was, and lists its deals; Enter opens one, Escape goes back.

    Signals:
        left: Back to the report.
    """

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        ui = context.ui
        self.table = DealTable(context, self._fetch)
        self.table.view.horizontalHeader().setSectionsClickable(False)
        self.table.view.opened.connect(lambda deal_id: context.open(address(deal_id)))
        self._name = ui.label("", "subtitle", elide=True)
        self._count = ui.pill("")
        self.back = ui.button(T("Back to the report"), "secondary", "arrow_left",
                              clicked=self.left.emit)  # fmt: skip
        ui.explain(self.back, T("Back to the report"), "Esc")
        line = ui.row(ui.m.s3)
        line.addWidget(self.back)
        line.addWidget(self._name)
        line.addWidget(self._count)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ui.m.s3)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)

    def show_deals(self, deals: Sequence[int], name: str) -> None:
        """Show *deals*, which *name* counts."""
        self._name.setText(name)
        self._count.setText(count_text(len(deals)))
        self.table.show_ids(list(deals))
        if deals and not self.table.view.current_id():
            self.table.view.go_to(deals[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _fetch(self, ids: list[int]) -> Mapping[int, Card]:
        return self._context.ops.read(lambda session: pipeline.list_cards(session, ids))
