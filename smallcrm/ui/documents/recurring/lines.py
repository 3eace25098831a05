"""What a recurring document says: the table of lines that drafts have, and the sum."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents import DocumentDraft
from smallcrm.services.recurring import BLANKS
from smallcrm.ui.documents.line_cells import Basis
from smallcrm.ui.documents.lines_model import LinesModel
from smallcrm.ui.documents.lines_table import LinesTable
from smallcrm.ui.documents.product_prices import ProductPrices
from smallcrm.ui.shell.context import Context


class RecurringLines(QWidget):
    """Lines are added, changed, moved and removed as in a draft; nothing is stored here."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._draft = DocumentDraft()
        prices = ProductPrices(context, self, self.draft)
        self.model = LinesModel(Basis(clock.today()), prices, self)
        self.table = LinesTable(context.ui, self.model, prices.find)
        self._message = context.ui.label("", "caption", "danger", wrap=True)
        self._total = context.ui.label("", "body_strong")
        self._build()
        self.model.edited.connect(lambda _is_deed: self._compute())
        self.model.dataChanged.connect(lambda *_where: self._tell_problems())

    def draft(self) -> DocumentDraft:
        """What was shown, with the lines as they are now."""
        return replace(self._draft, lines=self.model.lines())

    def show_draft(self, draft: DocumentDraft) -> None:
        """Show the lines of *draft*."""
        self._draft = draft
        today = clock.today()
        rates = self._context.ops.read(lambda session: settings.list_tax_rates(session, today))
        self.model.set_basis(Basis(today, rates, draft.currency, draft.prices_include_tax))
        self.model.set_lines(draft.lines)
        self._compute()
        self._tell_problems()

    def finish(self) -> bool:
        """Take what is being typed; False where a cell was not understood, which is gone to."""
        self.table.finish()
        problems = self.model.problems()
        if problems:
            self.table.go_to_problem(problems[0])
        return not problems

    def _build(self) -> None:
        ui, m = self._context.ui, self._context.ui.m
        card, layout = ui.card()
        layout.setContentsMargins(m.s5, m.s4, m.s5, m.s4)
        layout.setSpacing(m.s3)
        layout.addWidget(ui.label(T("What it says"), "subtitle"))
        blanks = ", ".join(f"{{{{{name}}}}}" for name in BLANKS)
        hint = T(
            "{blanks} stand for the month, the year and the day that it is for.", blanks=blanks
        )
        for widget in (ui.label(hint, "body", "2", wrap=True), self.table, self._message):
            layout.addWidget(widget)
        row = ui.row(m.s2)
        row.addStretch(1)
        row.addWidget(self._total)
        layout.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _compute(self) -> None:
        try:
            totals = documents.compute(self.draft())
        except UserError as error:
            self._message.setText(str(error))
            self._message.show()
            return
        self.model.set_totals(totals)
        self.table.fit_columns()
        total = formats.money(totals.total, totals.currency)
        self._total.setText(str(T("Total {total}", total=total)))

    def _tell_problems(self) -> None:
        problems = self.model.problems()
        self._message.setText(problems[0].sentence if problems else "")
        self._message.setVisible(bool(problems))
