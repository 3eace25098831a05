"""Money leaves with everything that is known about it, in figures that can be added up."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.models import DunningLetter
from smallcrm.services import bank, contacts, documents, payments, prices, products, recurring
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.exchange.exporting.everything import export_all
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.exchange.statements.lines import StatementLine
from smallcrm.services.payments import PaymentDraft
from smallcrm.services.prices import PriceDraft, PriceListDraft, Terms
from smallcrm.services.products import ProductDraft
from smallcrm.services.recurring import RecurringDraft, Rule
from smallcrm.services.settings import change

KINDS = ("payments", "bank", "letters", "recurring", "prices", "price-lists", "terms")


@pytest.fixture
def full(database):
    """One of each kind."""
    with database.write(T("Add"), can_undo=False) as session:
        change(session, {"name": "Anthos", "country": "GR", "tax_id": "094215776"})
        ann = contacts.create(session, ContactDraft("Ann"))
        line = LineDraft("Rent", price=Decimal(10), tax_category="Z")
        rent = DocumentDraft(customer_id=ann, lines=(line,))
        invoice = documents.create_draft(session, rent)
        documents.issue(session, invoice, dt.date(2026, 3, 1))
        letter = {"document_id": invoice, "level": 1, "date": dt.date(2026, 4, 1), "open": 1000}
        session.add(DunningLetter(**letter))
        payments.add(session, PaymentDraft(Decimal("12.5"), ann, "EUR", dt.date(2026, 4, 2)))
        came = StatementLine("2026-03-31", "-7.5", "EUR", "Bank", "DE02", "=Fee", "", "GR16")
        bank.put_aside(session, bank.bring_in(session, [came]).added)
        rule = Rule(dt.date(2026, 1, 31))
        recurring.create(session, RecurringDraft(ann, rent, rule, "Rent"))
        resellers = prices.create_price_list(session, PriceListDraft("Resellers"))
        rose = products.create(session, ProductDraft("Rose", "R-1"))
        prices.set_price(session, PriceDraft(rose, Decimal("8.125"), resellers))
        prices.set_terms(session, ann, Terms(resellers, Decimal("2.5"), 30))
    return database


@pytest.fixture
def written(full, tmp_path):
    """The bytes of one kind in one format."""

    def write(what, ending):
        path = tmp_path / f"{what}.{ending}"
        with full.read() as session:
            assert export(session, what, path, Progress()).rows == 1
        return path.read_bytes()

    return write


def row(content):
    headings, values = load_workbook(io.BytesIO(content)).active.values
    return dict(zip(headings, values, strict=True))


def test_figures_and_days_are_live_in_a_workbook(written):
    paid = row(written("payments", "xlsx"))
    assert (paid["Amount"], paid["On account"], paid["Paid for"]) == (12.5, 2.5, "2026-0001")
    assert paid["Date"] == dt.datetime(2026, 4, 2)  # noqa: DTZ001 - a day as a workbook has it
    booked = row(written("bank", "xlsx"))
    assert (booked["Amount"], booked["Purpose"]) == (-7.5, "=Fee")
    letter = row(written("letters", "xlsx"))
    assert (letter["Customer"], letter["Invoice"], letter["Level"]) == ("Ann", "2026-0001", 1)
    assert letter["Open then"] == 10
    rent = row(written("recurring", "xlsx"))
    assert (rent["Title"], rent["Total"], rent["Every"], rent["Kind"]) == ("Rent", 10, 1, "Invoice")
    price = row(written("prices", "xlsx"))
    assert (price["Product"], price["Price list"], price["Price"]) == ("Rose", "Resellers", 8.125)
    terms = row(written("terms", "xlsx"))
    assert (terms["Price list"], terms["Discount in per cent"], terms["Days to pay"]) == (
        *("Resellers", 2.5, 30),
    )


@pytest.mark.parametrize("what", KINDS)
def test_each_kind_leaves_as_csv_json_and_on_paper(written, what):
    rows = list(csv.reader(io.StringIO(written(what, "csv").decode("utf-8-sig"))))
    assert len(rows) == 2
    (item,) = json.loads(written(what, "json"))
    assert item["id"] == 1
    assert written(what, "pdf").startswith(b"%PDF")


def test_a_recurring_document_leaves_with_what_it_says(written):
    (item,) = json.loads(written("recurring", "json"))
    assert item["draft"]["lines"][0]["description"] == "Rent"


def test_all_of_it_is_in_the_zip_of_everything(full, tmp_path):
    path = tmp_path / "all.zip"
    with full.read() as session:
        export_all(session, full.files, path, Progress())
    with zipfile.ZipFile(path) as container:
        data = json.loads(container.read("data.json"))
        assert {f"{what}.xlsx" for what in KINDS} <= set(container.namelist())
    assert [len(data[what]) for what in KINDS] == [1] * len(KINDS)
    assert data["payments"][0]["allocations"] == [{"document": 1, "amount": "10.00"}]
