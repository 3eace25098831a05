"""What a customer owes and has here: the figure, the account behind it, payments in between."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from smallcrm.core.text import T
from smallcrm.services import documents, payments, settings
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.payments import PaymentDraft
from smallcrm.ui.contacts import figures_of
from smallcrm.ui.contacts.tab_card import ACCOUNT


class Ann:
    """A customer on screen, with an invoice of 100.00."""

    def __init__(self, qtbot, window, database, contact_id):
        self.qtbot, self.window, self.database = qtbot, window, database
        self.id = contact_id

    @property
    def profile(self):
        return self.window.host.page._detail

    @property
    def figure(self):
        return self.profile.figures._cells[figures_of.UNPAID].accessibleName()

    @property
    def account(self):
        model = self.profile.card.account.model
        return [
            [model.index(row, column).data() for column in range(1, model.columnCount())]
            for row in range(model.rowCount())
        ]

    @property
    def table(self):
        return self.profile.card.account.table

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()))

    def pay(self, amount, command=payments.add):
        with self.database.write(T("Test")) as session:
            return command(session, PaymentDraft(Decimal(amount), self.id, "EUR"))


@pytest.fixture
def ann(qtbot, window, database, people):
    with database.write(T("Test"), can_undo=False) as session:
        settings.change(session, {"name": "Anthos Flowers", "tax_id": "801234567"})
        line = LineDraft("Roses", price=Decimal(100), tax_category="Z")
        draft = DocumentDraft(customer_id=people["Ann Archer"], lines=(line,), due_days=14)
        documents.issue(session, documents.create_draft(session, draft))
    window.open(f"crm://contact/{people['Ann Archer']}")
    ann = Ann(qtbot, window, database, people["Ann Archer"])
    ann.until(lambda: ann.figure.startswith("Unpaid, €100.00"))
    return ann


def test_figure_follows_payments_and_says_what_is_on_account(ann):
    ann.pay("40.00")
    ann.until(lambda: ann.figure == "Unpaid, €60.00, Nothing is late")
    ann.pay("90.00")
    ann.until(lambda: ann.figure == "On account, €30.00, Nothing is owed")


def test_figure_leads_to_the_account_with_its_balance(qtbot, ann):
    ann.pay("130.00")
    ann.until(lambda: ann.figure.startswith("On account"))
    cell = ann.profile.figures._cells[figures_of.UNPAID]
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert ann.profile.card.tabs.current() == ACCOUNT
    ann.until(lambda: len(ann.account) == 2)
    with ann.database.read() as session:
        number = documents.get_row(session, 1).number
    assert ann.account == [
        ["Payment", "−€130.00", "−€30.00"],
        [f"Invoice {number}", "€100.00", "€100.00"],
    ]
    assert ann.profile.card.account.balance.text() == "€30.00 of the customer's money are here."
    ann.pay("30.00", payments.refund)
    ann.until(lambda: len(ann.account) == 3)
    assert ann.profile.card.account.balance.text() == "Nothing is owed in EUR."


def test_line_of_the_account_opens_its_document(ann):
    ann.profile.card.choose(ACCOUNT)
    ann.until(lambda: ann.account)
    table = ann.profile.card.account.table
    table.setCurrentIndex(ann.profile.card.account.model.index(0, 0))
    ann.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert ann.window.host.address == "crm://document/1"


def test_payment_is_on_the_timeline_and_leads_to_the_account(ann):
    ann.pay("40.00")
    timeline = ann.profile.card.timeline
    model = timeline.model

    def lines():
        return [model.line(model.index(row, 0)) for row in range(model.rowCount())]

    ann.until(lambda: any(line.title == "Payment" for line in lines()))
    [paid] = [line for line in lines() if line.title == "Payment"]
    assert paid.pill == "€40.00"
    row = lines().index(paid)
    timeline._on_activated(model.index(row, 0))
    assert ann.window.host.address == f"crm://contact/{ann.id}/account"
    assert ann.profile.card.tabs.current() == ACCOUNT


def test_contact_without_invoices_says_what_belongs_there(ann, window, people):
    window.open(f"crm://contact/{people['Bob Bell']}/account")
    tab = ann.profile.card.account
    ann.until(tab._nothing.isVisible)


def test_account_says_the_days_where_room_is_short(ann):
    """What a row is called may be cut there; when it was may not be missing."""
    with ann.database.write(T("Test")) as session:
        draft = PaymentDraft(
            Decimal(1), ann.id, "EUR", method="transfer", reference="Wedding at the lighthouse"
        )
        payments.add(session, draft)
    ann.profile.card.choose(ACCOUNT)
    ann.until(lambda: ann.table.model().rowCount() == 2)
    ann.table.setFixedWidth(ann.table._theme.size(440))
    ann.until(lambda: ann.table.width() == ann.table._theme.size(440))
    assert not ann.table.isColumnHidden(0)
