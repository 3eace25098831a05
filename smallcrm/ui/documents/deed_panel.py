"""The panel at the right in which one says yes: issue, issue and print, print, cancel.

It tells what will happen before it happens; its button is named after the deed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.services.documents import CREDIT_NOTE, INVOICE, ORDER, QUOTE
from smallcrm.services.settings import Business
from smallcrm.ui.documents import words
from smallcrm.ui.documents.business_fields import BusinessFields
from smallcrm.ui.documents.issue_day import DayChoice, IssueDay
from smallcrm.ui.documents.print_options import PrintOptions
from smallcrm.ui.documents.printing import PrintJob
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.fitting_area import FittingArea
from smallcrm.ui.widgets.keyboard import offer

_WIDTH = 360
_SETTINGS = "settings."


class Deed(Enum):
    """What the panel is about."""

    ISSUE = "issue"
    ISSUE_AND_PRINT = "issue_and_print"
    PRINT = "print"
    VOID = "void"

    @property
    def prints(self) -> bool:
        """Whether a page goes on paper."""
        return self in (Deed.ISSUE_AND_PRINT, Deed.PRINT)


class DeedFacts(NamedTuple):
    """What is told before a deed.

    Attributes:
        number: The one that will be given, or that was.
        rows: What else, as words and values.
        missing: Fields of the settings that are asked for here.
        business: What is known of them.
        days: The dates that the document may have, where one is to be chosen; the first is likely.
        remark: What else is to be known before it is done; empty for nothing.
    """

    kind: str
    number: str
    rows: Sequence[tuple[Text, str]] = ()
    missing: Sequence[str] = ()
    business: Business = Business()
    days: Sequence[DayChoice] = ()
    remark: Text | str = ""


class DeedPanel(QFrame):
    """Facts, missing fields, printer, and two buttons: the safe one and the deed.

    Attributes:
        printing: How the pages go on paper.

    Signals:
        confirmed: The deed is wanted; carries it.
        closed: The panel is not wanted any more.
    """

    confirmed = Signal(object)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._deed = Deed.ISSUE
        self._facts = DeedFacts("", "")
        self._is_awaited = False
        self._title = self._ui.label("", "subtitle", wrap=True)
        self._grid = QGridLayout()
        self._warning = self._ui.label("", "body", "2", wrap=True)
        self._day = IssueDay(context.ui)
        self._remark = self._ui.label("", "body", "2", wrap=True)
        self._business = BusinessFields(context)
        self.printing = PrintOptions(context)
        self._message = self._ui.label("", "body", "danger", wrap=True)
        self._go = self._ui.button("", "primary", clicked=self.confirm)
        self._back = self._ui.button("", "secondary", clicked=self.closed.emit)
        self._build()
        self.printing.found.connect(self._on_found)
        self.printing.retargeted.connect(self._tell_deed)
        self._day.chosen.connect(self._on_day)
        context.theme.changed.connect(self._fit)

    @property
    def deed(self) -> Deed:
        """What it is about."""
        return self._deed

    @property
    def saves(self) -> bool:
        """Whether the page is saved as a file, for want of a printer or because it was chosen."""
        return self._deed.prints and self.printing.saves

    def business(self) -> dict[str, str]:
        """What was typed into the missing fields of the settings."""
        return self._business.values()

    def job(self) -> PrintJob:
        """How it is to be printed; without a printer it is saved as a file."""
        return self.printing.job()

    def day(self) -> date | None:
        """The date that was chosen; None where there was nothing to choose."""
        return self._day.value() if self._facts.days else None

    def show_deed(self, deed: Deed, facts: DeedFacts) -> None:
        """Ask about *deed*; for printing the deed is focused, otherwise the way back."""
        self._deed, self._facts = deed, facts
        self._show_facts(facts.rows)
        self._warning.setText(str(_warning(deed, facts.kind)))
        self._warning.setVisible(deed != Deed.PRINT)
        self._day.offer(facts.days)
        self._remark.setText(str(facts.remark))
        self._remark.setVisible(bool(facts.remark))
        self._business.ask(facts.missing, facts.business)
        self.printing.setVisible(deed.prints)
        self._message.hide()
        self.set_busy(busy=False)
        self._tell_deed()
        self.show()
        if deed.prints:
            kind = facts.kind if deed == Deed.PRINT else ""
            self.printing.look(kind, is_draft=not facts.number)
        if facts.missing:
            self._business.start()
            QTimer.singleShot(0, self, self._reveal)
        else:
            focused = self._go if deed.prints else self._back
            focused.setFocus(Qt.FocusReason.TabFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """It is being done: nothing can be pressed twice."""
        self._go.setEnabled(not busy)
        self._back.setEnabled(not busy)

    def show_failure(self, error: UserError) -> None:
        """Say why it was not done, beside the field where there is one."""
        self.set_busy(busy=False)
        field = (error.field or "").removeprefix(_SETTINGS)
        if not self._business.set_error(field, str(error)):
            self._message.setText(str(error))
            self._message.show()
            offer(self._go, self)

    def show_any_failure(self, error: BaseException) -> bool:
        """Say why it was not done; False when it is not for the user to put right."""
        if isinstance(error, UserError):
            self.show_failure(error)
            return True
        self.set_busy(busy=False)
        return False

    def confirm(self) -> None:
        """Do the deed, if it can be done now."""
        if not self._go.isEnabled():
            return
        self._is_awaited = self._deed.prints and not self.printing.is_known
        if self._is_awaited:
            self.set_busy(busy=True)
        else:
            self.confirmed.emit(self._deed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._back.isEnabled():
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        m = self._ui.m
        self.setProperty("card", "plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.setSpacing(m.s3)
        layout.addWidget(self._title)
        self._grid.setHorizontalSpacing(m.s4)
        self._grid.setVerticalSpacing(m.s2)
        self._grid.setColumnStretch(1, 1)
        inside = QWidget()
        column = self._ui.column(m.s3)
        inside.setLayout(column)
        column.addLayout(self._grid)
        for widget in (
            *(self._day, self._warning, self._remark, self._business),
            *(self.printing, self._message),
        ):
            column.addWidget(widget)
        self._area = FittingArea(inside)
        layout.addWidget(self._area)
        layout.addSpacing(m.s1)
        layout.addWidget(self._go)
        layout.addWidget(self._back)
        layout.addStretch(1)
        self._fit()

    def _reveal(self) -> None:
        """Scroll to the field that has the keyboard, once everything has its place."""
        focus = self.focusWidget()
        if self._business.isAncestorOf(focus):
            self._area.ensureWidgetVisible(focus)

    def _fit(self) -> None:
        self.setFixedWidth(self._ui.theme.size(_WIDTH))

    def _show_facts(self, rows: Sequence[tuple[Text, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (heading, value) in enumerate(rows):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(self._ui.label(heading, "body", "2"), row, 0, top)
            self._grid.addWidget(self._ui.label(value, "body_strong", wrap=True), row, 1, top)

    def _on_day(self, choice: DayChoice) -> None:
        """Another date has another number."""
        self._facts = self._facts._replace(number=choice.number)
        self._tell_deed()

    def _on_found(self) -> None:
        """The printers are known: go on where somebody was quicker than they."""
        self._tell_deed()
        if self._is_awaited and self.isVisible():
            self.set_busy(busy=False)
            self.confirm()

    def _tell_deed(self) -> None:
        kind, number = self._facts.kind, self._facts.number
        is_draft = self._deed == Deed.PRINT and not number
        title = words.with_number(_TITLES[self._deed], kind, number)
        title = str(words.PRINT_DRAFT) if is_draft else title
        self._title.setText(title)
        go = str(_PRINTING[self._deed][self.saves]) if self._deed.prints else title
        back = _BACK[self._deed]
        self._go.setText(go.replace("&", "&&"))
        self._go.setAccessibleName(go)
        self._back.setText(str(back))
        self._back.setAccessibleName(str(back))
        self.setAccessibleName(self._title.text())


def _warning(deed: Deed, kind: str) -> Text:
    if deed != Deed.VOID:
        return _ISSUING[kind]
    if kind == INVOICE:
        return T(
            "A credit note over what is left of it is issued in the same step. The invoice keeps "
            "its number and becomes void. This cannot be taken back."
        )
    return T("It keeps its number and becomes void. This cannot be taken back.")


_ISSUING: dict[str, Text] = {
    QUOTE: T(
        "It cannot be changed afterwards: number, sums and page are kept as they are. "
        "To offer something else, copy it to a new draft."
    ),
    ORDER: T(
        "It cannot be changed afterwards: number, sums and page are kept as they are. "
        "To correct it, make it void and copy it to a new draft."
    ),
    INVOICE: T(
        "It cannot be changed afterwards: number, sums and page are kept as they are. "
        "Corrections are made by a credit note."
    ),
    CREDIT_NOTE: T(
        "It cannot be changed afterwards: number, sums and page are kept as they are. "
        "What it credits too much is invoiced anew."
    ),
}
_TITLES: dict[Deed, Mapping[str, Text]] = {
    Deed.ISSUE: words.ISSUE_NUMBERED,
    Deed.ISSUE_AND_PRINT: words.ISSUE_NUMBERED,
    Deed.PRINT: words.PRINT_NUMBERED,
    Deed.VOID: words.VOID_NUMBERED,
}
_BACK: dict[Deed, Text] = {
    Deed.ISSUE: T("Keep as draft"),
    Deed.ISSUE_AND_PRINT: T("Keep as draft"),
    Deed.PRINT: T("Close"),
    Deed.VOID: T("Leave it as it is"),
}
_PRINTING: dict[Deed, tuple[Text, Text]] = {  # with a printer, and without
    Deed.ISSUE_AND_PRINT: (T("Issue and print"), T("Issue and save as PDF")),
    Deed.PRINT: (T("Print"), T("Save as PDF")),
}
