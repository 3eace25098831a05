"""Read files without a child process, and write the files to be read."""

from __future__ import annotations

import csv
import io
import zipfile
from types import SimpleNamespace
from xml.sax.saxutils import escape

import pytest

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import Text
from smallcrm.services.exchange.drafts import Column, RowWarning, unpacked
from smallcrm.services.exchange.reading import custom_names, worker

QUESTION = {
    "sheet": "",
    "encoding": "",
    "delimiter": "",
    "header_row": None,
    "mapping": {},
    "dates": "",
    "country": "",
    "home": "",
    "what": "",
    "mended": {},
    "today": "2026-11-22",
    "words": custom_names.in_words(),
}
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def read():
    """Read a file here and now: facts, records and counts, or ImportProblem."""

    def reading(path, **asked):
        found = SimpleNamespace(facts={}, records=[], counts={})
        for kind, payload in worker.frames({**QUESTION, "path": str(path), **asked}):
            if kind == worker.PROBLEM:
                message, hint, field = payload
                hint = Text.load(hint) if hint else None
                raise ImportProblem(Text.load(message), hint=hint, field=field or None)
            if kind == worker.FACTS:
                found.facts = payload
            elif kind == worker.ROWS:
                found.records.extend(unpacked(payload))
            else:
                found.counts = payload
        found.columns = [Column(*each) for each in found.facts["columns"]]
        found.fields = {column.header: column.field for column in found.columns}
        found.warnings = [RowWarning(*each) for each in found.facts.get("warnings", ())]
        found.warnings += [each for record in found.records for each in record.warnings]
        found.codes = [(each.row, each.code) for each in found.warnings]
        found.contacts = [record for record in found.records if not record.outcome]
        return found

    return reading


@pytest.fixture
def text_file(tmp_path):
    """Write text, or rows as CSV, in any encoding."""

    def write(content, encoding="utf-8", name="contacts.csv", delimiter=",", mark=b""):
        if not isinstance(content, str):
            buffer = io.StringIO()
            csv.writer(buffer, delimiter=delimiter).writerows(content)
            content = buffer.getvalue()
        path = tmp_path / name
        path.write_bytes(mark + content.encode(encoding))
        return path

    return write


@pytest.fixture
def raw_workbook(tmp_path):
    """Write an xlsx by hand, with whatever XML a test wants in its only sheet."""

    def write(rows_xml, extra=(), name="book.xlsx"):
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows_xml}</sheetData></worksheet>'
        workbook = (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>'
        )
        link = '<Relationship Id="rId{}" Type="{}/{}" Target="{}"/>'
        parts = {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
            + link.format(1, OFFICE, "officeDocument", "xl/workbook.xml")
            + "</Relationships>",
            "xl/workbook.xml": workbook,
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
            + link.format(1, OFFICE, "worksheet", "worksheets/sheet1.xml")
            + link.format(2, OFFICE, "sharedStrings", "sharedStrings.xml")
            + "</Relationships>",
            "xl/worksheets/sheet1.xml": sheet,
        }
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
            for part, content in {**parts, **dict(extra)}.items():
                container.writestr(part, content)
        return path

    return write


@pytest.fixture
def cells():
    """The XML of a row of text cells."""

    def row(number, *values):
        inner = "".join(
            f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            for place, value in enumerate(values)
        )
        return f'<row r="{number}">{inner}</row>'

    return row
