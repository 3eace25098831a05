"""The panel in which an invoice is corrected: all of it, some lines, or all of it and a new draft.

A credit note cannot be taken back, so its number and its sum are said before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.core.typed import read_number
from smallcrm.services import documents
from smallcrm.services.documents import CREDIT_NOTE, DocumentRow, Totals, credit_lines
from smallcrm.services.documents.credit_lines import Credited, CreditLine
from smallcrm.ui.documents import words
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.fitting_area import FittingArea
from smallcrm.ui.widgets.typed_edit import DecimalEdit

_WIDTH, _QUANTITY = 400, 84
ALL, SOME, AGAIN = "all", "some", "again"
_WAYS: dict[str, Text] = {
    ALL: T("All that is left of it"),
    SOME: T("Some lines, or a part of them"),
    AGAIN: T("All of it, and a new draft to put it right"),
}


class _Before(NamedTuple):
    """What is known before the choice."""

    lines: Sequence[CreditLine]
    number: str


class CreditPanel(QFrame):
    """Three ways, the lines with what is left of them, what it comes to, and the deed.

    Signals:
        issued: The credit note is there; carries a ``Credited``.
        drafted: A draft of it was made instead; carries its id.
        closed: The panel is not wanted any more.
    """

    issued = Signal(object)
    drafted = Signal(int)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        ui = self._ui = context.ui
        self._row: DocumentRow | None = None
        self._lines: Sequence[CreditLine] = ()
        self._edits: dict[int, DecimalEdit] = {}
        self._title = ui.label("", "subtitle", wrap=True)
        self._ways = QButtonGroup(self)
        self._buttons = {key: QRadioButton(str(text)) for key, text in _WAYS.items()}
        self._quantities = QWidget()
        self._all = ui.button(T("Take all lines"), "secondary", "check", clicked=self._take_all)
        self._sum = ui.label("", "body_strong", wrap=True)
        self._message = ui.label("", "body", "danger", wrap=True)
        self._go = ui.button("", "primary", clicked=self.confirm)
        self._draft = ui.button(T("Only make a draft"), "secondary", clicked=self._make_draft)
        self._back = ui.button(T("Leave it as it is"), "secondary", clicked=self.closed.emit)
        self._build()
        context.theme.changed.connect(self._fit)

    def ask(self, row: DocumentRow) -> None:
        """Ask how the invoice *row* is to be corrected; the way back has the keyboard."""
        self._row = row
        day = max(clock.today(), row.date)
        before = self._context.ops.read(
            lambda session: _Before(
                credit_lines.list_creditable(session, row.id),
                documents.preview(session, CREDIT_NOTE, day),
            )
        )
        self._lines = before.lines
        title = T("Credit note for invoice {number}", number=row.number)
        self._title.setText(str(title))
        self.setAccessibleName(str(title))
        go = words.with_number(words.ISSUE_NUMBERED, CREDIT_NOTE, before.number)
        self._go.setText(go.replace("&", "&&"))
        self._go.setAccessibleName(go)
        self._show_lines()
        self.choose(ALL)
        self.show()
        self._back.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, way: str) -> None:
        """Take one of the three ways."""
        self._buttons[way].setChecked(True)
        self._on_way()

    def confirm(self) -> None:
        """Issue it; this cannot be undone."""
        row = self._row
        if row is None or not self._go.isEnabled() or not self._may():
            return
        quantities, copies = self._wanted(), self._way() == AGAIN
        self._set_busy(busy=True)
        self._context.ops.write(
            self,
            T("Issue credit note"),
            lambda session: credit_lines.credit_now(session, row.id, quantities, copies=copies),
            self._on_issued,
            self._on_failed,
            can_undo=False,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _make_draft(self) -> None:
        row = self._row
        if row is None or not self._may():
            return
        quantities = self._wanted()
        self._set_busy(busy=True)
        self._context.ops.write(
            self,
            words.NEW[CREDIT_NOTE],
            lambda session: documents.credit(session, row.id, quantities),
            self.drafted.emit,
            self._on_failed,
        )

    def _way(self) -> str:
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def _wanted(self) -> Mapping[int, Decimal] | None:
        """The quantities by the place of their line; None for all."""
        if self._way() != SOME:
            return None
        return {place: _typed(edit) for place, edit in self._edits.items()}

    def _may(self) -> bool:
        """Read what is being typed; False, with a sentence, where it is no number or nothing."""
        if self._way() != SOME:
            return True
        if not all(edit.commit() for edit in self._edits.values()):
            return False
        if any(_typed(edit) for edit in self._edits.values()):
            return True
        next(iter(self._edits.values())).setFocus(Qt.FocusReason.TabFocusReason)
        self._say(
            str(
                T(
                    "No line is chosen, so there is nothing to credit and nothing was issued. "
                    "Type how much of a line is credited, or take all lines."
                )
            )
        )
        return False

    def _take_all(self) -> None:
        """All that is left of each line."""
        for line in self._lines:
            if line.left:
                self._edits[line.place].set_value(line.left)
        self._foresee()

    def _on_way(self) -> None:
        for widget in (self._quantities, self._all):
            widget.setVisible(self._way() == SOME)
        self._draft.setVisible(self._way() != AGAIN)
        self._foresee()

    def _foresee(self) -> None:
        """Say what it would come to, or why it cannot be."""
        row, quantities = self._row, self._wanted()
        if row is None:
            return
        self._message.hide()
        if quantities is not None and not any(quantities.values()):
            nothing = formats.money(Decimal(0), row.currency)
            self._sum.setText(str(T("Nothing is chosen yet: {amount}", amount=nothing)))
            self._set_busy(busy=False)
            return
        try:
            totals = self._context.ops.read(
                lambda session: credit_lines.preview(session, row.id, quantities)
            )
        except UserError as error:
            self._sum.clear()
            self._say(str(error))
            return
        self._sum.setText(str(_sentence(totals)))
        self._set_busy(busy=False)

    def _on_issued(self, made: Credited) -> None:
        self._set_busy(busy=False)
        self.issued.emit(made)

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        if isinstance(error, UserError):
            self._say(str(error))
        else:
            self._context.fail(self, error)

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.show()
        self._go.setEnabled(False)
        self._draft.setEnabled(False)

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self._go, self._draft, self._back):
            button.setEnabled(not busy)

    def _show_lines(self) -> None:
        layout = self._quantities.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._edits = {}
        for place, line in enumerate(line for line in self._lines if line.left):
            self._add_line(place, line)
        in_order = [*self._buttons.values(), *self._edits.values(), self._all]
        for before, after in pairwise(in_order):  # lines are made after the buttons below them
            self.setTabOrder(before, after)

    def _add_line(self, at: int, line: CreditLine) -> None:
        ui, grid = self._ui, self._quantities.layout()
        if not isinstance(grid, QGridLayout):
            raise TypeError("the quantities stand in a grid")
        edit = DecimalEdit()
        edit.set_value(Decimal(0))  # what is credited is chosen, never left over from a slip
        edit.setFixedWidth(ui.theme.size(_QUANTITY))
        edit.setAccessibleName(str(T("How much of {item}", item=line.description)))
        edit.textEdited.connect(lambda _words: self._foresee())
        edit.committed.connect(lambda _value: self._foresee())
        edit.refused.connect(self._say)
        of_all = T("of {quantity}", quantity=f"{formats.number(line.left)} {line.unit}".strip())
        name = ui.label(line.description, wrap=True)
        name.setBuddy(edit)
        grid.addWidget(name, at, 0)
        grid.addWidget(edit, at, 1)
        grid.addWidget(ui.label(of_all, "body", "2"), at, 2)
        self._edits[line.place] = edit

    def _build(self) -> None:
        m = self._ui.m
        self.setProperty("card", "plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.setSpacing(m.s3)
        layout.addWidget(self._title)
        inside = QWidget()
        column = self._ui.column(m.s3)
        inside.setLayout(column)
        for button in self._buttons.values():
            self._ways.addButton(button)
            column.addWidget(button)
            button.clicked.connect(self._on_way)
        grid = QGridLayout(self._quantities)
        grid.setContentsMargins(0, 0, m.s1, 0)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(m.s2)
        grid.setVerticalSpacing(m.s2)
        column.addWidget(self._quantities)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignRight)
        warning = T(
            "It cannot be changed afterwards: number, sums and page are kept as they are. "
            "It settles what is open of the invoice; the rest is on the customer's account."
        )
        column.addWidget(self._ui.label(warning, "body", "2", wrap=True))
        layout.addWidget(FittingArea(inside))
        for widget in (self._sum, self._message, self._go, self._draft, self._back):
            layout.addWidget(widget)  # always in sight
        layout.addStretch(1)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._ui.theme.size(_WIDTH))


def _typed(edit: DecimalEdit) -> Decimal:
    """What stands in *edit* now; nothing while it is no number yet."""
    text = edit.text().strip()
    try:
        return read_number(text) if text else Decimal(0)
    except UserError:
        return Decimal(0)


def _sentence(totals: Totals) -> Text:
    def money(amount: Any) -> str:
        return formats.money(amount, totals.currency)

    return T(
        "Credits {total}, of which {tax} are tax.",
        total=money(totals.total),
        tax=money(totals.tax_total),
    )
