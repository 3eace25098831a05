"""The form in which money that came, or that goes back, is noted; beside what it is for."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.services import payments
from smallcrm.services.payments import METHODS, PaymentDraft, PaymentRow
from smallcrm.ui.documents.customer_field import CustomerField
from smallcrm.ui.documents.payments import words
from smallcrm.ui.forms.choices import currency_choice
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.fitting_area import FittingArea
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.typed_edit import DateEdit, MoneyEdit

_WIDTH = 360


class Wanted(NamedTuple):
    """What is to be noted.

    Attributes:
        title: Of the panel.
        amount: What is offered; None for an empty field.
        about: A sentence beneath the title; empty for none.
        draft: What is known: the customer, the invoice, the quote. Without a customer and
            without a document the customer is asked for.
        is_refund: Whether money goes back.
        changes: The payment that is changed, of which *draft* has all there is; None for a new
            one.
    """

    title: Text | str
    currency: str
    amount: Decimal | None = None
    about: Text | str = ""
    draft: PaymentDraft = PaymentDraft(Decimal(0))
    is_refund: bool = False
    changes: int | None = None


class PaymentPanel(QFrame):
    """Customer, amount, date, method, reference; two buttons.

    Signals:
        noted: It is stored; carries a ``PaymentRow``.
        closed: The panel is not wanted any more.
    """

    noted = Signal(object)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        ui = self._ui = context.ui
        self._wanted = Wanted("", "EUR")
        self._contact_id: int | None = None
        self._title = ui.label("", "subtitle", wrap=True)
        self._about = ui.label("", "body", "2", wrap=True)
        self._message = ui.label("", "body", "danger", wrap=True)
        self.customer = CustomerField(context)
        self.amount = MoneyEdit()
        self.currency = currency_choice()
        self.date = DateEdit(ui)
        self.method = Choice([("", T("Not said")), *METHODS.items()])
        self.reference = QLineEdit()
        self.note = QLineEdit()
        self._fields = {
            "contact": self.customer,
            "amount": FormField(ui, T("Amount"), self.amount),
            "currency": FormField(ui, T("Currency"), self.currency),
            "date": FormField(ui, T("Date"), self.date),
            "method": FormField(ui, T("How it was paid"), self.method),
            "reference": FormField(ui, T("Reference"), self.reference),
            "note": FormField(ui, T("Note"), self.note),
        }
        ui.explain(self.amount, T("A sum such as 3*12.50 is fine"))
        self._go = ui.button("", "primary", clicked=self.confirm)
        self._back = ui.button(T("Cancel"), "secondary", clicked=self.closed.emit)
        self._build()
        self.customer.chosen.connect(self._on_customer)
        self.currency.committed.connect(self.amount.set_currency)
        context.theme.changed.connect(self._fit)

    def ask(self, wanted: Wanted) -> None:
        """Ask for what is to be noted; the keyboard is in the first field."""
        self._wanted, self._contact_id = wanted, wanted.draft.contact_id
        for widget, text in ((self._title, wanted.title), (self._about, wanted.about)):
            widget.setText(str(text))
            widget.setVisible(bool(str(text)))
        asks_whom = wanted.draft == PaymentDraft(Decimal(0))
        self.customer.setVisible(asks_whom)
        self._fields["currency"].setVisible(asks_whom)
        self.customer.set_customer("")
        self.currency.set_value(wanted.currency)
        self.amount.set_currency(wanted.currency)
        self.amount.set_value(wanted.amount)
        self.date.set_value(wanted.draft.date or clock.today())
        self.method.set_value(wanted.draft.method)
        self.reference.setText(wanted.draft.reference)
        self.note.setText(wanted.draft.note)
        go = T("Give money back") if wanted.is_refund else T("Add payment")
        if wanted.changes is not None:
            go = T("Save")
        self._go.setText(str(go))
        self._go.setAccessibleName(str(go))
        self.setAccessibleName(self._title.text())
        self._clear()
        self.show()
        if asks_whom:
            self.customer.start()
        else:
            self.amount.setFocus(Qt.FocusReason.TabFocusReason)

    def confirm(self) -> None:
        """Note it, when every field was understood."""
        if not self._go.isEnabled():
            return
        self._clear()
        self.amount.commit()
        self.date.commit()
        if not (self.amount.is_valid and self.date.is_valid and self.customer.is_settled):
            return
        amount = self.amount.value()
        if amount is None:
            self._refuse("amount", str(T("Say how much it was.")))
            return
        self._go.setEnabled(False)
        label, action = self._step(self._draft(amount))
        self._context.ops.write(self, label, action, self._on_noted, self._on_failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)

    def _step(self, draft: PaymentDraft) -> tuple[Text, Callable[[Any], PaymentRow]]:
        """What is to be undone by one key, and what does it."""
        payment_id = self._wanted.changes
        if payment_id is not None:
            return T("Change payment"), lambda session: _changed(session, payment_id, draft)
        if self._wanted.is_refund:
            return T("Add refund"), _storing(payments.refund, draft)
        return T("Add payment"), _storing(payments.add, draft)

    def _draft(self, amount: Decimal) -> PaymentDraft:
        known = self._wanted.draft
        return PaymentDraft(
            amount,
            self._contact_id,
            self.currency.value(),
            self.date.value(),
            self.method.value(),
            self.reference.text(),
            self.note.text(),
            invoice_id=known.invoice_id,
            document_id=known.document_id,
        )

    def _on_customer(self, contact_id: int) -> None:
        self._contact_id = contact_id or None
        if contact_id:
            self.amount.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_noted(self, row: PaymentRow) -> None:
        self.noted.emit(row)
        is_new = self._wanted.changes is None
        self._context.say(words.noted(row) if is_new else T("Payment changed"), undo=True)

    def _on_failed(self, error: BaseException) -> None:
        self._go.setEnabled(True)
        if isinstance(error, UserError):
            self._refuse(error.field or "", str(error))
        else:
            self._context.fail(self, error)

    def _refuse(self, name: str, sentence: str) -> None:
        field = self._fields.get(name)
        if field is None or field.isHidden():
            self._message.setText(sentence)
            self._message.show()
        else:
            field.set_error(sentence)
            field.editor.setFocus()

    def _clear(self) -> None:
        self._message.hide()
        self._go.setEnabled(True)
        for field in self._fields.values():
            field.clear_error()

    def _build(self) -> None:
        m = self._ui.m
        self.setProperty("card", "plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.setSpacing(m.s3)
        for name, each in self._fields.items():
            each.editor.setObjectName(f"payment_{name}")
        for widget in (self._title, self._about):
            layout.addWidget(widget)
        inside = QWidget()
        column = self._ui.column(m.s3)
        inside.setLayout(column)
        for field in (*self._fields.values(), self._message):
            column.addWidget(field)
        layout.addWidget(FittingArea(inside))
        layout.addSpacing(m.s1)
        layout.addWidget(self._go)
        layout.addWidget(self._back)
        layout.addStretch(1)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._ui.theme.size(_WIDTH))


def _storing(
    command: Callable[[Any, PaymentDraft], int], draft: PaymentDraft
) -> Callable[[Any], PaymentRow]:
    """Store *draft* with *command*, and read what became of it in the same step."""
    return lambda session: payments.get_row(session, command(session, draft))


def _changed(session: Any, payment_id: int, draft: PaymentDraft) -> PaymentRow:
    """Change a payment to what the form says, and read what became of it in the same step."""
    payments.change(
        session,
        payment_id,
        amount=draft.amount,
        date=draft.date,
        method=draft.method,
        reference=draft.reference,
        note=draft.note,
    )
    return payments.get_row(session, payment_id)
