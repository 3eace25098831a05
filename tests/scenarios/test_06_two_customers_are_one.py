"""Scenario 6: two customers with everything a customer can have are merged, and taken apart."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from smallcrm.core.text import TN, T
from smallcrm.db.database import Database
from smallcrm.services import contacts, documents, files, pipeline, settings, tasks
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.doubles import references
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.tasks import TaskDraft
from tests.scenarios.conftest import LANGUAGES

WORK = AddressDraft("Ερμού 5", "Βόλος", "38221", "", "GR", "work")
HOME = AddressDraft("Σόλωνος 12", "Αθήνα", "10671", "Αττική", "GR", "home")
ONE = ContactDraft(
    "Γιώργος Παπαδόπουλος",
    phones=(Labelled("24210 30001"),),
    emails=(Labelled("g@shop.example"),),
    addresses=(WORK,),
    tags=("vip", "fair"),
    note="Likes tulips",
)
OTHER = ContactDraft(
    "Παπαδόπουλος Γ.",
    phones=(Labelled("+30 2421030001"), Labelled("6971234567")),
    addresses=(HOME,),
    tags=("vip", "club"),
    note="Pays late",
)
DEALS, INVOICES, ENTRIES, TASKS, FILES = 4, 7, 31, 2, 3
OF_ALL = {"deal": DEALS, "document": INVOICES, "activity": ENTRIES, "task": TASKS}
OF_ALL["attachment"] = FILES


def fill(session, store, ids):
    """Everything, handed to the two in turn."""
    line = LineDraft("Roses", Decimal(3), price=Decimal("12.35"), tax_rate=Decimal(24))
    for number in range(DEALS):
        pipeline.create_deal(session, DealDraft(f"Wedding {number}", ids[number % 2], Decimal(100)))
    for number in range(INVOICES):
        draft = DocumentDraft(customer_id=ids[number % 2], lines=(line,))
        document = documents.create_draft(session, draft)
        documents.issue(session, document, dt.date(2026, 3, 1 + number))
    for number in range(ENTRIES):
        contacts.add_note(session, ids[number % 2], f"Called about roses {number}")
    for number in range(TASKS):
        tasks.add_task(session, TaskDraft(f"Call {number}", contact_id=ids[number % 2]))
    for number in range(FILES):
        stored = files.keep_bytes(store, f"drawing {number}".encode())
        files.attach(session, ids[number % 2], f"drawing {number}.txt", stored)


@pytest.fixture
def two(file):
    """The two customers; their ids."""
    database = Database(file.path)
    with database.write(T("Prepare"), can_undo=False) as session:
        business = {"name": "Anthos Flowers", "country": "GR", "tax_id": "123456783"}
        settings.change(session, business)
        ids = [contacts.create(session, draft) for draft in (ONE, OTHER)]
        fill(session, database.files, ids)
    database.close()
    return ids


def look_at_survivor(file, two, before):
    """It has everything of both; nothing points at who is gone; what was printed stays."""
    tables = file.tables()
    [survivor] = {row["id"] for row in tables["contact"]} & set(two)
    for column in references.columns():
        found = [row[column.name] for row in tables[column.table.name] if row[column.name]]
        assert set(found) <= {survivor}, column
    assert {name: len(tables[name]) for name in OF_ALL} == OF_ALL
    draft = file.read(contacts.get_draft, survivor)
    assert {ONE.note, OTHER.note} == set(draft.note.splitlines())
    assert set(draft.addresses) == {WORK, HOME}
    assert set(draft.tags) == {"vip", "fair", "club"}
    assert len(draft.phones) == 2
    assert [each.value for each in draft.emails] == ["g@shop.example"]
    assert printed(tables) == printed(before)
    assert file.read(documents.check).ok


def printed(tables):
    """The documents, but for whose they are."""
    return [{**row, "customer_id": None} for row in tables["document"]]


def test_command_line(run, file, two):
    before = file.tables()
    one, other = two
    status, answer = run("contacts", "merge", one, other, "--take", f"address={other}")
    assert (status, answer["id"]) == (0, one)
    look_at_survivor(file, two, before)
    assert file.draft(ONE.name).addresses == (HOME, WORK)
    assert run("contacts", "show", other)[0] == 1
    _, undone = run("undo", answer["action"])
    assert undone["kept"] == []
    assert file.tables() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_window(sit_down, file, two, language):
    before = file.tables()
    owner = sit_down(language)
    owner.command(T("Find doubles"))
    owner.until(lambda: len(owner.rows(T("Possible doubles"))) == 1)
    owner.ready(T("Merge"))
    owner.press("Ctrl+Return")
    owner.reads(TN("{count} contact merged", "{count} contacts merged", 2))
    look_at_survivor(file, two, before)
    owner.press("Ctrl+Z")
    owner.until(lambda: len(file.names()) == len(two))
    assert file.tables() == before
