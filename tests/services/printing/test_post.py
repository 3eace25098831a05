"""Labels and envelopes: every address at its place, none lost, none cut."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from smallcrm.core.errors import UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, settings
from smallcrm.services.contacts import AddressDraft, ContactDraft
from smallcrm.services.documents.pdf.sheet import MM, measure
from smallcrm.services.printing import envelopes, labels, post
from smallcrm.services.printing.sizes import ENVELOPES, SHEETS

SHOP = {"name": "Anthos", "street": "Ερμού 12", "city": "Αθήνα", "country": "GR"}


def found(pdf):
    """(page, x, y, text) of every line, in millimeters from the top left corner."""
    lines = []
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):
        height = float(page.mediabox.height)

        def visit(text, _cm, matrix, _font, _size, number=number, height=height):
            x, y = matrix[4] / MM, (height - matrix[5]) / MM
            lines.extend((number, x, y, line.strip()) for line in text.splitlines() if line.strip())

        page.extract_text(visitor_text=visit)
    return lines


def addresses(count):
    return [(f"Person {number:03}", "High Street 1", "10115 Berlin") for number in range(count)]


@pytest.fixture
def people(database):
    """Ids: a person at home, one abroad with a company, one without an address."""
    with database.write(T("People")) as session:
        settings.change(session, SHOP)
        home = AddressDraft(street="Ερμού 41", city="Βόλος", postcode="38221", country="GR")
        abroad = AddressDraft(
            street="1 Quay\nFlat 2", city="Dublin", postcode="D02 X285", country="IE"
        )
        return [
            contacts.create(session, ContactDraft("Ελένη", addresses=(home,))),
            contacts.create(session, ContactDraft("Ann", company="Harbour", addresses=(abroad,))),
            contacts.create(session, ContactDraft("Nobody Nowhere")),
        ]


@pytest.mark.parametrize("name", SHEETS)
def test_every_label_stands_inside_its_own_place(name):
    sheet = SHEETS[name]
    placed = found(labels.render(addresses(sheet.labels + 3), sheet))
    for number in range(sheet.labels + 3):
        page, spot = divmod(number, sheet.labels)
        row, column = divmod(spot, sheet.columns)
        (at,) = [item for item in placed if item[3] == f"Person {number:03}"]
        assert at[0] == page
        assert 0 < at[1] - sheet.left - column * sheet.across < sheet.width
        assert 0 < at[2] - sheet.top - row * sheet.down < sheet.height


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_of_labels_fits_its_paper(name):
    sheet = SHEETS[name]
    page = PdfReader(io.BytesIO(labels.render([], sheet))).pages[0].mediabox
    right = sheet.left + (sheet.columns - 1) * sheet.across + sheet.width
    bottom = sheet.top + (sheet.rows - 1) * sheet.down + sheet.height
    assert right + sheet.left == pytest.approx(float(page.width) / MM, abs=0.2)
    assert bottom + sheet.top == pytest.approx(float(page.height) / MM, abs=0.3)


def test_used_labels_are_skipped():
    first = found(labels.render(addresses(1), SHEETS["L7160"], 4))[0]
    assert first[1] == pytest.approx(7.25 + 66 + 4, abs=0.1)
    assert 15.15 + 38.1 < first[2] < 15.15 + 2 * 38.1


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=7))
def test_lines_fit_their_label(lines):
    width, height = 55.5 * MM, 34.1 * MM
    style, wrapped = labels.fitted(lines, width, height)
    assert len(wrapped) * style.leading <= height
    assert all(measure(line, style) <= width + 0.01 for line in wrapped)


def test_a_long_line_is_made_small_rather_than_broken():
    line = "Papadopoulos & Konstantinopoulou Ltd"
    style, wrapped = labels.fitted([line], 55.5 * MM, 34.1 * MM)
    assert wrapped == [line]
    assert style.size < 10


@pytest.mark.parametrize("name", ENVELOPES)
def test_an_envelope_has_the_sender_above_and_the_receiver_in_its_right_half(name):
    envelope = ENVELOPES[name]
    pdf = envelopes.render(addresses(2), ("Anthos", "Ερμού 12", "Αθήνα"), envelope)
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    assert float(pages[0].mediabox.width) / MM == pytest.approx(envelope.width, abs=0.1)
    placed = [item for item in found(pdf) if item[0] == 0]
    sender, receiver = placed[0], next(item for item in placed if item[3] == "Person 000")
    assert sender[2] < envelope.height / 3
    assert receiver[1] > envelope.width * 0.45
    assert envelope.height * 0.4 < receiver[2] < envelope.height - 15


def test_letters_name_the_country_only_across_a_border(database, people):
    with database.read() as session:
        done = post.print_labels(session, people, "L7160", 0, Progress())
    assert (done.addresses, done.missing) == (2, 1)
    lines = [line for *_, line in found(done.pdf)]
    assert lines == [
        *("Ελένη", "Ερμού 41", "38221 Βόλος"),
        *("Harbour", "Ann", "1 Quay", "Flat 2", "Dublin D02 X285", "IRELAND"),
    ]


def test_envelopes_carry_the_business_as_sender(database, people):
    with database.read() as session:
        done = post.print_envelopes(session, people[:1], "DL", Progress())
    lines = [line for *_, line in found(done.pdf)]
    assert lines == ["Anthos", "Ερμού 12", "Αθήνα", "Ελένη", "Ερμού 41", "38221 Βόλος"]


def test_nothing_is_made_of_nobody_or_beyond_the_sheet(database, people):
    with database.read() as session:
        with pytest.raises(UserError, match="has an address"):
            post.print_labels(session, people[2:], "L7160", 0, Progress())
        with pytest.raises(UserError, match="21 labels"):
            post.print_labels(session, people, "L7160", 21, Progress())
