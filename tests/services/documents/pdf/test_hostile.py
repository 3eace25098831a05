"""Texts that attack, break or overflow: they are printed as they are, or visibly replaced."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from smallcrm.services.documents.drafts import Adjustment, LineDraft, PartyDraft
from smallcrm.services.documents.pdf.render import render
from tests.services.documents.pdf.samples import SELLERS, changed, view

TEXTS = [
    "Smith & Sons <b Ltd",
    '<img src="/etc/passwd">',
    "<para>&lt;b&gt; &#x41; %s {name} \\n (a) \\051",
    "=HYPERLINK(1)",
]


def everywhere(text):
    """A document that says *text* wherever a text can stand."""
    names = {field.name: text for field in fields(PartyDraft)}
    party = PartyDraft(**{**names, "country": "GR", "iban": SELLERS["el"].iban})
    line = LineDraft(
        text,
        unit=text,
        price=Decimal(10),
        item_code=text,
        discounts=(Adjustment(amount=Decimal(1), reason=text),),
        charges=(Adjustment(percent=Decimal(2), reason=text),),
        tax_category="E",
        exemption_reason=text,
    )
    document = changed(
        view(),
        lines=(line, LineDraft(text, tax_rate=Decimal(23))),
        discounts=(Adjustment(percent=Decimal(5), reason=text),),
        charges=(Adjustment(amount=Decimal(3), reason=text),),
        note=text,
        terms=text,
        buyer_reference=text,
        order_reference=text,
    )
    references = ((text, text),)
    return replace(document, seller=party, buyer=party, number=text, references=references)


@pytest.mark.parametrize("text", TEXTS)
def test_markup_is_plain_text(texts_of, text):
    pdf = render(everywhere(text))
    joined = " ".join(" ".join(texts_of(pdf)).split())
    assert joined.count(text.split()[0]) >= 10
    assert b"root:x" not in pdf
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert sum(len(page.images) for page in pages) == 1  # the code to pay by


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם",
        "مرحبا",
        "漢字かな",
        "👩‍👩‍👧 🌹",
        "\x00\x01\x07\x1b\x7f\x85",
        "\ud800 \udfff",
        "a\u202eb\u2066c\ufeff",
        "Z̷̛͕a̸l̵g̶o̴",
        "\t\r\n\v\f\u2028\u2029",
        " \N{NO-BREAK SPACE}\u3000 ",
    ],
)
def test_foreign_and_invisible_letters_are_drawn_or_replaced(texts_of, text):
    assert texts_of(render(everywhere(text)))


def test_letters_that_the_font_lacks_are_seen_to_be_missing(texts_of):
    (text,) = texts_of(render(view(note="漢字 and 🌹")))
    assert "\N{REPLACEMENT CHARACTER}" * 2 + " and \N{REPLACEMENT CHARACTER}" in text


def test_letters_and_accents_that_come_apart_are_put_together(texts_of):
    (text,) = texts_of(render(view(note="Α\u0301νθος, е\u0308лка")))
    assert "Άνθος, ёлка" in text


def test_a_word_of_ten_thousand_letters_is_broken_and_kept_whole(texts_of):
    word = "Ω" * 10_000
    document = changed(view(), lines=(LineDraft(word, price=Decimal(1)),))
    assert sum(page.count("Ω") for page in texts_of(render(document))) == 10_000
    assert render(everywhere(word))


def test_the_largest_figures_keep_every_digit(texts_of):
    lines = (
        LineDraft("Much", Decimal("9.999999"), "t", Decimal("999999999.999999")),
        LineDraft("Little", Decimal("0.000001"), "t", Decimal("0.000001"), Decimal(100)),
    )
    (text,) = texts_of(render(changed(view(), lines=lines)))
    for figure in ("9.999999 t", "999,999,999.999999", "9,999,999,000.00", "0.000001 t"):
        assert figure in text
    assert "per 100" in text


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_refused(text):
    assert render(everywhere(text)).startswith(b"%PDF")
