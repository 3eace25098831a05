"""The code to pay by, read back by an independent reader."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from smallcrm.services.documents.drafts import KINDS
from smallcrm.services.documents.pdf import epc
from smallcrm.services.documents.pdf.epc import Transfer
from smallcrm.services.documents.pdf.preview import pages
from smallcrm.services.documents.pdf.render import render
from tests.services.documents.pdf.samples import LANGUAGES, SELLERS, changed, lines, view

TRANSFER = Transfer(
    name="Άνθος Λουλούδια",
    iban="GR16 0110 1250 0000 0001 2300 695",
    bic="ETHNGRAA",
    amount=Decimal("1234.56"),
    currency="EUR",
    reference="2026-0117",
)


def scanned(document, dpi=150):
    """What a reader finds on the pages."""
    found = []
    for page in pages(render(document), dpi):
        image = Image.frombytes("RGBA", (page.width, page.height), page.pixels).convert("L")
        found += zxingcpp.read_barcodes(image)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_finds_the_transfer_on_the_page(language):
    document = view(language)
    (code,) = scanned(document)
    seller = SELLERS[language]
    assert code.bytes.decode().split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        seller.bic,
        seller.name,
        seller.iban.replace(" ", ""),
        f"EUR{document.totals.due}",
        "",
        "",
        "2026-0117",
    ]
    assert code.ec_level == "M"


@pytest.mark.parametrize("count", range(1, 40, 4))
def test_the_code_is_found_at_the_resolution_of_a_screen(count):
    document = replace(view("el", lines=lines("el", count)), number=f"Τ/2026/{count:05}")
    (code,) = scanned(document, dpi=110)
    assert code.bytes.decode().endswith(f"Τ/2026/{count:05}")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "invoice"])
def test_only_invoices_have_a_code(kind):
    assert scanned(view(kind=kind)) == []


def test_a_draft_has_no_code():
    assert scanned(view(number="")) == []


def test_a_paid_invoice_has_no_code():
    total = view().totals.total
    assert scanned(changed(view(), prepaid=total)) == []


@pytest.mark.parametrize("status", ["paid", "credited", "void"])
def test_an_invoice_that_nobody_owes_has_no_code(status):
    """Printed once more in another language, or as a copy."""
    assert scanned(replace(view(), status=status)) == []


def test_another_currency_has_no_code():
    assert scanned(changed(view(), currency="CHF")) == []


@pytest.mark.parametrize(
    "change",
    [
        {"currency": "USD"},
        {"amount": Decimal(0)},
        {"amount": Decimal("-1")},
        {"amount": Decimal("0.009")},
        {"amount": Decimal("1000000000")},
        {"iban": ""},
        {"iban": "GR1601101250000000012300696"},
        {"iban": "40702810900000012345"},
        {"name": " \n "},
    ],
)
def test_what_cannot_be_transferred_has_no_code(change):
    assert epc.payload(TRANSFER._replace(**change)) == b""


def test_a_content_over_331_bytes_goes_to_a_greek_character_set():
    name = "ΑΝΘΟΠΩΛΕΙΟ Παπαδοπούλου, Υιοί και Συνεργάτες Ομόρρυθμη Εταιρεία"
    text = (
        "Τιμολόγιο 2026-0117: στολισμός γάμου και δεξίωσης στον Βόλο, "
        "με παράδοση και αποξήλωση την επομένη"
    )
    content = epc.payload(TRANSFER._replace(name=name, reference=text))
    assert len(content) <= 331
    lines = content.decode("iso8859-7").split("\n")
    assert len("\n".join(lines).encode()) > 331
    assert lines[2] == "6"
    assert lines[5] == name
    assert lines[6] == "GR1601101250000000012300695"
    assert lines[10] == text


def test_letters_of_three_scripts_shorten_the_text_and_nothing_else():
    transfer = TRANSFER._replace(name="Άνθος Ромашка " * 5, reference="Größe Ωμέγα щит " * 9)
    content = epc.payload(transfer)
    assert len(content) <= 331
    lines = content.decode().split("\n")
    assert lines[5] == transfer.name.strip()[:70].strip()
    assert lines[6] == "GR1601101250000000012300695"
    assert lines[7] == "EUR1234.56"
    assert transfer.reference.startswith(lines[10])
    assert len(lines[10]) > 20


def test_a_structured_reference_has_a_line_of_its_own():
    lines = epc.payload(TRANSFER._replace(reference="RF18 5390 0754 7034")).decode().split("\n")
    assert lines[9:] == ["RF18539007547034"]


def test_a_wrong_structured_reference_is_plain_text():
    lines = epc.payload(TRANSFER._replace(reference="RF19 5390 0754 7034")).decode().split("\n")
    assert lines[9:] == ["", "RF19 5390 0754 7034"]


def test_an_invoice_without_reference_ends_with_its_amount():
    assert epc.payload(TRANSFER._replace(reference="")).endswith(b"\nEUR1234.56")


@pytest.mark.parametrize("bic", ["", "nonsense", "ETHNGRAA\n1", "B" * 400])
def test_a_wrong_bic_is_left_out(bic):
    lines = epc.payload(TRANSFER._replace(bic=bic)).decode().split("\n")
    assert lines[4:6] == ["", "Άνθος Λουλούδια"]


def test_line_ends_in_a_name_do_not_shift_the_account():
    lines = epc.payload(TRANSFER._replace(name="Anthos\nFlowers\r\n  Ltd")).decode().split("\n")
    assert lines[5] == "Anthos Flowers Ltd"


@settings(max_examples=200, deadline=None)
@given(
    st.text(min_size=1, max_size=120),
    st.text(max_size=200),
    st.decimals("0.01", "999999999.99", places=2),
)
def test_the_account_and_the_amount_survive_any_text(name, reference, amount):
    content = epc.payload(TRANSFER._replace(name=name, reference=reference, amount=amount))
    assert len(content) <= 331
    if content:
        lines = content.split(b"\n")
        assert lines[6] == b"GR1601101250000000012300695"
        assert lines[7] == f"EUR{amount:.2f}".encode()
        assert len(lines) <= 11
