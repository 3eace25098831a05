"""What came on the bank's statement is proposed to pay what is open, and paid once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.core.errors import UserError
from smallcrm.services import bank, contacts, documents, payments
from smallcrm.services.bank.matching import OpenItem, match
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import LineDraft
from smallcrm.services.exchange.statements.lines import StatementLine
from tests.services.documents.conftest import Office


@pytest.fixture
def office(database):
    return Office(database)


@pytest.fixture
def invoices(office):
    """Two of Anna, 100.00 and 57.10; one of Boris, 57.10."""
    made = []
    anna = office.do(contacts.create, ContactDraft("Anna Berg"))
    boris = office.do(contacts.create, ContactDraft("Ρόδον Α.Ε.", kind="company"))
    for customer, price in ((anna, "100.00"), (anna, "57.10"), (boris, "57.10")):
        line = LineDraft("Work", price=Decimal(price), tax_category="Z")
        made.append(office.issued(customer=None, customer_id=customer, lines=(line,)))
    return made


def line(amount, purpose="", name="", iban="", reference=""):
    return StatementLine("2026-03-31", amount, "EUR", name, iban, purpose, reference, "GR16")


def lines_of(office):
    ids = office.read(bank.list_ids)
    rows = office.read(bank.list_rows, ids)
    return [rows[line_id] for line_id in ids]


def test_same_file_twice_adds_nothing(office):
    lines = [line("10.00"), line("10.00"), line("-5", "Fee")]
    first = office.do(bank.bring_in, lines)
    again = office.do(bank.bring_in, lines)
    assert (len(first.added), first.known) == (3, 0)
    assert (len(again.added), again.known) == (0, 3)


@pytest.mark.parametrize("amount", ["1e400", "NaN", "Infinity", "1e20", "92233720368547758.08"])
def test_amount_that_no_bank_books_is_left_out(office, amount):
    brought = office.do(bank.bring_in, [line(amount), line("5.00")])
    assert [row.amount for row in lines_of(office)] == [Decimal("5.00")]
    assert (len(brought.added), brought.known) == (1, 0)


def test_number_of_the_invoice_in_the_text_is_sure(office, invoices):
    (line_id,) = office.do(bank.bring_in, [line("57.10", "Zahlung RE 2026/0002 danke")]).added
    (found,) = office.read(bank.propose)
    assert (found.confidence, [one.id for one in found.invoices]) == ("sure", [invoices[1]])
    office.do(bank.accept, line_id, found.contact_id, [invoices[1]])
    assert office.row(invoices[1]).status == "paid"
    with pytest.raises(UserError, match="before"):
        office.do(bank.accept, line_id, found.contact_id, [])
    assert office.read(bank.list_ids, "waiting") == []


def test_two_invoices_paid_at_once(office, invoices):
    (line_id,) = office.do(bank.bring_in, [line("157.10", name="BERG ANNA")]).added
    (found,) = office.read(bank.propose)
    assert (found.confidence, [one.id for one in found.invoices]) == ("likely", invoices[:2])
    office.do(bank.accept, line_id, found.contact_id, invoices[:2])
    assert [office.row(one).open for one in invoices] == [0, 0, Decimal("57.10")]


def test_sender_is_known_by_the_account_of_an_earlier_payment(office, invoices):
    first = line("100.00", "2026-0001", "Maria Berg", "DE02")
    (line_id,) = office.do(bank.bring_in, [first]).added
    (found,) = office.read(bank.propose)
    office.do(bank.accept, line_id, found.contact_id, [invoices[0]])
    office.do(bank.bring_in, [line("57.10", "the rest", "M. B.", "DE02")])
    (found,) = office.read(bank.propose)
    assert [one.id for one in found.invoices] == [invoices[1]]


def test_two_lines_are_not_proposed_for_the_same_money(office, invoices):
    office.do(bank.bring_in, [line("57.10", "2026-0002"), line("57.10", "2026-0002 again")])
    first, second = office.read(bank.propose)
    assert (len(first.invoices), len(second.invoices)) == (1, 1)
    assert {one.id for found in (first, second) for one in found.invoices} == set(invoices[1:])
    assert second.confidence == "unclear"


def test_removed_payment_lets_its_line_wait_again(office, invoices):
    (line_id,) = office.do(bank.bring_in, [line("57.10", "2026-0002")]).added
    payment = office.do(bank.accept, line_id, None, [invoices[1]])
    office.do(payments.remove, payment)
    assert [row.state for row in lines_of(office)] == ["waiting"]
    office.database.undo()
    assert [row.state for row in lines_of(office)] == ["paid"]


def test_line_put_aside_and_noted_as_paid_after_all_waits_when_its_payment_goes(office, invoices):
    (line_id,) = office.do(bank.bring_in, [line("57.10", "2026-0002")]).added
    office.do(bank.put_aside, [line_id])
    payment = office.do(bank.accept, line_id, None, [invoices[1]])
    office.database.undo()
    assert [row.state for row in lines_of(office)] == ["ignored"]
    office.database.redo()
    office.do(payments.remove, payment)
    assert [row.state for row in lines_of(office)] == ["waiting"]


def test_line_that_was_put_aside_is_not_proposed(office, invoices):
    (line_id,) = office.do(bank.bring_in, [line("57.10", "2026-0002")]).added
    office.do(bank.put_aside, [line_id])
    assert office.read(bank.propose) == []
    office.do(bank.take_back, line_id)
    assert len(office.read(bank.propose)) == 1


def test_money_that_went_out_pays_nothing(office, invoices):
    (line_id,) = office.do(bank.bring_in, [line("-57.10", "2026-0002")]).added
    assert office.read(bank.propose) == []
    with pytest.raises(UserError, match="went out"):
        office.do(bank.accept, line_id, None, [invoices[1]])
    assert office.read(documents.get_row, invoices[1]).open == Decimal("57.10")


@pytest.mark.parametrize(
    ("purpose", "number", "named"),
    [
        ("RE2026-0012", "2026-0012", False),
        ("inv. 2026 0012.", "2026-0012", True),
        ("20260012", "2026-0012", True),
        ("ΤΙΜ/2026/0001 εξόφληση", "ΤΙΜ/2026/0001", True),
        ("2026-00125", "2026-0012", False),
        ("order 7", "7", False),
    ],
)
def test_number_is_found_as_a_whole_however_it_is_written(purpose, number, named):
    item = OpenItem(1, number, 5, "Somebody", 1000)
    assert (match(1000, ("", purpose), [item]).confidence == "sure") == named
