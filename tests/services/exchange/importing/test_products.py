"""A list of products comes in on the same path as a list of contacts, and is found again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.core import languages
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import products
from smallcrm.services.contacts.completing import Policy
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.importing.forecast import forecast
from smallcrm.services.exchange.reading.inspection import inspect
from smallcrm.services.products import ProductDraft

ROWS = [
    ["Code", "Product", "Unit", "Price", "Currency", "VAT %", "Description"],
    ["A-1", "Notebook", "pcs", "12,50", "EUR", "24", "Ruled"],
    ["A-2", "Pen", "pcs", "1.500", "EUR", "24%", ""],
    ["", "", "", "3", "", "", "nothing"],
    ["", "Advice", "h", "80 €", "", "0", ""],
]


@pytest.fixture
def all_products(database):
    """All products by name."""

    def read():
        with database.read() as session:
            return {draft.name: draft for draft in products.list_drafts(session).values()}

    return read


def test_code_name_unit_price_currency_and_tax_come_in(bring, table, all_products):
    report = bring(table(ROWS))
    assert (report.created, [each.row for each in report.rejected]) == (3, [4])
    assert report.facts.holds == "products"
    found = all_products()
    assert found["Notebook"] == ProductDraft(
        "Notebook", "A-1", "Ruled", "pcs", Decimal("12.5"), "EUR", "S", Decimal(24)
    )
    assert found["Pen"].price == 1500  # the column writes its decimals with a comma
    assert (found["Advice"].price, found["Advice"].currency) == (80, "")
    assert (found["Advice"].tax_category, found["Advice"].tax_rate) == ("Z", 0)
    assert report.headline == "3 products added. 1 row skipped."


@pytest.mark.parametrize(
    "headings",
    [
        ["Артикул", "Наименование", "Ед. изм.", "Цена, руб.", "НДС, %"],
        ["Κωδικός", "Περιγραφή", "Μονάδα", "Τιμή", "ΦΠΑ"],
        ["Artikelnummer", "Bezeichnung", "Einheit", "Einzelpreis", "MwSt"],
        ["Référence", "Désignation", "Unité", "Prix unitaire HT", "TVA"],
        ["SKU", "Product/Service Name", "UOM", "Sales Price/Rate", "Tax rate"],
    ],
)
def test_headings_of_products_are_known_in_five_languages(bring, table, all_products, headings):
    report = bring(table([["Price list"], [], headings, ["X1", "Θήκη", "τεμ", "9.90", "24"]]))
    assert report.created == 1
    assert list(report.facts.mapping.values()) == [
        f"product.{name}" for name in ("code", "name", "unit", "price", "tax_rate")
    ]
    assert all_products()["Θήκη"].price == Decimal("9.9")


def test_a_list_of_people_with_a_price_stays_a_list_of_people(bring, table):
    report = bring(table([["Name", "Email", "Price"], ["Ann", "ann@mail.example", "12"]]))
    assert (report.facts.holds, report.persons) == ("contacts", 1)


@pytest.mark.parametrize(
    ("on_double", "counts", "expected"),
    [("ask", (0, 0, 1), ("12.5", "")), ("skip", (0, 0, 1), ("12.5", "")),
     ("fill", (0, 1, 0), ("12.5", "pcs")), ("overwrite", (0, 1, 0), ("13", "pcs")),
     ("create", (0, 0, 1), ("12.5", ""))],
)  # fmt: skip
def test_a_product_is_found_again_by_its_code(
    bring, table, all_products, on_double, counts, expected
):
    bring(table([["Code", "Product", "Price"], ["A-1", "Notebook", "12.50"]]))
    again = [["Code", "Product", "Unit", "Price"], ["A-1", "Book", "pcs", "13"]]
    report = bring(table(again), on_double)
    assert (report.created, report.updated, report.skipped) == counts
    (found,) = all_products().values()
    assert (str(found.price), found.unit) == expected
    assert len(report.doubles) == (on_double == "ask")


def test_a_product_without_a_code_is_found_again_by_its_name(database, bring, table):
    bring(table([["Product", "Price", "Code"], ["Notebook", "12.50", ""]]))
    bring(table([["Product", "Price", "Code"], ["NOTEBOOK", "13", "A-1"]]), "fill")
    bring(table([["Product", "Price", "Code"], ["Notebook", "14", "A-2"]]), "fill")
    with database.read() as session:
        found = [draft.code for draft in products.list_drafts(session).values()]
    assert found == ["A-1", "A-2"]


def test_a_row_that_repeats_a_code_of_the_list_makes_no_twin(bring, table, all_products):
    rows = [["Code", "Product", "Price"], ["A", "Pen", "1"], ["A", "Pen", "1"], ["A", "Ink", "2"]]
    report = bring(table(rows))
    assert (report.created, report.unchanged, report.skipped, report.repeated) == (1, 1, 1, 1)
    joined = "1 row was in the file twice, so it was joined."
    assert report.headline == f"1 product added. {joined} 1 row skipped."
    assert list(all_products()) == ["Pen"]


def test_a_policy_holds_for_a_column_of_products(database, bring, table, all_products):
    bring(table([["Code", "Product", "Price"], ["A-1", "Notebook", "12.50"]]))
    path = table([["Code", "Product", "Price"], ["A-1", "Book", "13"]])
    policies = {"product.price": Policy.OVERWRITE}
    wishes = Wishes("list.csv", OnDouble.FILL, policies=policies)
    bring_in(database, inspect(path, ReadOptions()), wishes, Progress())
    assert all_products()["Notebook"].price == 13


def test_the_preview_says_what_the_import_does_and_undo_takes_it_back(database, bring, table, dump):
    before = dump()
    preview = inspect(table(ROWS), ReadOptions())
    with database.read() as session:
        seen = forecast(session, preview, Wishes("list.csv"), Progress()).report
    report = bring(table(ROWS))
    assert (seen.created, seen.left_out) == (report.created, report.left_out)
    database.undo(report.action)
    assert dump() == before


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["en", "ru", "el"])
def test_products_that_left_come_back_equal(database, bring, tmp_path, dump, ending, language):
    drafts = [
        ProductDraft("Notebook", "0012", "Ruled,\n«fine»", "pcs", Decimal("12.345"), "EUR", "S",
                     Decimal(24)),
        ProductDraft("=1+1", "", "", "", Decimal("0.000001"), "USD", "AE", Decimal(0)),
        ProductDraft("Стол", "С-1", "", "шт", Decimal(-5), "RUB", "E", Decimal("0.5")),
    ]  # fmt: skip
    with database.write(T("Add")) as session:
        for draft in drafts:
            products.create(session, draft)
    languages.use(language)
    with database.read() as session:
        path = export(session, "products", tmp_path / f"p.{ending}", Progress()).path
    languages.use("en")
    report = bring(path)
    assert (report.unchanged, report.facts.system) == (3, "smallcrm")
    with database.write(T("Empty")) as session:
        products.archive(session, list(products.list_drafts(session)))
    assert bring(path).created == 3
    with database.read() as session:
        assert sorted(products.list_drafts(session).values(), key=drafts_key) == sorted(
            drafts, key=drafts_key
        )


def drafts_key(draft):
    return draft.name
