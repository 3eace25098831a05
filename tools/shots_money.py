"""What the pictures of money show: a part payment, money on account, panels in which one types."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import documents, payments
from smallcrm.services.documents import credit_lines
from smallcrm.services.payments import PaymentDraft
from smallcrm.ui.documents.credit_panel import SOME
from smallcrm.ui.documents.page import DocumentsPage
from smallcrm.ui.main_window import MainWindow

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def pay(database: Database, contact_id: int, invoice_id: int) -> None:
    """Pay the invoice in part, credit a little of it, and put money on the account."""
    with database.write(T("Add payment")) as session:
        part = PaymentDraft(
            Decimal(150),
            contact_id,
            method="transfer",
            reference="Lighthouse",
            invoice_id=invoice_id,
        )
        payments.add(session, part)
        deposit = documents.list_ids(session, kind=documents.QUOTE)[0]
        draft = PaymentDraft(Decimal(200), contact_id, method="cash", document_id=deposit)
        payments.add(session, draft)
    with database.write(T("Credit"), can_undo=False) as session:
        credit_lines.credit_now(session, invoice_id, {0: Decimal("0.1")})


def press_payment(window: MainWindow) -> None:
    """Open the form for a payment."""
    QTest.keyClick(window, Qt.Key.Key_M, _CONTROL | _SHIFT)


def credit_some(window: MainWindow) -> None:
    """Open the panel for a credit note over some lines."""
    page = _page(window)
    page.issued.ask_credit()
    page.issued.credit.choose(SOME)


def cancel(window: MainWindow) -> None:
    """Ask whether to cancel the invoice."""
    _page(window).issued._ask_void()  # noqa: SLF001 - as its line in the menu


def choose_all(window: MainWindow) -> None:
    """Choose every document of the list."""
    _page(window).list.view.selectAll()


def new_payment(window: MainWindow) -> None:
    """Type a name into the form for a payment of anybody."""
    for letter in "ma":
        QTest.keyClicks(QApplication.focusWidget() or window, letter)


def _page(window: MainWindow) -> DocumentsPage:
    page = window.host.page
    if not isinstance(page, DocumentsPage):
        raise TypeError("the documents are not on screen")
    return page
