"""Scenario 22: payments, a credit note, money on account, and what becomes of one taken out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.core.text import T
from smallcrm.services import documents, payments
from smallcrm.services.documents import STATUS_NAMES
from smallcrm.ui.documents import words
from tests.scenarios import paperwork
from tests.scenarios.conftest import LANGUAGES

WORK = (("Έργο", "1", "1190.00", "", "24"),)
MORE = (("Έργο", "1", "57.10", "", "24"),)


def state(file, document_id):
    row = file.read(documents.get_row, document_id)
    return row.status, str(row.open)


def on_account(file):
    return {k: str(v) for k, v in file.read(payments.on_account, [1]).get(1, {}).items()}


def test_command_line(run, file, tmp_path):
    paperwork.prepare(file, prices_include_tax=True, due_days=3000)

    def invoice(rows):
        data = paperwork.draft("invoice", rows)
        return paperwork.issued(run, tmp_path, data)["id"]

    def pay(amount):
        status, answer = run("payments", "add", amount, "--contact", 1, "--invoice", first)
        assert status == 0
        return answer

    first = invoice(WORK)
    pay("500.00")
    pay("300.00")
    credited = run("documents", "credit", first, "--line", "1=0.1", "--issue")[1]
    assert credited["totals"]["total"] == "119.00"
    assert state(file, first) == ("part_paid", "271.00")
    last = pay("300.00")
    assert last["allocations"] == [{"document": first, "amount": "271.00"}]
    assert last["unallocated"] == "29.00"
    assert state(file, first) == ("paid", "0.00")
    assert run("contacts", "show", 1)[1]["on_account"] == {"EUR": "29.00"}
    second = invoice(MORE)
    assert state(file, second) == ("part_paid", "28.10")
    run("payments", "remove", last["id"])
    assert state(file, first) == ("part_paid", "271.00")
    assert state(file, second) == ("issued", "57.10")
    _, listed = run("documents", "list")
    assert sum(Decimal(row["open"]) for row in listed["rows"]) == Decimal("328.10")
    run("undo")
    assert state(file, second) == ("part_paid", "28.10")
    assert run("check")[1]["ok"]


def test_part_credit_never_makes_an_invoice_paid(run, file, tmp_path):
    paperwork.prepare(file, due_days=3000)
    made = paperwork.issued(run, tmp_path, paperwork.draft("invoice", WORK))["id"]
    run("documents", "credit", made, "--line", "1=0.1", "--issue")
    assert state(file, made)[0] == "issued"
    run("documents", "credit", made, "--issue")
    assert state(file, made) == ("credited", "0.00")


@pytest.mark.parametrize("language", LANGUAGES)
def test_window(sit_down, file, language):
    paperwork.prepare(file, prices_include_tax=True, due_days=3000)
    owner = sit_down(language)
    paperwork.types_document(owner, "Ctrl+Shift+I", WORK)
    first = paperwork.issues(owner, "invoice")
    for amount in ("500", "300"):
        paperwork.pays(owner, amount)
    paperwork.credits_part(owner, "0.1")
    owner.reads(paperwork.money("271.00"))
    assert state(file, first) == ("part_paid", "271.00")
    paperwork.pays(owner, "300")
    owner.reads(STATUS_NAMES["paid"])
    owner.reads(T("{amount} are on the account of this customer.", amount=paperwork.money("29.00")))
    paperwork.types_document(owner, "Ctrl+Shift+I", MORE)
    owner.press("Ctrl+Return")
    owner.reads(T("Paid from the account"))
    owner.reads(paperwork.money("28.10"))
    owner.press("Escape")
    second = paperwork.issues(owner, "invoice")
    owner.reads(STATUS_NAMES["part_paid"])
    assert state(file, second) == ("part_paid", "28.10")
    take_out_the_last(owner, first)
    owner.until(lambda: state(file, second)[1] == "57.10")
    assert state(file, first) == ("part_paid", "271.00")
    owner.press("Ctrl+5")
    look_at_list(owner, [("271.00", "part_paid"), ("", "issued"), ("57.10", "issued")])
    owner.press("Ctrl+Z")
    look_at_list(owner, [("", "paid"), ("", "issued"), ("28.10", "part_paid")])
    assert on_account(file) == {}


def take_out_the_last(owner, first):
    """Remove the payment of 300 that paid two invoices, in the list of payments."""
    owner.command(T("Go to {place}", place=T("Payments")))
    owner.until(lambda: len(owner.rows(T("Payments"))) == 3)
    view = owner.table(T("Payments"))
    owner.come_to(view)
    wanted = paperwork.money("300.00")
    both = [row for row in range(3) if ", " in view.model().index(row, 5).data()]
    [row] = [row for row in both if view.model().index(row, 2).data() == wanted]
    view.setCurrentIndex(view.model().index(row, 0))
    owner.press("Del")


def look_at_list(owner, expected):
    """Open amounts and states of the documents, in the order in which they were made."""
    page = owner.window.host.page
    shown = [
        (paperwork.money(left) if left else "", words.status(state, None, None)[0])
        for left, state in expected
    ]

    def cells():
        model = page.list.model
        rows = sorted(range(model.rowCount()), key=model.id_at)
        return [(model.index(row, 4).data(), model.index(row, 5).data()) for row in rows]

    owner.until(lambda: cells() == shown)
