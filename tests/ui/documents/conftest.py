"""A business that may issue, people and products, and a person at the keyboard."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

from smallcrm.core.text import T
from smallcrm.services import contacts, documents, products, settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.products import ProductDraft

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ROSE = ProductDraft(
    "Rose arrangement, tall", code="R-1", unit="pcs", price=Decimal(95), tax_rate=Decimal(24)
)
VASE = ProductDraft("Vase", unit="pcs", price=Decimal("12.50"), tax_rate=Decimal(24))


@pytest.fixture
def people(database):
    """Whom documents are for; their ids by name."""
    with database.write(T("Add contacts")) as session:
        settings.change(session, {"name": "Anthos Flowers", "tax_id": "801234567"})
        for draft in (ROSE, VASE):
            products.create(session, draft)
        return {
            name: contacts.create(session, ContactDraft(name))
            for name in ("Maria Papadopoulou", "Ελένη Νικολάου", "Bob Bell")
        }


class Desk:
    """Presses keys wherever the keyboard is, and looks into the file."""

    def __init__(self, qtbot, window, database, people):
        self.qtbot = qtbot
        self.window = window
        self.database = database
        self.people = people

    @property
    def page(self):
        return self.window.host.page

    @property
    def editor(self):
        return self.page.editor

    @property
    def form(self):
        return self.editor.form

    @property
    def model(self):
        return self.form.model

    @property
    def issued(self):
        return self.page.issued

    def open(self, address):
        self.window.open(address)

    def type(self, text):
        """Letters as keys bring them; QTest knows those of ASCII only."""
        plain = Qt.KeyboardModifier.NoModifier
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                code = ord(letter.upper())
                event = QKeyEvent(kind, code, plain, letter)
                QApplication.sendEvent(self.window.focusWidget(), event)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(
            QApplication.activePopupWidget() or self.window.focusWidget(), key, modifier
        )

    def back_from_menu(self):
        """Without a screen a menu that closed keeps the keyboard; with one it never had it."""
        self.qtbot.wait(50)
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def enter(self):
        self.press(Qt.Key.Key_Return)

    def tab(self, times=1):
        for _ in range(times):
            self.press(Qt.Key.Key_Tab)

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=5000)

    def choose_customer(self, letters):
        self.type(letters)
        self.enter()
        self.until(lambda: self.window.focusWidget() is self.form.table)

    def take_product(self, letters):
        self.type(letters)
        self.enter()
        self.until(lambda: self.form.table.currentIndex().column() == 1)

    def paste(self, text):
        QGuiApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CONTROL)

    def saved(self):
        """Wait until what is typed is stored; return the id of the draft."""
        self.editor.leave()
        self.until(lambda: self.editor.document_id is not None)
        self.settle()
        return self.editor.document_id

    def settle(self):
        """Wait until the writer has done everything that was asked of it."""
        done = []
        self.window.context.ops.administer(self.window, lambda _database: None, done.append)
        self.until(lambda: done)

    def read(self, query, *args, **more):
        with self.database.read() as session:
            return query(session, *args, **more)

    def lines(self, document_id):
        return self.read(documents.get_draft, document_id).lines

    def ids(self):
        return self.read(documents.list_ids)

    def store(self, **more):
        """A stored draft of two roses and a vase for Maria; its id."""
        draft = DocumentDraft(
            **{
                "customer_id": self.people["Maria Papadopoulou"],
                "lines": (line("Roses", 2, 95), line("Vase", 1, "12.50")),
                "due_days": 14,
                **more,
            }
        )
        with self.database.write(T("Test")) as session:
            return documents.create_draft(session, draft)

    def issue(self, document_id):
        with self.database.write(T("Test"), can_undo=False) as session:
            documents.issue(session, document_id)
        return document_id


def line(text, quantity, price, **more):
    return LineDraft(text, Decimal(quantity), "pcs", Decimal(price), tax_rate=Decimal(24), **more)


@pytest.fixture
def desk(qtbot, window, database, people):
    return Desk(qtbot, window, database, people)
