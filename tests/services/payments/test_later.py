"""What becomes of payments when people, invoices and other payments change or go."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from smallcrm.core.errors import NotFound, UserError
from smallcrm.db.database import Database
from smallcrm.models import Action, BankLine
from smallcrm.services import contacts, documents, erasing, payments
from smallcrm.services.contacts import ContactDraft, emptying
from smallcrm.services.documents import LineDraft
from smallcrm.services.doubles import merging
from smallcrm.services.payments import PaymentDraft
from smallcrm.services.segments import sums

EUR = "EUR"


@pytest.fixture
def customer(office):
    return office.do(contacts.create, ContactDraft("Anna"))


@pytest.fixture
def invoice(office, customer):
    def make(total, day="2026-03-01", who=None, **more):
        line = LineDraft("Work", price=Decimal(total), tax_category="Z")
        more = {"customer": None, "due_days": 3000, **more}
        return office.issued(day, customer_id=who or customer, lines=(line,), **more)

    return make


@pytest.fixture
def pay(office, customer):
    def paid(amount, invoice_id=None, **more):
        draft = PaymentDraft(Decimal(amount), customer, EUR, invoice_id=invoice_id, **more)
        return office.do(payments.add, draft)

    return paid


@pytest.fixture
def state(office):
    def of(document_id):
        row = office.read(documents.get_row, document_id)
        return row.status, str(row.open)

    return of


@pytest.fixture
def account(office, customer):
    def of(contact_id=customer):
        return office.read(payments.on_account, [contact_id]).get(contact_id, {}).get(EUR, 0)

    return of


def last_action(office):
    return office.read(lambda s: s.scalar(select(Action.id).order_by(Action.id.desc()).limit(1)))


def void(office, document_id):
    with office.write(can_undo=False) as session:
        return documents.void(session, document_id)


def test_payment_is_undone_and_done_again_after_a_restart(office, invoice, pay, state, data_file):
    made = invoice("100.00")
    pay("60.00", made)
    office.database.close()
    office.database = Database(data_file)
    office.database.undo()
    assert state(made) == ("issued", "100.00")
    office.database.close()
    office.database = Database(data_file)
    office.database.redo()
    assert state(made) == ("part_paid", "40.00")
    office.database.close()


def test_payment_of_which_a_part_went_back_is_not_undone_by_its_number(office, pay, customer):
    paid = pay("30.00")
    added = last_action(office)
    office.do(payments.refund, PaymentDraft(Decimal(10), customer, EUR))
    undone = office.database.undo(added)
    assert [(kept.table, kept.id) for kept in undone.kept] == [("payment", paid)]
    assert office.read(payments.get_row, paid).unallocated == Decimal("20.00")


def test_removal_is_not_undone_when_something_else_paid_the_invoice(office, invoice, pay, state):
    made = invoice("100.00")
    office.do(payments.remove, pay("100.00", made))
    removed = last_action(office)
    pay("100.00", made)
    with pytest.raises(UserError):
        office.database.undo(removed)
    assert state(made) == ("paid", "0.00")
    assert len(office.read(payments.list_ids)) == 1


def test_merged_customers_have_one_account_and_get_theirs_back(
    office, invoice, pay, state, account, customer
):
    other = office.do(contacts.create, ContactDraft("Anna B."))
    mine, theirs = invoice("100.00"), invoice("50.00", who=other)
    pay("120.00", mine)
    office.do(payments.add, PaymentDraft(Decimal(20), other, EUR, invoice_id=theirs))
    office.do(merging.merge, customer, [other])
    assert office.read(contacts.get_view, customer).balance == {EUR: Decimal("10.00")}
    assert account() == Decimal("20.00")
    office.do(payments.use_account, theirs)
    assert state(theirs) == ("part_paid", "10.00")
    office.database.undo()
    office.database.undo()
    assert office.read(contacts.get_view, other).balance == {EUR: Decimal("30.00")}
    assert (account(), account(other)) == (Decimal("20.00"), 0)


def test_erased_customer_leaves_amounts_and_days_but_no_words(office, invoice, pay, state):
    made = invoice("100.00")
    paid = pay("100.00", made, reference="Anna, rent", note="came late")
    with office.write() as session:
        line = BankLine(
            fingerprint="1", date=dt.date(2026, 3, 2), amount=10000, currency=EUR, payment_id=paid
        )
        line.name, line.iban, line.purpose = "ANNA", "GR1601101250000000012300695", "rent"
        session.add(line)
    erasing.erase_contact(office.database, office.read(payments.get_row, paid).contact_id)
    row = office.read(payments.get_row, paid)
    assert (row.amount, row.reference, row.note) == (Decimal("100.00"), "", "")
    assert state(made) == ("paid", "0.00")
    raw = office.database.path.read_bytes()
    assert b"Anna, rent" not in raw
    assert b"GR1601101250000000012300695" not in raw


def test_customer_with_only_a_payment_stays_in_the_bin(office, pay, customer):
    pay("10.00")
    office.do(contacts.archive, [customer])
    with office.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE contact SET deleted_at = '2020-01-01 00:00:00'"
        )
    assert office.do(emptying.empty_bin) == 0
    assert office.read(payments.list_rows, [1])[1].customer == "Anna"


def test_what_was_paid_of_a_void_invoice_is_on_account(office, invoice, pay, state, account):
    made = invoice("100.00")
    paid = pay("30.00", made)
    void(office, made)
    (only,) = office.read(payments.list_settlements, made)
    assert (only.kind, only.amount) == ("credit_note", Decimal("100.00"))
    assert account() == Decimal("30.00")
    with pytest.raises(UserError, match="corrects this invoice"):
        office.do(payments.release, only.id)
    office.do(payments.remove, paid)
    assert (state(made), account()) == (("void", "0.00"), 0)


def test_payment_of_a_void_invoice_stays_where_there_is_no_account(office):
    made = office.issued()
    office.do(payments.add, PaymentDraft(Decimal("45.94"), invoice_id=made))
    void(office, made)
    (paid, *_) = office.read(payments.list_settlements, made)
    with pytest.raises(UserError, match="has no account"):
        office.do(payments.release, paid.id)


def test_credit_note_takes_the_place_of_money_that_was_a_mistake(
    office, invoice, pay, state, account
):
    made = invoice("100.00")
    paid = pay("100.00", made)
    office.issue(office.do(documents.credit, made, {0: Decimal("0.4")}), "2026-03-02")
    assert account() == Decimal("40.00")
    office.do(payments.remove, paid)
    assert (state(made), account()) == (("issued", "60.00"), 0)


def test_deposit_waits_for_the_invoice_of_its_quote(office, invoice, pay, state, account, customer):
    quote = office.draft(kind="quote", customer=None, customer_id=customer)
    office.issue(quote, "2026-03-01")
    pay("10.00", document_id=quote)
    other = invoice("20.00", "2026-03-01")
    assert state(other)[1] == "20.00"
    assert office.do(payments.use_account, other) == 2000
    assert account() == Decimal("10.00")
    office.do(documents.decline, quote)
    assert office.do(payments.use_account, other) == 1000


def test_deposit_that_comes_late_pays_the_invoice_that_is_there(office, pay, state, customer):
    quote = office.draft(kind="quote", customer=None, customer_id=customer)
    office.issue(quote, "2026-03-01")
    made = office.do(documents.convert, quote, "invoice")
    office.issue(made, "2026-03-02")
    pay("10.00", document_id=quote)
    assert state(made)[1] == "35.94"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"document_id": 99}, "document"),
        ({"currency": "EURO"}, "currency"),
        ({"amount": Decimal("1e30")}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"method": "x" * 41}, "method"),
        ({"contact_id": None}, "contact"),
    ],
)
def test_payment_that_makes_no_sense_is_refused_with_its_field(office, customer, more, field):
    draft = {"amount": Decimal(1), "contact_id": customer, **more}
    with pytest.raises((UserError, NotFound)) as refused:
        office.do(payments.add, PaymentDraft(**draft))
    assert refused.value.field == field
    assert office.read(payments.list_ids) == []


def test_deposit_is_in_the_currency_and_of_the_customer_of_its_quote(office, customer):
    quote = office.draft(kind="quote", customer=None, customer_id=customer, currency="USD")
    paid = office.do(payments.add, PaymentDraft(Decimal(5), document_id=quote))
    row = office.read(payments.get_row, paid)
    assert (row.contact_id, row.currency) == (customer, "USD")
    stranger = office.do(contacts.create, ContactDraft("Boris"))
    with pytest.raises(UserError, match="another customer"):
        office.do(payments.add, PaymentDraft(Decimal(5), stranger, document_id=quote))


def test_some_invoices_are_paid_in_full_and_others_passed_over(office, invoice, pay, state):
    first, second, paid = invoice("100.00"), invoice("50.00"), invoice("20.00")
    pay("30.00", first)
    pay("20.00", paid)
    draft = office.draft()
    made = office.do(payments.mark_paid, [first, second, paid, draft, 999], dt.date(2026, 4, 1))
    assert [str(office.read(payments.get_row, one).amount) for one in made] == ["70.00", "50.00"]
    assert [state(one)[0] for one in (first, second, paid)] == ["paid"] * 3
    office.database.undo()
    assert [state(one)[1] for one in (first, second)] == ["70.00", "50.00"]


def test_void_invoice_counts_as_nothing_in_what_was_invoiced(office, invoice, customer):
    void(office, invoice("100.00"))

    def invoiced(session):
        found = sums.amounts("invoiced", dt.date(2026, 4, 1))
        query = found.query.add_columns(found.total).group_by(found.customer, found.currency)
        return session.execute(query).all()

    assert office.read(invoiced) == [(customer, 0)]


def test_force_cannot_spend_money_twice(office, invoice, pay):
    first, second = invoice("100.00"), invoice("100.00")
    pay("100.00", first)
    with pytest.raises(Exception, match="No more can be settled"):
        office.sql(
            f"INSERT INTO allocation (payment_id, invoice_id, amount) VALUES (1, {second}, 1)"
        )
    with pytest.raises(Exception, match="No more can be settled"):
        office.sql("UPDATE allocation SET amount = amount + 1")
