"""What is behind a figure: deals, calls and meetings, or tasks in a list, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.text import T
from smallcrm.services import pipeline, reports
from smallcrm.services.pipeline import Card
from smallcrm.services.reports import TASK_FIGURES, Listing, Scope
from smallcrm.ui.counting import count_text
from smallcrm.ui.pipeline.deal_table import DealTable
from smallcrm.ui.pipeline.deal_words import address
from smallcrm.ui.reports.staff_tables import EntryTable, TaskTable
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.tables import Table


class Behind(NamedTuple):
    """One list behind a line: *deals*, or what *listing* names in *scope*."""

    name: str
    deals: Sequence[int] = ()
    listing: Listing | None = None
    scope: Scope | None = None


class BehindView(QWidget):
    """Says what the figure was, and lists what it counts; Enter opens one, Escape goes back.

    Signals:
        left: Back to the report.
    """

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lists: Sequence[Behind] = ()
        self._asked = 0  # only the answer to the newest question counts
        ui = context.ui
        self.table = DealTable(context, self._fetch)
        self.table.view.horizontalHeader().setSectionsClickable(False)
        self.table.view.opened.connect(lambda deal_id: context.open(address(deal_id)))
        self.entries = EntryTable(context)
        self.tasks = TaskTable(context)
        self.chips = Chips(ui, [("0", T("Deals"))], T("Which figure"))
        self.chips.chosen.connect(lambda key: self._show(self._lists[int(key)]))
        self._stack = QStackedWidget()
        self._name = ui.label("", "subtitle", elide=True)
        self._count = ui.pill("")
        self.back = ui.button(T("Back to the report"), "secondary", "arrow_left",
                              clicked=self.left.emit)  # fmt: skip
        ui.explain(self.back, T("Back to the report"), "Esc")
        self._build()

    @property
    def view(self) -> Table:
        """The table that is shown."""
        shown = self._stack.currentWidget()
        return shown.view if isinstance(shown, EntryTable | TaskTable) else self.table.view

    def show_lists(self, lists: Sequence[Behind], first: int, name: str) -> None:
        """Show the *first* of *lists*, which belong to a line called *name*; offer the others."""
        self._lists = lists
        self._name.setText(name)
        self.chips.offer([(str(at), each.name) for at, each in enumerate(lists)])
        self.chips.choose(str(first))
        self.chips.setVisible(len(lists) > 1)
        self._show(lists[first])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        ui = self._context.ui
        line = ui.row(ui.m.s3)
        line.addWidget(self.back)
        line.addWidget(self._name)
        line.addWidget(self._count)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ui.m.s3)
        layout.addLayout(line)
        layout.addWidget(self.chips)
        layout.addWidget(self._stack, 1)
        for table in (self.table, self.entries, self.tasks):
            self._stack.addWidget(table)

    def _show(self, behind: Behind) -> None:
        listing, scope = behind.listing, behind.scope
        self._asked += 1
        self._count.setText("")
        if listing is None or scope is None:
            self._stack.setCurrentWidget(self.table)
            self.table.show_ids(list(behind.deals))
            self._settle(list(behind.deals))
        elif listing.figure in TASK_FIGURES:
            self._stack.setCurrentWidget(self.tasks)
            self._ask(partial(reports.list_tasks, scope=scope, listing=listing), self.tasks.fill)
        else:
            self._stack.setCurrentWidget(self.entries)
            wanted = partial(reports.list_entry_ids, scope=scope, listing=listing)
            self._ask(wanted, self.entries.fill)

    def _ask(
        self, wanted: Callable[[Any], Sequence[Any]], fill: Callable[[Sequence[Any]], Sequence[int]]
    ) -> None:
        """Fill a table with what is *wanted*: only the newest question is answered."""
        fill(())
        question = self._asked

        def done(found: Sequence[Any]) -> None:
            if question == self._asked:
                self._settle(fill(found))

        self._context.ops.query(self, wanted, done)

    def _settle(self, ids: Sequence[int]) -> None:
        self._count.setText(count_text(len(ids)))
        if ids and not self.view.current_id():
            self.view.go_to(ids[0])

    def _fetch(self, ids: list[int]) -> Mapping[int, Card]:
        return self._context.ops.read(lambda session: pipeline.list_cards(session, ids))
