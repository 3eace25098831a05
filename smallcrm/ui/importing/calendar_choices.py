"""Entries of a calendar that both sides changed: what differs, and whose words count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from smallcrm.core.text import T
from smallcrm.services import calendar
from smallcrm.services.calendar import Conflict
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.tables import SpacedTable

_ENTRY, _DIFFERS, _CHOICE = range(3)
_MOST_ROWS = 6  # in sight; the others are scrolled to


class CalendarChoices(QWidget):
    """All at once by a radio button, or one by one: Space, Enter or a click on the choice.

    What the chosen entry would become stands below the list in full.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._conflicts: Sequence[Conflict] = ()
        self._taken: set[int] = set()  # rows, from 1
        self._edge = context.ui.m.s2
        ui = context.ui
        self.keep_all = QRadioButton(str(T("Keep mine")))
        self.take_all = QRadioButton(str(T("Take the file's")))
        self.each = QRadioButton(str(T("One by one")))
        self.view = SpacedTable(ui, T("Entries that both sides changed"))
        self.model = PagedModel(self._columns(), self._fetch, self)
        self.details = ui.label("", "body", "2", wrap=True)
        self._build(context)

    @property
    def taken(self) -> int:
        """Of how many entries the file's is wanted."""
        return len(self._taken)

    def chosen(self) -> dict[str, str]:
        """The choice for each entry by its uid, as ``calendar.bring_in`` wants it."""
        return {
            each.uid: calendar.TAKE if row in self._taken else calendar.KEEP
            for row, each in enumerate(self._conflicts, start=1)
        }

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Show these, all of them to be kept as they are here; nothing where there are none."""
        self._conflicts, self._taken = conflicts, set()
        self.keep_all.setChecked(True)
        self.setVisible(bool(conflicts))
        self.view.refill(list(range(1, len(conflicts) + 1)))
        self.view.fit_columns(_DIFFERS)
        rows = min(len(conflicts), _MOST_ROWS) * self.view.verticalHeader().defaultSectionSize()
        self.view.setFixedHeight(
            self.view.horizontalHeader().sizeHint().height() + rows + self._edge
        )
        if conflicts:
            self.view.go_to(1)
        self._tell()

    def _build(self, context: Context) -> None:
        ui = context.ui
        self.view.show_model(self.model, _DIFFERS)
        self.view.horizontalHeader().setSectionsClickable(False)
        card, inner = ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ui.m.s2)
        row = ui.row(ui.m.s4)
        for button in (self.keep_all, self.take_all, self.each):
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(card)
        layout.addWidget(self.details)
        self.keep_all.clicked.connect(lambda: self._choose_all(take=False))
        self.take_all.clicked.connect(lambda: self._choose_all(take=True))
        self.each.clicked.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.view.picked.connect(lambda _row: self._tell())
        self.view.opened.connect(lambda row: self._toggle([row]))
        self.view.spaced.connect(lambda: self._toggle(self.view.chosen_ids()))
        self.view.clicked.connect(self._on_clicked)

    def _columns(self) -> list[Column]:
        return [
            Column(str(T("Entry")), lambda row: self._at(row).title, is_words=True),
            Column(str(T("What differs")), lambda row: _differs(self._at(row)), is_words=True),
            Column(
                str(T("Which one")),
                lambda row: str(T("As in the file") if row in self._taken else T("As here")),
                pill=lambda row: "accent" if row in self._taken else "neutral",
            ),
        ]

    def _fetch(self, ids: list[int]) -> Mapping[int, int]:
        return {row: row for row in ids}

    def _at(self, row: int) -> Conflict:
        return self._conflicts[row - 1]

    def _choose_all(self, *, take: bool) -> None:
        self._taken = set(self.model.ids) if take else set()
        self._show_again()

    def _toggle(self, rows: Sequence[int]) -> None:
        self._taken ^= set(rows)
        buttons = {0: self.keep_all, len(self._conflicts): self.take_all}
        buttons.get(len(self._taken), self.each).setChecked(True)
        self._show_again()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == _CHOICE:
            self._toggle([self.model.id_at(index.row())])

    def _show_again(self) -> None:
        self.model.forget(frozenset(self.model.ids))

    def _tell(self) -> None:
        row = self.view.current_id()
        told = self._at(row).differences if row and self._conflicts else ()
        self.details.setText("\n".join(str(each.sentence) for each in told))


def _differs(conflict: Conflict) -> str:
    return ", ".join(str(each.what) for each in conflict.differences)
