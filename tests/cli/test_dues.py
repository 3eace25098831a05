"""Statements, reminders and recurring documents, as a script asks for them."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

LINE = {"description": "Rent {{month}}", "price": "500.00", "tax_category": "Z", "tax_rate": "0"}


@pytest.fixture
def business(run):
    """A business with one customer; returns the customer's id."""
    run("settings", "set", "name=Anthos Flowers", "country=GR", "tax_id=123456783")
    return run("contacts", "add", "--name", "Anna")[1]["id"]


@pytest.fixture
def draft(tmp_path):
    def write(customer, **more):
        path = tmp_path / "draft.json"
        path.write_text(json.dumps({"customer": customer, "lines": [LINE], **more}), "utf-8")
        return path

    return write


@pytest.fixture
def bill(run, business, draft):
    def issued(on, due_days=0, price="500.00"):
        line = {**LINE, "price": price}
        made = run("documents", "new", draft(business, due_days=due_days, lines=[line]))[1]["id"]
        assert run("documents", "issue", made, "--date", on)[0] == 0
        return made

    return issued


def test_statement(run, business, bill, tmp_path):
    bill("2026-02-10")
    bill("2026-03-05", due_days=40, price="80.10")
    assert run("payments", "add", "100.00", "--contact", business, "--date", "2026-03-09")[0] == 0
    period = ("--contact", business, "--from", "2026-03-01", "--to", "2026-03-31")
    out = tmp_path / "march.xlsx"
    status, found = run("documents", "statement", *period, out)
    assert status == 0
    assert (found["opening"], found["closing"]) == ("500.00", "480.10")
    assert [(row["kind"], row["debit"], row["credit"]) for row in found["movements"]] == [
        ("invoice", "80.10", "0.00"),
        ("payment", "0.00", "100.00"),
    ]
    assert found["ageing"] == {
        "not_due": "80.10",
        "0-30": "0.00",
        "31-60": "400.00",
        "61-90": "0.00",
        "90+": "0.00",
    }
    assert found["on_account"] == "0.00"
    assert load_workbook(out).active["A1"].value == "Statement of account"
    assert run("documents", "statement", *period, tmp_path / "march.pdf")[0] == 0
    assert (tmp_path / "march.pdf").read_bytes().startswith(b"%PDF")
    assert run("documents", "statement", *period, tmp_path / "march.doc")[0] == 1
    unpaid = run("documents", "unpaid", "--date", "2026-03-31")[1]
    assert unpaid["totals"]["EUR"]["balance"] == "480.10"
    assert [row["contact"] for row in unpaid["rows"]] == [business]


def test_reminders(run, business, bill, tmp_path):
    first = bill("2026-03-01", due_days=14)
    assert run("settings", "set", "dunning.levels=-3,7,21")[1]["settings"]["dunning.levels"]
    early = ("documents", "dunning", "--date", "2026-03-12")
    trial = run(*early, "--dry-run", "--out", tmp_path / "trial")[1]
    assert len(list((tmp_path / "trial").glob("*.pdf"))) == 1
    (tmp_path / "file").write_text("in the way")
    assert run(*early, "--out", tmp_path / "file" / "letters")[0] == 1  # and nothing is sent
    sent = run(*early, "--out", tmp_path / "letters")[1]
    assert [row["invoices"] for row in sent["letters"]] == [
        row["invoices"] for row in trial["letters"]
    ]
    [letter] = sent["letters"]
    assert [(row["id"], row["level"], row["days_late"]) for row in letter["invoices"]] == [
        (first, 1, -3)
    ]
    assert letter["file"].endswith(".pdf")
    assert run(*early)[1]["letters"] == []
    assert run("undo")[0] == 1  # it went out
    assert [row["level"] for row in run("documents", "dunning", "sent")[1]["rows"]] == [1]
    later = ("documents", "dunning", "--date", "2026-04-10", "--dry-run")
    assert [row["level"] for row in run(*later)[1]["letters"]] == [2]
    run("documents", "dunning", "skip", "--contact", business)
    assert run(*later)[1]["letters"] == []
    assert run("documents", "dunning", "skipped")[1]["rows"][0]["contact"] == business
    run("documents", "dunning", "skip", "--contact", business, "--off")
    assert len(run(*later)[1]["letters"]) == 1
    assert run("settings", "set", "dunning.1.text.en={{nonsense}}")[0] == 1


def test_what_a_recurring_document_says_is_changed_and_its_days_stay(
    run, business, draft, tmp_path
):
    _, made = run("documents", "recurring", "add", draft(business), "--anchor", "2026-01-31")
    shown = run("documents", "recurring", "show", made["id"])[1]
    shown["draft"]["lines"][0]["price"] = "12.5"
    shown["draft"]["lines"].append({**shown["draft"]["lines"][0], "description": "Heating"})
    path = tmp_path / "after.json"
    path.write_text(json.dumps(shown["draft"]), "utf-8")
    assert run("documents", "recurring", "change", made["id"], path)[0] == 0
    after = run("documents", "recurring", "show", made["id"])[1]
    assert [line["price"] for line in after["draft"]["lines"]] == ["12.5", "12.5"]
    assert after["draft"]["lines"][1]["description"] == "Heating"
    assert after["anchor"] == "2026-01-31"
    run("undo")
    assert len(run("documents", "recurring", "show", made["id"])[1]["draft"]["lines"]) == 1


def test_recurring_documents(run, business, draft):
    add = ("documents", "recurring", "add")
    path = draft(business)
    when = ("--anchor", "2026-01-31", "--unit", "month", "--count", "4", "--issue")
    status, made = run(*add, path, *when, "--name", "Rent")
    assert status == 0
    [row] = run("documents", "recurring", "list")[1]["rows"]
    assert (row["id"], row["name"], row["next"], row["until"]) == (
        *(made["id"], "Rent", "2026-01-31", "2026-04-30"),
    )
    day = ("--date", "2026-04-05")
    due = run("documents", "recurring", "due", *day)[1]["due"]
    assert [item["period"] for item in due] == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert run("documents", "recurring", "skip", made["id"], "2026-02-28")[0] == 1
    done = run("documents", "recurring", "run", *day)[1]
    assert [item["number"] for item in done["made"]] == ["2026-0001", "2026-0002", "2026-0003"]
    assert run("documents", "recurring", "run", *day)[1]["made"] == []
    assert run("documents", "list")[1]["total"] == 3
    later = ("--date", "2027-01-01")
    run("documents", "recurring", "pause", made["id"])
    assert run("documents", "recurring", "due", *later)[1]["due"] == []
    run("documents", "recurring", "pause", made["id"], "--off")
    assert [item["period"] for item in run("documents", "recurring", "due", *later)[1]["due"]] == [
        "2026-04-30"
    ]
    assert run("documents", "recurring", "remove", made["id"])[0] == 0
    assert run("documents", "recurring", "list")[1]["total"] == 0
    assert run("documents", "recurring", "remove", made["id"])[0] == 1


def test_recurring_document_of_a_stored_one(run, business, bill):
    invoice = bill("2026-01-31")
    add = ("documents", "recurring", "add", "--document", invoice, "--anchor", "2026-01-31")
    assert run(*add)[0] == 0
    due = run("documents", "recurring", "due", "--date", "2026-03-01")[1]["due"]
    assert [item["period"] for item in due] == ["2026-02-28"]
    made = run("documents", "recurring", "run", "--date", "2026-03-01")[1]["made"]
    assert made[0]["number"] == ""  # a draft, that can be undone
    assert run("undo")[0] == 0
    assert run("documents", "list")[1]["total"] == 1


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--document", "1", "draft.json"),
        ("--document", "1", "--count", "3", "--until", "2027-01-01"),
    ],
)
def test_what_contradicts_itself_is_wrong_usage(run, words):
    assert run("documents", "recurring", "add", *words)[0] == 2
