"""Scenario 21: what was issued stays as it was, and a change by force is found."""

from __future__ import annotations

import base64
from decimal import Decimal

import pytest

from smallcrm.core.text import T
from smallcrm.db.driver import sqlite
from smallcrm.services import contacts, documents, products, settings
from smallcrm.services.contacts import AddressDraft
from smallcrm.services.products import ProductDraft
from smallcrm.services.settings import business
from tests.scenarios import paperwork
from tests.scenarios.paperwork import MIXED

# A red dot: the smallest PNG.
LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=="
)


def change_everything(session):
    """Product, customer, business and logo are others now."""
    settings.change(session, {"name": "Someone Else", "street": "Other street 1"})
    business.set_logo(session, LOGO)
    there = (AddressDraft(street="Νέα 7", city="Βόλος"),)
    customer = contacts.get_draft(session, 1)
    contacts.change(session, 1, customer._replace(name="Ελένη Άλλη", addresses=there))
    products.change(session, 1, ProductDraft("Γαρίφαλα", price=Decimal(99)))


@pytest.fixture
def invoice(run, file, tmp_path):
    """An issued invoice; its id."""
    paperwork.prepare(file)
    file.write(lambda session: products.create(session, ProductDraft(MIXED[0][0])))
    return paperwork.issued(run, tmp_path, paperwork.draft("invoice", MIXED))["id"]


def force(file):
    """Somebody with another program changes the total in the file.

    By our SQLite, as two of them in one process take each other's locks away.
    """
    connection = sqlite.connect(file.path)
    connection.execute("DROP TRIGGER guard_document_update")
    connection.execute("UPDATE document SET total = 1, due = 1")
    connection.commit()
    connection.close()


def test_command_line(run, file, tmp_path, invoice):
    papers = [tmp_path / "before.pdf", tmp_path / "after.pdf"]
    hashes = [run("documents", "pdf", invoice, papers[0])[1]["sha256"]]
    file.write(change_everything)
    hashes.append(run("documents", "pdf", invoice, papers[1])[1]["sha256"])
    assert hashes[0] == hashes[1] == run("documents", "show", invoice)[1]["sha256"]
    assert papers[0].read_bytes() == papers[1].read_bytes()
    assert run("documents", "check")[1]["ok"]
    force(file)
    status, found = run("documents", "check")
    assert (status, [each["id"] for each in found["broken"]]) == (1, [invoice])
    assert run("check")[0] == 1


def test_window(sit_down, file, invoice):
    stored = file.read(documents.get_pdf, invoice)
    owner = sit_down("ru")
    file.write(change_everything)
    owner.window.open(f"crm://document/{invoice}")
    page = owner.window.host.page
    owner.until(lambda: page.issued.page.pdf == stored)
    owner.reads(T("Why nothing can be changed here"))
    owner.ready(T("Credit note…"))
    assert page.issued.headline().endswith(paperwork.CUSTOMER)
    force(file)
    owner.command(T("Check numbers and PDFs"))
    [row] = paperwork.rows_of(file)
    owner.mentions(
        T(
            "These documents or their PDFs were changed outside of this program: {numbers}. "
            "Compare them with a backup.",
            numbers=row.number,
        )
    )
