"""Reminders ask only for what is open, in their order, each once."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from smallcrm.core.errors import StorageError, UserError
from smallcrm.core.text import T
from smallcrm.services import contacts, doubles, dunning, settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.dunning import Level, LevelText
from tests.services.receivables.conftest import day


@pytest.fixture
def due(books):
    """What is proposed for a day: customer, level of each invoice, open amounts."""

    def of(on):
        return [
            (letter.customer, [(row.level, str(row.open)) for row in letter.reminders])
            for letter in books.read(dunning.propose, day(on))
        ]

    return of


@pytest.fixture
def send(books):
    def sent(on, keys=None):
        with books.write(can_undo=False) as session:
            return dunning.send(session, day(on), keys)

    return sent


def levels(books, text, **more):
    books.do(dunning.change, {"dunning.levels": text, **more})


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_levels_come_one_after_the_other_and_none_twice(books, due, send):
    """Scenario 24."""
    levels(books, "-3,7,21")
    anna = books.customer()
    books.bill(anna, "100.00", "2026-03-01", due_days=14)  # due on the 15th
    assert due("2026-03-11") == []
    assert due("2026-03-12") == [("Anna", [(1, "100.00")])]
    assert len(send("2026-03-12")) == 1
    assert send("2026-03-12") == []
    assert due("2026-03-21") == []
    assert due("2026-03-22") == [("Anna", [(2, "100.00")])]
    send("2026-03-25")
    assert due("2026-04-04") == []
    send("2026-04-05")
    assert due("2027-01-01") == []  # no level is left
    found = books.read(dunning.list_sent)
    assert [(row.level, row.date) for row in found] == [
        (3, day("2026-04-05")),
        (2, day("2026-03-25")),
        (1, day("2026-03-12")),
    ]


def test_polite_note_is_not_sent_when_the_day_has_passed(books, due):
    levels(books, "-3,7,21")
    books.bill(books.customer(), "100.00", "2026-03-01", due_days=14)
    assert due("2026-03-16") == []
    assert due("2026-05-01") == [("Anna", [(2, "100.00")])]


def test_customer_has_a_week_to_answer(books, due, send):
    books.bill(books.customer(), "100.00", "2026-01-01", due_days=0)
    send("2026-06-01")
    assert due("2026-06-07") == []
    assert due("2026-06-08") == [("Anna", [(2, "100.00")])]


def test_only_what_is_open_after_all_that_came(books, due):
    anna = books.customer()
    paid = books.bill(anna, "100.00", "2026-03-01", due_days=0)
    part = books.bill(anna, "200.00", "2026-03-01", due_days=0)
    credited = books.bill(anna, "300.00", "2026-03-01", due_days=0)
    books.pay(anna, "100.00", "2026-03-02", paid)
    books.pay(anna, "150.00", "2026-12-02", part)  # dated later than the run: paid all the same
    books.credit(credited, "1", "2026-03-03")
    assert due("2026-04-01") == [("Anna", [(1, "50.00")])]


def test_one_letter_for_each_customer_and_currency(books, due):
    levels(books, "-10,7,21")
    anna, boris = books.customer("Anna"), books.customer("Boris")
    books.bill(anna, "1.00", "2026-03-01", due_days=0)
    books.bill(anna, "2.00", "2026-03-02", due_days=0)
    books.bill(anna, "3.00", "2026-03-03", due_days=0, currency="USD")
    books.bill(boris, "4.00", "2026-03-04", due_days=0)
    books.bill(anna, "5.00", "2026-03-05", due_days=30)  # not due: a note of its own
    assert due("2026-03-30") == [
        ("Anna", [(2, "1.00"), (2, "2.00")]),
        ("Anna", [(2, "3.00")]),
        ("Anna", [(1, "5.00")]),
        ("Boris", [(2, "4.00")]),
    ]


def test_skip_list_is_honored(books, due, send):
    anna, boris = books.customer("Anna"), books.customer("Boris")
    books.bill(anna, "1.00", "2026-03-01", due_days=0)
    first = books.bill(boris, "2.00", "2026-03-01", due_days=0)
    books.bill(boris, "3.00", "2026-03-01", due_days=0)
    for _ in range(2):
        books.do(dunning.skip, contact_id=anna)
        books.do(dunning.skip, document_id=first)
    assert due("2026-04-01") == [("Boris", [(1, "3.00")])]
    names = {row.name for row in books.read(dunning.list_skipped)}
    assert names == {"2026-0002, Boris", "Anna"}
    books.do(dunning.unskip, contact_id=anna)
    assert [name for name, _ in due("2026-04-01")] == ["Anna", "Boris"]


@pytest.mark.parametrize("both", [{}, {"contact_id": 1, "document_id": 1}, {"contact_id": 99}])
def test_skipping_names_one_thing_that_is_there(books, both):
    books.customer()
    with pytest.raises(UserError):
        books.do(dunning.skip, **both)


def test_two_customers_on_the_skip_list_become_one(books):
    anna, other = books.customer("Anna"), books.customer("Anna A.")
    for contact in (anna, other):
        books.do(dunning.skip, contact_id=contact)
    books.do(doubles.merge, anna, [other])
    assert [row.contact_id for row in books.read(dunning.list_skipped)] == [anna]


def test_only_the_chosen_letters_go_out(books, due, send):
    for name in ("Anna", "Boris"):
        books.bill(books.customer(name), "1.00", "2026-03-01", due_days=0)
    first, _ = books.read(dunning.propose, day("2026-04-01"))
    assert [sent.letter.customer for sent in send("2026-04-01", [first.key])] == ["Anna"]
    assert [name for name, _ in due("2026-04-01")] == ["Boris"]


def test_letter_is_stored_as_it_went_out(books, send):
    anna = books.customer("Ελένη", language="el")
    books.bill(anna, "100.00", "2026-03-01", due_days=0)
    [sent] = send("2026-04-01")
    books.do(contacts.change, anna, ContactDraft("Someone Else"))
    pdf = books.read(dunning.get_pdf, sent.sha256)
    text = text_of(pdf)
    assert "Ελένη" in text
    assert "2026-0001" in text
    assert "100,00" in text
    with pytest.raises(StorageError):
        books.read(dunning.get_pdf, "0" * 64)


@pytest.mark.parametrize("language", dunning.LANGUAGES)
def test_every_level_has_words_in_every_language(books, language):
    levels(books, "-3,7,21,35")
    anna = books.customer(language=language)
    books.bill(anna, "100.00", "2026-03-01", due_days=0)
    [letter] = books.read(dunning.propose, day("2026-06-01"))
    found = books.read(dunning.get_levels)
    titles = {dunning.text_of(found, number, language).title for number in (1, 2, 3, 4)}
    assert len(titles) == 4
    shown = books.read(dunning.view, letter, day("2026-06-01"))
    assert "{{" not in "".join((shown.title, *shown.body))
    assert dunning.print_letter(shown).startswith(b"%PDF")


def test_letter_has_the_color_and_the_paper_of_documents(books):
    look = {"layout.accent": "#B3471F", "layout.paper": "letter", "layout.position": True}
    books.do(settings.change, look)
    books.bill(books.customer(), "100.00", "2026-03-01", due_days=0)
    [letter] = books.read(dunning.propose, day("2026-06-01"))
    printed = dunning.print_letter(books.read(dunning.view, letter, day("2026-06-01")))
    (page,) = PdfReader(io.BytesIO(printed)).pages
    assert (page.mediabox.width, page.mediabox.height) == (612, 792)
    assert b".701961 .278431 .121569 rg" in page.get_contents().get_data()


def test_own_words_are_filled_once_and_a_wrong_blank_is_refused(books):
    anna = books.customer("{{total}} & Co")
    books.bill(anna, "100.00", "2026-03-01", due_days=0)
    own = LevelText(
        "Hello", "To {{ customer }}: {{total}}, {{numbers}}\n\n{{fee}}\n\n{{invoices}}\n\nBye"
    )
    books.do(dunning.set_levels, [Level(0, "5 EUR on top.", {"en": own})])
    [letter] = books.read(dunning.propose, day("2026-03-01"))
    shown = books.read(dunning.view, letter, day("2026-03-01"))
    assert shown.title == "Hello"
    assert shown.body == ("To {{total}} & Co: €100.00, 2026-0001\n\n5 EUR on top.", "Bye")
    with pytest.raises(UserError, match=r"\{\{price\}\}"):
        books.do(dunning.change, {"dunning.1.text.en": "Pay {{price}}"})


@pytest.mark.parametrize(
    "text", ["", "7,x", "7,7", "21,7", "-9,-3", "1,2,3,4,5,6,7", "-91,7", "731"]
)
def test_days_that_make_no_sense_are_refused(books, text):
    with pytest.raises(UserError):
        levels(books, text)
    assert books.read(dunning.show) == {"dunning.levels": "7,21,35"}


def test_settings_by_their_names(books):
    levels(books, "-3,10", **{"dunning.2.fee": "Fee 5", "dunning.2.title.de": "Mahnung!"})
    found = books.read(dunning.show)
    assert found["dunning.levels"] == "-3,10"
    assert found["dunning.2.fee"] == "Fee 5"
    assert found["dunning.2.title.de"] == "Mahnung!"
    books.do(dunning.change, {"dunning.2.title.de": ""})
    assert "dunning.2.title.de" not in books.read(dunning.show)
    for name in ("dunning.3.fee", "dunning.1.title.xx", "dunning.1.title", "dunning.x"):
        with pytest.raises(UserError):
            books.do(dunning.change, {name: "1"})


def test_letters_that_went_out_cannot_be_undone(books, send):
    books.bill(books.customer(), "1.00", "2026-03-01", due_days=0)
    with books.database.write(T("Send"), can_undo=False) as session:
        dunning.send(session, day("2026-04-01"))
    with pytest.raises(UserError):
        books.database.undo()


def test_skipping_is_undone(books):
    invoice = books.bill(books.customer(), "1.00", "2026-03-01", due_days=0)
    books.do(dunning.skip, document_id=invoice)
    books.database.undo()
    assert books.read(dunning.list_skipped) == []
    books.database.redo()
    assert len(books.read(dunning.list_skipped)) == 1
