"""Issued documents stay as issued: through the program, and by force."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.db.driver import sqlite
from smallcrm.models import Product
from smallcrm.services import contacts, documents, settings
from smallcrm.services.contacts import AddressDraft, ContactDraft
from smallcrm.services.documents import Adjustment, LineDraft

# A white and a black pixel.
LOGOS = [
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
        "0000000a49444154789c63" + pixel + "0000000049454e44ae426082"
    )
    for pixel in ("f80f0001010100", "6000000002000148afa471")
]
REFUSED = "An issued document cannot be changed"
LINE = (
    "position, item_code, description, quantity, unit, price, price_per, discount_percent,"
    " tax_category, tax_rate, exemption_reason, exemption_code, net, gross"
)
# Document 1 is issued, document 2 a draft; each has one line, one discount and one tax row.
ATTACKS = {
    "change the total": "UPDATE document SET total = 1 WHERE id = 1",
    "change the buyer": "UPDATE document SET buyer = '{}' WHERE id = 1",
    "change the number": "UPDATE document SET number = '2026-0009' WHERE id = 1",
    "change the hash": "UPDATE document SET content_hash = '' WHERE id = 1",
    "change the PDF's hash": "UPDATE document SET pdf_sha256 = '' WHERE id = 1",
    "back to draft": "UPDATE document SET issued_at = NULL, number = NULL WHERE id = 1",
    "archive": "UPDATE document SET deleted_at = '2026-01-01' WHERE id = 1",
    "delete": "DELETE FROM document WHERE id = 1",
    "delete all": "DELETE FROM document",
    "replace": "INSERT OR REPLACE INTO document SELECT * FROM document WHERE id = 1",
    "replace by a draft": "UPDATE OR REPLACE document SET id = 1 WHERE id = 2",
    "replace by its number": (
        "UPDATE OR REPLACE document SET (series_id, number, issued_at) ="
        " (SELECT series_id, number, issued_at FROM document WHERE id = 1) WHERE id = 2"
    ),
    "forge": (
        "INSERT INTO document (uid, kind, date, currency, number, issued_at)"
        " VALUES ('x', 'invoice', '2026-01-01', 'EUR', '2026-0007', '2026-01-01')"
    ),
    "change a line": "UPDATE document_line SET price = 1 WHERE document_id = 1",
    "delete a line": "DELETE FROM document_line WHERE document_id = 1",
    "move a line in": "UPDATE document_line SET document_id = 1 WHERE document_id = 2",
    "move a line out": "UPDATE document_line SET document_id = 2 WHERE document_id = 1",
    "add a line": (
        f"INSERT INTO document_line (document_id, {LINE})"
        f" SELECT 1, {LINE} FROM document_line WHERE document_id = 2"
    ),
    "replace a line": (
        "UPDATE OR REPLACE document_line SET id ="
        " (SELECT id FROM document_line WHERE document_id = 1) WHERE document_id = 2"
    ),
    "change the tax": "UPDATE document_tax SET tax = 0 WHERE document_id = 1",
    "delete the tax": "DELETE FROM document_tax WHERE document_id = 1",
    "change a discount": "UPDATE document_adjustment SET percent = 0 WHERE document_id = 1",
    "change the PDF": "UPDATE blob SET data = x'00'",
    "delete the PDF": "DELETE FROM blob",
    "replace the PDF": (
        "INSERT OR REPLACE INTO blob SELECT sha256, media_type, x'00' FROM blob LIMIT 1"
    ),
    "turn the counter back": "UPDATE series_counter SET value = 0",
    "turn the counter on": "UPDATE series_counter SET value = value + 5",
    "delete the counter": "DELETE FROM series_counter",
    "cut the chain": "UPDATE series SET last_hash = '' WHERE kind = 'invoice'",
    "allow back-dating": "UPDATE series SET last_date = NULL WHERE kind = 'invoice'",
    "delete the series": "DELETE FROM series WHERE kind = 'invoice'",
}


@pytest.fixture
def two(office):
    """Document 1, issued, and document 2, a draft."""
    adjusted = {"discounts": (Adjustment(percent=Decimal(5)),)}
    assert office.issued(**adjusted) == 1
    assert office.draft(**adjusted) == 2
    return office


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
@pytest.mark.parametrize("pragmas", [True, False], ids=["our pragmas", "none"])
def test_file_refuses_to_change_an_issued_document(two, attack, pragmas, tmp_path):
    before = two.read(documents.get_view, 1)
    if pragmas:
        with pytest.raises(IntegrityError, match=f"{REFUSED}|FOREIGN KEY"):
            two.sql(attack)
    else:
        two.database.close()
        connection = sqlite.connect(str(two.database.path))
        with pytest.raises(sqlite.IntegrityError, match=REFUSED):
            connection.execute(attack)
        connection.close()
    assert two.read(documents.get_view, 1) == before
    assert two.read(documents.check).ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE document SET note = 'x' WHERE id = 2",
        "UPDATE document_line SET price = 1 WHERE document_id = 2",
        "DELETE FROM document_line WHERE document_id = 2",
        "DELETE FROM document WHERE id = 2",
        "UPDATE document SET sent_at = '2026-01-01', customer_id = NULL WHERE id = 1",
        "UPDATE document SET void_at = '2026-01-01' WHERE id = 1",
        "UPDATE series SET pattern = 'A{year}-{counter}'",
    ],
)
def test_file_lets_drafts_and_later_life_change(two, statement):
    two.sql(statement)
    assert two.read(documents.check).ok


def test_void_stays_void(two):
    two.sql("UPDATE document SET void_at = '2026-01-01' WHERE id = 1")
    with pytest.raises(IntegrityError, match=REFUSED):
        two.sql("UPDATE document SET void_at = NULL WHERE id = 1")


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM allocation",
        "UPDATE allocation SET amount = 1",
        "UPDATE allocation SET invoice_id = 2",
    ],
)
def test_credit_of_a_void_invoice_pays_no_other(two, attack):
    """Else what nobody paid would be on the customer's account."""
    with two.write(can_undo=False) as session:
        documents.void(session, 1)
    with pytest.raises(IntegrityError, match=REFUSED):
        two.sql(attack)


def test_logo_of_an_issued_document_stays(office):
    office.do(settings.set_logo, LOGOS[0])
    document_id = office.issued()
    with pytest.raises(IntegrityError, match=REFUSED):
        office.sql("DELETE FROM blob WHERE media_type LIKE 'image/%'")
    assert office.read(documents.get_view, document_id).logo == LOGOS[0]


def test_later_changes_alter_no_issued_byte(office):
    anna = office.do(
        contacts.create, ContactDraft("Anna", addresses=(AddressDraft("Odos 1", "Volos"),))
    )
    office.do(settings.set_logo, LOGOS[0])
    product = Product(name="Roses", price=Decimal("12.35"), folded="roses")
    with office.write() as session:
        session.add(product)
        session.flush()
        product_id = product.id
    line = LineDraft("Roses", price=Decimal("12.35"), tax_rate=Decimal(24), product_id=product_id)
    document_id = office.issued(customer=None, customer_id=anna, lines=(line,))
    pdf = office.read(documents.get_pdf, document_id)
    view = office.read(documents.get_view, document_id)

    with office.write() as session:
        changed = session.get(Product, product_id)
        changed.name, changed.price = "Tulips", Decimal(99)
    office.do(
        contacts.change,
        anna,
        ContactDraft("Anna Smith", addresses=(AddressDraft("New Street 2", "Athens"),)),
    )
    office.do(settings.change, {"name": "Other Shop", "language": "ru", "currency": "USD"})
    office.do(settings.change, {"iban": "GR1601101250000000012300695", "due_days": 1})
    office.do(settings.set_logo, LOGOS[1])

    assert office.read(documents.get_pdf, document_id) == pdf
    assert hashlib.sha256(pdf).hexdigest() == view.sha256
    assert office.read(documents.get_view, document_id) == view
    assert view.logo == LOGOS[0]
    # Printed anew from the frozen rows it is the same document, too.
    printed = documents.queries.render(replace(view, status="issued"))
    assert printed == pdf
    assert office.read(documents.check).ok


@pytest.mark.parametrize(
    ("trigger", "statement"),
    [
        ("document_update", "UPDATE document SET total = total + 1 WHERE id = 1"),
        ("document_update", "UPDATE document SET note = 'x' WHERE id = 1"),
        ("document_update", "UPDATE document SET seller = '{}' WHERE id = 1"),
        ("document_update", "UPDATE document SET previous_hash = 'x' WHERE id = 1"),
        ("document_update", "UPDATE document SET issued_at = '2020-01-01' WHERE id = 1"),
        ("document_line_update", "UPDATE document_line SET quantity = 1 WHERE document_id = 1"),
        ("document_line_delete", "DELETE FROM document_line WHERE document_id = 1"),
        ("document_tax_update", "UPDATE document_tax SET base = 1 WHERE document_id = 1"),
        (
            "document_adjustment_update",
            "UPDATE document_adjustment SET reason = 'x' WHERE document_id = 1",
        ),
        ("blob_update", "UPDATE blob SET data = substr(data, 2)"),
        ("blob_delete", "DELETE FROM blob"),
    ],
)
def test_check_names_what_was_changed_by_force(two, trigger, statement):
    two.sql(f"DROP TRIGGER guard_{trigger}", statement)
    found = two.read(documents.check)
    assert not found.ok
    assert {broken.id for broken in found.broken} == {1}
    assert found.broken[0].number == "2026-0001"


def test_changed_pdf_is_not_reprinted(two):
    two.sql("DROP TRIGGER guard_blob_update", "UPDATE blob SET data = x'00'")
    with pytest.raises(StorageError, match="2026-0001"):
        two.read(documents.get_pdf, 1)


def test_check_notices_that_the_last_document_is_gone(office):
    office.issued()
    last = office.issued()
    parts = ("document", "document_line", "document_tax")
    office.sql(
        *(f"DROP TRIGGER guard_{table}_delete" for table in parts),
        f"DELETE FROM document WHERE id = {last}",
    )
    found = office.read(documents.check)
    assert found.gaps == ["2026-0002"]
    assert [(broken.id, str(broken.reason)) for broken in found.broken] == [
        (None, "The last documents of the series are missing.")
    ]


def test_check_notices_two_documents_that_changed_places(office):
    for _ in range(3):
        office.issued()
    office.sql(
        "DROP TRIGGER guard_document_update",
        "UPDATE document SET previous_hash = 'x' WHERE id = 2",
    )
    assert {broken.id for broken in office.read(documents.check).broken} == {2, 3}


def test_copy_of_the_file_passes_the_same_check(two, tmp_path):
    two.database.close()
    copy = tmp_path / "copy.smallcrm"
    shutil.copy(two.database.path, copy)
    database = type(two.database)(copy)
    with database.write(T("Again"), can_undo=False) as session:
        assert documents.issue(session, 2) == "2026-0002"
        assert documents.check(session).ok
    database.close()
