"""Scenario 23: two pieces credited one by one give back the tax of the invoice exactly."""

from __future__ import annotations

from smallcrm.services import documents
from tests.scenarios import paperwork

BOOTS = (("Μπότες", "2", "21.53", "", "21"),)


def invoice(run, file, tmp_path):
    paperwork.prepare(file)
    return paperwork.issued(
        run, tmp_path, paperwork.draft("invoice", BOOTS, prices_include_tax=True)
    )


def taxes(file):
    return [
        str(file.read(documents.get_totals, row.id).tax_total)
        for row in paperwork.rows_of(file)
        if row.kind == "credit_note"
    ]


def test_command_line(run, file, tmp_path):
    made = invoice(run, file, tmp_path)
    assert (made["totals"]["total"], made["totals"]["tax_total"]) == ("43.06", "7.47")
    for _ in range(2):
        assert run("documents", "credit", made["id"], "--line", "1=1", "--issue")[0] == 0
    assert taxes(file) == ["3.74", "3.73"]
    status, error = run("documents", "credit", made["id"], "--line", "1=1", "--issue")
    assert (status, error["error"]["field"]) == (1, "lines")
    assert run("documents", "show", made["id"])[1]["status"] == "credited"


def test_window(sit_down, run, file, tmp_path):
    made = invoice(run, file, tmp_path)["id"]
    owner = sit_down("en")
    owner.window.open(f"crm://document/{made}")
    owner.until(owner.window.host.page.issued.isVisible)
    for left in ("21.53", "0.00"):
        paperwork.credits_part(owner, "1")
        owner.until(lambda left=left: str(file.read(documents.get_row, made).open) == left)
    assert taxes(file) == ["3.74", "3.73"]
    owner.until(lambda: not owner.buttons("Credit note…"))
