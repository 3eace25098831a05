"""The deals that were thrown away, to take them out of the bin again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import Card
from smallcrm.ui.pipeline.deal_table import DealTable
from smallcrm.ui.shell.context import Context

_WIDTH, _HEIGHT = 920, 420  # logical pixels at 100 %


class BinDialog(QDialog):
    """Lists them, the one that was thrown away last first; Enter takes the chosen ones out."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        ui, m = context.ui, context.ui.m
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("Deals in the bin")))
        room = parent.size() * 0.9
        self.resize(
            min(context.theme.size(_WIDTH), room.width()),
            min(context.theme.size(_HEIGHT), room.height()),
        )
        self.table = DealTable(context, self._fetch)
        self.table.view.horizontalHeader().setSectionsClickable(False)
        self.hint = ui.label("", "body", "2", wrap=True)
        self.restore = ui.button(T("Take out of the bin"), "primary", "undo", clicked=self._restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s3)
        layout.addWidget(self.hint)
        layout.addWidget(self.table, 1)
        line = ui.row(m.s2)
        line.addStretch(1)
        line.addWidget(self.restore)
        line.addWidget(ui.button(T("Close"), clicked=self.reject))
        layout.addLayout(line)
        self.table.view.opened.connect(lambda _deal_id: self._restore())
        self._show()

    def _show(self) -> None:
        ids = self._context.ops.read(pipeline.list_archived_ids)
        self.hint.setText(
            str(
                T("A deal that is taken out stands where it was.")
                if ids
                else T("There are no deals in the bin.")
            )
        )
        self.table.setVisible(bool(ids))
        self.restore.setEnabled(bool(ids))
        self.table.show_ids(ids)
        if ids:
            self.table.view.go_to(ids[0])
            self.table.view.setFocus()

    def _fetch(self, ids: list[int]) -> Mapping[int, Card]:
        return self._context.ops.read(lambda session: pipeline.list_cards(session, ids))

    def _restore(self) -> None:
        """Take the chosen ones out, as one step."""
        ids = self.table.view.chosen_ids()
        if not ids:
            return

        def restore(session: Any) -> None:
            for deal_id in ids:
                pipeline.restore_deal(session, deal_id)

        def done(_nothing: object) -> None:
            said = TN(
                "{count} deal is out of the bin", "{count} deals are out of the bin", len(ids)
            )
            self._context.say(said, undo=True)
            self._show()

        self._context.ops.write(
            self,
            TN("Take {count} deal out of the bin", "Take {count} deals out of the bin", len(ids)),
            restore,
            done,
        )
