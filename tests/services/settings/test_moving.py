"""Another country: its currency and its taxes come along, while nothing is issued."""

from __future__ import annotations

import sys
from decimal import Decimal

import pytest
from sqlalchemy import select

from smallcrm.core.text import T
from smallcrm.models import Phone, Stage
from smallcrm.services import calls, contacts, documents, settings
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.documents import DocumentDraft, LineDraft

GREEK = [24, 13, 6, 17, 9, 4, 23]


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
        rates = [row.rate for row in settings.list_tax_rates(session) if row.category == "S"]
        return settings.get_business(session).currency, rates


def test_greek_shop_on_an_english_computer_gets_euros_and_its_own_rates(british):
    assert move(british, country="GR") == ("EUR", GREEK)


def test_undo_brings_the_old_ones_back(british):
    move(british, country="GR")
    british.undo()
    with british.read() as session:
        assert settings.get_business(session).currency == "GBP"
        rates = [row.rate for row in settings.list_tax_rates(session)]
        assert rates[:2] == [20, 5]


def numbers_of(database):
    with database.read() as session:
        return session.scalars(select(Phone.e164).order_by(Phone.position)).all()


def test_numbers_without_a_country_are_then_of_the_new_one_and_undo_turns_them_back(british):
    typed = ("210 555 0101", "+44 20 7946 0109", "ask her")
    anna = ContactDraft("Anna", phones=tuple(map(Labelled, typed)))
    with british.write(T("Add")) as session:
        key = contacts.create(session, anna)
    before = numbers_of(british)
    move(british, country="GR")
    assert numbers_of(british) == ["+302105550101", "+442079460109", ""]
    with british.read() as session:
        [caller] = calls.who_calls(session, "+302105550101")
    assert caller.contact_id == key
    british.undo()
    assert numbers_of(british) == before


def test_currency_that_is_named_wins(british):
    assert move(british, country="GR", currency="USD")[0] == "USD"


def test_rates_that_somebody_changed_stay(british):
    with british.write(T("Add")) as session:
        draft = settings.TaxRateDraft("Reduced", rate=Decimal(7))
        settings.create_tax_rate(session, draft)
    assert Decimal(7) in move(british, country="GR")[1]


def issue_one(database):
    with database.write(T("Issue"), can_undo=False) as session:
        settings.change(session, {"name": "Shop", "vat_id": "GB123456789"})
        customer = contacts.create(session, ContactDraft("Anna"))
        line = LineDraft("Rose", price=Decimal(3), tax_rate=Decimal(20))
        draft = DocumentDraft(customer_id=customer, currency="GBP", lines=(line,))
        documents.issue(session, documents.create_draft(session, draft))


def test_nothing_follows_once_a_document_is_issued(british):
    issue_one(british)
    assert move(british, country="GR") == ("GBP", [20, 5])
    assert business_of(british).language == "en"


def business_of(database):
    with database.read() as session:
        return settings.get_business(session)


def speak(database, language):
    with database.write(T("Language")) as session:
        settings.follow_language(session, language)
    found = business_of(database)
    return found.language, found.country, found.currency


@pytest.fixture
def untold(monkeypatch):
    """A computer that says nothing of its own about where it stands."""
    for name in ("LC_ALL", "LC_MONETARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setattr(sys, "platform", "linux")


def test_documents_speak_the_language_of_the_new_country(british):
    move(british, country="GR")
    assert business_of(british).language == "el"


def test_language_of_documents_that_somebody_chose_stays(british):
    move(british, language="fr")
    move(british, country="GR")
    assert business_of(british).language == "fr"
    move(british, country="GB", language="ru")
    assert business_of(british).language == "ru"


def stages_of(database):
    with database.read() as session:
        return list(session.scalars(select(Stage.name).order_by(Stage.position)))


def test_stages_speak_the_language_chosen_at_the_start_and_those_of_ones_own_stay(british):
    with british.write(T("Rename")) as session:
        session.scalars(select(Stage).where(Stage.name == "Contacted")).one().name = "Called"
    speak(british, "el")
    assert stages_of(british) == [
        "Νέα",
        "Called",
        "Στάλθηκε προσφορά",
        "Διαπραγμάτευση",
        "Κερδισμένη",
        "Χαμένη",
    ]
    speak(british, "en")
    assert stages_of(british)[0] == "New"
    british.undo()
    assert stages_of(british)[0] == "Νέα"


@pytest.mark.parametrize(
    ("language", "country", "currency"), [("el", "GR", "EUR"), ("ru", "RU", "RUB")]
)
def test_language_chosen_at_the_start_brings_its_country(
    british, untold, language, country, currency
):
    assert speak(british, language) == (language, country, currency)
    assert speak(british, "en") == ("en", "GB", "GBP")


def test_business_with_a_name_stays_where_it_is_and_its_documents_follow(british, untold):
    move(british, name="Anthos")
    assert speak(british, "el") == ("el", "GB", "GBP")


def test_country_that_somebody_chose_is_not_moved_by_a_language(british, untold):
    move(british, country="CY")
    assert speak(british, "ru") == ("ru", "CY", "EUR")


def test_country_that_the_owner_chose_is_not_moved_by_a_language_that_is_at_home_elsewhere(
    british, untold
):
    move(british, country="GR")
    assert speak(british, "ru") == ("ru", "GR", "EUR")
    british.undo()
    british.undo()
    assert speak(british, "ru")[1] == "RU"


def test_country_of_the_computer_counts_more_than_a_language(british, monkeypatch, untold):
    monkeypatch.setenv("LANG", "el_GR.UTF-8")
    move(british, country="GR")
    assert speak(british, "ru") == ("ru", "GR", "EUR")


def test_documents_go_on_in_their_language_once_one_is_issued(british, untold):
    issue_one(british)
    assert speak(british, "el") == ("en", "GB", "GBP")
