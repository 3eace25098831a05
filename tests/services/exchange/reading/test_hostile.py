"""Files that are damaged, that are something else, or that are built to do harm."""

from __future__ import annotations

import zipfile

import pytest

from smallcrm.core.errors import ImportProblem
from smallcrm.services.exchange.reading.inspection import inspect

ENTITIES = (
    '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE sst [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE sst [<!ENTITY b SYSTEM "http://127.0.0.1:9/x">]>',
)


def refused(read, path):
    with pytest.raises(ImportProblem) as problem:
        read(path)
    said = problem.value
    assert str(said.message).endswith((".", "import."))
    assert said.hint is not None
    return said


@pytest.mark.parametrize("doctype", ENTITIES)
def test_entities_are_never_expanded(read, raw_workbook, doctype):
    shared = (
        f'<?xml version="1.0"?>{doctype}<sst xmlns="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
    )
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    refused(read, raw_workbook(row, {"xl/sharedStrings.xml": shared}))


def test_xml_of_excel_2003_brings_no_entities(read, text_file):
    xml = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row>'
        "<Cell><Data>&x;</Data></Cell></Row></Table></Worksheet></Workbook>"
    )
    refused(read, text_file(xml, name="x.xls"))


def test_a_bomb_is_refused_by_what_it_declares(read, raw_workbook, cells):
    path = raw_workbook(cells(1, "Name") + cells(2, "Anna") + " " * (40 << 20))
    assert path.stat().st_size < 100_000
    said = refused(read, path)
    assert "too large" in str(said.message)


def test_a_small_file_may_be_packed_tightly(read, raw_workbook, cells):
    found = read(raw_workbook(cells(1, "Name", "Notes") + cells(2, "Anna", "Z" * 1_000_000)))
    assert found.codes == [(2, "cut_short")]


def test_an_archive_of_thousands_of_parts_is_refused(read, tmp_path):
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as container:
        for number in range(2500):
            container.writestr(f"xl/{number}.xml", b"")
    refused(read, path)


@pytest.mark.parametrize("part", ["word/document.xml", "contacts.csv", "content.xml"])
def test_an_archive_of_something_else_is_named(read, tmp_path, part):
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr(part, b"x")
    refused(read, path)


@pytest.mark.parametrize("keep", [0.5, 0.95])
def test_a_download_that_was_cut_off_is_refused(read, raw_workbook, cells, keep):
    path = raw_workbook("".join(cells(number, "Name", "x") for number in range(1, 300)))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    refused(read, path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b"First Name,Last Name\r\n",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"%PDF-1.7\n",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"PK\x03\x04" + b"x" * 300,
        bytes(range(1, 256)) * 40,
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(read, tmp_path, data):
    path = tmp_path / "contacts.csv"
    path.write_bytes(data)
    refused(read, path)


def test_a_file_that_is_gone_and_a_folder_are_refused(read, tmp_path):
    with pytest.raises(ImportProblem):
        read(tmp_path / "gone.csv")
    with pytest.raises(ImportProblem):
        read(tmp_path)


def test_ten_thousand_columns_are_refused_a_thousand_empty_ones_are_not(read, text_file):
    refused(
        read, text_file([["Name", *[f"c{n}" for n in range(10_000)]], ["Anna", *["x"] * 10_000]])
    )
    found = read(text_file([["Name"], ["Anna", *[""] * 10_000]]))
    assert len(found.columns) == 1


def test_a_stray_cell_in_the_last_corner_ends_only_the_child(raw_workbook, cells):
    """The library takes memory for every cell up to it, and the system ends the process."""
    rows = cells(1, "Name") + cells(2, "Anna")
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    with pytest.raises(ImportProblem) as problem:
        inspect(raw_workbook(rows + far))
    assert "too large" in str(problem.value.message)


def test_a_lying_dimension_is_not_believed(read, raw_workbook, cells):
    path = raw_workbook(cells(1, "Name") + cells(2, "Anna"))
    data = {}
    with zipfile.ZipFile(path) as container:
        data = {name: container.read(name) for name in container.namelist()}
    part = "xl/worksheets/sheet1.xml"
    data[part] = data[part].replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    with zipfile.ZipFile(path, "w") as container:
        for name, content in data.items():
            container.writestr(name, content)
    assert [record.name for record in read(path).contacts] == ["Anna"]


def test_members_outside_are_never_written(read, raw_workbook, cells, tmp_path):
    path = raw_workbook(
        cells(1, "Name") + cells(2, "Anna"), {"../../evil.txt": "x", "/evil_too.txt": "x"}
    )
    assert read(path).contacts
    assert not list(tmp_path.parent.rglob("evil*"))
