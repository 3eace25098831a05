"""What else a document can be printed as: pro-forma, delivery note, copy, receipt."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from smallcrm.services.documents.drafts import (
    CREDIT_NOTE,
    INVOICE,
    ORDER,
    QUOTE,
    LineDraft,
    SettledSoFar,
)
from smallcrm.services.documents.pdf import receipt
from smallcrm.services.documents.pdf.content import content
from smallcrm.services.documents.pdf.receipt import ReceiptView, Settled
from smallcrm.services.documents.pdf.render import render
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.settings.layout import Layout
from tests.services.documents.pdf.samples import BUYERS, LANGUAGES, SELLERS, changed, lines, view

PAID_IN_PART = ReceiptView(
    number="R-12",
    seller=SELLERS["en"],
    buyer=BUYERS["en"],
    amount=Decimal(500),
    currency="EUR",
    date=dt.date(2026, 11, 20),
    method="Bank transfer",
    settled=(Settled("2026-0117", Decimal(400)),),
    open=Decimal("991.68"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", [Variant.PROFORMA, Variant.DELIVERY_NOTE])
def test_the_text_of_a_variant_is_the_expected_one(texts_of, is_golden, variant, language):
    (text,) = texts_of(render(view(language), variant))
    assert is_golden(f"{variant}_{language}", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_a_receipt_is_the_expected_one(texts_of, is_golden, language):
    parties = {"seller": SELLERS[language], "buyer": BUYERS[language]}
    (text,) = texts_of(receipt.render(replace(PAID_IN_PART, language=language, **parties)))
    assert is_golden(f"receipt_{language}", text)


@pytest.mark.parametrize("kind", [QUOTE, ORDER, INVOICE])
def test_a_delivery_note_tells_no_price(texts_of, kind):
    line = LineDraft(
        "Vase", Decimal(3), "pcs", Decimal("77.77"), discount_percent=Decimal(5), item_code="V-1"
    )
    (text,) = texts_of(render(view(kind=kind, lines=(line,)), Variant.DELIVERY_NOTE))
    assert text.startswith("Delivery note")
    assert "3 pcs" in text
    assert "Item code V-1" in text
    for word in ("77", "€", "Amount", "Price", "Discount", "VAT 0", "IBAN", "Total", "Due"):
        assert word not in text
    assert "Received: date, name, signature" in text


def test_a_long_delivery_note_carries_nothing_over(texts_of):
    document = changed(view(), lines=lines("en", 60))
    pages = texts_of(render(document, Variant.DELIVERY_NOTE))
    assert len(pages) > 1
    assert all("carried" not in page.lower() and "forward" not in page for page in pages)
    assert "signature" in pages[-1]


@pytest.mark.parametrize("kind", [QUOTE, ORDER, INVOICE])
def test_a_pro_forma_invoice_says_what_it_is_not_and_how_to_pay(kind):
    said = content(view(kind=kind), Variant.PROFORMA)
    assert said.title == "Pro-forma invoice"
    assert said.header == "This is not a tax invoice. The invoice follows."
    assert said.payment is not None
    assert said.number.endswith(" 2026-0117")


def test_a_credit_note_is_only_itself_or_a_copy():
    assert [variant for variant in Variant if variant.suits(CREDIT_NOTE)] == [
        Variant.ITSELF,
        Variant.COPY,
    ]
    assert all(variant.suits(INVOICE) for variant in Variant)


def test_the_stamp_is_on_copies_of_what_is_paid_and_nowhere_else(texts_of):
    paid = replace(view(), status="paid")
    assert "Paid in full" in texts_of(render(paid, Variant.COPY))[0]
    assert "2026-0117 (copy)" in texts_of(render(paid, Variant.COPY))[0]
    assert "IBAN" not in texts_of(render(paid, Variant.COPY))[0]
    for document, variant in [
        (paid, Variant.ITSELF),
        (replace(view(), status="part_paid"), Variant.COPY),
        (replace(view(number=""), status="draft"), Variant.COPY),
    ]:
        assert "Paid" not in texts_of(render(document, variant))[0]


def test_the_code_of_a_part_paid_copy_asks_for_the_rest():
    settled = SettledSoFar(Decimal("100.00"), Decimal(0), Decimal("12.34"))
    said = content(replace(view(), settled=settled), Variant.COPY)
    assert said.payment is not None
    assert b"EUR12.34" in said.payment.code


def test_a_part_paid_copy_takes_no_more_pages_than_the_invoice(texts_of):
    settled = SettledSoFar(Decimal("100.00"), Decimal("10.00"), Decimal("12.34"))
    for size in ("a4", "letter"):
        invoice = replace(view(), layout=Layout(paper=size, position=True))
        copy = texts_of(render(replace(invoice, settled=settled), Variant.COPY))
        assert "Part paid" in copy[0]
        assert len(copy) == len(texts_of(render(invoice)))


def test_a_receipt_tells_what_went_where_and_what_is_open(texts_of):
    (text,) = texts_of(receipt.render(PAID_IN_PART))
    for said in (
        "Receipt",
        "R-12",
        "20 Nov 2026",
        "Bank transfer",
        "Harbour Events Ltd",
        "Payment of invoice 2026-0117 400.00",
        "Payment on account 100.00",
        "€500.00",
        "Still to pay: €991.68",
    ):
        assert said in text
    assert "Paid in full" in texts_of(receipt.render(replace(PAID_IN_PART, open=Decimal(0))))[0]
    nothing_said = texts_of(receipt.render(replace(PAID_IN_PART, open=None)))[0]
    assert "Still" not in nothing_said
    assert "Paid" not in nothing_said


def test_a_receipt_is_the_same_bytes_each_time_and_spells_the_amount_where_wanted(texts_of):
    in_russian = replace(PAID_IN_PART, language="ru")
    assert receipt.render(in_russian) == receipt.render(in_russian)
    assert "Пятьсот евро 00 центов" in texts_of(receipt.render(in_russian))[0]
    silent = replace(in_russian, layout=Layout(words_ru=False))
    assert "Пятьсот" not in texts_of(receipt.render(silent))[0]
