"""The tab Lines: what is to be sold, in the table that documents have."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import deals, documents, settings
from smallcrm.services.deals import DealLines, DealView
from smallcrm.services.documents import QUOTE, DocumentDraft
from smallcrm.ui.documents.line_cells import Basis
from smallcrm.ui.documents.lines_model import LinesModel
from smallcrm.ui.documents.lines_table import LinesTable
from smallcrm.ui.documents.product_prices import ProductPrices
from smallcrm.ui.pipeline import deal_words
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.state_word import StateWord

_PAUSE = 800  # milliseconds after the last key before what was typed is saved
_WITH, _WITHOUT = "with", "without"


class DealLinesTab(QWidget):
    """Saves itself: a deed (a row deleted, pasted, moved) at once, typing after a pause."""

    def __init__(self, context: Context, state: StateWord) -> None:
        super().__init__()
        ui = context.ui
        self._context = context
        self._state = state
        self._view: DealView | None = None
        self._stored: DealLines | None = None
        self._draft = DocumentDraft(kind=QUOTE)
        prices = ProductPrices(context, self, self.draft)
        self.model = LinesModel(Basis(clock.today()), prices, self)
        self.table = LinesTable(ui, self.model, prices.find)
        self.prices = Choice([(_WITHOUT, T("Prices without tax")), (_WITH, T("Prices with tax"))])
        self._message = ui.label("", "caption", "danger", wrap=True)
        self._sums = ui.label("", "body", "2", wrap=True)
        self._total = ui.label("", "figure")
        self._inside = QWidget()
        self._area: QScrollArea = scrolling(self._inside)
        self._pause = QTimer(self)
        self._build()
        self.model.edited.connect(self._on_edited)
        self.model.dataChanged.connect(lambda *_where: self._tell_problems())
        self.table.reached.connect(self._on_reached)
        self.prices.committed.connect(self._on_prices)

    def draft(self) -> DocumentDraft:
        """The quote that would come of what stands in the table."""
        return replace(self._draft, lines=self.model.lines())

    def show_deal(self, view: DealView) -> None:
        """Show the lines of *view*; what is being typed in the deal that is shown stays."""
        is_other = self._view is None or self._view.id != view.id
        if is_other:
            self.save_now()
        self._view = view
        stored, paper, rates = self._context.ops.read(
            lambda session: (
                deals.get_lines(session, view.id),
                deals.paper_of(session, view.id, QUOTE),
                settings.list_tax_rates(session, clock.today()),
            )
        )
        with_tax = stored.prices_include_tax
        self._draft = replace(paper, lines=(), prices_include_tax=with_tax)
        self.prices.set_value(_WITH if with_tax else _WITHOUT)
        self.model.set_basis(Basis(clock.today(), rates, stored.currency, with_tax))
        if is_other or not self._is_begun():
            self.model.set_lines(stored.lines)
        self._stored = stored
        self._compute()

    def save_now(self) -> None:
        """Save what is typed, if it was understood."""
        self.table.finish()
        if self._pause.isActive():
            self._save()

    def start(self) -> None:
        """Put the keyboard where the next item is typed."""
        self.table.start()

    def _is_begun(self) -> bool:
        """Whether the table says something that is not stored yet."""
        if self._pause.isActive() or self.model.problems():
            return True
        return self.table.state() == LinesTable.State.EditingState

    def _build(self) -> None:
        m = self._context.ui.m
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._save)
        self.prices.setAccessibleName(str(T("How prices are typed")))
        inner = QVBoxLayout(self._inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(m.s2)
        inner.addWidget(self.table)
        inner.addWidget(self._message)
        foot = self._context.ui.row(m.s3)
        foot.addWidget(self.prices, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._sums, 1)
        foot.addWidget(self._total)
        self.prices.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.prices.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        inner.addLayout(foot)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, m.s3, 0, 0)
        layout.addWidget(self._area)
        self._message.hide()

    def _compute(self) -> None:
        """Show the sums of what stands in the table."""
        try:
            totals = documents.compute(self.draft())
        except UserError as error:
            self._say(str(error))
            return
        self.model.set_totals(totals)
        self.table.fit_columns()
        taxes = [
            str(T("VAT {rate}", rate=formats.percent(row.rate)))
            + f"  {formats.money(row.tax, totals.currency)}"
            for row in totals.taxes
            if row.rate
        ]
        net = T("Net {amount}", amount=formats.money(totals.total_without_tax, totals.currency))
        has_lines = bool(self.model.lines())
        self._sums.setText("   ·   ".join([str(net), *taxes]) if has_lines else "")
        total = formats.money(totals.total, totals.currency)
        self._total.setText(total if has_lines else "")
        self._tell_problems()

    def _on_edited(self, is_deed: bool) -> None:  # noqa: FBT001 - a slot
        self._compute()
        if is_deed:
            self._save()
        else:
            self._pause.start()

    def _save(self) -> None:
        self._pause.stop()
        view, lines = self._view, self.model.lines()
        if view is None or self.model.problems():
            return
        if self._stored is not None and lines == self._stored.lines:
            return
        self._state.start()
        self._context.ops.write(
            self,
            deal_words.change(view.details.title),
            lambda session: deals.set_lines(session, view.id, lines),
            done=lambda _none: self._on_saved(),
            failed=self._on_failed,
        )

    def _on_saved(self) -> None:
        self._state.finish()
        self._context.say(T("Lines saved"), undo=True)

    def _on_failed(self, error: BaseException) -> None:
        self._state.fail(self._save)
        if isinstance(error, UserError):
            self._say(str(error))
        else:
            self._context.fail(self, error)

    def _on_prices(self, key: str) -> None:
        view = self._view
        if view is None:
            return
        self.save_now()
        self._context.ops.write(
            self,
            deal_words.change(view.details.title),
            lambda session: deals.set_prices_include_tax(session, view.id, include=key == _WITH),
            done=lambda _none: self._on_saved(),
        )

    def _on_reached(self, cell: QRect) -> None:
        top = self.table.viewport().mapTo(self._inside, cell.topLeft())
        self._area.ensureVisible(top.x(), top.y() + cell.height(), 0, cell.height() * 2)

    def _tell_problems(self) -> None:
        problems = self.model.problems()
        self._say(problems[0].sentence if problems else "")

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
