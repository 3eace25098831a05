"""Somebody gets everything that is kept about them."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest

from smallcrm.core import languages
from smallcrm.core.errors import Cancelled, NotFound, StorageError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.models import Lead
from smallcrm.services import contacts, deals, documents, files, pipeline, tasks
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.handing_over import INDEX, hand_over
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.settings import business
from smallcrm.services.tasks import TaskDraft

BUSINESS = {"name": "Anthos", "vat_id": "EL094215776", "tax_id": "094215776"}
LINE = LineDraft("Repair", price=Decimal(100), tax_rate=Decimal(24))


@pytest.fixture
def person(database):
    """Somebody with everything; the id."""
    stored = files.keep_bytes(database.files, b"The contract")
    with database.write(T("Settings")) as session:
        business.change(session, BUSINESS)
    with database.write(T("Add contact")) as session:
        person = contacts.create(session, ContactDraft("Anna Keller", role="Owner"))
        other = contacts.create(session, ContactDraft("Somebody else"))
        contacts.add_note(session, other, "Of no concern to her")
        contacts.add_note(session, person, "Gate 4471")
        gone = contacts.add_note(session, person, "Written by mistake")
        tasks.add_task(session, TaskDraft("Call her", contact_id=person))
        deal = pipeline.create_deal(session, DealDraft("Kitchen", contact_id=person))
        deals.set_lines(session, deal, (LINE,))
        session.add(Lead(name="Anna", message="Do you do kitchens?", contact_id=person))
        session.add(Lead(name="Somebody else", message="Of no concern to her either"))
        files.attach(session, person, "contract.pdf", stored)
        files.attach(session, person, "contract.pdf", stored)
        documents.create_draft(session, DocumentDraft(customer_id=person, lines=(LINE,)))
    with database.write(T("Remove note")) as session:
        contacts.remove_activity(session, gone)
    with database.write(T("Rename")) as session:
        changed = ContactDraft("Anna Miller", emails=(Labelled("a@b.example"),), role="Owner")
        contacts.change(session, person, changed)
    return person


@pytest.fixture
def parcel(database, tmp_path):
    """Hands over and reads what was written, by name."""

    def make(contact_id, progress=None):
        path = tmp_path / "anna.zip"
        with database.read() as session:
            made = hand_over(session, database.files, contact_id, path, progress or Progress())
        with ZipFile(path) as archive:
            assert archive.testzip() is None
            return made, {name: archive.read(name) for name in archive.namelist()}

    return make


def test_everything_about_the_person_is_there_and_nothing_of_others(person, parcel):
    made, found = parcel(person)
    assert (made.documents, made.files, made.lacking) == (1, 2, ())
    contact = json.loads(found["contact.json"])
    assert contact["name"] == "Anna Miller"
    assert "Gate 4471" in [entry["body"] for entry in contact["timeline"]]
    assert json.loads(found["tasks.json"])[0]["title"] == "Call her"
    [deal] = json.loads(found["deals.json"])
    assert (deal["title"], deal["lines"][0]["description"]) == ("Kitchen", "Repair")
    assert deal["stages"][0]["stage"] == "New"
    assert json.loads(found["leads.json"])[0]["message"] == "Do you do kitchens?"
    assert json.loads(found["removed.json"])["activity"][0]["body"] == "Written by mistake"
    before = [step["before"].get("name") for step in json.loads(found["history.json"])]
    assert "Anna Keller" in before
    assert b"FN:Anna Miller" in found["contact.vcf"]
    assert found["files/contract.pdf"] == found["files/contract (2).pdf"] == b"The contract"
    papers = [name for name in found if name.startswith("documents/")]
    assert found[papers[0]].startswith(b"%PDF")
    assert b"Of no concern" not in b"".join(found.values())


def test_the_index_names_what_is_there(person, parcel):
    _, found = parcel(person)
    index = found[INDEX].decode("utf-8-sig").splitlines()
    assert index[0] == "Everything that Anthos keeps about Anna Miller"
    assert {line.split(": ")[0] for line in index[3:]} == set(found) - {INDEX}


def test_the_index_is_in_the_language_of_the_program(person, parcel):
    languages.use("ru")
    _, found = parcel(person)
    assert "Anna Miller" in found[INDEX].decode("utf-8-sig").splitlines()[0]
    assert "Everything" not in found[INDEX].decode("utf-8-sig")


def test_an_issued_document_is_there_as_it_was_printed(database, person, parcel):
    with database.write(T("New invoice")) as session:
        draft = DocumentDraft("invoice", person, lines=(LINE,), date=date(2026, 5, 1))
        invoice = documents.create_draft(session, draft)
    with database.write(T("Issue"), can_undo=False) as session:
        number = documents.issue(session, invoice)
        printed = documents.get_pdf(session, invoice)
    _, found = parcel(person)
    copy = next(content for name, content in found.items() if number in name)
    assert hashlib.sha256(copy).digest() == hashlib.sha256(printed).digest()


def test_a_file_that_is_missing_is_named_and_the_rest_is_there(database, person, parcel):
    for path in database.files.folder.glob("??/*"):
        path.unlink()
    made, found = parcel(person)
    assert made.lacking == ("contract.pdf", "contract.pdf")
    assert "contract.pdf" in found[INDEX].decode("utf-8-sig")
    assert "contact.json" in found


def test_a_stopped_one_leaves_nothing_behind(database, person, parcel, tmp_path):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        parcel(person, progress)
    assert list(tmp_path.glob("*.zip*")) == []


def test_nobody_and_nowhere_are_told(database, person, tmp_path):
    with database.read() as session, pytest.raises(NotFound):
        hand_over(session, database.files, 999, tmp_path / "a.zip", Progress())
    with database.read() as session, pytest.raises(StorageError):
        hand_over(session, database.files, person, tmp_path / "no" / "a.zip", Progress())
