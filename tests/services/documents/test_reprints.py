"""Other forms of an issued document: never stored, and true to what was issued."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from smallcrm.core.errors import UserError
from smallcrm.services import documents, payments, settings
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.payments import PaymentDraft


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def chosen(office, **layout):
    values = {f"layout.{name.replace('__', '.')}": value for name, value in layout.items()}
    office.do(settings.change, values)


def test_as_itself_it_is_the_stored_page(office):
    document = office.issued()
    stored = office.read(documents.get_pdf, document)
    assert office.read(documents.get_variant, document, Variant.ITSELF) == stored


@pytest.mark.parametrize(
    ("variant", "words"),
    [
        (Variant.COPY, "2026-0001 (copy)"),
        (Variant.PROFORMA, "Pro-forma invoice"),
        (Variant.DELIVERY_NOTE, "Delivery note"),
    ],
)
def test_a_variant_changes_nothing_that_is_stored(office, variant, words):
    document = office.issued()
    stored = office.read(documents.get_pdf, document)
    assert words in text_of(office.read(documents.get_variant, document, variant))
    assert office.read(documents.get_pdf, document) == stored
    assert office.read(documents.check).ok


def test_a_copy_of_what_is_paid_in_part_says_what_came_and_what_is_open(office):
    document = office.issued()
    stored = office.read(documents.get_pdf, document)
    office.do(payments.add, PaymentDraft(Decimal("20.00"), invoice_id=document))
    copy = text_of(office.read(documents.get_variant, document, Variant.COPY))
    for part in (
        "Total",
        "€45.94",
        "Paid so far",
        "\N{MINUS SIGN}€20.00",
        "Still to pay",
        "€25.94",
        "Part paid",
    ):
        assert part in copy
    assert office.read(documents.get_pdf, document) == stored
    office.do(payments.add, PaymentDraft(Decimal("25.94"), invoice_id=document))
    copy = text_of(office.read(documents.get_variant, document, Variant.COPY))
    assert "Still to pay" not in copy
    assert "Paid in full" in copy


def test_a_copy_of_what_is_credited_in_part_is_not_stamped(office):
    document = office.issued()
    office.issue(office.do(documents.credit, document, {0: Decimal(1)}), "2026-03-02")
    copy = text_of(office.read(documents.get_variant, document, Variant.COPY))
    assert "Credited so far" in copy
    assert "Still to pay" in copy
    assert "Part paid" not in copy


def test_a_draft_and_another_language_can_be_printed_so_too(office):
    document = office.draft()
    pdf = office.read(documents.get_variant, document, Variant.DELIVERY_NOTE, "de")
    assert "Lieferschein" in text_of(pdf)


def test_a_credit_note_is_no_delivery_note(office):
    credit = office.do(documents.void, office.issued())
    with pytest.raises(UserError, match="itself only"):
        office.read(documents.get_variant, credit, Variant.DELIVERY_NOTE)


def test_a_new_layout_changes_drafts_and_no_issued_page(office):
    chosen(office, accent="#B3471F", footer__en="Registered in Volos", position="yes")
    document = office.issued()
    stored = office.read(documents.get_pdf, document)
    assert "Registered in Volos" in text_of(stored)
    chosen(office, accent="#000000", footer__en="Moved to Athens", position="no", paper="letter")
    assert office.read(documents.get_pdf, document) == stored
    copy = text_of(office.read(documents.get_variant, document, Variant.COPY))
    assert "Registered in Volos" in copy
    assert "Moved" not in copy
    assert office.read(documents.get_view, document).layout.accent == "#B3471F"
    assert "Moved to Athens" in text_of(office.read(documents.get_pdf, office.draft()))
    assert office.read(documents.check).ok


def test_documents_issued_before_there_were_layouts_have_the_usual_one(office):
    document = office.issued()
    assert office.read(documents.get_view, document).layout == settings.Layout()
