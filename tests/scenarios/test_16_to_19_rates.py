"""Scenarios 16 to 19: mixed Greek rates from quote to invoice, and Russian prices with tax."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from openpyxl import load_workbook

from smallcrm.cli.main import main
from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents import DocumentDraft, LineDraft, switching, tax_moves

MIXED = [
    {"description": "Roses", "quantity": "3", "price": "12.35", "tax_rate": "24"},
    {
        "description": "Honey",
        "quantity": "2.5",
        "price": "4.10",
        "discount_percent": "10",
        "tax_rate": "13",
    },
    {"description": "Books", "quantity": "10", "price": "0.85", "tax_rate": "6"},
    {"description": "Vase", "price": "149.90", "discount_percent": "15", "tax_rate": "24"},
]
OFF = [{"percent": "5", "reason": "Old customer"}]
WHOLE = [
    ([], "223.36", ["39.47", "1.20", "0.51"]),
    (OFF, "212.19", ["37.50", "1.14", "0.48"]),
]


@pytest.fixture
def run(tmp_path, capsys):
    """The command line on the file of a Greek shop that may issue."""
    path = tmp_path / "shop.smallcrm"
    settings.create_file(path, country="GR", currency="EUR", language="en").close()

    def command(*words):
        assert main(["--file", str(path), "--json", *map(str, words)]) == 0
        return json.loads(capsys.readouterr().out)

    command("settings", "set", "name=Anthos", "tax_id=094215776", "vat_id=EL094215776")
    return command


@pytest.mark.parametrize(("discounts", "total", "taxes"), WHOLE)
def test_quote_order_and_invoice_come_to_the_same_everywhere(
    run, tmp_path, discounts, total, taxes
):
    draft = tmp_path / "quote.json"
    data = {
        "kind": "quote",
        "customer": {"name": "Καφέ Αυλή"},
        "lines": MIXED,
        "discounts": discounts,
        "note": "Thank you",
    }
    draft.write_text(json.dumps(data), "utf-8")
    quote = run("documents", "new", draft)["id"]
    order = run("documents", "convert", quote, "--to", "order")["id"]
    invoice = run("documents", "convert", order, "--to", "invoice")["id"]
    assert run("documents", "convert", order, "--to", "invoice")["id"] == invoice
    run("documents", "issue", invoice)
    shown = [run("documents", "show", number) for number in (quote, order, invoice)]
    for one in shown:
        assert one["totals"] == shown[0]["totals"]
        assert (one["lines"], one["note"]) == (shown[0]["lines"], "Thank you")
        assert one.get("discounts") == shown[0].get("discounts")
    assert shown[0]["totals"]["total"] == total
    assert [row["tax"] for row in shown[0]["totals"]["taxes"]] == taxes
    rows = run("documents", "list", "--kind", "invoice")["rows"]
    assert [row["total"] for row in rows] == [total]
    pdf = tmp_path / "invoice.pdf"
    run("documents", "pdf", invoice, pdf)
    assert f"€{total}" in text_of(pdf.read_bytes())
    sheet = tmp_path / "documents.xlsx"
    run("export", "documents", sheet)
    found = [cell.value for row in load_workbook(sheet).active.iter_rows() for cell in row]
    assert float(total) in found


def text_of(pdf):
    return "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(pdf))
    )


RETAIL = DocumentDraft(
    currency="RUB",
    prices_include_tax=True,
    date=date(2025, 12, 30),
    lines=(
        LineDraft("Чайник", Decimal(3), price=Decimal("199.99"), tax_rate=Decimal(20)),
        LineDraft("Самовар", price=Decimal(1249), tax_rate=Decimal(20)),
        LineDraft(
            "Чай",
            Decimal(7),
            price=Decimal("54.90"),
            discount_percent=Decimal(5),
            tax_rate=Decimal(10),
        ),
    ),
)


@pytest.fixture
def russian(tmp_path):
    path = tmp_path / "ru.smallcrm"
    database = settings.create_file(path, country="RU", currency="RUB", language="ru")
    yield database
    database.close()


def sums(draft):
    totals = documents.compute(draft)
    return totals.total, [row.tax for row in totals.taxes]


def test_new_year_offers_the_new_rate_of_the_shipped_set_for_the_same_total(russian):
    assert sums(RETAIL) == (Decimal("2214.05"), [Decimal("308.16"), Decimal("33.19")])
    with russian.write(T("Store")) as session:
        documents.create_draft(session, RETAIL)
        rates = settings.list_tax_rates(session)
    assert tax_moves.offered(RETAIL, rates, date(2025, 12, 31)) is None
    move = tax_moves.offered(RETAIL, rates, date(2026, 1, 2))
    assert move.changed == ((Decimal(20), Decimal(22)),)
    assert sums(move.draft) == (Decimal("2214.05"), [Decimal("333.42"), Decimal("33.19")])


def test_prices_turned_without_tax_come_within_a_kopeck_and_back_to_the_same_sum():
    without = switching.recalculated(RETAIL, include_tax=False)
    assert abs(documents.compute(without).total - Decimal("2214.05")) <= Decimal("0.01")
    assert sums(switching.recalculated(without, include_tax=True)) == sums(RETAIL)


def test_german_and_dutch_prices_with_tax_are_divided_as_published():
    german = replace(
        RETAIL,
        currency="EUR",
        lines=(
            LineDraft("A", price=Decimal("340.00"), tax_rate=Decimal(19)),
            LineDraft("B", price=Decimal("13.90"), tax_rate=Decimal(19)),
        ),
    )
    assert sums(german) == (Decimal("353.90"), [Decimal("56.51")])
    line = LineDraft("A", price=Decimal("21.53"), tax_rate=Decimal(21))
    totals = documents.compute(replace(german, lines=(line, line)))
    assert (totals.total, [one.net for one in totals.lines]) == (
        Decimal("43.06"),
        [Decimal("17.80"), Decimal("17.79")],
    )
