"""What the pictures of documents show: products, a draft as in the design, and keys pressed."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import documents, products
from smallcrm.services.documents import Adjustment, DocumentDraft, LineDraft
from smallcrm.services.products import ProductDraft
from smallcrm.ui.documents.editor import Editor
from smallcrm.ui.documents.einvoice_panel import EinvoicePanel
from smallcrm.ui.documents.issued_view import IssuedView
from smallcrm.ui.documents.lines_table import LinesTable
from smallcrm.ui.main_window import MainWindow

_SOLD = (
    ("Rose arrangement, tall", "R-110", "pcs", 95, 12),
    ("Table centerpiece, dusty pink", "T-204", "pcs", 48, 14),
    ("Delivery and set-up", "S-01", "job", 180, 1),
    ("Early morning surcharge", "S-02", "job", 35, 1),
    ("Rosemary in a pot", "R-300", "pcs", "6.50", 0),
)
_STANDARD = Decimal(24)
_LONGEST = 30  # seconds for the official rules


def add_draft(database: Database, contact_id: int) -> int:
    """Add products and the draft of an invoice for the contact; return its id."""
    lines = tuple(
        LineDraft(name, Decimal(count), unit, Decimal(price), tax_rate=_STANDARD)
        for name, _code, unit, price, count in _SOLD
        if count
    )
    with database.write(T("Sample data")) as session:
        for name, code, unit, price, _count in _SOLD:
            product = ProductDraft(
                name, code=code, unit=unit, price=Decimal(price), tax_rate=_STANDARD
            )
            products.create(session, product)
        return documents.create_draft(
            session,
            DocumentDraft(
                customer_id=contact_id,
                date=date(2026, 11, 22),
                due_days=14,
                lines=lines,
                discounts=(Adjustment(percent=Decimal(5)),),
                note="Thank you. Please quote the invoice number.",
            ),
        )


def choose_cell(window: MainWindow) -> None:
    """Put the keyboard into a price."""
    table = _table(window)
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 3))


def type_product(window: MainWindow) -> None:
    """Type the beginning of a product into the empty row."""
    table = _table(window)
    table.setCurrentIndex(table.model().index(table.model().rowCount() - 1, 0))
    for letter in "ro":
        QTest.keyClicks(window.focusWidget(), letter)


def press(window: MainWindow, key: Qt.Key) -> None:
    """Press *key* with Ctrl."""
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)


def check_issued(window: MainWindow) -> None:
    """Check the document on screen as an e-invoice, and wait for the verdict."""
    view = window.host.findChildren(IssuedView)[0]
    view.check_einvoice()
    _await(view.einvoice)


def check_draft(window: MainWindow) -> None:
    """Check the draft on screen as an e-invoice, and wait for the verdict."""
    editor = window.host.findChildren(Editor)[0]
    editor.check_einvoice()
    _await(editor.einvoice)


def unfold(window: MainWindow) -> None:
    """Show the fields of a draft that are folded away."""
    window.host.findChildren(Editor)[0].form.head.go_to("delivery_date")


def _await(panel: EinvoicePanel) -> None:
    end = time.monotonic() + _LONGEST
    while (panel.isHidden() or panel.is_waiting) and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)


def _table(window: MainWindow) -> QTableView:
    return window.host.findChildren(LinesTable)[0]
