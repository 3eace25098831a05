"""Lists on paper: nothing is lost, nothing runs over the edge, every page says what it is."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfReader

from smallcrm.core.errors import Cancelled
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.contacts.drafts import Labelled
from smallcrm.services.exchange.exporting.export import WHAT, export
from smallcrm.services.exchange.targets import printed
from smallcrm.services.exchange.targets.printed import Heading
from smallcrm.services.exchange.targets.sheet import Column, Sheet

A4 = (595.0, 842.0)
HEADING = Heading("Tag: flowers", "Anthos", dt.date(2026, 11, 22))


def pages_of(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def sheet(rows):
    columns = [Column("Name"), Column("Day"), Column("Total", decimals=2)]
    return Sheet("Contacts", columns, iter([rows]), len(rows))


def test_every_page_has_title_headings_and_its_number():
    rows = [[f"Person {number:03}", dt.date(2026, 1, 2), Decimal(number)] for number in range(120)]
    pdf, count = printed.render(sheet(rows), HEADING, A4, Progress())
    pages = pages_of(pdf)
    assert count == 120
    assert len(pages) > 2
    assert pages[0].startswith("Contacts 22 Nov 2026\nTag: flowers")
    for number, page in enumerate(pages, start=1):
        assert "Name" in page
        assert "Anthos" in page
        assert f"Page {number} of {len(pages)}" in page
    text = "\n".join(pages)
    assert all(f"Person {number:03}" in text for number in range(120))
    assert "02/01/2026" in text
    assert "119.00" in text


def test_an_empty_list_is_a_page_that_says_so():
    (page,) = pages_of(printed.render(sheet([]), HEADING, A4, Progress())[0])
    assert "Page 1 of 1" in page


def test_a_list_is_the_same_bytes_each_time():
    rows = [["Ελένη", None, Decimal("-1.5")]]
    first = printed.render(sheet(rows), HEADING, A4, Progress())
    assert first == printed.render(sheet(rows), HEADING, A4, Progress())


@example([5e-324], 51.5)
@given(st.lists(st.floats(0, 900), min_size=1, max_size=9), st.floats(50, 900))
def test_columns_share_the_room_and_never_more(wanted, room):
    given_out = printed.shares(wanted, room)
    assert sum(given_out) <= room + 0.01
    if sum(wanted) > room:
        assert all(got <= want + 0.01 for got, want in zip(given_out, wanted, strict=True))
        assert sum(given_out) == pytest.approx(room)


@pytest.fixture
def people(database):
    with database.write(T("People")) as session:
        settings.change(session, {"name": "Anthos", "country": "US"})
        return [
            contacts.create(
                session,
                ContactDraft(
                    f"Person {number:03}",
                    emails=(Labelled(f"p{number}@mail.example"),),
                    phones=(Labelled("+44 1632 960001"), Labelled("+44 1632 960002")),
                ),
            )
            for number in range(60)
        ]


def test_contacts_are_printed_in_the_order_of_the_list_on_the_paper_of_the_country(
    database, people, tmp_path
):
    out = tmp_path / "list.pdf"
    with database.read() as session:
        wanted = people[:2:-1]
        done = export(session, "contacts", out, Progress(), ids=wanted, described="Customers")
    assert done.rows == 57
    pages = PdfReader(out).pages
    assert pages[0].mediabox.width == 612
    text = "\n".join(page.extract_text() for page in pages)
    assert text.index("Person 059") < text.index("Person 058")
    assert "Person 002" not in text
    assert "Customers" in text
    assert text.count("+44 1632 960002") == 57


@pytest.mark.parametrize("what", WHAT)
def test_every_list_can_be_printed(database, people, what, tmp_path):
    out = tmp_path / "list.pdf"
    with database.read() as session:
        export(session, what, out, Progress())
    assert "of 1" in PdfReader(out).pages[0].extract_text() or what == "contacts"


def test_printing_a_list_can_be_stopped_and_leaves_nothing(database, people, tmp_path):
    progress = Progress()
    progress.cancel()
    with database.read() as session, pytest.raises(Cancelled):
        export(session, "contacts", tmp_path / "list.pdf", progress)
    assert not list(tmp_path.glob("*list*"))
