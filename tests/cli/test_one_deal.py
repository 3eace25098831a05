"""One deal on the command line: its fields, its lines, its papers."""

from __future__ import annotations

import json

import pytest

from smallcrm.cli.main import main


@pytest.fixture
def deal(run):
    anna = run("contacts", "add", "--name", "Anna", "--company", "Keller")[1]["id"]
    return run("deals", "add", "Kitchen", "--contact", anna, "--amount", "500")[1]["id"]


@pytest.fixture
def shown(run, deal):
    return lambda: run("deals", "show", deal)[1]


def test_fields_are_set_together_and_shown(run, deal, shown):
    pairs = (
        "title=Bar",
        "closes=2027-06-01",
        "tag+=Oak",
        "tag+=Soon",
        "custom.Width=60",
        "amount=7",
    )
    assert run("deals", "set", deal, *pairs)[0] == 0
    found = shown()
    assert (found["title"], found["expected_close"], found["amount"]) == (
        "Bar",
        "2027-06-01",
        "7.00",
    )
    assert (found["tags"], found["custom"]) == (["Oak", "Soon"], {"Width": "60"})
    assert found["company_name"] == "Keller"
    run("deals", "set", deal, "tag-=oak", "company=", "amount=")
    found = shown()
    assert (found["tags"], found["company"], found["amount"]) == (["Soon"], None, None)


@pytest.mark.parametrize(
    ("pair", "field"),
    [
        ("amount=much", "amount"),
        ("closes=soon", "closes"),
        ("contact=Anna", "contact"),
        ("company=Nobody", "company"),
        ("owner=Nobody", "staff"),
        ("campaign=Nothing", "campaign"),
        ("color=red", "color"),
        ("title=", "title"),
    ],
)
def test_one_wrong_field_changes_nothing(run, deal, shown, pair, field):
    before = shown()
    status, answer = run("deals", "set", deal, "note=Never", pair)
    assert (status, answer["error"]["field"]) == (1, field)
    assert shown() == before


def test_lines_are_added_and_removed_and_undone(run, deal, shown):
    oak = ("--add", "Oak table", "--quantity", 2, "--price", 350, "--tax-rate", 24)
    _, found = run("deals", "lines", deal, *oak)
    assert found["totals"]["total"] == "868.00"
    run("deals", "lines", deal, "--add", "Delivery", "--price", 40, "--tax-rate", 0)
    assert shown()["amount"] == "908.00"
    assert run("deals", "lines", deal, "--remove", 3)[0] == 1
    run("deals", "lines", deal, "--remove", 1)
    assert [line["description"] for line in shown()["lines"]] == ["Delivery"]
    run("undo")
    assert shown()["amount"] == "908.00"
    run("deals", "lines", deal, "--prices", "with-tax")
    assert shown()["amount"] == "740.00"


def test_lines_come_from_a_file_too(run, deal, shown, tmp_path):
    path = tmp_path / "lines.json"
    path.write_text(
        json.dumps([{"description": "Roof", "price": "12.5", "tax_rate": "0"}]), "utf-8"
    )
    run("deals", "lines", deal, "--from", path)
    assert shown()["amount"] == "12.50"


def test_quote_and_invoice_belong_to_the_deal(run, deal, shown):
    quote = run("deals", "quote", deal)[1]["id"]
    assert run("deals", "quote", deal)[1]["id"] == quote
    invoice = run("deals", "invoice", deal)[1]["id"]
    assert shown()["documents"] == [invoice, quote]
    assert run("documents", "show", invoice)[1]["totals"]["total"] == "500.00"


def test_a_copy_begins_anew(run, deal, shown):
    run("deals", "win", deal)
    made = run("deals", "copy", deal)[1]["id"]
    found = run("deals", "show", made)[1]
    assert (found["title"], found["stage"], found["amount"]) == ("Kitchen (copy)", "New", "500.00")
    assert len(found["stages"]) == 1
    assert [stay["stage"] for stay in shown()["stages"]] == ["Won", "New"]


def test_a_deal_that_is_gone_is_not_shown(run):
    assert run("deals", "show", 99)[0] == 1


def test_people_read_it_as_lines(deal, data_file, capsys):
    capsys.readouterr()
    assert main(["--file", str(data_file), "deals", "show", str(deal)]) == 0
    said = capsys.readouterr().out
    assert "Kitchen" in said
    assert "New:" in said
