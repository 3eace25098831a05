"""A window on a few people, one of them with a past."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.core.text import T
from smallcrm.services import contacts, documents
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.documents import DocumentDraft, LineDraft


@pytest.fixture
def window(qtbot, window):
    """The whole window, in front."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def anna(database, people):
    """A contact that has everything; its id."""
    draft = ContactDraft(
        "Anna Keller",
        company="Keller KG",
        role="Owner",
        phones=(Labelled("+30 210 123 4567", "work"),),
        emails=(Labelled("anna@shop.example"),),
        addresses=(AddressDraft("Ermou 41", "Athens", "10563", country="GR"),),
        tags=("Customer",),
        birthday="--03-14",
        custom={"Shoe size": "38"},
    )
    with database.write(T("Add contact")) as session:
        return contacts.create(session, draft)


@pytest.fixture
def profile(qtbot, window, anna):
    """The page of that contact, on screen."""
    window.open(f"crm://contact/{anna}")
    page = window.host.page
    qtbot.waitUntil(lambda: page._detail is not None and page._detail.headline() == "Anna Keller")
    return page._detail


@pytest.fixture
def invoice(database, anna):
    """An invoice for that contact, as a draft; its id."""
    line = LineDraft("Repair", price=Decimal(100), tax_rate=Decimal(24))
    with database.write(T("New document")) as session:
        return documents.create_draft(session, DocumentDraft(customer_id=anna, lines=(line,)))


@pytest.fixture
def stored(database):
    """Reads a contact as the file has it."""

    def read(contact_id):
        with database.read() as session:
            return contacts.get_draft(session, contact_id)

    return read
