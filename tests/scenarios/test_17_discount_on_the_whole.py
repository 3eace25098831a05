"""Scenario 17: five per cent off the whole document, split over its rates to the cent."""

from __future__ import annotations

from smallcrm.services import documents
from smallcrm.services.documents.json_form import totals_to_json
from tests.scenarios import paperwork
from tests.scenarios.paperwork import MIXED

PARTS = ["8.22", "0.46", "0.43"]
TAXES = [("156.24", "37.50"), ("8.76", "1.14"), ("8.07", "0.48")]


def look_at(file, document_id):
    found = file.read(documents.get_totals, document_id)
    assert [str(part.amount) for part in found.discounts] == PARTS
    totals = totals_to_json(found)
    assert [(row["base"], row["tax"]) for row in totals["taxes"]] == TAXES
    assert (totals["discount_total"], totals["total"]) == ("9.11", "212.19")


def test_command_line(run, file, tmp_path):
    paperwork.prepare(file)
    discount = [{"percent": "5", "reason": "Regular customer"}]
    data = paperwork.draft("invoice", MIXED, discounts=discount)
    answer = paperwork.issued(run, tmp_path, data)
    assert answer["totals"]["total"] == "212.19"
    look_at(file, answer["id"])


def test_window(sit_down, file):
    paperwork.prepare(file)
    owner = sit_down("en")
    editor = paperwork.types_document(owner, "Ctrl+Shift+I", MIXED)
    owner.come_to(editor.form.sums.discount)
    owner.type("5")
    owner.press("Tab")
    owner.until(lambda: editor.form.sums._total.text() == paperwork.money("212.19"))
    look_at(file, paperwork.issues(owner, "invoice"))
