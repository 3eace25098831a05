"""What Greece asks beyond EN 16931: the check digit, and the marks of myDATA."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smallcrm.core.errors import UserError
from smallcrm.services import documents
from smallcrm.services.documents import PartyDraft, einvoice
from smallcrm.services.documents.einvoice import Marks, greece
from tests.services.documents.einvoice.samples import CUSTOMER, GREEK, SHOP
from tests.services.documents.einvoice.test_content import SELLER, view_of

BAKERY = PartyDraft(name="Φούρνος", city="Βόλος", country="GR", tax_id="099876545")
GIVEN = Marks("400001234567890", "A" * 40, "https://mydata.example/qr")


def fields(view, marks=Marks()):  # noqa: B008 - a tuple
    return [remark.field for remark in greece.remarks(view, marks)]


def test_a_greek_seller_is_told_that_nothing_is_sent_to_mydata():
    view = view_of(replace(SHOP, lines=GREEK))
    assert einvoice.NOT_SENT in [remark.message for remark in greece.remarks(view, Marks())]
    abroad = view_of(replace(SHOP, lines=GREEK), replace(SELLER, country="DE"))
    assert fields(abroad) == []


def test_a_mark_is_there_or_declared_missing():
    view = view_of(replace(SHOP, lines=GREEK))
    assert fields(view) == ["document.mark", ""]
    assert fields(view, GIVEN) == [""]
    assert fields(view, Marks(is_missing=True)) == [""]


def test_a_wrong_check_digit_is_a_remark_and_no_refusal():
    wrong = replace(BAKERY, tax_id="099876540")
    view = view_of(replace(SHOP, lines=GREEK, customer=wrong), replace(SELLER, tax_id="123456780"))
    assert fields(view)[:2] == ["settings.tax_id", "customer.vat_id"]


@pytest.mark.parametrize(
    ("buyer", "seller_country", "expected"),
    [
        (BAKERY, "GR", True),
        (replace(BAKERY, tax_id=""), "GR", False),
        (CUSTOMER, "GR", False),
        (BAKERY, "DE", False),
    ],
)
def test_an_invoice_between_greek_businesses_is_known_as_one(buyer, seller_country, expected):
    draft = replace(SHOP, lines=GREEK, customer=buyer)
    view = view_of(draft, replace(SELLER, country=seller_country))
    assert einvoice.is_between_businesses(view) == expected
    assert not einvoice.is_between_businesses(replace(view, kind="quote"))


def test_marks_are_kept_beside_the_document_and_undone(archive, issued):
    document_id = issued["16"].id
    before = archive.read(documents.check)
    with archive.database.write(archive.label) as session:
        einvoice.set_marks(session, document_id, GIVEN)
    assert archive.read(einvoice.get_marks, document_id) == GIVEN
    assert archive.read(documents.check) == before
    assert before.ok
    archive.database.undo()
    assert archive.read(einvoice.get_marks, document_id) == Marks()


@pytest.mark.parametrize(
    ("marks", "field"),
    [
        (Marks(mark="40000X"), "mark"),
        (Marks(uid="123"), "uid"),
        (Marks(qr_link="javascript:alert(1)"), "qr_link"),
    ],
)
def test_a_mark_that_cannot_be_right_is_refused(archive, issued, marks, field):
    with archive.database.write(archive.label) as session, pytest.raises(UserError) as refused:
        einvoice.set_marks(session, issued["16"].id, marks)
    assert refused.value.field == field
    assert archive.read(einvoice.get_marks, issued["16"].id) == Marks()


def test_a_draft_has_no_mark(archive):
    with archive.database.write(archive.label) as session:
        draft = documents.create_draft(session, replace(SHOP, lines=GREEK))
        with pytest.raises(UserError, match="still a draft"):
            einvoice.set_marks(session, draft, GIVEN)
