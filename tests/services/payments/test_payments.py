"""What came pays what is open; what is open always follows from what came."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as some

from smallcrm.core.errors import NotFound, UserError
from smallcrm.services import contacts, documents, payments
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.payments import PaymentDraft


@pytest.fixture
def customer(office):
    return office.do(contacts.create, ContactDraft("Anna"))


@pytest.fixture
def invoice(office, customer):
    def make(total: str, day: str = "2026-03-01", **more) -> int:
        line = LineDraft("Work", price=Decimal(total), tax_category="Z")
        return office.issued(day, customer=None, customer_id=customer, lines=(line,), **more)

    return make


@pytest.fixture
def pay(office, customer):
    def paid(amount: str, invoice_id: int | None = None, **more) -> int:
        draft = PaymentDraft(Decimal(amount), customer, "EUR", invoice_id=invoice_id, **more)
        return office.do(payments.add, draft)

    return paid


@pytest.fixture
def state(office):
    def of(document_id: int) -> tuple[str, str]:
        row = office.read(documents.get_row, document_id)
        return row.status, str(row.open)

    return of


def test_day_of_a_customer_who_pays_in_parts(office, invoice, pay, state, customer):
    """Scenario 22."""
    first = invoice("1190.00", due_days=3000)
    pay("500.00", first)
    pay("300.00", first)
    assert state(first) == ("part_paid", "390.00")
    credit = office.do(documents.credit, first, {0: Decimal("0.1")})
    office.issue(credit, "2026-03-02")
    assert state(first) == ("part_paid", "271.00")
    last = pay("300.00", first)
    assert state(first) == ("paid", "0.00")
    assert office.read(payments.on_account, [customer]) == {customer: {"EUR": Decimal("29.00")}}
    second = invoice("57.10", "2026-03-03", due_days=3000)
    assert state(second) == ("part_paid", "28.10")
    office.do(payments.remove, last)
    assert state(first) == ("part_paid", "271.00")
    assert state(second) == ("issued", "57.10")
    office.database.undo()
    assert state(second) == ("part_paid", "28.10")
    assert office.read(contacts.get_view, customer).balance == {"EUR": Decimal("28.10")}


def test_payment_without_an_invoice_pays_what_was_due_first(invoice, pay, state):
    late = invoice("50.00", "2026-03-01", due_days=30)
    early = invoice("80.00", "2026-03-02", due_days=7)
    pay("100.00")
    assert (state(early)[1], state(late)[1]) == ("0.00", "30.00")


def test_part_credit_never_makes_an_invoice_paid(office, invoice, state):
    made = invoice("100.00", due_days=3000)
    credit = office.do(documents.credit, made, {0: Decimal("0.4")})
    office.issue(credit, "2026-03-02")
    assert state(made) == ("issued", "60.00")
    office.issue(office.do(documents.credit, made), "2026-03-02")
    assert state(made) == ("credited", "0.00")


def test_credit_over_a_paid_invoice_is_on_account_and_can_go_back(office, invoice, pay, customer):
    made = invoice("100.00")
    pay("100.00", made)
    office.issue(office.do(documents.credit, made), "2026-03-02")
    assert office.read(payments.on_account, [customer]) == {customer: {"EUR": Decimal("100.00")}}
    draft = PaymentDraft(Decimal("100.00"), customer, "EUR")
    office.do(payments.refund, draft)
    assert office.read(payments.on_account, [customer]) == {}
    assert office.read(contacts.get_view, customer).balance == {"EUR": Decimal("0.00")}
    with pytest.raises(UserError, match="on the account"):
        office.do(payments.refund, draft)


def test_payment_of_which_a_part_went_back_stays(office, pay, customer):
    paid = pay("30.00")
    back = office.do(payments.refund, PaymentDraft(Decimal("10.00"), customer, "EUR"))
    with pytest.raises(UserError, match="went back"):
        office.do(payments.remove, paid)
    office.do(payments.remove, back)
    office.do(payments.remove, paid)
    assert office.read(payments.list_ids) == []


def test_deposit_for_a_quote_pays_the_invoice_that_comes_of_it(
    office, invoice, pay, customer, state
):
    quote = office.draft(kind="quote", customer=None, customer_id=customer)
    office.issue(quote, "2026-03-01")
    other = invoice("20.00", "2026-03-01")
    pay("10.00", document_id=quote)
    assert state(other)[1] == "20.00"
    made = office.do(documents.convert, quote, "invoice")
    office.issue(made, "2026-03-02")
    assert state(made)[1] == "35.94"


@pytest.mark.parametrize(
    ("amount", "more", "says"),
    [
        ("0", {}, "more than nothing"),
        ("-5", {}, "more than nothing"),
        ("1.005", {}, "more than nothing"),
        ("10.00", {"currency": "USD"}, "is in EUR"),
    ],
)
def test_payment_that_cannot_be_is_refused(office, invoice, customer, amount, more, says):
    made = invoice("100.00")
    draft = PaymentDraft(Decimal(amount), customer, invoice_id=made, **more)
    with pytest.raises(UserError, match=says):
        office.do(payments.add, draft)
    assert office.read(payments.list_ids) == []


def test_only_an_issued_invoice_of_the_customer_is_paid(office, invoice, customer):
    draft = office.draft()
    with pytest.raises(UserError, match="Only an issued invoice"):
        office.do(payments.add, PaymentDraft(Decimal(1), customer, invoice_id=draft))
    stranger = office.do(contacts.create, ContactDraft("Boris"))
    with pytest.raises(UserError, match="another customer"):
        office.do(payments.add, PaymentDraft(Decimal(1), stranger, invoice_id=invoice("5.00")))
    with pytest.raises(NotFound):
        office.do(payments.add, PaymentDraft(Decimal(1), customer, invoice_id=999))


def test_customer_without_a_contact_pays_what_is_open_and_no_more(office, state):
    made = office.issued()
    with pytest.raises(UserError, match="no account"):
        office.do(payments.add, PaymentDraft(Decimal(100), invoice_id=made))
    office.do(payments.add, PaymentDraft(Decimal("45.94"), invoice_id=made))
    assert state(made) == ("paid", "0.00")
    (row,) = office.read(payments.list_settlements, made)
    assert (row.kind, row.amount) == ("payment", Decimal("45.94"))


def test_released_money_is_on_account_and_used_again(office, invoice, pay, state, customer):
    made = invoice("100.00")
    pay("60.00", made)
    (row,) = office.read(payments.list_settlements, made)
    office.do(payments.release, row.id)
    assert state(made)[1] == "100.00"
    assert office.read(payments.on_account, [customer])[customer]["EUR"] == Decimal("60.00")
    assert office.do(payments.use_account, made) == 4000
    assert state(made)[1] == "40.00"


def test_void_invoice_is_settled_by_its_credit_note(office, invoice, pay, state, customer):
    made = invoice("100.00")
    pay("30.00", made)
    with office.write(can_undo=False) as session:
        documents.void(session, made)
    assert state(made) == ("void", "0.00")
    assert office.read(payments.on_account, [customer])[customer]["EUR"] == Decimal("30.00")


STEPS = some.lists(some.tuples(some.sampled_from("ipcr"), some.integers(1, 20000)), max_size=12)


@profile(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_account_always_adds_up(new_office, steps):
    """Open invoices less money on account is what was invoiced less what came."""
    office, customer = new_office()
    expected = 0
    made: list[int] = []
    paid: list[int] = []
    for step, cents in steps:
        amount = Decimal(cents) / 100
        if step == "i":
            line = LineDraft("Work", price=amount, tax_category="Z")
            draft = DocumentDraft(customer_id=customer, lines=(line,))
            made.append(office.do(documents.create_draft, draft))
            office.issue(made[-1], "2026-03-01")
            expected += cents
        elif step == "p":
            paid.append(office.do(payments.add, PaymentDraft(amount, customer, "EUR")))
            expected -= cents
        elif step == "c" and made:
            invoice = made.pop()
            credit = office.do(documents.credit, invoice)
            expected -= int(office.read(documents.get_totals, credit).total * 100)
            office.issue(credit, "2026-03-01")
        elif step == "r" and paid:
            row = office.read(payments.get_row, paid.pop())
            office.do(payments.remove, row.id)
            expected += int(row.amount * 100)
    still_open = sum(row.open for row in office.read(payments.list_open, customer))
    account = office.read(payments.on_account, [customer]).get(customer, {})
    on_account = account.get("EUR", Decimal(0))
    assert (still_open - on_account) * 100 == expected
    assert office.read(contacts.get_view, customer).balance.get("EUR", Decimal(0)) * 100 == expected
