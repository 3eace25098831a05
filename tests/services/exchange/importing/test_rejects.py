"""Rows that did not come in leave as Excel, are mended there, and come in."""

from __future__ import annotations

from openpyxl import load_workbook

from smallcrm.core.progress import Progress
from smallcrm.services import contacts
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.importing import rejects

ROWS = [
    ["Customers of the shop", "", "", ""],
    ["Name", "Email", "Code", "Remark"],
    ["Ann Archer", "ann@mail.example", "001", "=1+1"],
    ["", "", "002", "=2+2"],
    ["Bob Bell", "bob@mail.example", "003", ""],
    ["", "", "004", "#N/A"],
]


def save(bring, path, out, on_double="ask"):
    report = bring(path, on_double)
    assert rejects.save(out, path, ReadOptions(home="GR"), report, Progress()) == len(
        report.left_out
    )
    return load_workbook(out).active


def test_left_out_rows_keep_their_columns_as_text_and_say_why(bring, table, tmp_path):
    sheet = save(bring, table(ROWS), tmp_path / "mend.xlsx")
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0][:4] == ["Name", "Email", "Code", "Remark"]
    assert [row[:4] for row in values[1:]] == [
        [None, None, "002", "=2+2"],
        [None, None, "004", "#N/A"],
    ]
    assert values[1][4] == "There is no name, company, email or phone number in this row."
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


def test_mended_rows_come_in_and_the_reason_does_not(bring, table, tmp_path, database):
    out = tmp_path / "mend.xlsx"
    save(bring, table(ROWS), out)
    book = load_workbook(out)
    book.active["A2"], book.active["A3"] = "Cleo Cole", "Dora Day"
    book.save(out)
    report = bring(out)
    assert (report.created, len(report.rejected), report.doubles) == (2, 0, ())
    assert set(report.facts.mapping.values()) >= {"name", "ignore"}
    with database.read() as session:
        from_file = {row.name for row in _rows(session)}
    assert {"Cleo Cole", "Dora Day"} <= from_file


def test_skipped_doubles_are_saved_with_all_their_cells(bring, table, tmp_path):
    bring(table(ROWS))
    changed = [*ROWS[:2], ["Ann Archer", "ann@mail.example", "009", "new"]]
    sheet = save(bring, table(changed), tmp_path / "doubles.xlsx", "skip")
    assert [cell.value for cell in sheet[2]][:4] == ["Ann Archer", "ann@mail.example", "009", "new"]


def _rows(session):
    from_ids = contacts.list_ids(session)
    return contacts.list_rows(session, from_ids).values()
