"""What was done with one contact, step by step, and the way back for each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services import history
from smallcrm.services.contacts import ContactView
from smallcrm.services.history import ActionRow, ChangedValue
from smallcrm.ui.contacts.past_pane import PastPane
from smallcrm.ui.kept import kept_words
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.tables import Table

_MOST = 200  # steps that are read
_LONGEST = 24  # letters of a value in a line; the tip has them all
_SIZE = (760, 640)
_WHEN, _WHO, _STATE = 0, 2, 3


class _Step(NamedTuple):
    """A step, and what it changed in the contact."""

    row: ActionRow
    values: tuple[ChangedValue, ...]

    def words(self, longest: int = _LONGEST) -> str:
        """``Change Anna · Role: – → Baker``; values are cut to *longest* letters."""
        label = self.row.label
        said = T("Undone: {action}", action=label) if self.row.undoes else label
        return " · ".join([str(said), *(each.words(longest) for each in self.values)])


class HistoryDialog(QDialog):
    """The newest step first; one that can be taken back has a button for it."""

    def __init__(self, context: Context, view: ContactView, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._contact_id = view.id
        self._rows: dict[int, _Step] = {}
        self.table = Table(context.ui, T("History of this contact"))
        self.model = PagedModel(_columns(), self._fetch, self)
        self.past = PastPane(context, view.id)
        self._nothing = EmptyState(context.ui, T("Nothing was changed yet"))
        self._stack = QStackedWidget()
        self._stays = Banner(context.ui)
        self.back = context.ui.button(T("Take this step back"), clicked=self._on_back)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("History of {name}", name=view.draft.name)))
        wanted = QSize(*map(context.theme.size, _SIZE))
        self.resize(wanted.boundedTo(parent.window().size()))
        self._build()
        context.ops.changed.connect(self._read)
        self._read()

    def _build(self) -> None:
        m = self._context.ui.m
        self.table.show_model(self.model, stretched=1)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        for column in (_WHEN, _WHO, _STATE):  # days and names are whole, what was done may wait
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self.back.setEnabled(False)
        self.table.selectionModel().currentChanged.connect(lambda _now, _then: self._on_step())
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        close.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        # Enter in the field for a day is for the day, not for a button.
        for button in (*close.buttons(), self.past.back):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
                button.setDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s3)
        layout.addWidget(self._stays)
        layout.addWidget(self._stack, 2)
        layout.addWidget(self.past, 3)
        layout.addWidget(close)

    def _read(self) -> None:
        contact_id = self._contact_id

        def read(session: Any) -> list[_Step]:
            rows = history.list_actions(session, contact_id=contact_id, limit=_MOST)
            actions = [row.action for row in rows]
            values = history.list_values(session, contact_id, actions)
            return [_Step(row, values.get(row.action, ())) for row in rows]

        self._context.ops.query(self, read, self._show)

    def _show(self, rows: Sequence[_Step]) -> None:
        self._rows = {step.row.action: step for step in rows}
        self.table.refill(list(self._rows))
        self._stack.setCurrentWidget(self.table if rows else self._nothing)
        self._fit()
        if rows and not self.table.current_id():
            self.past.show_action(rows[0].row.action)

    def _fetch(self, ids: list[int]) -> Mapping[int, _Step]:
        return {row_id: self._rows[row_id] for row_id in ids if row_id in self._rows}

    def _fit(self) -> None:
        step = self._rows.get(self.table.current_id())
        self.back.setEnabled(step is not None and step.row.can_undo and not step.row.undone)

    def _on_step(self) -> None:
        self._fit()
        if step := self.table.current_id():
            self.past.show_action(step)

    def _on_back(self) -> None:
        step = self.table.current_id()
        self._context.ops.undo(
            self,
            self._on_undone,
            lambda error: self._context.fail(self, error),
            action_id=step,
        )

    def _on_undone(self, undone: Any) -> None:
        kept = [item.id for item in undone.kept if item.table == "contact"]
        words = kept_words(self._context.ops, kept)
        if undone.action:
            self._context.say(T("Undone: {action}", action=undone.label))
        elif words is None:
            words = T("“{label}” stays: all of it was changed or used since.", label=undone.label)
        if words is None:
            self._stays.hide()
        else:
            self._stays.show_message(words)


def _columns() -> list[Column]:
    return [
        Column(str(T("When")), _when),
        Column(str(T("What")), _Step.words, whole=lambda step: step.words(0)),
        Column(str(T("Who")), lambda step: step.row.who),
        Column(str(T("State")), _state, pill=lambda step: "neutral" if step.row.undone else ""),
    ]


def _when(step: _Step) -> str:
    return formats.recent(clock.local(step.row.when), clock.today())


def _state(step: _Step) -> str:
    return str(T("Taken back")) if step.row.undone else ""
