"""What else is done with a contact holds with e-mails: erasing, merging, handing over, checking."""

from __future__ import annotations

from zipfile import ZipFile

import pytest

from smallcrm.core.errors import UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.db import inspection
from smallcrm.services import contacts, doubles, files, history
from smallcrm.services.erasing import erase_contact
from smallcrm.services.handing_over import hand_over

SECRETS = ("Twenty tulips", "Order of Xanthippe", "quibble.pdf", "anna@mail.example")


@pytest.fixture
def anna(people, noted, letter):
    """Anna with an e-mail and its files."""
    noted(letter(subject="Order of Xanthippe", files=("quibble.pdf",)))
    return people["Anna"]


@pytest.fixture
def mails_of(ask):
    """The e-mails of a contact, each with the names of its files."""

    def read(contact_id):
        entries = ask(contacts.list_timeline, contact_id, group="email")
        found = ask(files.list_files_of_entries, [entry.id for entry in entries])
        return {entry.title: [row.name for row in found[entry.id]] for entry in entries}

    return read


def test_erasing_leaves_no_word_and_no_byte_of_an_email(database, anna):
    erase_contact(database, anna)
    with database.read() as session:
        assert inspection.problems(session.connection()) == []
        assert files.list_lost(session, database.files) == []
    kept = [path for path in database.files.folder.rglob("*") if path.is_file()]
    assert kept == []
    database.close()
    data = database.path.read_bytes()
    assert [word for word in SECRETS if word.encode() in data] == []


def test_undo_after_erasing_brings_no_email_back(database, anna, mails_of):
    erase_contact(database, anna)
    with database.read() as session:
        actions = [row.action for row in history.list_actions(session)]
    for action in actions:
        try:
            database.undo(action)
        except UserError:
            continue
    assert mails_of(anna) == {}


def test_email_of_who_was_erased_may_come_in_on_somebody_else(
    database, anna, people, letter, noted
):
    erase_contact(database, anna)
    path = letter(subject="Order of Xanthippe", files=("quibble.pdf",))
    assert len(noted(path, contact_id=people["Keller KG"]).entries) == 1


def test_merging_takes_emails_with_their_files_along_and_undo_takes_them_back(
    database, anna, mails_of
):
    with database.write(T("Test")) as session:
        other = contacts.create(session, contacts.ContactDraft("Anna K."))
    with database.write(T("Test")) as session:
        doubles.merge(session, other, [anna])
    found = {"Order of Xanthippe": ["a.eml", "quibble.pdf"]}
    assert mails_of(other) == found
    database.undo()
    assert (mails_of(other), mails_of(anna)) == ({}, found)


def test_all_about_a_person_holds_the_email_and_its_files(database, anna, tmp_path):
    with database.read() as session:
        hand_over(session, database.files, anna, tmp_path / "anna.zip", Progress())
    with ZipFile(tmp_path / "anna.zip") as archive:
        assert {"files/a.eml", "files/quibble.pdf"} <= set(archive.namelist())
        assert "Order of Xanthippe" in archive.read("contact.json").decode()
        assert "came with the email “Order of Xanthippe”" in archive.read("index.txt").decode()


def test_file_of_an_email_can_be_removed_alone_and_brought_back(database, anna, mails_of, ask):
    [file_id] = [
        row.id
        for row in ask(files.list_file_rows, ask(files.list_file_ids, anna)).values()
        if row.name == "quibble.pdf"
    ]
    with database.write(T("Test")) as session:
        files.remove_file(session, file_id)
    assert mails_of(anna) == {"Order of Xanthippe": ["a.eml"]}
    database.undo()
    assert mails_of(anna) == {"Order of Xanthippe": ["a.eml", "quibble.pdf"]}
    with database.read() as session:
        assert inspection.problems(session.connection()) == []


def test_taking_the_noting_back_leaves_what_was_changed_since_whole(database, anna, mails_of, ask):
    noted_by = ask(history.list_actions)[0].action
    rows = ask(files.list_file_rows, ask(files.list_file_ids, anna)).values()
    [file_id] = [row.id for row in rows if row.name == "quibble.pdf"]
    with database.write(T("Test")) as session:
        files.rename_file(session, file_id, "renamed.pdf")
    database.undo(noted_by)
    with database.read() as session:
        assert inspection.problems(session.connection()) == []
    assert mails_of(anna) == {"Order of Xanthippe": ["renamed.pdf"]}
