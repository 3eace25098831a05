"""Where the table is: titles above it, headers of two rows, groups inside it, notes below it."""

from __future__ import annotations

import openpyxl
import pytest

from smallcrm.core.errors import ImportProblem

HEAD = ["Наименование", "Юр. / физ. лицо", "ИНН", "КПП", "Телефон", "Электронная почта"]


def lines(*rows):
    return "\n".join(rows) + "\n"


def test_titles_above_the_header_are_no_records(read, text_file):
    path = text_file(
        lines(
            "Πελάτες 2026;;;",
            "εκτύπωση 02/01/2026;;;",
            "Επωνυμία;ΑΦΜ;Τηλέφωνο;Πόλη",
            "Παπαδόπουλος Γ.;123456783;2100000001;Αθήνα",
        ),
        encoding="cp1253",
    )
    found = read(path)
    assert (found.facts["header_row"], found.counts["rows"]) == (3, 1)
    assert found.contacts[0].row == 4
    assert found.contacts[0].name == "Παπαδόπουλος Γ."
    assert found.contacts[0].e164 == ("+302100000001",)  # Greek headings, Greek numbers


def test_the_header_row_can_be_said(read, text_file):
    path = text_file(lines("Name,Phone", "Anna,2100000001", "Boris,2100000002"))
    found = read(path, header_row=0)
    assert (found.facts["header_row"], found.counts["rows"]) == (0, 3)
    again = read(path, header_row=2, mapping={"Anna": "name"})
    assert [(record.row, record.name) for record in again.records] == [(3, "Boris")]
    with pytest.raises(ImportProblem):
        read(path, header_row=9)


def test_a_list_without_a_header_begins_with_its_first_row(read, text_file):
    path = text_file(
        lines(
            "Ann,Smith,+44 200 0000001,ann@mail.example",
            "Bob,Brown,+44 200 0000002,bob@mail.example",
        )
    )
    found = read(path)
    assert found.facts["header_row"] == 0
    assert [record.name for record in found.contacts] == ["Ann Smith", "Bob Brown"]
    assert found.contacts[0].row == 1
    assert list(found.fields.values()) == ["given_name", "family_name", "phone", "email"]


def test_two_header_rows_make_one_heading(read, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Flower shop - customers"])
    sheet.append([])
    sheet.append(["Name", None, "Contact", None, "Address", None, "Sales"])
    sheet.append(["First", "Last", "Phone", "E-mail", "Street", "City", "2025"])
    sheet.append(["Anna", "Keller", "+30 210 0000001", "anna@shop.example", "A 1", "Volos", 10])
    sheet.append(["Subtotal Volos", None, None, None, None, None, 10])
    sheet.append([])
    sheet.append(["Ivan", "Petrov", "+7 495 0000001", "ivan@shop.example", "B 2", "Orel", 20])
    sheet.append(["TOTAL", None, None, None, None, None, 30])
    sheet.append([])
    sheet.append(["* prices include VAT"])
    book.save(tmp_path / "two.xlsx")
    found = read(tmp_path / "two.xlsx")
    assert [column.header for column in found.columns] == [
        "Name First",
        "Name Last",
        "Contact Phone",
        "Contact E-mail",
        "Address Street",
        "Address City",
        "Sales 2025",
    ]
    assert found.facts["header_row"] == 4
    assert [(record.row, record.outcome) for record in found.records] == [
        (5, ""),
        (6, "skipped"),
        (8, ""),
    ]
    assert found.codes == [(9, "rows_left_out"), (11, "rows_left_out")]
    assert found.contacts[1].name == "Ivan Petrov"


HALVES = (
    (["Όνομα", "Επαφή", None], [None, "Email", "Τηλέφωνο"], ["name", "email", "phone"]),
    (
        ["Πελάτης", "Επικοινωνία", None, "Πόλη", "Σημειώσεις"],
        [None, "Τηλέφωνο", "Email", None, None],
        ["account", "phone", "email", "city", "note"],
    ),
    (
        ["ФИО", "ИНН", "Связь", None, "Город"],
        [None, None, "Телефон", "Почта", None],
        ["name", "tax_id:ru", "phone", "email", "city"],
    ),
)


@pytest.mark.parametrize(("upper", "lower", "fields"), HALVES)
def test_headings_over_both_header_rows_stand_beside_those_of_the_lower_one(
    read, tmp_path, upper, lower, fields
):
    values = {
        "name": "Άννα Ρήγα",
        "account": "Ρόδο",
        "email": "anna@shop.example",
        "phone": "2410000001",
        "city": "Λάρισα",
        "note": "πρωί",
        "tax_id:ru": "7707083893",
    }
    book = openpyxl.Workbook()
    for row in (upper, lower, [values[field] for field in fields]):
        book.active.append(row)
    book.save(tmp_path / "halves.xlsx")
    found = read(tmp_path / "halves.xlsx")
    assert list(found.fields.values()) == fields
    assert (found.facts["header_row"], [record.row for record in found.contacts]) == (2, [3])
    assert found.codes == []  # the last heading stands in the upper row only


def test_a_header_that_is_printed_on_every_page_is_no_contact(read, text_file):
    head = "Όνομα,Email,Τηλέφωνο"
    row = "Άννα,anna@shop.example,2410000001"
    found = read(text_file(lines(head, row, head, row, "\ufeff" + head, row)))
    assert [(record.row, record.outcome) for record in found.records] == [
        (2, ""),
        (3, "skipped"),
        (4, ""),
        (5, "skipped"),
        (6, ""),
    ]
    assert found.codes == []


def test_merged_group_rows_of_1c_are_skipped(read, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "TDSheet"
    sheet["B2"] = "Список контрагентов"
    for column, heading in enumerate(HEAD, 2):
        sheet.cell(6, column, heading)
    sheet["B7"] = "Покупатели"
    sheet.merge_cells("B7:G7")
    row = [
        "Ромашка, ООО",
        "Юридическое лицо",
        "7707083893",
        "770101001",
        "+7 495 0000001",
        "a@b.example",
    ]
    for number in (8, 9, 10):
        for column, value in enumerate(row, 2):
            sheet.cell(number, column, value)
    book.save(tmp_path / "1c.xlsx")
    found = read(tmp_path / "1c.xlsx")
    assert (found.facts["system"], found.facts["header_row"]) == ("1c", 6)
    assert [(record.row, record.outcome, record.code) for record in found.records][:2] == [
        (7, "skipped", "summary_row"),
        (8, "", ""),
    ]
    assert (found.counts["rows"], found.counts["contacts"], found.counts["skipped"]) == (4, 3, 1)


def test_the_footer_of_a_report_is_told_not_read(read, text_file):
    row = "Anna,Keller,Owner,Keller KG,anna@shop.example,+30 210 0000001"
    path = text_file(
        lines(
            "First Name,Last Name,Title,Account Name,Email,Account Owner",
            *[row] * 4,
            "",
            "Contacts report",
            "Copyright (c) 2026 example.example",
        )
    )
    found = read(path)
    assert (found.counts["rows"], found.facts["system"]) == (4, "salesforce")
    assert found.codes == [(7, "rows_left_out"), (8, "rows_left_out")]


def test_a_last_row_with_nothing_but_a_name_is_a_contact(read, text_file):
    rows = [
        f"Anna {letter},+30 210 000000{number},Volos,GR" for number, letter in enumerate("abcd")
    ]
    found = read(text_file(lines("Name,Phone,City,Country", *rows, "Total Energies,,,")))
    assert found.counts["contacts"] == 4  # a lone total below the table is none
    found = read(text_file(lines("Name,Phone,City,Country", *rows, "Boris Petrov,,,")))
    assert found.contacts[-1].name == "Boris Petrov"


def test_an_unknown_header_above_data_is_found(read, text_file):
    path = text_file(lines("Αα,Ββ", "x,anna@shop.example", "y,ivan@shop.example"))
    found = read(path, mapping={"Ββ": "email"})
    assert found.facts["header_row"] == 1
    assert [record.row for record in found.contacts] == [2, 3]


@pytest.mark.parametrize(
    "words",
    [
        "hello",
        "Call Ann tomorrow, and buy milk.\nThe roof needs work, ask Bob.\n",
        "Ann Archer\nBob Bell\n",
        "Dear Anna,\n\nwe call you on Monday.\nOur number is +30 210 1234567.\n\nPetros\n",
        "def company(name):\n    return name, 1\n",
    ],
)
def test_words_alone_are_no_list_of_contacts(read, text_file, words):
    found = read(text_file(words))
    assert not found.facts["is_understood"]


@pytest.mark.parametrize(
    "words",
    [
        "Ann Archer,ann@mail.example\nBob Bell,bob@mail.example\n",
        "ann@mail.example\n",
        "Ann Archer;+44 1632 960001\n",
        "Name\nAnn Archer\n",
    ],
)
def test_an_email_a_number_or_a_heading_makes_a_list(read, text_file, words):
    found = read(text_file(words))
    assert found.facts["is_understood"]
    assert len(found.records) == found.counts["contacts"]
