"""Scenario 19: the same sums to the cent in the form, the list, the PDF and the workbook."""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from smallcrm.core import formats
from smallcrm.services import documents
from tests.scenarios import paperwork
from tests.scenarios.paperwork import MIXED
from tests.scenarios.test_18_prices_with_tax import RETAIL

DRAFTS = (
    paperwork.draft("invoice", MIXED),
    paperwork.draft("invoice", MIXED, discounts=[{"percent": "5"}]),
    paperwork.draft("invoice", RETAIL, prices_include_tax=True),
)
TOTALS = ("223.36", "212.19", "2214.05")


@pytest.fixture
def papers(run, file, tmp_path):
    """The three as drafts, each with an issued twin and a credit note over that."""
    paperwork.prepare(file)
    drafts = [paperwork.stored(run, tmp_path, data) for data in DRAFTS]
    twins = [paperwork.issued(run, tmp_path, data)["id"] for data in DRAFTS]
    credited = [run("documents", "credit", twin, "--issue")[1]["id"] for twin in twins]
    return drafts, [*twins, *credited]


def pdf_words(run, tmp_path, document_id):
    out = tmp_path / f"{document_id}.pdf"
    assert run("documents", "pdf", document_id, out, "--lang", "en")[0] == 0
    return "".join(page.extract_text() for page in PdfReader(out).pages)


def test_command_line(run, file, tmp_path, papers):
    _, listed = run("documents", "list")
    totals = {row["id"]: row["total"] for row in listed["rows"]}
    out = tmp_path / "documents.xlsx"
    run("export", "documents", out)
    sheet = load_workbook(out).active
    head, *cells = sheet.iter_rows(values_only=True)
    by_number = {row[1]: row for row in cells if row[1]}
    for document_id in papers[1]:
        _, shown = run("documents", "show", document_id)
        sums = shown["totals"]
        assert totals[document_id] == sums["total"]
        row = by_number[shown["number"]]
        sign = -1 if shown["kind"] == "credit_note" else 1
        columns = {"Total without tax": "total_without_tax", "Tax": "tax_total", "Total": "total"}
        for heading, name in columns.items():
            cell = Decimal(str(row[head.index(heading)])).quantize(Decimal("0.01"))
            assert cell == sign * Decimal(sums[name])
        printed = pdf_words(run, tmp_path, document_id)
        for amount in (sums["total"], *(tax["tax"] for tax in sums["taxes"])):
            assert formats.amount(Decimal(amount), "EUR", "en") in printed


def test_window(sit_down, file, papers):
    owner = sit_down("el")
    drafts, issued = papers
    for document_id, total in zip(drafts, TOTALS, strict=True):
        owner.window.open(f"crm://document/{document_id}")
        editor = paperwork.editor_of(owner)
        owner.until(
            lambda editor=editor, total=total: (
                editor.form.sums._total.text() == paperwork.money(total)
            )
        )
    owner.press("Ctrl+5")
    page = owner.window.host.page
    owner.until(lambda: page.list.model.rowCount() == len(drafts) + len(issued))
    for row in paperwork.rows_of(file):
        totals = file.read(documents.get_totals, row.id)
        index = page.list.model.index(page.list.model.row_of(row.id), 3)
        assert index.data() == paperwork.money(totals.total)
