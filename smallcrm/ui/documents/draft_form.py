"""The form of a draft: head, lines, note and terms, sums. It computes, it does not save."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents import DocumentDraft, Totals, pricing, tax_moves
from smallcrm.services.documents.totals import EXPLAINED_CATEGORIES
from smallcrm.services.settings import Business, TaxRateRow
from smallcrm.ui.documents import figures, words
from smallcrm.ui.documents.head_card import HeadCard
from smallcrm.ui.documents.line_cells import Basis
from smallcrm.ui.documents.lines_model import LinesModel
from smallcrm.ui.documents.lines_table import LinesTable
from smallcrm.ui.documents.product_prices import ProductPrices
from smallcrm.ui.documents.totals_card import TotalsCard
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.growing_edit import GrowingEdit
from smallcrm.ui.widgets.typed_edit import TypedEdit

_TOTALS_WIDTH = 300


class Surroundings(NamedTuple):
    """What a form needs to know besides its draft.

    Attributes:
        customer: The name of the customer; empty for nobody.
        language: The one that the document is printed in.
    """

    business: Business
    customer: str
    language: str


class DraftForm(QScrollArea):
    """A draft as fields; what cannot be understood stays where it was typed.

    Signals:
        edited: The draft is another one; carries whether that was one deed, to be saved and
            undone by itself (a row deleted, pasted, moved).
        asked_prices: Prices are to be typed with tax (True) or without; nothing changed yet.
    """

    edited = Signal(bool)
    asked_prices = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        ui = context.ui
        self._context = context
        self._ui = ui
        self._base = DocumentDraft()
        self._around = Surroundings(Business(), "", "en")
        self._rates: list[TaxRateRow] | None = None
        self._totals = documents.compute(self._base)
        self._is_silent = False
        self.head = HeadCard(context)
        prices = ProductPrices(context, self, self.draft)
        self.model = LinesModel(Basis(self.head.day()), prices, self)
        self.table = LinesTable(ui, self.model, prices.find)
        self._lines_message = ui.label("", "caption", "danger", wrap=True)
        self._note = GrowingEdit((2, 8))
        self._terms = GrowingEdit((1, 6))
        self._note_label = ui.label("", "caption_strong", "2")
        self.sums = TotalsCard(ui)
        self._inside, self._foot = QWidget(), QWidget()
        self._build()
        self._connect()

    @property
    def totals(self) -> Totals:
        """The sums of the draft, as the service computes them."""
        return self._totals

    @property
    def is_valid(self) -> bool:
        """Whether everything that stands in the form was understood."""
        return self.head.is_valid and self.sums.is_valid and not self.model.problems()

    def draft(self) -> DocumentDraft:
        """What the form says; what it does not show is kept."""
        return replace(
            self.sums.written(self.head.written(self._base)),
            lines=self.model.lines(),
            note=self._note.toPlainText().strip(),
            terms=self._terms.toPlainText().strip(),
        )

    def show_draft(self, draft: DocumentDraft, around: Surroundings) -> None:
        """Show *draft*, without a signal."""
        self._is_silent = True
        self._rates = None
        self._base, self._around = draft, around
        self.head.show_draft(draft, around.customer, around.language)
        self.model.set_basis(self._basis())
        self.model.set_lines(draft.lines)
        self.sums.show_draft(draft)
        self._note.setPlainText(draft.note)
        self._terms.setPlainText(draft.terms)
        self._note_label.setText(str(words.NOTE[draft.kind]))
        self._note.setAccessibleName(self._note_label.text())
        self._compute()
        self._is_silent = False

    def take_customer(self, wishes: DocumentDraft, name: str, usual: DocumentDraft) -> None:
        """Be for another contact: its currency, days to pay and prices, but for what was typed.

        *wishes* is what a new document for it would start with, *usual* that of the one before.
        """
        before = self.draft()
        keeps_prices = bool(before.lines)
        currency = before.currency if keeps_prices else wishes.currency
        self._base = replace(self._base, customer_id=wishes.customer_id, customer=None)
        self.head.set_customer(name)
        self.head.set_wishes(currency, wishes.language)
        if before.due_days == usual.due_days:
            self.head.set_due(wishes.due_days)
        if keeps_prices:
            after, typed = self.draft(), self.model.typed_prices()
            found = self._context.ops.read(
                lambda session: pricing.followed(session, before, after, typed)
            )
            self.model.take_prices(found.lines)
        self._on_edited()

    def rate_move(self) -> tax_moves.Move | None:
        """What the draft says with the rates of its day; None when its own hold."""
        day, draft = self.model.basis.day, self.draft()
        return tax_moves.offered(draft, self._all_rates(), day)

    def take(self, draft: DocumentDraft) -> None:
        """Go on with *draft*, as one deed."""
        self.show_draft(draft, self._around)
        self.edited.emit(True)  # noqa: FBT003 - a signal has no keywords

    def finish(self) -> None:
        """Take what is being typed in any field."""
        self.table.finish()
        for edit in self.findChildren(QLineEdit):
            if isinstance(edit, TypedEdit):
                edit.commit()

    def go_to_problem(self) -> None:
        """Put the keyboard where something was not understood."""
        problems = self.model.problems()
        if problems:
            self.table.go_to_problem(problems[0])
        elif not self.sums.is_valid:
            self.sums.go_to_problem()
        else:
            self.head.start()

    def go_to(self, field: str) -> None:
        """Put the keyboard to what an e-invoice calls *field* (``document.lines``)."""
        group, _, name = field.partition(".")
        if name == "discounts":
            self.sums.discount.setFocus()
        elif group == "document" and not self.head.go_to(name):
            self.table.start()
        elif group == "customer":
            self.head.start()

    def _build(self) -> None:
        m = self._ui.m
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self._inside)
        layout.setContentsMargins(0, 0, m.s1, 0)
        layout.setSpacing(m.s3)
        layout.addWidget(self.head)
        lines, inner = self._ui.card()
        inner.setContentsMargins(1, 1, 1, m.s2)
        inner.setSpacing(0)
        inner.addWidget(self.table)
        self._lines_message.setContentsMargins(m.s3, m.s1, m.s3, 0)
        self._lines_message.hide()
        inner.addWidget(self._lines_message)
        layout.addWidget(lines)
        layout.addWidget(self._foot)
        layout.addStretch(1)
        self._build_foot()
        self.setWidget(self._inside)

    def _build_foot(self) -> None:
        m = self._ui.m
        texts, inner = self._ui.card()
        self._note_label.setBuddy(self._note)
        inner.addWidget(self._note_label)
        inner.addWidget(self._note)
        terms = self._ui.label(T("Terms"), "caption_strong", "2")
        terms.setBuddy(self._terms)
        self._terms.setAccessibleName(terms.text())
        inner.addWidget(terms)
        inner.addWidget(self._terms)
        inner.addStretch(1)
        given = T("The number is given on issue and cannot change afterwards.")
        inner.addWidget(self._ui.label(given, "caption", "3", wrap=True))
        row = self._ui.row(m.s3)
        row.addWidget(texts, 1)
        row.addWidget(self.sums)
        self._foot.setLayout(row)
        self._ui.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.sums.setFixedWidth(self._ui.theme.size(_TOTALS_WIDTH))

    def _connect(self) -> None:
        self.head.edited.connect(self._on_edited)
        self.head.asked_prices.connect(self.asked_prices)
        self.model.edited.connect(self._on_lines_edited)
        self.model.dataChanged.connect(lambda *_where: self._tell_problems())
        self.sums.edited.connect(self._on_edited)
        self.table.reached.connect(self._on_reached)
        for edit in (self._note, self._terms):
            edit.textChanged.connect(self._on_edited)

    def _basis(self) -> Basis:
        day = self._base.tax_date or self.head.day()
        return Basis(
            day=day,
            rates=settings.in_force(self._all_rates(), day),
            currency=self._base.currency,
            include_tax=self._base.prices_include_tax,
        )

    def _all_rates(self) -> list[TaxRateRow]:
        """The tax rates of all days; read once for each draft."""
        if self._rates is None:
            self._rates = self._context.ops.read(settings.list_tax_rates)
        return self._rates

    def _compute(self) -> None:
        try:
            self._totals = documents.compute(self.draft())
        except UserError as error:
            self._lines_message.setText(str(error))
            self._lines_message.show()
            return
        self.model.set_totals(self._totals)
        self.table.fit_columns()
        self.sums.show_totals(self._totals, include_tax=self._base.prices_include_tax)
        self.head.ask_exemption(asked=self._lacks_reason())

    def _on_lines_edited(self, is_deed: bool) -> None:  # noqa: FBT001 - a slot
        self._on_edited(is_deed=is_deed)

    def _on_edited(self, *, is_deed: bool = False) -> None:
        if self._is_silent:
            return
        self._base = self.draft()
        basis = self._basis()
        if basis != self.model.basis:
            self.model.set_basis(basis)
            self.sums.set_currency(basis.currency)
        self._compute()
        self.edited.emit(is_deed)

    def _on_reached(self, cell: QRect) -> None:
        top = self.table.viewport().mapTo(self._inside, cell.topLeft())
        self.ensureVisible(top.x(), top.y() + cell.height(), 0, cell.height() * 2)

    def _tell_problems(self) -> None:
        """Say what was not understood; else which rates do not hold on the day of the document."""
        problems = self.model.problems()
        sentence = problems[0].sentence if problems else self._odd_rates()
        self._lines_message.setText(sentence)
        set_property(self._lines_message, "tone", "danger" if problems else "warning")
        self._lines_message.setVisible(bool(sentence))

    def _lacks_reason(self) -> bool:
        """Whether a line without tax does not say why: it stands on the document then."""
        lines = self.model.lines()
        return any(
            line.tax_category in EXPLAINED_CATEGORIES and not line.exemption_reason
            for line in lines
        )

    def _odd_rates(self) -> str:
        basis = self.model.basis
        known = {(row.category, row.rate) for row in basis.rates}
        used = {(line.tax_category, line.tax_rate) for line in self.model.lines()}
        if not basis.rates or used <= known:
            return ""
        odd = sorted(used - known)
        rates = ", ".join(figures.rate_text(category, rate) for category, rate in odd)
        day = formats.day(basis.day)
        return str(T("No tax rate of the settings for {day} is {rates}.", rates=rates, day=day))
