"""Scenario 18: prices with tax keep the total that was typed, also under a new rate of tax."""

from __future__ import annotations

import pytest

from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents.json_form import totals_to_json
from tests.scenarios import paperwork

RETAIL = (
    ("Чайник", "3", "199.99", "", "22"),
    ("Самовар", "1", "1249.00", "", "22"),
    ("Чай", "7", "54.90", "5", "10"),
)
OLD_RETAIL = tuple((*row[:4], "20" if row[4] == "22" else row[4]) for row in RETAIL)


@pytest.fixture
def issue(run, file, tmp_path):
    """Issues a draft from the command line; returns the answer."""
    paperwork.prepare(file)
    return lambda data: paperwork.issued(run, tmp_path, data)


@pytest.mark.parametrize(
    ("rows", "total", "taxes", "nets"),
    [
        (
            (("Δείπνο", "1", "340.00", "", "19"), ("Κρασί", "1", "13.90", "", "19")),
            "353.90",
            ["56.51"],
            ["285.71", "11.68"],
        ),
        ((("Μπότες", "1", "21.53", "", "21"),) * 2, "43.06", ["7.47"], ["17.80", "17.79"]),
        (OLD_RETAIL, "2214.05", ["308.16", "33.19"], None),
        (RETAIL, "2214.05", ["333.42", "33.19"], None),
    ],
)
def test_command_line(issue, rows, total, taxes, nets):
    totals = issue(paperwork.draft("invoice", rows, prices_include_tax=True))["totals"]
    assert totals["total"] == total
    assert [row["tax"] for row in totals["taxes"]] == taxes
    if nets:
        assert [line["net"] for line in totals["lines"]] == nets


def test_window(sit_down, russian_file):
    paperwork.prepare(russian_file, tax_id="7701234567", prices_include_tax=True)
    owner = sit_down("ru")
    editor = paperwork.types_document(owner, "Ctrl+Shift+I", RETAIL)
    total = paperwork.money("2214.05", "RUB")
    owner.until(lambda: editor.form.sums._total.text() == total)
    editor.form.asked_prices.emit(False)  # the choice is folded away; it asks before anything
    owner.mentions(T("What happens to the prices that are typed already?"))
    owner.click(T("Recalculate them: total {total}", total=total))
    owner.until(lambda: editor.form.sums._total.text() == total)
    owner.press("Ctrl+Z")
    document_id = paperwork.issues(owner, "invoice")
    totals = totals_to_json(russian_file.read(documents.get_totals, document_id))
    assert totals["total"] == "2214.05"
    assert [row["tax"] for row in totals["taxes"]] == ["333.42", "33.19"]
    assert russian_file.read(settings.get_business).prices_include_tax
