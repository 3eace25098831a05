"""CSV in the wild: delimiters, quotes that never close, rows of any length."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import ImportProblem

HEAD = ["First Name", "Last Name", "Phone", "E-mail", "Notes"]
ANN = ["Ann", "Smith", "+44 200 0000001", "ann@mail.example", "calls; often, and\nlong"]
BOB = ["Bob", "Brown", "+44 200 0000002", "bob@mail.example", 'says "hi"']


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_columns(read, text_file, delimiter):
    found = read(text_file([HEAD, ANN, BOB], delimiter=delimiter))
    assert found.facts["delimiter"] == delimiter
    assert [record.note for record in found.contacts] == [ANN[4], BOB[4]]


def test_a_heading_may_hold_the_delimiter_of_others(read, text_file):
    rows = [["ID", "Имя, Фамилия", "Рабочий e-mail"], ["1", "Анна Петрова", "a@mail.example"]]
    assert read(text_file(rows, delimiter=";")).facts["delimiter"] == ";"


def test_the_delimiter_can_be_said(read, text_file):
    path = text_file("Name;Email\nAnn, the first;ann@mail.example\n")
    assert read(path, delimiter=";").contacts[0].name == "Ann, the first"
    assert read(text_file("Name\tEmail\nAnn\ta@mail.example\n"), delimiter="tab").contacts
    with pytest.raises(ImportProblem):
        read(path, delimiter=";;")


def test_the_line_for_excel_is_no_row(read, text_file):
    found = read(text_file("sep=;\r\nName;Email\r\nAnn;ann@mail.example\r\n"))
    assert (found.facts["header_row"], found.records[0].row) == (1, 2)


def test_a_quote_that_is_never_closed_costs_its_row_only(read, text_file):
    lines = ["First Name,Last Name,Notes,City", 'Ann,Smith,"never closed,London']
    lines += [f"Bob,Brown{number},x,Leeds" for number in range(3000)]
    found = read(text_file("\n".join(lines) + "\n"))
    assert len(found.contacts) == 3001
    assert (2, "unclosed_quote") in found.codes
    assert found.contacts[0].note == "never closed"


def test_a_quote_that_is_closed_by_a_later_one_is_noticed(read, text_file):
    lines = ["Name,Phone,City,Country", 'Ann,2000000001,"London,GB']
    lines += [f"B{number},200000001{number},Leeds,GB" for number in range(5)]
    lines += ['"Cid, the last",2000000020,York,GB']
    found = read(text_file("\n".join(lines) + "\n"))
    assert [record.name for record in found.contacts][-1] == "Cid, the last"
    assert len(found.contacts) == 7


def test_every_row_may_have_an_open_quote(read, text_file):
    lines = ["Name,Note"] + [f'N{number},"open {number}' for number in range(400)]
    found = read(text_file("\n".join(lines) + "\n"))
    assert len(found.contacts) == 400


def test_short_and_long_rows_come_in_with_a_warning(read, text_file):
    path = text_file(
        "First Name,Last Name,Phone\nAnn,Smith\nBob,Brown,1234567,2,3\nCid,Cole,5678901\n"
    )
    found = read(path)
    assert len(found.contacts) == 3
    assert {(2, "row_too_short"), (3, "row_too_long")} <= set(found.codes)
    assert (found.contacts[1].custom, found.contacts[1].note) == ({}, "2\n3")
    assert (0, "cells_beyond") in found.codes
    assert found.fields["Column 4"] == "note"


def test_rows_that_are_always_short_are_nothing_odd(read, text_file):
    lines = ["Name,Email,Phone,City,"] + [
        f"N{number},n{number}@mail.example" for number in range(9)
    ]
    assert read(text_file("\n".join(lines))).codes == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_line_ends_of_all_systems(read, text_file, end):
    found = read(text_file(end.join(["First Name,Last Name", "Ann,Smith", "Bob,Brown", ""])))
    assert [(record.row, record.name) for record in found.records] == [
        (2, "Ann Smith"),
        (3, "Bob Brown"),
    ]


def test_blank_lines_are_no_records_but_count_as_rows(read, text_file):
    found = read(text_file("\n\nFirst Name,Last Name\n\nAnn,Smith\n,\n\nBob,Brown\n\n"))
    assert [record.row for record in found.records] == [5, 8]
    assert found.counts["rows"] == 2


def test_nul_bytes_are_left_out_and_told(read, text_file):
    found = read(text_file("First Name,Last Name\nAnn\0,Smi\0th\n\0\0\nBob,Brown\n"))
    assert [record.name for record in found.contacts] == ["Ann Smith", "Bob Brown"]
    assert "nul_bytes" in [code for _, code in found.codes]


def test_a_cell_of_a_million_letters_is_cut(read, text_file):
    found = read(text_file([HEAD, [*ANN[:4], "Z" * 1_000_000], BOB]))
    assert len(found.contacts) == 2
    assert len(found.contacts[0].note) == 100_000
    assert (2, "cut_short") in found.codes


def test_duplicate_headings_keep_all_values(read, text_file):
    found = read(text_file("Name,Phone,Phone,Phone\nAnn,+44 200 0000001,+44 200 0000002,3\n"))
    assert [value for value, _ in found.contacts[0].phones] == [
        "+44 200 0000001",
        "+44 200 0000002",
        "3",
    ]


ACTIVE = ["=1+1", "@SUM(1)", "-2+3", "\t=1", "'=1+1", "＝1"]


def test_formulas_are_text_letter_by_letter(read, text_file):
    rows = [["A", value, value] for value in ACTIVE]
    found = read(text_file([["Name", "Last Name", "Notes"], *rows]))
    assert [record.note for record in found.contacts] == [value.strip() for value in ACTIVE]


def test_the_guard_that_our_own_lists_have_is_taken_away_again(read, text_file):
    rows = [[str(number), "A", f"'{value}"] for number, value in enumerate(ACTIVE)]
    found = read(text_file([["SmallCRM ID", "Full name", "Note"], *rows]))
    assert [record.note for record in found.contacts] == [value.strip() for value in ACTIVE]
