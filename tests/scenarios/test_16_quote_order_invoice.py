"""Scenario 16: mixed Greek rates from the quote to the invoice, identical at every step."""

from __future__ import annotations

from dataclasses import replace

from smallcrm.core.text import T
from smallcrm.services import documents
from smallcrm.services.documents.json_form import totals_to_json
from tests.scenarios import paperwork
from tests.scenarios.paperwork import MIXED

NOTE = "Ευχαριστούμε"
NETS = ["37.05", "9.22", "8.50", "127.41"]
TAXES = [("24", "164.46", "39.47"), ("13", "9.22", "1.20"), ("6", "8.50", "0.51")]


def look_at_chain(file):
    """A quote, its order, its invoice: everything is the same but kind, number and dates."""
    ids = [row.id for row in paperwork.rows_of(file)]
    drafts = [file.read(documents.get_draft, one) for one in ids]
    same = [
        replace(one, kind="", date=None, tax_date=None, valid_until=None, due_days=None)
        for one in drafts
    ]
    assert [one.kind for one in drafts] == ["quote", "order", "invoice"]
    assert same[0] == same[1] == same[2]
    assert drafts[0].note == NOTE
    assert [line.discount_percent for line in drafts[2].lines] == [0, 10, 0, 15]
    for one in ids:
        totals = totals_to_json(file.read(documents.get_totals, one))
        assert [line["net"] for line in totals["lines"]] == NETS
        assert [(row["rate"], row["base"], row["tax"]) for row in totals["taxes"]] == TAXES
        sums = (totals["total_without_tax"], totals["tax_total"], totals["total"])
        assert sums == ("182.18", "41.18", "223.36")
    assert file.read(documents.check).ok


def test_command_line(run, file, tmp_path):
    paperwork.prepare(file)
    quote = paperwork.issued(run, tmp_path, paperwork.draft("quote", MIXED, note=NOTE))["id"]
    _, order = run("documents", "convert", quote, "--to", "order")
    assert run("documents", "convert", quote, "--to", "order")[1] == order
    run("documents", "issue", order["id"])
    _, invoice = run("documents", "convert", order["id"], "--to", "invoice")
    assert run("documents", "convert", quote, "--to", "invoice")[1] == invoice
    assert run("documents", "issue", invoice["id"])[1]["totals"]["total"] == "223.36"
    look_at_chain(file)


def test_window(sit_down, file):
    paperwork.prepare(file, quote_note=NOTE)
    owner = sit_down("el")
    editor = paperwork.types_document(owner, "Ctrl+Shift+Q", MIXED)
    owner.until(lambda: editor.form.sums._total.text() == paperwork.money("223.36"))
    paperwork.issues(owner, "quote")
    owner.command(T("Make order"))
    owner.until(lambda: editor.isVisible() and editor.kind == "order")
    paperwork.issues(owner, "order")
    owner.press("Ctrl+Return")  # the main thing of an order: make the invoice
    owner.until(lambda: editor.isVisible() and editor.kind == "invoice")
    paperwork.issues(owner, "invoice")
    owner.reads(paperwork.money("223.36"))
    look_at_chain(file)
