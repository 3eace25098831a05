"""Another country: its currency and its taxes come along, while nothing is issued."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.core.text import T
from smallcrm.services import contacts, documents, settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft


@pytest.fixture
def british(tmp_path):
    path = tmp_path / "uk.smallcrm"
    database = settings.create_file(path, country="GB", currency="GBP", language="en")
    yield database
    database.close()


def move(database, **values):
    with database.write(T("Move")) as session:
        settings.change(session, values)
    with database.read() as session:
        rates = [row.rate for row in settings.list_tax_rates(session)]
        return settings.get_business(session).currency, rates


def test_greek_shop_on_an_english_computer_gets_euros_and_its_own_rates(british):
    assert move(british, country="GR") == ("EUR", [24, 13, 6, 0])


def test_undo_brings_the_old_ones_back(british):
    move(british, country="GR")
    british.undo()
    with british.read() as session:
        assert settings.get_business(session).currency == "GBP"
        assert [row.rate for row in settings.list_tax_rates(session)] == [20, 5]


def test_currency_that_is_named_wins(british):
    assert move(british, country="GR", currency="USD")[0] == "USD"


def test_rates_that_somebody_changed_stay(british):
    with british.write(T("Add")) as session:
        draft = settings.TaxRateDraft("Reduced", rate=Decimal(7))
        settings.create_tax_rate(session, draft)
    assert Decimal(7) in move(british, country="GR")[1]


def test_nothing_follows_once_a_document_is_issued(british):
    with british.write(T("Issue"), can_undo=False) as session:
        settings.change(session, {"name": "Shop", "vat_id": "GB123456789"})
        customer = contacts.create(session, ContactDraft("Anna"))
        line = LineDraft("Rose", price=Decimal(3), tax_rate=Decimal(20))
        draft = DocumentDraft(customer_id=customer, currency="GBP", lines=(line,))
        documents.issue(session, documents.create_draft(session, draft))
    assert move(british, country="GR") == ("GBP", [20, 5])
