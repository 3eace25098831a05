"""The tab History: the stages that a deal was in, for how long, and why it was lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services.deals import DealView, StayRow
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.pipeline import deal_words
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.tables import Table

_WHY = 3  # the column that takes the room that is left


class DealHistoryTab(QWidget):
    """The latest stage first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._rows: dict[int, StayRow] = {}
        self.table = Table(context.ui, T("The way of this deal"))
        self.model = PagedModel(_columns(), self._fetch, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, context.ui.m.s2, 0, 0)
        layout.addWidget(self.table)
        self.table.show_model(self.model)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        for column in range(_WHY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)

    def show_deal(self, view: DealView) -> None:
        """Show the way of *view*."""
        rows = dict(enumerate(view.stays, 1))
        if rows != self._rows:
            self._rows = rows
            self.model.forget(frozenset(rows))
        self.table.refill(list(rows))

    def _fetch(self, ids: list[int]) -> Mapping[int, Any]:
        return {key: self._rows[key] for key in ids if key in self._rows}


def _columns() -> list[Column]:
    return [
        Column(str(T("Stage")), lambda row: row.stage, pill=lambda row: deal_words.KINDS[row.kind]),
        Column(str(T("Since")), _since),
        Column(str(T("How long")), lambda row: deal_words.lasted(row.lasted), right=True),
        Column(str(T("Why")), _why),
    ]


def _since(row: StayRow) -> str:
    return formats.recent(clock.local(row.entered_at), clock.today())


def _why(row: StayRow) -> str:
    return "  ·  ".join(part for part in (row.reason, row.note) if part)
