"""``smallcrm payments``, and the documents that are paid and credited: shapes of answers."""

from __future__ import annotations

import hashlib
import json

import pytest


@pytest.fixture
def shop(run, tmp_path):
    """A business with one customer; makes issued invoices of so much for her."""
    run("settings", "set", "name=Anthos", "tax_id=123456783")
    run("contacts", "add", "--name", "Anna")

    def make(total, **more):
        line = {"description": "Work", "price": total, "tax_category": "Z"}
        draft = {"kind": "invoice", "customer": 1, "due_days": 3000, "lines": [line], **more}
        path = tmp_path / "draft.json"
        path.write_text(json.dumps(draft))
        _, made = run("documents", "new", path)
        _, issued = run("documents", "issue", made["id"], "--date", "2026-03-01")
        return issued["id"]

    return make


@pytest.fixture
def state(run):
    def of(document_id):
        _, shown = run("documents", "show", document_id)
        return shown["status"], shown["open"]

    return of


def test_payment_answers_with_what_it_paid_and_what_is_left(run, shop, state):
    shop("100.00")
    status, added = run(
        *("payments", "add", "130", "--contact", 1, "--invoice", 1),
        *("--date", "2026-03-05", "--method", "cash", "--reference", "by hand"),
    )
    assert status == 0
    assert added == {
        "id": 1,
        "kind": "payment",
        "date": "2026-03-05",
        "contact": 1,
        "amount": "130.00",
        "currency": "EUR",
        "method": "cash",
        "reference": "by hand",
        "note": "",
        "allocations": [{"document": 1, "amount": "100.00"}],
        "unallocated": "30.00",
    }
    assert state(1) == ("paid", "0.00")
    assert run("payments", "list")[1] == {"total": 1, "rows": [added]}
    shown = run("contacts", "show", 1)[1]
    assert (shown["balance"], shown["on_account"]) == ({"EUR": "-30.00"}, {"EUR": "30.00"})
    assert shown["timeline"][0]["kind"] in ("payment", "invoice", "created")
    assert run("payments", "remove", 1)[1] == {"id": 1}
    assert state(1) == ("issued", "100.00")


def test_money_on_account_is_used_and_given_back(run, shop, state):
    run("payments", "add", "50", "--contact", 1)
    shop("30.00")
    assert state(1) == ("paid", "0.00")
    refused, error = run("payments", "refund", "50", "--contact", 1)
    assert (refused, error["error"]["field"]) == (1, "amount")
    assert run("payments", "refund", "20", "--contact", 1)[1]["amount"] == "20.00"
    assert run("contacts", "show", 1)[1]["on_account"] == {}
    assert run("payments", "remove", 1)[0] == 1


def test_some_invoices_are_paid_at_once_and_from_the_account(run, shop, state):
    for total in ("10.00", "20.00", "40.00"):
        shop(total)
    _, answer = run("payments", "paid", 1, 2, "--method", "transfer")
    assert [row["allocations"] for row in answer["rows"]] == [
        [{"document": 1, "amount": "10.00"}],
        [{"document": 2, "amount": "20.00"}],
    ]
    _, credited = run("documents", "credit", 1, "--issue")
    assert credited["number"] == "CN-2026-0001"
    assert run("payments", "use", 3)[1] == {"id": 3, "status": "issued", "open": "30.00"}


def test_deposit_is_in_the_currency_of_its_quote(run, shop):
    quote = shop("100.00", kind="quote", currency="USD")
    _, added = run("payments", "add", "25", "--for", quote)
    assert (added["currency"], added["unallocated"]) == ("USD", "25.00")
    _, invoice = run("documents", "convert", quote, "--to", "invoice")
    _, issued = run("documents", "issue", invoice["id"], "--date", "2026-03-02")
    assert run("documents", "show", issued["id"])[1]["open"] == "75.00"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["add", "x", "--contact", "1"], "amount"),
        (["add", "1e40", "--contact", "1"], "amount"),
        (["add", "0", "--contact", "1"], "amount"),
        (["add", "5"], "contact"),
        (["add", "5", "--contact", "99"], "contact"),
        (["add", "5", "--contact", "1", "--invoice", "99"], "invoice"),
        (["add", "5", "--contact", "1", "--currency", "euro"], "currency"),
        (["use", "99"], "invoice"),
    ],
)
def test_refused_payment_names_its_field_and_changes_nothing(run, shop, words, field):
    status, answer = run("payments", *words)
    assert (status, answer["error"]["field"]) == (1, field)
    assert run("payments", "list")[1] == {"total": 0, "rows": []}


def test_quote_is_marked_as_what_became_of_it(run, shop):
    quote = shop("10.00", kind="quote")
    for state in ("sent", "accepted", "declined"):
        assert run("documents", "mark", quote, "--as", state)[1]["status"] == state


def test_credit_over_lines_is_a_draft_until_it_is_issued(run, shop, state):
    shop("100.00")
    _, made = run("documents", "credit", 1, "--line", "1=0.25")
    assert (made["status"], made["number"], made["totals"]["total"]) == ("draft", "", "25.00")
    assert run("documents", "credit", 1, "--line", "1=2")[1]["error"]["field"] == "lines"
    assert run("documents", "credit", 1, "--line", "x")[1]["error"]["field"] == "line"
    run("documents", "issue", made["id"])
    assert state(1) == ("issued", "75.00")


def test_void_invoice_says_which_credit_note_it_has(run, shop, state):
    shop("100.00")
    run("payments", "add", "40", "--contact", 1, "--invoice", 1)
    _, voided = run("documents", "void", 1)
    assert (voided["status"], voided["number"]) == ("void", "2026-0001")
    assert state(voided["credit_note"])[1] == "0.00"
    assert run("contacts", "show", 1)[1]["on_account"] == {"EUR": "40.00"}
    assert run("documents", "void", 1)[0] == 1
    assert run("documents", "check")[1]["ok"]
    assert run("check")[1] == {"ok": True, "problems": []}


def test_receipt_is_written_as_pdf(run, shop, tmp_path):
    shop("100.00")
    run("payments", "add", "40", "--contact", 1, "--invoice", 1)
    out = tmp_path / "receipt.pdf"
    status, answer = run("payments", "receipt", 1, out, "--lang", "el")
    assert (status, answer["file"]) == (0, str(out))
    assert hashlib.sha256(out.read_bytes()).hexdigest() == answer["sha256"]
    assert run("payments", "receipt", 9, out)[0] == 1


def test_payment_is_changed_and_undone(run, shop, state):
    run("payments", "add", "30", "--contact", 1)
    pairs = ("amount=45", "date=2026-03-05", "method=cash", "reference=R 1", "note=by hand")
    status, changed = run("payments", "set", 1, *pairs)
    assert status == 0
    assert {name: changed[name] for name in ("amount", "date", "method", "reference", "note")} == {
        "amount": "45.00",
        "date": "2026-03-05",
        "method": "cash",
        "reference": "R 1",
        "note": "by hand",
    }
    run("undo")
    assert run("payments", "list")[1]["rows"][0]["amount"] == "30.00"


@pytest.mark.parametrize(
    ("pair", "status", "field"),
    [("amount=much", 1, "amount"), ("kind=refund", 1, "kind"), ("amount=0", 1, "amount")],
)
def test_change_that_makes_no_payment_is_refused(run, shop, pair, status, field):
    run("payments", "add", "30", "--contact", 1)
    refused, error = run("payments", "set", 1, pair)
    assert (refused, error["error"]["field"]) == (status, field)


def test_bank_says_which_bookings_were_taken_whole(run, shop, tmp_path):
    parts = "".join(
        f'<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls></TxDtls>'
        for amount in ("10.00", "19.00")
    )
    path = tmp_path / "statement.xml"
    path.write_text(
        "<Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy='EUR'>30.00</Amt>"
        "<CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-03-31</Dt></BookgDt>"
        f"<NtryDtls>{parts}</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
    )
    status, answer = run("bank", "read", path)
    assert (status, answer["lines"]) == (0, 1)
    [warning] = answer["warnings"]
    assert (warning["line"], warning["value"]) == (1, "30.00 EUR")


def test_bank_lines_are_listed_by_the_page(run, shop, tmp_path):
    path = tmp_path / "statement.csv"
    rows = "".join(f"2026-03-{day:02},Fee,-{day}.00\n" for day in range(1, 6))
    path.write_text(f"Date,Purpose,Amount\n{rows}", encoding="utf-8")
    run("bank", "read", path)
    answer = run("bank", "list", "--limit", "2", "--offset", "1")[1]
    assert answer["total"] == 5
    assert [row["amount"] for row in answer["rows"]] == ["-4.00", "-3.00"]
