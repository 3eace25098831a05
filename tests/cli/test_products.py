"""Products, prices, price lists and what is agreed with customers, on the command line."""

from __future__ import annotations

import pytest
from PIL import Image


@pytest.fixture
def rose(run):
    more = ("--price", "95.5", "--unit", "pcs", "--code", "R-1")
    return run("products", "add", "Rose", *more)[1]["id"]


@pytest.fixture
def anna(run):
    return run("contacts", "add", "--name", "Anna")[1]["id"]


def test_product_is_added_changed_listed_and_archived(run, rose, tmp_path):
    picture = tmp_path / "rose.png"
    Image.new("RGB", (20, 20), "red").save(picture)
    assert run("products", "set", rose, "price=99", "unit=h", f"photo={picture}")[0] == 0
    [row] = run("products", "list", "--search", "rose")[1]["rows"]
    assert len(row.pop("photo")) == 64
    assert row == {
        "id": rose,
        "code": "R-1",
        "name": "Rose",
        "description": "",
        "unit": "h",
        "price": "99",
        "currency": "EUR",
        "tax_category": "S",
        "tax_rate": "24",
    }
    assert run("products", "archive", rose) == (0, {"archived": 1})
    assert run("products", "list")[1]["total"] == 0
    assert run("products", "list", "--archived")[1]["total"] == 1
    assert run("products", "restore", rose) == (0, {"restored": 1})


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["price=much"], "price"),
        (["colour=red"], "colour"),
        (["name="], "name"),
        (["photo=/nowhere.png"], "photo"),
        (["tax_rate=300"], "tax_rate"),
    ],
)
def test_what_no_product_has_is_refused_and_nothing_is_changed(run, rose, words, field):
    status, answer = run("products", "set", rose, *words)
    assert (status, answer["error"]["field"]) == (1, field)
    assert run("products", "list")[1]["rows"][0]["price"] == "95.5"


def test_price_is_asked_for_a_customer_a_quantity_and_a_currency(run, rose, anna):
    run("products", "lists", "add", "Resellers")
    run("products", "price", rose, "--set", "80", "--list", "resellers")
    run("products", "price", rose, "--set", "60", "--contact", anna, "--quantity", "10")
    run("contacts", "terms", anna, "--price-list", "Resellers", "--discount", "5")

    def ask(*more):
        found = run("products", "price", rose, *more)[1]
        return found["price"], found["discount_percent"], found["source"]

    assert ask() == ("95.5", "0", "usual")
    assert ask("--contact", anna) == ("80", "5", "list")
    assert ask("--contact", anna, "--quantity", "12") == ("60", "5", "customer")
    assert ask("--currency", "USD") == (None, "0", None)
    run("products", "price", rose, "--remove", "--contact", anna, "--quantity", "10")
    assert ask("--contact", anna, "--quantity", "12") == ("80", "5", "list")


def test_price_list_is_listed_renamed_and_archived(run):
    run("products", "lists", "add", "Summer", "--from", "2026-06-01", "--to", "2026-08-31")
    run("products", "lists", "rename", "summer", "Summer 2026")
    [row] = run("products", "lists", "list")[1]["rows"]
    assert (row["name"], row["from"], row["to"]) == ("Summer 2026", "2026-06-01", "2026-08-31")
    assert run("products", "lists", "archive", "Summer 2026")[0] == 0
    assert run("products", "lists", "list")[1]["total"] == 0
    assert run("products", "lists", "archive", "Summer 2026")[0] == 1


def test_terms_are_agreed_and_taken_back(run, anna):
    run("products", "lists", "add", "Resellers")
    agreed = run("contacts", "terms", anna, "--price-list", "Resellers", "--due-days", "30")[1]
    terms = {"price_list": "Resellers", "discount_percent": None, "due_days": 30}
    assert agreed == {"id": anna, **terms, "in_force": terms}
    found = run("contacts", "terms", anna, "--price-list", "none", "--due-days", "none")[1]
    assert (found["price_list"], found["due_days"]) == ("", None)
    assert run("contacts", "terms", anna, "--discount", "150")[0] == 1
    assert run("contacts", "terms", 99)[0] == 1


def test_tax_rates_say_their_day_and_another_set_is_taken(run):
    found = run("settings", "taxes")[1]
    assert (found["country"], found["as_of"]) == ("GR", "2026-11-01")
    found = run("settings", "taxes", "--take", "ru")[1]
    assert found["country"] == "RU"
    assert [row["rate"] for row in found["rates"]][:2] == ["22", "10"]
    assert found["rates"][4]["to"] == "2025-12-31"
