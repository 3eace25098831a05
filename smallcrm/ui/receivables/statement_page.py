"""The account of a customer: what was owed, what happened, what is owed; on paper and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import TN, T, Text
from smallcrm.services import receivables
from smallcrm.services.receivables import Movement, Statement
from smallcrm.ui import saving_as
from smallcrm.ui.documents import addresses as document_addresses
from smallcrm.ui.documents import pdf_file
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.print_dialog import PrintDialog, Printed
from smallcrm.ui.receivables import periods
from smallcrm.ui.receivables.strip import AgeStrip
from smallcrm.ui.saving_as import NewFile
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.list_frame import ListFrame
from smallcrm.ui.widgets.tables import Table
from smallcrm.ui.widgets.typed_edit import DateEdit

_GIVE_WAY = (2, 1)  # when it was due, and then its date
_DAY_WIDTH = 150
_STATEMENT = T("Statement")
_FOLDER = "statement.folder"
_OPENING = 1  # the id of the first row


class _Line(NamedTuple):
    """A row of the table; the opening balance has no movement."""

    movement: Movement | None
    day: date
    balance: Decimal
    currency: str


def create(context: Context) -> Page:
    """Make the page."""
    return StatementPage(context)


class StatementPage(Page):
    """``crm://statement/42``: period and currency above, the account, sums by age."""

    tables = ("document", "payment", "allocation", "contact", "setting")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._contact_id = 0
        self._currency = ""
        self._asked = 0  # only the answer to the newest question counts
        self._found: Statement | None = None
        self._lines: dict[int, _Line] = {}
        self.model = PagedModel(_columns(), self._fetch, self)
        self.view = Table(self.ui, T("Movements of the account"))
        self.chips = Chips(self.ui, list(periods.NAMES.items()), T("Which days"))
        self.first, self.last = DateEdit(self.ui), DateEdit(self.ui)
        self.currency = Choice(())
        self.strip = AgeStrip(self.ui)
        self.frame = ListFrame(self.ui, T("Statement of account"), self.view)
        self._days = QWidget()
        self._build()

    def show_address(self, address: Address) -> None:
        if address.id != self._contact_id:
            self._contact_id, self._currency = address.id, ""
            self.chips.choose(periods.YEAR)
            self._on_period(periods.YEAR)
        else:
            self.reload()
        self.view.setFocus()

    def headline(self) -> str:
        return str(T("Statement, {name}", name=self._found.buyer.name)) if self._found else ""

    def commands(self) -> Sequence[Command]:
        return [
            Command("statement.pdf", T("Save the statement as PDF"), self.save_pdf,
                    "Ctrl+Return Ctrl+Enter", "download"),
            Command("statement.print", T("Print the statement"), self.print_out, "Ctrl+P", "print"),
            Command("statement.xlsx", T("Save the statement for Excel"), self.save_xlsx, "Ctrl+E",
                    "table"),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.chips, self.view)

    def reload(self) -> None:
        first, last = self.first.value(), self.last.value()
        if not self._contact_id or first is None or last is None:
            return
        contact_id, currency = self._contact_id, self._currency
        self._asked += 1
        question = self._asked
        self.context.ops.query(
            self,
            lambda session: (
                receivables.statement(session, contact_id, first, last, currency),
                receivables.list_currencies(session, contact_id),
            ),
            lambda found: self._show(*found) if question == self._asked else None,
            self._on_failed,
        )

    def save_pdf(self) -> None:
        """Ask for a file, and write the statement there as PDF."""
        self._save(T("PDF"), "*.pdf")

    def print_out(self) -> None:
        """Show the statement as it goes on paper, and ask for a printer."""
        found = self._found
        if found is not None:
            PrintDialog(
                self.context,
                self,
                T("Print the statement"),
                f"{_name(found)}.pdf",
                lambda _session, _progress: Printed(receivables.print_statement(found)),
            ).open()

    def save_xlsx(self) -> None:
        """Ask for a file, and write the statement there as a workbook."""
        self._save(T("Excel workbook"), "*.xlsx")

    def _build(self) -> None:
        frame, ui = self.frame, self.ui
        column = ui.column(0)
        self.setLayout(column)
        column.addWidget(frame)
        excel = ui.button(T("Save for Excel"), "secondary", "table", clicked=self.save_xlsx)
        pdf = ui.button(T("Save as PDF"), "primary", "download", clicked=self.save_pdf)
        ui.explain(excel, T("Save the statement for Excel"), "Ctrl+E")
        ui.explain(pdf, T("Save the statement as PDF"), "Ctrl+Enter")
        self.currency.setAccessibleName(str(T("Currency")))
        paper = ui.button(T("Print"), "secondary", "print", clicked=self.print_out)
        ui.explain(paper, T("Print the statement"), "Ctrl+P")
        for button in (self.currency, excel, paper, pdf):
            frame.head.addWidget(button)
        frame.above.addWidget(self.chips)
        self._build_days()
        frame.above.addWidget(self._days)
        frame.above.addWidget(self.strip)
        self.view.show_model(self.model, 0)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.opened.connect(self._on_opened)
        self.chips.chosen.connect(self._on_period)
        self.first.committed.connect(lambda _day: self.reload())
        self.last.committed.connect(lambda _day: self.reload())
        self.currency.committed.connect(self._on_currency)
        ui.theme.changed.connect(self._fit)
        self._fit()

    def _build_days(self) -> None:
        row = QHBoxLayout(self._days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.ui.m.s3)
        self._field_first = FormField(self.ui, T("From"), self.first, name="first")
        self._field_last = FormField(self.ui, T("To"), self.last, name="last")
        row.addWidget(self._field_first)
        row.addWidget(self._field_last)
        row.addStretch(1)
        self._days.hide()

    def _fit(self) -> None:
        self.view.fit_columns(0, _GIVE_WAY)
        for edit in (self.first, self.last):
            edit.setMinimumWidth(self.context.theme.size(_DAY_WIDTH))

    def _on_period(self, key: str) -> None:
        self._days.setVisible(key == periods.OWN)
        if key == periods.OWN:
            self.first.setFocus()
            self.first.selectAll()
            return
        found = periods.period(key, clock.today())
        self.first.set_value(found.first)
        self.last.set_value(found.last)
        self.reload()

    def _on_currency(self, currency: str) -> None:
        self._currency = currency
        self.reload()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, NotFound):
            self.frame.banner.show_message(str(error), "warning")
        elif isinstance(error, UserError):
            self._field_first.set_error(str(error))
        else:
            self.context.fail(self, error)

    def _show(self, found: Statement, currencies: Sequence[str]) -> None:
        self._field_first.clear_error()
        self._found = found
        self.frame.set_title(T("Statement, {name}", name=found.buyer.name))
        self.currency.clear()
        for code in currencies:
            self.currency.addItem(code, code)
        self.currency.set_value(found.currency)
        self.currency.setVisible(len(currencies) > 1)
        opening = _Line(None, found.first, found.opening, found.currency)
        moved = [_Line(row, row.date, row.balance, found.currency) for row in found.movements]
        self._lines = dict(enumerate((opening, *moved), start=_OPENING))
        self.view.refill(list(self._lines))
        count = len(found.movements)
        spoken = TN("{count} movement", "{count} movements", count)
        self.frame.show_count(count, spoken, is_empty=False)
        self.strip.show_sums(found.aging, (found.on_account, found.closing), found.currency)
        self.view.go_to(self.view.current_id() or _OPENING)
        self._fit()

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, _Line]:
        return {row_id: self._lines[row_id] for row_id in ids if row_id in self._lines}

    def _on_opened(self, row_id: int) -> None:
        movement = self._lines[row_id].movement
        if movement is not None and movement.number:
            self.context.open(document_addresses.of(movement.id))

    def _save(self, kind: Text, pattern: str) -> None:
        found = self._found
        if found is not None:
            name = _name(found) + pattern.removeprefix("*")
            saving_as.ask(
                self.context,
                self,
                NewFile(T("Save the statement"), (kind, pattern), name, _FOLDER),
                lambda path: receivables.save_statement(path, found),
            )


def _name(found: Statement) -> str:
    """Of a file, without its ending."""
    days = f"{found.first.isoformat()} {found.last.isoformat()}"
    return pdf_file.plain_name(f"{_STATEMENT} {found.buyer.name} {days}")


def _columns() -> list[Column]:
    def amount(value: Decimal, line: _Line) -> str:
        return formats.money(value, line.currency) if value else ""

    def debit(line: _Line) -> str:
        return amount(line.movement.debit, line) if line.movement else ""

    def credit(line: _Line) -> str:
        return amount(line.movement.credit, line) if line.movement else ""

    return [
        Column(str(T("Document")), _title),
        Column(str(T("Date")), lambda line: formats.day(line.day)),
        Column(str(T("Due")), _due),
        Column(str(T("Debit")), debit, right=True),
        Column(str(T("Credit")), credit, right=True),
        Column(
            str(T("Balance")), lambda line: formats.money(line.balance, line.currency), right=True
        ),
    ]


def _title(line: _Line) -> str:
    if line.movement is None:
        return str(T("Opening balance"))
    title = receivables.title(line.movement)
    return f"{title}, {line.movement.reference}" if line.movement.reference else title


def _due(line: _Line) -> str:
    due = line.movement.due_date if line.movement else None
    return formats.day(due) if due else ""
