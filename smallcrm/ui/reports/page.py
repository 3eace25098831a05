"""Reports: one at a time, as a chart and its table; on paper, for Excel, on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.services import reports
from smallcrm.services.reports import Bar, Row
from smallcrm.ui import saving_as
from smallcrm.ui.counting import count_text
from smallcrm.ui.documents import pdf_file
from smallcrm.ui.print_dialog import PrintDialog, Printed
from smallcrm.ui.reports.asking import FUNNEL, TITLES, Found, look
from smallcrm.ui.reports.behind import Behind, BehindView
from smallcrm.ui.reports.chart import BarChart
from smallcrm.ui.reports.filter_bar import FilterBar
from smallcrm.ui.reports.table import ReportTable
from smallcrm.ui.saving_as import NewFile
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.fitting_area import scrolling

_FOLDER = "reports.folder"


def create(context: Context) -> Page:
    """Make the page."""
    return ReportsPage(context)


class ReportsPage(Page):
    """``crm://reports/losses``: which report, of what, and the report itself."""

    tables: ClassVar[tuple[str, ...]] = (
        *("deal", "stage", "stage_stay", "pipeline", "lost_reason", "staff", "setting"),
        *("campaign", "lead", "deal_document", "payment", "allocation", "contact"),
        *("activity", "task", "document"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: Found | None = None
        self._asked = 0  # only the answer to the newest question counts
        self.chips = Chips(self.ui, list(TITLES.items()), T("Which report"))
        self.bar = FilterBar(context)
        self.about = self.ui.label("", "body", "2", wrap=True)
        self.chart = BarChart(context.theme)
        self.view = ReportTable(context)
        self.behind = BehindView(context)
        self.nothing = EmptyState(self.ui, "")
        self._report = QWidget()
        self.stack = QStackedWidget()
        self._build()
        self._connect()
        self.reload()

    def show_address(self, address: Address) -> None:
        part = address.parts[0] if address.parts else FUNNEL
        if part in TITLES and part != self.chips.current():
            self.chips.choose(part)
            self._on_chosen()
        view = self.behind.view if self.stack.currentWidget() is self.behind else self.view
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def headline(self) -> str:
        return str(TITLES[self.chips.current()])

    def commands(self) -> Sequence[Command]:
        return [
            Command("reports.open", T("Show what this line counts"), self._open_current,
                    "Ctrl+Return Ctrl+Enter", "pipeline"),
            Command("reports.back", T("Back to the report"), self._back, "", "arrow_left"),
            Command("reports.copy", T("Copy the report"), self.view.copy, "", "copy"),
            Command("reports.xlsx", T("Save the report for Excel"), self.save_xlsx, "Ctrl+E",
                    "table"),
            Command("reports.pdf", T("Save the report as PDF"), self.save_pdf, "", "download"),
            Command("reports.print", T("Print the report"), self.print_out, "Ctrl+P", "print"),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.chips, self.bar, self.stack)

    def reload(self) -> None:
        wanted = self.bar.wanted(self.chips.current())
        self._asked += 1
        question = self._asked
        self.context.ops.query(
            self,
            partial(look, wanted=wanted),
            lambda found: self._show(found) if question == self._asked else None,
            self._on_failed,
        )

    def save_xlsx(self) -> None:
        """Ask for a file, and write the report there as a workbook."""
        self._save(T("Excel workbook"), "*.xlsx")

    def save_pdf(self) -> None:
        """Ask for a file, and write the report there as PDF."""
        self._save(T("PDF"), "*.pdf")

    def print_out(self) -> None:
        """Show the report as it goes on paper, and ask for a printer."""
        found = self._found
        if found is not None:
            PrintDialog(
                self.context,
                self,
                T("Print the report"),
                f"{_name(found)}.pdf",
                lambda _session, _progress: Printed(
                    reports.print_report(found.report, found.paper)
                ),
            ).open()

    def _build(self) -> None:
        ui, m = self.ui, self.ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s4)
        layout.setSpacing(m.s3)
        head = ui.row(m.s2)
        head.addWidget(ui.label(T("Reports"), "title", elide=True), 1)
        for button in self._buttons():
            head.addWidget(button)
        layout.addLayout(head)
        layout.addWidget(self.chips)
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)
        self._build_report()
        for widget in (self._report, self.nothing, self.behind):
            self.stack.addWidget(widget)

    def _buttons(self) -> Sequence[QWidget]:
        ui = self.ui
        excel = ui.button(T("Save for Excel"), "secondary", "table", clicked=self.save_xlsx)
        pdf = ui.button(T("Save as PDF"), "secondary", "download", clicked=self.save_pdf)
        paper = ui.button(T("Print"), "primary", "print", clicked=self.print_out)
        ui.explain(excel, T("Save the report for Excel"), "Ctrl+E")
        ui.explain(pdf, T("Save the report as PDF"))
        ui.explain(paper, T("Print the report"), "Ctrl+P")
        return excel, pdf, paper

    def _build_report(self) -> None:
        ui, m = self.ui, self.ui.m
        upper = QWidget()
        inside = ui.column(m.s4)
        inside.setContentsMargins(m.s4, m.s4, m.s4, m.s3)
        upper.setLayout(inside)
        inside.addWidget(self.chart)
        inside.addWidget(self.about)
        inside.addStretch(1)
        chart, around = ui.card()
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(scrolling(upper))
        table, inner = ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        column = ui.column(m.s3)
        self._report.setLayout(column)
        column.addWidget(chart, 1)
        column.addWidget(table, 1)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._on_chip)
        self.bar.changed.connect(self._on_chosen)
        self.view.opened.connect(lambda _row_id: self._open_current())
        self.chart.opened.connect(self._open_bar)
        self.behind.left.connect(self._back)

    def _on_chip(self, key: str) -> None:
        self._on_chosen()
        self.moved.emit(f"crm://reports/{key}")

    def _on_chosen(self) -> None:
        """Something else is wanted: back to the report, and read it."""
        self._back()
        self.reload()

    def _show(self, found: Found) -> None:
        self._found = found
        self.bar.show_found(found)
        self.about.setText(found.report.about)
        self.chart.show_charts(found.report.charts)
        self.view.show_report(found.report)
        if self.stack.currentWidget() is not self.behind:
            self._show_report()

    def _show_report(self) -> None:
        """The report, or what to do where there is nothing to count."""
        if self._found is None or self._found.report.rows:
            self.stack.setCurrentWidget(self._report)
            return
        self.nothing.clear_actions()
        self.nothing.set_words(
            T("Nothing of this happened in these days."), self._found.report.about
        )
        if self.bar.is_narrowing:
            self.nothing.add_action(T("Show all"), self.bar.show_all, "secondary")
        self.stack.setCurrentWidget(self.nothing)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError) and error.field == "last":
            self.bar.show_error(str(error))
        else:
            self.context.fail(self, error)

    def _open_current(self) -> None:
        """List what the chosen line counts: that of the chosen figure first, else its deals.

        A figure that has no list opens none, where the line has no deals: that of another
        figure would be taken for its own.
        """
        row_id = self.view.current_id()
        if not row_id or self.stack.currentWidget() is not self._report:
            return
        row, column = self.view.row(row_id), self.view.currentIndex().column()
        lists = self._lists_of(row)
        of_column = list(row.listings)  # as they stand in the lists; the deals come last
        if column not in of_column and column and not row.deals:
            return
        first = of_column.index(column) if column in of_column else len(lists) - 1
        labels = [reports.shown(row.cells[0], ""), *_words(row.cells[1:])]
        self._show_lists(lists, first, ", ".join(label for label in labels if label))

    def _lists_of(self, row: Row) -> list[Behind]:
        found = self._found
        if found is None:
            return []
        headings = [column.heading for column in found.report.columns]
        figures = [reports.shown(cell, "") for cell in row.cells]
        lists = [
            Behind(f"{headings[at]}  {figures[at]}", (), listing, found.scope)
            for at, listing in row.listings.items()
        ]
        if row.deals:
            lists.append(Behind(f"{T('Deals')}  {count_text(len(row.deals))}", row.deals))
        return lists

    def _open_bar(self, bar: Bar, name: str) -> None:
        if self._found is not None:
            behind = Behind(name, bar.deals, bar.listing, self._found.scope)
            self._show_lists([behind], 0, name)

    def _show_lists(self, lists: Sequence[Behind], first: int, name: str) -> None:
        """List what is behind a figure; nothing where there is nothing."""
        if lists:
            self.behind.show_lists(lists, first, f"{self.headline()}: {name}")
            self.stack.setCurrentWidget(self.behind)
            self.behind.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        if self.stack.currentWidget() is self.behind:
            self._show_report()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, kind: Text, pattern: str) -> None:
        found = self._found
        if found is not None:
            name = _name(found) + pattern.removeprefix("*")
            saving_as.ask(
                self.context,
                self,
                NewFile(T("Save the report"), (kind, pattern), name, _FOLDER),
                lambda path: reports.save_report(path, found.report, found.paper),
            )


def _name(found: Found) -> str:
    """Of a file, without its ending."""
    first, last = found.wanted.days
    return pdf_file.plain_name(f"{found.report.title} {first.isoformat()} {last.isoformat()}")


def _words(cells: Sequence[object]) -> list[str]:
    """Those at the beginning that are words: a source has its campaign beside it."""
    words: list[str] = []
    for cell in cells:
        if not isinstance(cell, str):
            break
        words.append(cell)
    return words
