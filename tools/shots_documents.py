"""What the pictures of documents show: products, a draft as in the design, and keys pressed."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QTableView
from sqlalchemy.orm import Session

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import documents, prices, products
from smallcrm.services.documents import Adjustment, DocumentDraft, LineDraft
from smallcrm.services.prices import PriceDraft, PriceListDraft, Terms
from smallcrm.services.products import ProductDraft, photos
from smallcrm.ui.contacts.terms_block import TermsBlock
from smallcrm.ui.documents.editor import Editor
from smallcrm.ui.documents.einvoice_panel import EinvoicePanel
from smallcrm.ui.documents.issued_view import IssuedView
from smallcrm.ui.documents.lines_table import LinesTable
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.products.extras import Extras
from smallcrm.ui.products.price_list_bar import PriceListBar

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
        _agree(session, contact_id)
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


def _agree(session: Session, contact_id: int) -> None:
    """Two price lists, a price of the customer's own, terms, and a photo."""
    resellers = prices.create_price_list(session, PriceListDraft("Resellers"))
    prices.create_price_list(session, PriceListDraft("Summer 2026"))
    prices.set_price(session, PriceDraft(1, Decimal(80), resellers))
    prices.set_price(session, PriceDraft(1, Decimal(72), resellers, quantity=Decimal(10)))
    prices.set_price(session, PriceDraft(1, Decimal(70), contact_id=contact_id))
    prices.set_terms(session, contact_id, Terms(resellers, Decimal("2.5"), 30))
    picture = QImage(300, 300, QImage.Format.Format_RGB32)
    picture.fill(QColor("#c0395b"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    photos.set_photo(session, 1, bytes(data.data()))


def unfold(window: MainWindow) -> None:
    """Show the rarer fields, a charge and the reasons."""
    form = _editor(window).form
    form.head.unfold_rare()
    form.head.rare.order.setText("PO-2207")
    form.head.rare.order.textEdited.emit("PO-2207")
    form.sums.unfold_charge()
    form.sums.plus.edit.setText("12,50")
    form.sums.plus.edit.commit()


def move_date(window: MainWindow) -> None:
    """Have another rate hold on the day of the document."""
    form = _editor(window).form
    form.head.rare.tax_date.setText("1/5/2016")
    form.head.rare.tax_date.commit()


def ask_price(window: MainWindow) -> None:
    """Ask for another price of the product."""
    window.host.findChildren(Extras)[0].add.click()


def ask_list(window: MainWindow) -> None:
    """Ask for a new price list."""
    window.host.findChildren(PriceListBar)[0].add()


def show_terms(window: MainWindow) -> None:
    """Go to what is agreed with the customer."""
    block = window.host.findChildren(TermsBlock)[0]
    above = block.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(block)
        above = above.parentWidget()


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
    editor = _editor(window)
    editor.check_einvoice()
    _await(editor.einvoice)


def _editor(window: MainWindow) -> Editor:
    """The draft on screen, with no panel beside it."""
    editor = window.host.findChildren(Editor)[0]
    editor.panel.closed.emit()
    editor.einvoice.closed.emit()
    return editor


def _await(panel: EinvoicePanel) -> None:
    end = time.monotonic() + _LONGEST
    while (panel.isHidden() or panel.is_waiting) and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)


def _table(window: MainWindow) -> QTableView:
    return window.host.findChildren(LinesTable)[0]
