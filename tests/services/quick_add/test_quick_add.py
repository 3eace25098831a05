"""Whom a line is for is shown as a choice; what was chosen is made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from smallcrm.core.text import T
from smallcrm.services import contacts, documents, quick_add, tasks
from smallcrm.services.contacts import ContactDraft

TODAY = date(2026, 11, 22)


@pytest.fixture
def ids(database):
    names = ("Maria Keller", "Мария Петрова", "Μαρία Παπά", "Keller GmbH", "Марк Орлов")
    with database.write(T("Fill")) as session:
        return {name: contacts.create(session, ContactDraft(name)) for name in names}


def choices(database, line):
    with database.read() as session:
        return quick_add.understand(session, line, TODAY)


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("Maria call Tue 16:30", "Maria Keller", "call"),
        ("позвонить Марии завтра 10:00", "Мария Петрова", "позвонить"),
        ("Κάλεσε Μαρία Τρίτη 16:30", "Μαρία Παπά", "Κάλεσε"),
        ("maria keller call", "Maria Keller", "call"),
        ("Петровой смета завтра", "Мария Петрова", "смета"),
        ("Ραντεβού με Μαρία για λουλούδια αύριο", "Μαρία Παπά", "Ραντεβού για λουλούδια"),
        ("ανθοδέσμη για Μαρία Παπά", "Μαρία Παπά", "ανθοδέσμη"),
        ("встреча с Петровой", "Мария Петрова", "встреча"),
        ("meeting with Maria on Tuesday", "Maria Keller", "meeting"),
        ("for Maria Keller", "Maria Keller", "for Maria Keller"),
    ],
)
def test_task_is_for_whom_the_line_names(database, ids, line, name, title):
    first = choices(database, line)[0]
    assert (first.kind, first.contact_id, first.contact, first.title) == (
        quick_add.TASK,
        ids[name],
        name,
        title,
    )


def test_of_two_with_the_name_both_are_offered_and_nobody_as_well(database, ids):
    found = choices(database, "Keller call Tue")
    assert {one.contact for one in found} == {"Maria Keller", "Keller GmbH", ""}
    assert found[-1].title == "Keller call"


def test_whole_name_in_another_case_counts_before_its_surname_as_it_is_written(database):
    with database.write(T("Fill")) as session:
        for name in ("Ελένη Νικολάου", "Γιώργος Νικολάου"):
            contacts.create(session, ContactDraft(name))
    found = choices(database, "Ραντεβού με τον Γιώργο Νικολάου αύριο")
    assert [(one.contact, one.title) for one in found] == [
        ("Γιώργος Νικολάου", "Ραντεβού"),
        ("", "Ραντεβού με τον Γιώργο Νικολάου"),
    ]


def test_nobody_is_guessed_from_a_part_of_a_word(database, ids):
    assert [one.contact_id for one in choices(database, "kell mar tomorrow")] == [0]


def test_task_is_added_with_its_day_and_time(database, ids):
    choice = choices(database, "Maria call Tue 16:30")[0]
    with database.write(T("Test")) as session:
        task_id = quick_add.add(session, choice)
    with database.read() as session:
        row = tasks.get_task(session, task_id)
    assert (row.title, row.due, row.contact) == ("call", "2026-11-24 16:30", "Maria Keller")


def test_note_needs_somebody(database, ids):
    assert choices(database, "note nobody knows") == []
    choice = choices(database, "note Марк likes tulips")[0]
    with database.write(T("Test")) as session:
        note_id = quick_add.add(session, choice)
    with database.read() as session:
        assert contacts.get_activity(session, note_id).body == "likes tulips"


def test_invoice_is_a_draft_with_the_line_that_was_typed(database, ids):
    choice = choices(database, "Invoice Keller GmbH 180 repair")[0]
    with database.write(T("Test")) as session:
        document_id = quick_add.add(session, choice)
    with database.read() as session:
        draft = documents.get_draft(session, document_id)
    (line,) = draft.lines
    assert (line.description, line.price, draft.customer_id) == (
        "repair",
        Decimal(180),
        ids["Keller GmbH"],
    )


def test_contact_is_created_with_email_and_phone(database):
    (choice,) = choices(database, "Maria Keller maria@keller.example +49 30 1234")
    with database.write(T("Test")) as session:
        contact_id = quick_add.add(session, choice)
    with database.read() as session:
        draft = contacts.get_draft(session, contact_id)
    assert draft.name == "Maria Keller"
    assert draft.emails[0].value == "maria@keller.example"
    assert draft.phones[0].value == "+49 30 1234"


@pytest.mark.parametrize("line", ["", "note", "invoice", "contact", "Tue 16:30"])
def test_line_that_says_nothing_offers_nothing(database, line):
    assert choices(database, line) == []
