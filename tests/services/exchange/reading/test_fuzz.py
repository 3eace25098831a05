"""Whatever bytes a file holds: contacts, or a sentence about why not."""

from __future__ import annotations

import contextlib
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallcrm.core.errors import ImportProblem
from smallcrm.services.exchange.drafts import Record
from smallcrm.services.exchange.values import dates

ANY_FILE = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "+30 210 0000001",
        "a@b.example",
        "03/04/1980",
        "4,4E+11",
        "'=1",
        '"',
        "Total",
        "ООО",
        "\0",
        "12,5",
    ]
)
HEADING = st.sampled_from(
    [
        "Name",
        "Email",
        "Phone",
        "Birthday",
        "Company",
        "Type",
        "ИНН",
        "ΑΦΜ",
        "Street",
        "",
        "X",
        "Tags",
    ]
)
BEGINNINGS = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"<table>"]
LINE = st.sampled_from(
    [
        "BEGIN:VCARD",
        "END:VCARD",
        "VERSION:2.1",
        "AGENT:",
        "N:a;b;c;d;e",
        "TEL;WORK:",
        "TEL;HOME:",
        " x",
    ]
) | st.text(max_size=20).map(lambda text: f"NOTE;ENCODING=QUOTED-PRINTABLE:{text}=")


def tried(read, path, **asked):
    with contextlib.suppress(ImportProblem):
        found = read(path, **asked)
        assert all(isinstance(record, Record) for record in found.records)
        counts = found.counts
        assert counts["rows"] == counts["contacts"] + counts["rejected"] + counts["skipped"]
        assert all(record.name for record in found.contacts)
        assert all(record.draft for record in found.contacts)
        assert all(str(each.reason) for each in found.warnings)


@ANY_FILE
@given(st.binary(max_size=300))
def test_any_bytes(read, tmp_path, data):
    path = tmp_path / "any"
    path.write_bytes(data)
    tried(read, path)


@ANY_FILE
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=600))
def test_any_bytes_behind_a_known_beginning(read, tmp_path, head, data):
    path = tmp_path / "any"
    path.write_bytes(head + data)
    tried(read, path)


@ANY_FILE
@given(st.lists(HEADING, min_size=1, max_size=6), st.lists(st.lists(CELL, max_size=7), max_size=6))
def test_any_table(read, text_file, header, rows):
    tried(read, text_file([header, *rows]), country="GR")


@ANY_FILE
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text(read, text_file, text):
    tried(read, text_file(text))


@ANY_FILE
@given(st.lists(LINE, max_size=25))
def test_any_cards(read, tmp_path, lines):
    path = tmp_path / "any.vcf"
    path.write_bytes("\r\n".join(["BEGIN:VCARD", *lines]).encode("utf-8", "replace"))
    tried(read, path)


@ANY_FILE
@given(st.integers(0, 5000), st.integers(0, 255))
def test_one_wrong_byte_in_a_workbook(read, raw_workbook, cells, place, value):
    path = raw_workbook(cells(1, "Name", "Phone") + cells(2, "Anna", "2100000001"))
    data = bytearray(path.read_bytes())
    data[place % len(data)] = value
    path.write_bytes(data)
    tried(read, path)


@ANY_FILE
@given(st.binary(max_size=400))
def test_any_sheet_in_a_whole_container(read, raw_workbook, data):
    path = raw_workbook("")
    with zipfile.ZipFile(path) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData>" + data
    with zipfile.ZipFile(path, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)
    tried(read, path)


@given(st.text(max_size=30), st.sampled_from(["dmy", "mdy", "ymd"]), st.booleans())
def test_any_text_is_a_date_or_none(text, order, is_birthday):
    found, code = dates.read(text, order, date(2026, 11, 22), is_birthday=is_birthday)
    assert not (found and code)
    if found:
        assert date.fromisoformat(found.replace("--", "2000-", 1) if found[0] == "-" else found)


@given(st.dates(date(1900, 1, 1), date(2026, 11, 22)))
def test_every_birthday_is_read_back_from_every_manner(day):
    today = date(2026, 11, 22)
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%B %d, %Y"):
        text = day.strftime(pattern)
        assert dates.read(text, "dmy", today, is_birthday=True) == (day.isoformat(), "")
    assert dates.read(day.strftime("%m/%d/%Y"), "mdy", today)[0] == day.isoformat()


@pytest.mark.parametrize("text", ["٠٣/٠٤/٢٠٢٦", "²/³/1980", "1" * 5000, "--99-99", "5 ı 1980"])
def test_odd_digits_are_no_crash(text):
    dates.read(text, "dmy", date(2026, 11, 22), is_birthday=True)
