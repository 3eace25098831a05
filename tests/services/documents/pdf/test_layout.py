"""What the owner chose of the look reaches the page."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from smallcrm.services.documents.drafts import LineDraft
from smallcrm.services.documents.pdf import papers
from smallcrm.services.documents.pdf.content import content
from smallcrm.services.documents.pdf.layout import compose
from smallcrm.services.documents.pdf.preview import pages
from smallcrm.services.documents.pdf.render import render
from smallcrm.services.documents.pdf.sheet import INK, MM, Text, color, measure, readable
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.settings.layout import Layout
from tests.services.documents.pdf.samples import LANGUAGES, lines, picture, view

ALL = Layout(position=True, item_code=True, unit=True, tax_rate=True, tax_amount=True)
LINE = LineDraft(
    "Cup",
    Decimal(2),
    "pcs",
    Decimal(100),
    tax_rate=Decimal(23),
    discount_percent=Decimal(10),
    item_code="C-1",
)


def laid(document, **layout):
    return replace(document, layout=Layout(**layout))


def test_every_column_can_be_shown():
    said = content(replace(view(lines=(LINE,)), layout=ALL))
    assert said.leads == ("#", "Item code")
    headings = ("Description", "Qty", "Unit", "Price", "Discount", "VAT", "VAT amount", "Amount")
    assert said.headings == headings
    (row,) = said.rows
    assert row.leads == ("1", "C-1")
    figures = [figure.text.replace("\xa0", " ") for figure in row.figures]
    assert figures == ["2", "pcs", "100.00", "10 %", "23 %", "41.40", "180.00"]
    assert row.remarks == ()


def test_a_discount_without_a_column_is_told_below_the_description():
    said = content(laid(view(lines=(LINE,)), discount=False))
    assert said.headings == ("Description", "Qty", "Price", "Amount")
    assert said.rows[0].remarks == ("Item code C-1", "Discount 10\xa0%: −20.00")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_figures_of_all_columns_touch(language):
    big = replace(LINE, price=Decimal("1234567.89"), quantity=Decimal(1000), item_code="LONG-4711")
    said = content(replace(view(language, lines=(big, LINE)), layout=ALL))
    (page,) = compose(said, (210 * MM, 297 * MM))
    texts = [item for item in page if isinstance(item, Text)]
    for y in {item.y for item in texts}:
        line = sorted((item for item in texts if item.y == y), key=lambda item: item.x)
        for before, after in itertools.pairwise(line):
            assert before.x + measure(before.text, before.style) < after.x


LAYOUTS = st.builds(
    Layout,
    paper=st.sampled_from(["a4", "letter"]),
    **{name: st.booleans() for name in ("position", "item_code", "unit", "discount")},
    **{name: st.booleans() for name in ("tax_rate", "tax_amount")},
    **{
        name: st.integers(0, 40).map(lambda count: {"en": "A line of text. " * count})
        for name in ("header", "footer", "closing")
    },
)


@settings(max_examples=60, deadline=None)
@given(LAYOUTS, st.integers(1, 40), st.integers(0, 60), st.sampled_from(list(Variant)))
def test_whatever_is_chosen_stays_on_the_paper_and_together(layout, count, length, variant):
    document = replace(view(lines=lines("en", count), note="Note\n" * length), layout=layout)
    width, height = papers.size_for("", layout.paper)
    placed = compose(content(document, variant), (width, height))
    for page in placed:
        for item in page:
            if isinstance(item, Text):
                assert item.x >= 0
                assert item.x + measure(item.text, item.style) <= width
                assert item.y <= height - 8 * MM
    pages = [
        number
        for number, page in enumerate(placed)
        for item in page
        if isinstance(item, Text) and item.text in ("Net", "Total", "Payment")
    ]
    assert len(set(pages)) == (variant != Variant.DELIVERY_NOTE)


def test_own_texts_stand_on_documents_in_their_language_only(texts_of):
    own = {
        "header": {"en": "Thank you for your order.", "el": "Ευχαριστούμε."},
        "closing": {"en": "Kind regards\nAnthos"},
        "footer": {"en": "Registered in Dublin, No. 123"},
    }
    document = laid(view(lines=lines("en", 40)), **own)
    first, *_others, last = texts_of(render(document))
    assert first.index("Thank you") < first.index("Description")
    assert "Kind regards" in last
    assert "Registered in Dublin" in first
    assert "Registered in Dublin" in last
    assert "Thank you" not in last
    (greek,) = texts_of(render(laid(view("el"), **own)))
    assert "Ευχαριστούμε." in greek
    assert "Kind regards" not in greek


@pytest.mark.parametrize(
    ("paper", "country", "size"),
    [("letter", "GR", (612, 792)), ("a4", "US", (595, 842)), ("", "US", (612, 792))],
)
def test_the_paper_is_the_one_that_was_chosen(paper, country, size):
    document = laid(view(), paper=paper)
    document = replace(document, seller=replace(document.seller, country=country))
    box = PdfReader(io.BytesIO(render(document))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_bar_and_title_have_the_accent_color_where_it_can_be_read():
    (page,) = pages(render(laid(view(), accent="#B3471F")), 72)
    assert tuple(page.pixels[:3]) == (0xB3, 0x47, 0x1F)
    assert readable("#B3471F") == color("#B3471F")
    assert readable("#FFD400") == INK


def test_a_huge_logo_is_scaled_and_leaves_the_file_small():
    document = replace(view(), logo=picture(4000, 1500))
    assert len(render(document)) < 60_000


@pytest.mark.parametrize(("language", "words"), [("ru", True), ("el", False), ("en", False)])
def test_the_amount_in_words_is_usual_in_russian_only(language, words):
    assert bool(content(view(language)).in_words) == words
