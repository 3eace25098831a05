"""Scenario 2: Иван, car parts, brings in what 1C wrote: a second sheet, titles, odd numbers."""

from __future__ import annotations

import pytest

from smallcrm.core.text import TN, T
from tests.scenarios.conftest import EXPONENT, FIRM, IVAN, LANGUAGES, figure, list_from_1c

LOST = T("A spreadsheet has destroyed the last digits of this phone number; check it.")


@pytest.fixture
def path(tmp_path):
    return list_from_1c(tmp_path / "клиенты.xlsx")


def look_at_contacts(file):
    """Three people: one of three rows, one with a mended telephone, one with a long number."""
    assert file.names() == sorted([IVAN, EXPONENT, FIRM])
    ivan, exponent, firm = map(file.draft, (IVAN, EXPONENT, FIRM))
    assert [phone.value for phone in ivan.phones] == ["9161234567"]
    assert [each.value for each in ivan.emails] == ["IVAN@MAIL.EXAMPLE", "i.ivanov@shop.example"]
    assert [phone.value for phone in exponent.phones] == ["9161230000"]
    assert firm.tax_id == "007701234567"


def test_command_line(run, russian_file, path):
    status, report = run("import", path, "--on-double", "fill")
    assert (status, report["sheet"], report["header_row"]) == (0, "Контрагенты", 4)
    assert (report["rows"], report["created"]) == (5, 3)
    assert report["updated"] + report["unchanged"] == 2
    told = [(each["row"], each["value"], each["reason"]) for each in report["warnings"]]
    assert (10, "9,16123E+09", str(LOST)) in told
    look_at_contacts(russian_file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_window(sit_down, russian_file, path, language):
    owner = sit_down(language)
    owner.file_to_import(path)
    owner.reads(figure(T("New contacts"), 3))
    owner.reads(figure(T("Twice in the file"), 2))
    words = TN("{name}, {count} row", "{name}, {count} rows", 11, name="Контрагенты")
    owner.mentions(f"{words} · {T('headings in row {row}', row=4)}")
    remarks = owner.rows(T("Rows of the file"), 7)
    assert "9,16123E+09" in remarks[3]
    assert remarks[3].endswith(str(LOST))
    owner.ready(TN("Import {count} contact", "Import {count} contacts", 5))
    owner.press("Ctrl+Return")
    added = TN("{count} contact added.", "{count} contacts added.", 3)
    owner.mentions(added)
    look_at_contacts(russian_file)
