"""The head of the form: for whom, when, when due; what is rarely another one is folded away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.languages import LANGUAGES
from smallcrm.core.text import T
from smallcrm.services.documents import INVOICE, QUOTE, DocumentDraft
from smallcrm.ui.documents.customer_field import CustomerField
from smallcrm.ui.documents.fields import DueEdit
from smallcrm.ui.documents.more_fields import MoreFields
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.typed_edit import DateEdit

_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "RUB", "BGN", "CZK", "DKK", "HUF", "NOK", "PLN", "RON")
_PRINTED = {**LANGUAGES, "de": "Deutsch", "fr": "Français"}
_WITH, _WITHOUT = "with", "without"
_NARROW = 620


class HeadCard(QFrame):
    """The fields above the lines.

    Signals:
        edited: A date, the currency or the language is another one.
        chosen: Another customer; carries the id of the contact, 0 for nobody.
        asked_prices: Prices are to be typed with tax (True) or without; nothing changed yet.
    """

    edited = Signal()
    chosen = Signal(int)
    asked_prices = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        ui = context.ui
        self._ui = ui
        self._customer = CustomerField(context)
        self._date = DateEdit(ui)
        self._due = DueEdit()
        self._until = DateEdit(ui)
        self._currency = Choice([(code, code) for code in _CURRENCIES])
        self._language = Choice(list(_PRINTED.items()))
        self._prices = Choice([(_WITHOUT, T("Prices without tax")), (_WITH, T("Prices with tax"))])
        self._printed_in = ""
        self._more = QWidget()
        self._summary = ui.button("", "link", clicked=self._unfold)
        self.rare = MoreFields(context)
        self._rare_summary = ui.button("", "link", clicked=self.unfold_rare)
        self.exemption = QLineEdit()
        self._exemption = FormField(
            ui,
            T("Why no tax is charged"),
            self.exemption,
            T("Stands on the document beneath the tax"),
            name="exemption_reason",
        )
        self._grid = QGridLayout()
        self._fields = {
            "date": FormField(ui, T("Issue date"), self._date, name="date"),
            "due": FormField(ui, T("Due"), self._due, name="due"),
            "until": FormField(ui, T("Valid until"), self._until, name="valid_until"),
        }
        self._breakpoints = Breakpoints(context.theme, self)
        self._build()
        self._connect()

    @property
    def is_valid(self) -> bool:
        """Whether everything in the fields was understood."""
        dates = (self._date, self._due, self._until)
        is_read = all(edit.is_valid for edit in dates)
        return self._customer.is_settled and is_read and self.rare.is_valid

    def show_draft(self, draft: DocumentDraft, customer: str, language: str) -> None:
        """Show the head of *draft*, without a signal; *language* is the one it is printed in."""
        self._printed_in = language
        self._customer.set_customer(customer)
        self._date.set_value(draft.date)
        self._due.set_start(draft.date or clock.today())
        self._due.set_value(draft.due_days)
        self._until.set_value(draft.valid_until)
        self._currency.set_value(draft.currency)
        self._language.set_value(language)
        self._prices.set_value(_WITH if draft.prices_include_tax else _WITHOUT)
        self._fields["due"].setVisible(draft.kind == INVOICE)
        self._fields["until"].setVisible(draft.kind == QUOTE)
        self.rare.show_draft(draft)
        if self.exemption.text().strip() != draft.exemption_reason:
            self.exemption.setText(draft.exemption_reason)
        self._tell_summary()

    def written(self, draft: DocumentDraft) -> DocumentDraft:
        """*draft* with what the fields say; the kind of prices is decided elsewhere."""
        return replace(
            self.rare.written(draft),
            date=self._date.value(),
            due_days=self._due.value() if draft.kind == INVOICE else draft.due_days,
            valid_until=self._until.value() if draft.kind == QUOTE else draft.valid_until,
            currency=self._currency.value(),
            language=self._said_language(draft),
            exemption_reason=self.exemption.text().strip(),
        )

    def day(self) -> date:
        """The issue date, or today where nothing is said."""
        return self._date.value() or clock.today()

    def set_customer(self, name: str) -> None:
        """Show the name of the customer, without a signal."""
        self._customer.set_customer(name)

    def set_due(self, days: int | None) -> None:
        """Show another number of days to pay, without a signal."""
        self._due.set_value(days)

    def ask_exemption(self, *, asked: bool) -> None:
        """Ask why no tax is charged, where the lines do not say so; what was typed stays."""
        self._exemption.setVisible(asked or bool(self.exemption.text().strip()))

    def set_wishes(self, currency: str, language: str) -> None:
        """Use the currency and the language that a customer wants, without a signal."""
        self._currency.set_value(currency)
        self._language.set_value(language)
        self._tell_summary()

    def set_include_tax(self, *, include_tax: bool) -> None:
        """Show which kind of prices is in force."""
        self._prices.set_value(_WITH if include_tax else _WITHOUT)
        self._tell_summary()

    def start(self) -> None:
        """Put the keyboard to the customer."""
        self._customer.start()

    def prepare(self) -> None:
        """Find customers from now on; called when the card is part of a window."""
        self._customer.prepare()

    def set_error(self, field: str, sentence: str) -> bool:
        """Show *sentence* beneath *field* (``customer``, ``date``); False when it is not here."""
        rare = self.rare.fields
        reason = {"exemption_reason": self._exemption}
        found = {"customer": self._customer, **self._fields, **rare, **reason}.get(field)
        if found is None:
            return False
        if field in rare:
            self.rare.show()
        found.set_error(sentence)
        found.editor.setFocus()
        return True

    def go_to(self, name: str) -> bool:
        """Put the keyboard into the field *name* (``currency``); False when it is not here."""
        rare = {key: field.editor for key, field in self.rare.fields.items()}
        editor = {"currency": self._currency, "due": self._due, **rare}.get(name)
        if editor is None:
            return False
        if name == "currency":
            self._more.show()
        if name in rare:
            self.rare.show()
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc folds what was unfolded, and goes no further."""
        if event.key() == Qt.Key.Key_Escape:
            for link, part in ((self._rare_summary, self.rare), (self._summary, self._more)):
                if part.isVisible() and (not self.rare.isVisible() or _has_keyboard(part)):
                    link.setFocus()
                    part.hide()
                    return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _build(self) -> None:
        m = self._ui.m
        self.setProperty("card", "plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s4, m.s3, m.s4, m.s2)
        layout.setSpacing(m.s2)
        self._grid.setHorizontalSpacing(m.s4)
        self._grid.setVerticalSpacing(m.s2)
        layout.addLayout(self._grid)
        layout.addWidget(self._exemption)
        links = FlowLayout(m.s4)
        for link in (self._summary, self._rare_summary):
            links.addWidget(link)
            link.setProperty("role", "caption_strong")
        bar = QWidget()
        bar.setLayout(links)
        layout.addWidget(bar)
        layout.addWidget(self._more)
        layout.addWidget(self.rare)
        self._ui.explain(self._summary, T("Change currency, language and kind of prices"))
        self._ui.explain(
            self._rare_summary, T("Tax date, delivery, references, VAT in a second currency")
        )
        self.rare.hide()
        self._exemption.hide()
        more = self._ui.row(m.s4)
        more.setContentsMargins(0, 0, 0, m.s1)
        self._more.setLayout(more)
        for words, editor in (
            (T("Currency"), self._currency),
            (T("Language of the document"), self._language),
            (T("Prices are typed"), self._prices),
        ):
            more.addWidget(FormField(self._ui, words, editor), 1)
        self._more.hide()
        self._breakpoints.below(_NARROW, self._arrange)
        self._arrange(narrow=False)

    def _connect(self) -> None:
        self._customer.chosen.connect(self.chosen)
        self._date.committed.connect(self._on_date)
        for edit in (self._due, self._until):
            edit.committed.connect(lambda _value: self.edited.emit())
        for choice in (self._currency, self._language):
            choice.committed.connect(lambda _key: self._on_changed())
        self._prices.committed.connect(lambda key: self.asked_prices.emit(key == _WITH))
        self.rare.edited.connect(self._on_changed)
        self.exemption.textEdited.connect(lambda _text: self.edited.emit())

    def _arrange(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self.rare.arrange(narrow=narrow)
        for field in (self._customer, *self._fields.values()):
            self._grid.removeWidget(field)
        self._grid.addWidget(self._customer, 0, 0, 1, 2 if narrow else 1)
        row, first = (1, 0) if narrow else (0, 1)
        self._grid.addWidget(self._fields["date"], row, first)
        for name in ("due", "until"):
            self._grid.addWidget(self._fields[name], row, first + 1)
        for column, stretch in enumerate((1, 1, 0) if narrow else (6, 3, 4)):
            self._grid.setColumnStretch(column, stretch)

    def _said_language(self, draft: DocumentDraft) -> str:
        """A draft that leaves the language to its customer goes on doing so."""
        chosen = self._language.value()
        return draft.language if chosen == self._printed_in and not draft.language else chosen

    def _on_date(self) -> None:
        self._due.set_start(self.day())
        self.edited.emit()

    def _on_changed(self) -> None:
        self.rare.set_currency(self._currency.value())
        self._tell_summary()
        self.edited.emit()

    def _unfold(self) -> None:
        self._more.setVisible(not self._more.isVisible())
        if self._more.isVisible():
            self._currency.setFocus()

    def unfold_rare(self) -> None:
        """Show the rarer fields, or fold them again."""
        self.rare.setVisible(not self.rare.isVisible())
        if self.rare.isVisible():
            self.rare.tax_date.setFocus()

    def _tell_summary(self) -> None:
        values = {"currency": self._currency.value(), "language": self._language.currentText()}
        words = T("{currency}, {language}, prices without tax", **values)
        if self._prices.value() == _WITH:
            words = T("{currency}, {language}, prices with tax", **values)
        self._summary.setText(str(words))
        self._summary.setAccessibleName(str(words))
        said = self.rare.summary() or str(T("Dates, references, second currency"))
        self._rare_summary.setText(said)
        self._rare_summary.setAccessibleName(self._rare_summary.text())


def _has_keyboard(part: QWidget) -> bool:
    return part.isAncestorOf(part.window().focusWidget())
