"""Workbooks: exact text from numbers, the right sheet, and rows numbered as in Excel."""

from __future__ import annotations

import zipfile
from datetime import date

import openpyxl
import pytest

from smallcrm.core.errors import ImportProblem


@pytest.fixture
def workbook(tmp_path):
    """Write sheets of rows, as they are, with formats for some cells."""

    def write(sheets, formats=(), hidden=()):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
            sheet.sheet_state = "hidden" if title in hidden else "visible"
        for place, pattern in dict(formats).items():
            book.worksheets[0][place].number_format = pattern
        path = tmp_path / "book.xlsx"
        book.save(path)
        return path

    return write


PEOPLE = [["Name", "Phone", "Email"], ["Anna Keller", "+30 210 0000001", "anna@shop.example"]]


def test_numbers_become_exact_text(read, workbook):
    rows = [
        ["Name", "Phone", "ИНН", "Birthday", "Postcode", "Rate"],
        ["Anna", 9161234567, 7707083893, date(1980, 6, 5), 1234, 0.5],
    ]
    record = read(workbook({"A": rows}), country="RU").contacts[0]
    assert record.phones == (("9161234567", ""),)
    assert record.e164 == ("+79161234567",)
    assert (record.tax_id, record.birthday) == ("7707083893", "1980-06-05")
    assert record.addresses[0][2] == "1234"
    assert record.custom == {"Rate": "0.5"}


def test_leading_zeros_that_only_the_format_shows_are_kept(read, workbook):
    rows = [["Name", "ИНН", "Postcode"], ["Anna", 7701234567, 1067], ["Ivan", 7707083893, 10115]]
    path = workbook({"A": rows}, {"B2": "000000000000", "C2": "00000", "C3": "00000"})
    first, second = read(path).contacts
    assert (first.tax_id, first.addresses[0][2]) == ("007701234567", "01067")
    assert (second.tax_id, second.addresses[0][2]) == ("7707083893", "10115")


def test_the_sheet_with_contacts_is_the_one_that_is_read(read, workbook):
    cover = [["Report of the year"], ["printed 02.01.2026"], *[["more words"]] * 9]
    found = read(workbook({"Cover": cover, "Old": PEOPLE, "People": PEOPLE}, hidden={"Old"}))
    assert found.facts["sheet"] == "People"
    assert found.facts["sheets"] == [("Cover", 11, False), ("Old", 2, True), ("People", 2, False)]
    assert found.contacts[0].name == "Anna Keller"


def test_the_user_chooses_another_sheet(read, workbook):
    path = workbook({"People": PEOPLE, "Hidden": [["Name"], ["Boris"]]}, hidden={"Hidden"})
    assert read(path, sheet="hidden").contacts[0].name == "Boris"
    with pytest.raises(ImportProblem) as problem:
        read(path, sheet="No such")
    assert problem.value.field == "sheet"


def test_formulas_give_their_last_value_and_errors_are_told(read, raw_workbook, cells):
    row = (
        '<row r="2"><c r="A2" t="str"><f>"An"&amp;"na"</f><v>Anna</v></c>'
        '<c r="B2"><f>1/0</f></c><c r="C2" t="e"><v>#DIV/0!</v></c></row>'
    )
    found = read(raw_workbook(cells(1, "First Name", "Last Name", "Phone") + row))
    assert [(record.name, record.phones) for record in found.contacts] == [("Anna", ())]
    assert set(found.codes) == {(2, "formula_no_value"), (2, "error_value")}


def test_an_ods_with_a_million_repeated_rows_is_small(read, tmp_path, raw_ods):
    rows = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{value}</text:p></table:table-cell>"
            for value in row
        )
        + "</table:table-row>"
        for row in PEOPLE
    )
    repeated = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    found = read(raw_ods(rows + repeated))
    assert (found.facts["format"], [record.name for record in found.records]) == (
        "ods",
        ["Anna Keller"],
    )


@pytest.fixture
def raw_ods(tmp_path):
    """Write an ods by hand."""

    def write(rows):
        names = ("office", "table", "text")
        spaces = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
        )
        content = (
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>"
        )
        path = tmp_path / "book.ods"
        with zipfile.ZipFile(path, "w") as container:
            container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            container.writestr("content.xml", content)
            container.writestr(
                "META-INF/manifest.xml",
                '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            )
        return path

    return write


HTML = (
    '<meta http-equiv="Content-type" content="text/html;charset=UTF-8" /><table><thead><tr>{}</tr>'
    "</thead><tbody>{}</tbody></table>"
)


def test_html_that_calls_itself_xls_is_a_table(read, text_file):
    head = "".join(f"<th>{each}</th>" for each in ("Имя", "Фамилия", "Телефон", "Комментарий"))
    body = (
        "<tr><td>Анна</td><td>Щукина &amp; Ко</td><td>+7 495 0000001</td><td>one<br>two</td></tr>"
    )
    found = read(text_file(HTML.format(head, body), name="LEADS.xls"))
    assert found.facts["format"] == "html"
    record = found.contacts[0]
    assert (record.row, record.name, record.note) == (2, "Анна Щукина & Ко", "one\ntwo")


def test_html_is_not_read_in_another_encoding_than_the_one_that_was_asked_for(read, text_file):
    page = text_file(HTML.format("<th>Имя", "<tr><td>Анна"), name="LEADS.xls", encoding="cp1251")
    with pytest.raises(ImportProblem):
        read(page, encoding="utf-8")


def test_unclosed_and_nested_html_is_read_as_far_as_it_goes(read, text_file):
    html = (
        "<html><table><tr><td><table><tr><td>in</table><tr><th>Name<th>Email"
        "<tr><td>Anna<td>anna@shop.example<tr><td>Boris<td>boris@shop.example"
    )
    found = read(text_file(html, name="list.xls"))
    assert [record.name for record in found.contacts] == ["Anna", "Boris"]


def test_angle_brackets_in_a_csv_are_no_html(read, text_file):
    found = read(text_file("Name,Note\nAnna,<b>important</b> <table>\n"))
    assert (found.facts["format"], found.contacts[0].note) == ("csv", "<b>important</b> <table>")


def test_the_xml_of_excel_2003_is_a_table(read, text_file):
    xml = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="People">'
        '<Table><Row><Cell><Data ss:Type="String">Name</Data></Cell>'
        '<Cell ss:Index="3"><Data ss:Type="String">Phone</Data></Cell></Row>'
        '<Row ss:Index="4"><Cell><Data ss:Type="String">Anna</Data></Cell>'
        '<Cell ss:Index="3"><Data ss:Type="Number">2100000001</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )
    found = read(text_file(xml, name="people.xls"))
    assert (found.facts["format"], found.facts["sheet"]) == ("xml", "People")
    with pytest.raises(ImportProblem):
        read(text_file(xml, name="people.xls"), sheet="No such")
    record = found.contacts[0]
    assert (record.row, record.name, record.phones) == (4, "Anna", (("2100000001", ""),))


def test_tab_separated_text_that_calls_itself_xls_is_a_table(read, text_file):
    rows = "Name\tEmail\r\nАнна\tanna@shop.example\r\n"
    found = read(text_file(rows, encoding="utf-16", name="list.xls"))
    assert (found.facts["encoding"], found.facts["delimiter"]) == ("utf-16", "\t")
    assert found.contacts[0].name == "Анна"


def test_a_workbook_of_nothing_but_formulas_without_results_says_so(read, raw_workbook, cells):
    formula = '<row r="2"><c r="A2"><f>"An"&amp;"na"</f></c><c r="B2"><f>C2</f><v></v></c></row>'
    path = raw_workbook(cells(1, "Name", "Email") + formula)
    with pytest.raises(ImportProblem, match="formulas without results"):
        read(path)


def test_cells_of_html_that_reach_over_rows_leave_the_others_where_they_are(read, text_file):
    table = (
        "<table><tr><th rowspan=2>Πελάτης<th colspan=2>Επικοινωνία<th rowspan=2>Πόλη</tr>"
        "<tr><th>Τηλέφωνο<th>Email</tr>"
        "<tr><td rowspan='2'>Ρόδο<td>2410000001<td>a@shop.example<td rowspan=2>Λάρισα"
        "<tr><td>2410000002<td>b@shop.example"
        "<tr><td>Φούρνος<td>2410000003<td>c@shop.example<td>Βόλος</table>"
    )
    found = read(text_file(f"<html><body>{table}</body></html>", name="copied.html"))
    assert list(found.fields.values()) == ["account", "phone", "email", "city"]
    assert [(record.name, record.phones[0][0]) for record in found.contacts] == [
        ("Ρόδο", "2410000001"),
        ("b@shop.example", "2410000002"),
        ("Φούρνος", "2410000003"),
    ]
