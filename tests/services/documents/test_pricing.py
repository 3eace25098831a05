"""Lines take what was agreed with the customer, and keep what somebody typed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from smallcrm.core.text import T
from smallcrm.services import contacts, documents, prices, products, settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft, pricing
from smallcrm.services.prices import PriceDraft, PriceListDraft, Terms
from smallcrm.services.products import ProductDraft

ZERO = Decimal(0)


class Desk:
    """A rose at 10.00; Maria is a reseller with 5 % off, Bob is nobody in particular."""

    def __init__(self, database):
        self.database = database
        with database.write(T("Set up")) as session:
            rose = ProductDraft("Rose", price=Decimal(10), tax_rate=Decimal(24))
            self.rose = products.create(session, rose)
            resellers = prices.create_price_list(session, PriceListDraft("Resellers"))
            for quantity, price in ((1, 8), (10, 6)):
                prices.set_price(
                    session,
                    PriceDraft(self.rose, Decimal(price), resellers, quantity=Decimal(quantity)),
                )
            self.maria = contacts.create(session, ContactDraft("Maria"))
            self.bob = contacts.create(session, ContactDraft("Bob"))
            prices.set_terms(session, self.maria, Terms(resellers, Decimal(5), 30))

    def draft(self, customer, quantity=1, price=10, discount=0, **more):
        line = LineDraft(
            "Rose",
            Decimal(quantity),
            price=Decimal(price),
            discount_percent=Decimal(discount),
            tax_rate=Decimal(24),
            product_id=self.rose,
        )
        return DocumentDraft(customer_id=customer, lines=(line,), **more)

    def follow(self, before, after, typed=()):
        with self.database.read() as session:
            [line] = pricing.followed(session, before, after, typed).lines
        return line.price, line.discount_percent

    def read(self, query, *args):
        with self.database.read() as session:
            return query(session, *args)


@pytest.fixture
def desk(database):
    return Desk(database)


def test_another_customer_brings_his_prices_and_his_discount(desk):
    usual = desk.draft(desk.bob)
    assert desk.follow(usual, replace(usual, customer_id=desk.maria)) == (8, 5)
    agreed = desk.draft(desk.maria, 1, 8, 5)
    assert desk.follow(agreed, replace(agreed, customer_id=None)) == (10, ZERO)


def test_more_pieces_bring_the_next_step(desk):
    before, after = desk.draft(desk.maria, 1, 8, 5), desk.draft(desk.maria, 12, 8, 5)
    assert desk.follow(before, after) == (6, 5)


def test_price_typed_by_hand_stays_whoever_buys_and_however_many(desk):
    before = desk.draft(desk.bob, 1, "9.50")
    assert desk.follow(before, replace(before, customer_id=desk.maria)) == (Decimal("9.50"), 5)
    after = desk.draft(desk.maria, 12, "9.50", 5)
    assert desk.follow(desk.draft(desk.maria, 1, "9.50", 5), after)[0] == Decimal("9.50")


def test_price_typed_as_it_was_offered_stays_where_the_form_saw_it(desk):
    before, after = desk.draft(desk.maria, 1, 8, 5), desk.draft(desk.maria, 12, 8, 5)
    assert desk.follow(before, after, {0}) == (8, 5)


def test_discount_typed_by_hand_stays(desk):
    before = desk.draft(desk.bob, discount=20)
    assert desk.follow(before, replace(before, customer_id=desk.maria)) == (8, 20)


def test_line_without_a_product_stays_as_it_is(desk):
    line = LineDraft("Work", Decimal(2), price=Decimal(40))
    before = DocumentDraft(customer_id=desk.bob, lines=(line,))
    with desk.database.read() as session:
        after = replace(before, customer_id=desk.maria)
        assert pricing.followed(session, before, after).lines == (line,)


def test_currency_without_a_price_leaves_the_line_alone(desk):
    before = desk.draft(desk.bob, currency="USD")
    assert desk.follow(before, replace(before, customer_id=desk.maria)) == (10, ZERO)


def test_prices_are_turned_where_the_document_has_them_with_tax(desk):
    draft = desk.draft(desk.bob, 1, "12.4", prices_include_tax=True)
    assert desk.follow(draft, replace(draft, customer_id=desk.maria)) == (Decimal("9.92"), 5)


def test_days_to_pay_are_agreed_else_those_of_the_last_invoice_else_the_usual_ones(desk):
    def days(customer):
        return desk.read(documents.new_draft, "invoice", customer).due_days

    assert (days(desk.maria), days(desk.bob)) == (30, 14)
    with desk.database.write(T("Issue"), can_undo=False) as session:
        settings.change(session, {"name": "Shop", "tax_id": "801234567"})
        for due in (21, 7):
            draft = desk.draft(desk.bob, due_days=due)
            documents.issue(session, documents.create_draft(session, draft))
        documents.create_draft(session, desk.draft(desk.bob, due_days=99))
    assert (days(desk.maria), days(desk.bob)) == (30, 7)


def test_a_quote_has_no_days_to_pay(desk):
    assert desk.read(documents.new_draft, "quote", desk.maria).due_days is None
