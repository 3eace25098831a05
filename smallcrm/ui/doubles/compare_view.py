"""Contacts side by side, with a choice for each field that differs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core import clock, formats
from smallcrm.core.text import TN, T
from smallcrm.services.doubles import Comparison, Difference, Side
from smallcrm.ui.doubles import words
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.growing_edit import ValueText

_COLUMN, _NARROW_COLUMN = 150, 110  # pixels that a contact gets at least
_NARROW = 480  # there the names of fields stand above their values
_REFUSED = T(
    "Whoever refused advertising is not asked twice: a refusal stays when they are merged."
)
_TOP = Qt.AlignmentFlag.AlignTop


class CompareView(QScrollArea):
    """The lines of a comparison; what is chosen can be asked for at any time.

    Signals:
        wanted: A contact is to be shown; carries its id.
        shown: The lines are made anew.
    """

    wanted = Signal(int)
    shown = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._groups: dict[str, QButtonGroup] = {}
        self._found: Comparison | None = None
        self._is_narrow = False
        self._breakpoints = Breakpoints(context.theme, self)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it scrolls with the keyboard

    @property
    def choices(self) -> Mapping[str, int]:
        """Whose value of each field is to be kept."""
        return {field: group.checkedId() for field, group in self._groups.items()}

    def show_comparison(self, found: Comparison) -> None:
        """Show *found*, with what it proposes chosen."""
        self._found = found
        self._show(found, {})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        if self._found is not None:
            self._show(self._found, self.choices)

    def _show(self, found: Comparison, chosen: Mapping[str, int]) -> None:
        """Show *found*; *chosen* says what the user chose, where it is not what is proposed."""
        self._groups = {}
        m = self._ui.m
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(m.s5, m.s4, m.s5, m.s4)
        frame, layout = self._ui.card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s5)
        grid.setVerticalSpacing(m.s3)
        least = _NARROW_COLUMN if self._is_narrow else _COLUMN
        for number, side in enumerate(found.sides, 1):
            grid.setColumnStretch(number, 1)
            grid.setColumnMinimumWidth(number, self._ui.theme.size(least))
            grid.addWidget(self._head(side), 0, number, _TOP)
        for row, line in enumerate(found.differences, 1):
            self._add_line(grid, 2 * row, line, found)
        for field, side_id in chosen.items():
            self._groups[field].button(side_id).setChecked(True)
        layout.addLayout(grid)
        column.addWidget(frame)
        if not found.differences:
            same = T("They say the same about everything.")
            column.addWidget(self._ui.label(same, "body", "2", wrap=True))
        kept = T(
            "All phones, emails, addresses, tags and notes are kept. Deals, documents, tasks and"
            " files move along; what was issued stays as it was printed."
        )
        if any(line.field == "consent" and line.chosen is None for line in found.differences):
            column.addWidget(self._ui.label(_REFUSED, "caption", "2", wrap=True))
        column.addWidget(self._ui.label(kept, "caption", "2", wrap=True))
        column.addStretch(1)
        self.setWidget(inside)
        self.shown.emit()

    def _head(self, side: Side) -> QWidget:
        holder = QWidget()
        column = self._ui.column(2)
        holder.setLayout(column)
        column.addWidget(self._ui.value(side.name, "subtitle"))
        facts = [str(T("added on {day}", day=formats.day(clock.local(side.created_at).date())))]
        if count := side.documents:
            facts.append(str(TN("{count} document", "{count} documents", count)))
        if count := side.deals:
            facts.append(str(TN("{count} open deal", "{count} open deals", count)))
        line = ", ".join(facts)
        column.addWidget(self._ui.label(line[:1].upper() + line[1:], "caption", "2", wrap=True))
        show = self._ui.button(
            T("Show the contact"), "link", clicked=lambda: self.wanted.emit(side.id)
        )
        column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _add_line(self, grid: QGridLayout, row: int, line: Difference, found: Comparison) -> None:
        name = words.field(line.field)
        if self._is_narrow:
            grid.addWidget(self._ui.label(name, "caption", "2"), row - 1, 1, 1, -1)
        else:
            grid.addWidget(self._ui.label(name, "body", "2", wrap=True), row, 0, _TOP)
        group: QButtonGroup | None = None
        if line.chosen is not None:
            group = self._groups[line.field] = QButtonGroup(self)
        for number, (side, stored) in enumerate(zip(found.sides, line.values, strict=True), 1):
            value = formats.birthday(stored) if line.field == "birthday" else stored
            if group is None or not value:
                shown = ValueText(value, name) if value else self._ui.label("–")
                grid.addWidget(shown, row, number, _TOP)
                continue
            choice = QRadioButton()
            choice.setAccessibleName(f"{name}: {value}")
            choice.setChecked(side.id == line.chosen)
            group.addButton(choice, side.id)
            grid.addLayout(self._chosen(choice, value, name), row, number, _TOP)

    def _chosen(self, choice: QRadioButton, value: str, name: str) -> QGridLayout:
        """A choice with its value beside it: the words wrap, and can be copied."""
        row = QGridLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(self._ui.m.s2)
        row.setColumnStretch(1, 1)
        row.addWidget(choice, 0, 0, _TOP)
        row.addWidget(ValueText(value, name), 0, 1, Qt.AlignmentFlag.AlignVCenter)
        return row
