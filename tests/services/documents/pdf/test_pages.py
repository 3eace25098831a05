"""Long documents: what is repeated, what is carried over, what stays together."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.services.documents.drafts import Adjustment, LineDraft
from smallcrm.services.documents.pdf.content import content
from smallcrm.services.documents.pdf.layout import compose
from smallcrm.services.documents.pdf.paper import Paper
from smallcrm.services.documents.pdf.render import render
from smallcrm.services.documents.pdf.sheet import MM, Band, Text, measure
from smallcrm.services.settings.layout import Layout
from tests.services.documents.pdf.samples import changed, lines, view

A4 = (210 * MM, 297 * MM)
SIXTY = "\n".join(f"Step {number} of the work" for number in range(1, 61))


def positions(document):
    """(page, y, text) of everything that is printed."""
    pages = compose(content(document), A4)
    return [
        (number, item.y, item.text)
        for number, page in enumerate(pages)
        for item in page
        if isinstance(item, Text)
    ]


def test_three_pages_repeat_the_heading_and_carry_the_sum_over(texts_of, is_golden):
    document = changed(view(), lines=lines("en", 45))
    pages = texts_of(render(document))
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert "Description" in page
        assert f"Page {number} of 3" in page
        assert "VAT ID IE1234567FA" in page
        assert "Invoice" in page
    assert [page.count("Carried over") for page in pages] == [1, 1, 0]
    assert [page.count("Brought forward") for page in pages] == [0, 1, 1]
    assert is_golden("three_pages", "\f".join(pages))


def test_what_is_carried_over_is_the_sum_of_the_lines_above():
    document = changed(view(), lines=lines("en", 45))
    placed = positions(document)
    row = document.draft.lines[0].description, document.draft.lines[1].description
    on_first = sum(page == 0 and text in row for page, _, text in placed)
    expected = sum(line.net for line in document.totals.lines[:on_first])
    (carried,) = [y for page, y, text in placed if page == 0 and text == "Carried over"]
    beside = [text for page, y, text in placed if page == 0 and y == carried]
    assert beside == ["Carried over", f"{expected:,.2f}"]


@pytest.mark.parametrize("count", range(1, 60))
def test_the_sums_are_never_parted_from_the_last_line(count):
    document = changed(view(), lines=(*lines("en", count - 1), LineDraft("The last one")))
    placed = positions(document)
    pages = {page for page, _, text in placed if text in ("The last one", "Net", "Total")}
    assert len(pages) == 1


@pytest.mark.parametrize("count", range(12, 40, 3))
def test_nothing_is_printed_over_the_foot(count):
    document = changed(view(), lines=lines("en", count), note="One\nTwo", terms="Three")
    placed = positions(document)
    foot = min(y for _, y, text in placed if text.startswith("Page "))
    inside = [text for _, y, text in placed if foot - 15 < y < foot]
    assert inside == []


@pytest.mark.parametrize("before", [0, 5, 14, 17])
def test_a_description_of_sixty_lines_goes_on_over_the_page(texts_of, before):
    tall = LineDraft(SIXTY, price=Decimal(100), tax_rate=Decimal(23))
    document = changed(view(), lines=(*lines("en", before), tall, *lines("en", 2)))
    text = "\n".join(texts_of(render(document)))
    steps = [int(number) for number in re.findall(r"Step (\d+) of the work", text)]
    assert steps == list(range(1, 61))


def test_the_last_description_leaves_its_end_beside_the_sums():
    document = changed(view(), lines=(LineDraft(SIXTY, price=Decimal(100)),))
    placed = positions(document)
    (page,) = {page for page, _, text in placed if text == "Total"}
    assert page == 1
    assert [text for number, _, text in placed if number == page].count("Step 60 of the work") == 1


def test_more_sums_than_a_page_holds_go_on_over_the_page():
    many = tuple(Adjustment(amount=Decimal(1), reason=f"Reason {n}") for n in range(80))
    placed = positions(changed(view(), discounts=many))
    assert {f"Reason {n}" for n in range(80)} <= {text for _, _, text in placed}
    assert max(y for _, y, text in placed) < A4[1]


def test_a_long_note_goes_on_over_the_page():
    placed = positions(changed(view(), note=SIXTY, terms=SIXTY))
    assert max(page for page, _, _ in placed) > 0
    assert [text for _, _, text in placed].count("Step 60 of the work") == 2


@pytest.mark.parametrize("count", range(1, 60, 2))
@pytest.mark.parametrize("texts", ["", "One line", SIXTY])
def test_how_to_pay_stands_on_the_page_of_the_sums(count, texts):
    document = changed(view(), lines=lines("en", count), note=texts, terms=texts)
    placed = positions(document)
    assert len({page for page, _, text in placed if text in ("Net", "Total", "Payment")}) == 1
    for step in set(texts.splitlines()):
        assert [text for _, _, text in placed].count(step) == 2


@pytest.mark.parametrize("language", ["ru", "el"])
def test_the_amount_in_words_stands_below_the_sums(language):
    wanted = Layout(words_ru=True, words_el=True)
    for count in range(10, 40):
        document = replace(view(language, lines=lines(language, count)), layout=wanted)
        placed = positions(document)
        say = content(document).in_words
        (page,) = {page for page, _, text in placed if text == say}
        total = content(document).sums[-1].label
        (above,) = [y for at, y, text in placed if at == page and text == total]
        assert above < next(y for _, y, text in placed if text == say)


def test_payment_stands_at_the_bottom_of_the_last_page():
    placed = positions(changed(view(), lines=lines("en", 45)))
    (page,) = {page for page, _, text in placed if text == "Payment"}
    assert page == 2
    assert next(y for _, y, text in placed if text == "Reference") > 650


@given(st.lists(st.floats(1, 60), min_size=2, max_size=9))
def test_what_is_placed_to_end_at_the_bottom_fits(heights):
    paper = Paper(A4, Band(50.0), Band(30.7))
    bands = [Band(height) for height in heights]
    paper.y = paper.bottom - sum(heights)
    paper.flow(bands[:-1])
    paper.keep(bands[-1:])
    assert len(paper.pages) == 1


def test_figures_end_on_one_line():
    """Right aligned to a hundredth of a point, whatever their length."""
    pages = compose(content(changed(view(), lines=lines("en", 9))), A4)
    amounts = [item for item in pages[0] if isinstance(item, Text) and item.text.endswith(".00")]
    ends = {round(item.x + measure(item.text, item.style), 2) for item in amounts}
    assert len(ends) <= 2  # prices and amounts


def test_a_document_without_lines_is_drawn(texts_of):
    (text,) = texts_of(render(view(lines=())))
    assert "€0.00" in text
