"""A shop owner's lists, end to end: read, bring in, mend what was left out, take it back."""

from __future__ import annotations

import pytest
from openpyxl import Workbook, load_workbook

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, pipeline
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.importing import rejects
from smallcrm.services.exchange.reading.inspection import inspect

FIRST = ("Ελένη", "Γιώργος", "Μαρία", "Νίκος", "Κατερίνα", "Σοφία", "Άννα", "Χρήστος")
STEMS = ("Παπαδ", "Γεωργ", "Κωστ", "Ιωανν", "Ρηγ", "Λαμπρ", "Σταμ", "Αντων", "Βασιλ")
ENDINGS = ("όπουλος", "ίδης", "άκης", "έας", "ούδης", "άτος")


@pytest.fixture
def bookshop(tmp_path):
    """412 rows below two titles: 398 people, 9 of them twice, and 5 rows that name nobody."""
    lines = ["Βιβλιοπωλείο Ελένη;;;;", "Πελάτες;;;;"]
    lines.append("Ονοματεπώνυμο;Email;Τηλέφωνο;Γενέθλια;Υπόλοιπο")
    people = []
    for number in range(398):
        stem, first = STEMS[number % 9], FIRST[number // 9 % 8]
        name = f"{first} {stem}{ENDINGS[number // 72]}"
        day = f"{number % 12 + 1:02}/{number * 5 % 11 + 1:02}/19{70 + number % 30}"
        mail, phone = f"p{number}@mail.example", f"+30 24210 {number:05}"
        people.append(f"{name};{mail};{phone};{day};{number},50")
    nobody = [f";;;03/04/2001;{number},10" for number in range(5)]
    body = [*people[:200], *nobody, *people[200:], *people[:90:10]]
    path = tmp_path / "πελάτες.csv"
    path.write_bytes("\r\n".join([*lines, *body]).encode("iso8859-7"))
    return path


def test_a_bookshop_brings_its_customers_in_and_mends_what_was_left_out(
    bring, bookshop, tmp_path, database
):
    facts = inspect(bookshop, ReadOptions(home="GR")).facts
    assert (facts.delimiter, facts.header_row) == (";", 3)
    assert [column.field for column in facts.questions] == ["birthday"]
    report = bring(bookshop, "fill", dates="dmy")
    assert (report.rows, report.created, len(report.rejected)) == (412, 398, 5)
    assert report.updated + report.unchanged == 9
    with database.read() as session:
        found = contacts.list_ids(session, search="p2@mail.example")
        assert contacts.get_draft(session, found[0]).birthday == "1972-11-03"
    out = tmp_path / "left out.xlsx"
    options = ReadOptions(home="GR", dates="dmy")
    assert rejects.save(out, bookshop, options, report, Progress()) == 5
    book = load_workbook(out)
    sheet = book.active
    assert sheet.max_row == 6
    for row in range(2, 7):
        assert sheet.cell(row, sheet.max_column).value
        sheet.cell(row, 1, f"Νέος Πελάτης {'ΑΒΓΔΕ'[row - 2]}")
    book.save(out)
    again = bring(out, "fill", dates="dmy")
    assert (again.created, len(again.rejected), again.repeated) == (5, 0, 0)
    assert (again.updated, again.unchanged, again.doubles) == (0, 0, ())


@pytest.fixture
def garage(tmp_path):
    """A list as 1C writes it, on the second sheet, with numbers where texts were."""
    book = Workbook()
    book.active.title = "Титул"
    sheet = book.create_sheet("TDSheet")
    sheet.append(["Клиенты на 01.11.2026"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["Наименование", "ИНН", "Телефон", "Электронная почта"])
    sheet.append(["Иванов Иван Петрович", 500100732259, 9161234567, "IVAN@MAIL.EXAMPLE \u00a0"])
    sheet.append([])
    sheet.append(["Иванов Иван Петрович", "", "8 (916) 123-45-67", ""])
    sheet.append(["Иванов Иван Петрович", "", "+7 916 123 45 67", ""])
    sheet.append(["Петров Пётр", 7701234567, "9,16123E+09", "p@mail.example; q@mail.example"])
    path = tmp_path / "клиенты.xlsx"
    book.save(path)
    return path


def test_a_garage_brings_its_list_from_1c_in(bring, garage, database):
    report = bring(garage, "fill", country="RU")
    assert (report.facts.sheet, report.facts.header_row) == ("TDSheet", 3)
    assert (report.rows, report.created, len(report.rejected)) == (4, 2, 0)
    assert {warning.code for warning in report.warnings} >= {"phone_digits_lost"}
    with database.read() as session:
        found = contacts.list_drafts(session, contacts.list_ids(session))
        ivan, petr = sorted(found.values(), key=lambda draft: draft.name)
    assert len(ivan.phones) == 1
    assert (ivan.tax_id, [mail.value for mail in ivan.emails]) == (
        "500100732259",
        ["IVAN@MAIL.EXAMPLE"],
    )
    assert [mail.value for mail in petr.emails] == ["p@mail.example", "q@mail.example"]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
def test_letters_are_told_by_the_whole_file(bring, tmp_path, encoding):
    rows = [f"Ann Archer{n};a{n}@mail.example" for n in range(30)] + ["Иванов;i@mail.example"] * 3
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["Name;Email", *rows]), encoding)
    records = list(inspect(path, ReadOptions(home="GR")).records())
    assert records[-1].name == "Иванов"


def test_undo_keeps_what_was_touched_since(bring, bookshop, database, dump):
    first = inspect(bookshop, ReadOptions(home="GR"))
    with database.write(T("Add")) as session:
        known = next(iter(first.records())).draft
        stored = contacts.create(session, type(known)("Ελένη Π.", emails=known.emails))
    before = dump()
    with database.read() as session:
        old = contacts.list_drafts(session, [stored])
    report = bring(bookshop, "fill", dates="dmy")
    assert report.updated >= 1
    with database.read() as session:
        ids = contacts.list_ids(session, search="γεωργόπουλος")[:3]
        drafts = contacts.list_drafts(session, ids)
    for key, draft in drafts.items():
        with database.write(T("Change")) as session:
            contacts.change(session, key, type(draft)(draft.name, role="VIP", emails=draft.emails))
    with database.read() as session:
        other = contacts.list_ids(session, search="ρηγάκης")[0]
    with database.write(T("Deal")) as session:
        pipeline.create_deal(session, pipeline.DealDraft("Βιβλία", other))
    undone = database.undo(report.action)
    assert {each.id for each in undone.kept if each.table == "contact"} == {*ids, other}
    with database.read() as session:
        assert set(contacts.list_ids(session)) >= {*ids, other}
        assert len(contacts.list_ids(session)) == 5
        assert contacts.list_drafts(session, [stored]) == old
    assert dump()["product"] == before["product"]
