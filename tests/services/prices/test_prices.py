"""What does this product cost this customer, this quantity, this day, in this currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, doubles, prices, products
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.prices import (
    CUSTOMER,
    LIST,
    USUAL,
    Buying,
    Offer,
    PriceDraft,
    PriceListDraft,
    Terms,
    choose,
)
from smallcrm.services.products import ProductDraft

SUMMER = (date(2026, 6, 1), date(2026, 8, 31))


class Shop:
    """A product at 10.00, a list of resellers, Maria who is on it, and Bob who is not."""

    def __init__(self, database):
        self.database = database
        with database.write(T("Set up")) as session:
            self.rose = products.create(session, ProductDraft("Rose", price=Decimal(10)))
            self.resellers = prices.create_price_list(session, PriceListDraft("Resellers"))
            self.maria = contacts.create(session, ContactDraft("Maria"))
            self.bob = contacts.create(session, ContactDraft("Bob"))
        self.agree(price_list_id=self.resellers)

    def agree(self, **terms):
        self.write(prices.set_terms, self.maria, Terms(**terms))

    def price(self, price, **more):
        return self.write(prices.set_price, PriceDraft(self.rose, Decimal(price), **more))

    def write(self, action, *args):
        with self.database.write(T("Change")) as session:
            return action(session, *args)

    def cost(self, contact=None, quantity=1, day=None, currency=""):
        buying = Buying(contact, day, currency)
        with self.database.read() as session:
            return prices.cost(session, buying, self.rose, Decimal(quantity))


@pytest.fixture
def shop(database):
    return Shop(database)


def test_without_anything_agreed_it_is_the_usual_price(shop):
    assert shop.cost() == shop.cost(shop.bob) == (Decimal(10), Decimal(0), USUAL)


def test_customers_own_price_goes_before_his_list_and_the_list_before_the_usual_one(shop):
    shop.price(8, price_list_id=shop.resellers)
    assert shop.cost(shop.maria) == (Decimal(8), Decimal(0), LIST)
    assert shop.cost(shop.bob)[2] == USUAL
    shop.price(9, contact_id=shop.maria)
    assert shop.cost(shop.maria) == (Decimal(9), Decimal(0), CUSTOMER)


def test_discount_comes_on_top_of_whichever_price_holds(shop):
    shop.agree(price_list_id=shop.resellers, discount_percent=Decimal("2.5"))
    assert shop.cost(shop.maria) == (Decimal(10), Decimal("2.5"), USUAL)
    shop.price(8, contact_id=shop.maria)
    assert shop.cost(shop.maria) == (Decimal(8), Decimal("2.5"), CUSTOMER)


def test_more_pieces_reach_the_next_step(shop):
    shop.price(9, price_list_id=shop.resellers)
    shop.price(7, price_list_id=shop.resellers, quantity=Decimal(10))
    found = [shop.cost(shop.maria, quantity).price for quantity in (1, "9.99", 10, 500, -10)]
    assert found == [9, 9, 7, 7, 7]


def test_below_the_first_step_the_next_kind_of_price_decides(shop):
    shop.price(7, contact_id=shop.maria, quantity=Decimal(10))
    shop.price(9, price_list_id=shop.resellers)
    assert shop.cost(shop.maria, 9) == (Decimal(9), Decimal(0), LIST)


def test_half_a_piece_costs_by_the_price_from_one_piece_on(shop):
    shop.price(9, price_list_id=shop.resellers)
    assert shop.cost(shop.maria, "0.5").price == 9


def test_price_in_another_currency_is_never_taken_for_one_in_this(shop):
    assert shop.cost(currency="USD") is None
    shop.price(11, contact_id=shop.maria, currency="usd")
    assert shop.cost(shop.maria, currency="USD") == (Decimal(11), Decimal(0), CUSTOMER)
    assert shop.cost(shop.maria).price == 10


def test_list_holds_on_its_days_only(shop):
    summer = PriceListDraft("Summer", "", *SUMMER)
    shop.write(prices.change_price_list, shop.resellers, summer)
    shop.price(8, price_list_id=shop.resellers)
    days = [date(2026, 5, 31), *SUMMER, date(2026, 9, 1)]
    assert [shop.cost(shop.maria, day=day).price for day in days] == [10, 8, 8, 10]


def test_list_that_was_put_away_holds_no_more_until_undo(shop):
    shop.price(8, price_list_id=shop.resellers)
    shop.write(prices.archive_price_list, shop.resellers)
    assert shop.cost(shop.maria).price == 10
    shop.database.undo()
    assert shop.cost(shop.maria).price == 8


def test_prices_of_a_list_have_its_currency_where_they_name_none(shop):
    dollars = PriceListDraft("Resellers", "USD")
    shop.write(prices.change_price_list, shop.resellers, dollars)
    shop.price(8, price_list_id=shop.resellers)
    assert shop.cost(shop.maria, currency="USD").price == 8
    assert shop.cost(shop.maria).price == 10


def test_same_step_is_set_once(shop):
    first = shop.price(8, price_list_id=shop.resellers)
    assert shop.price(7, price_list_id=shop.resellers) == first
    with shop.database.read() as session:
        [row] = prices.list_of_product(session, shop.rose)
    assert (row.price_list, row.contact, row.price) == ("Resellers", "", Decimal(7))


def test_price_that_is_removed_lets_the_next_one_hold(shop):
    price_id = shop.price(8, contact_id=shop.maria)
    shop.write(prices.remove_price, price_id)
    assert shop.cost(shop.maria).source == USUAL
    with pytest.raises(NotFound):
        shop.write(prices.remove_price, price_id)


def test_terms_of_nothing_leave_no_trace(shop):
    shop.agree()
    with shop.database.read() as session:
        assert prices.get_terms(session, shop.maria) == Terms()


def test_two_customers_that_become_one_keep_one_agreement(shop):
    shop.write(prices.set_terms, shop.bob, Terms(discount_percent=Decimal(5), due_days=30))
    shop.price(8, contact_id=shop.bob)
    with shop.database.write(T("Merge")) as session:
        doubles.merge(session, shop.maria, [shop.bob])
    assert shop.cost(shop.maria) == (Decimal(8), Decimal(0), CUSTOMER)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PriceListDraft("  "), "name"),
        (PriceListDraft("ΧΟΝΔΡΙΚΗ"), "name"),
        (PriceListDraft("Summer", "EURO"), "currency"),
        (PriceListDraft("Summer", "", *reversed(SUMMER)), "valid_to"),
    ],
)
def test_price_list_that_cannot_be_is_refused(shop, draft, field):
    shop.write(prices.create_price_list, PriceListDraft("Χονδρική"))
    with pytest.raises(UserError) as caught:
        shop.write(prices.create_price_list, draft)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "price_list"),
        ({"price_list_id": 1, "contact_id": 1}, "price_list"),
        ({"price_list_id": 1, "quantity": Decimal(0)}, "quantity"),
        ({"price_list_id": 1, "currency": "euros"}, "currency"),
    ],
)
def test_price_that_cannot_be_is_refused(shop, more, field):
    with pytest.raises(UserError) as caught:
        shop.price(1, **more)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(discount_percent=Decimal(101)), "discount"),
        (Terms(due_days=-1), "due_days"),
        (Terms(price_list_id=99), "price_list"),
    ],
)
def test_terms_that_cannot_be_are_refused(shop, terms, field):
    with pytest.raises(UserError) as caught:
        shop.write(prices.set_terms, shop.bob, terms)
    assert caught.value.field == field


amounts = st.decimals(0, 1000, places=2)
offers = st.builds(
    Offer,
    st.sampled_from([CUSTOMER, LIST, USUAL]),
    st.decimals(0, 50, places=1),
    amounts,
    st.sampled_from(["EUR", "USD"]),
)


@given(st.lists(offers, max_size=12), st.decimals(-60, 60, places=1))
def test_chosen_offer_is_reached_and_nothing_agreed_more_closely_was(known, quantity):
    found = choose(known, quantity, "EUR")
    fitting = [one for one in known if one.currency == "EUR" and one.quantity <= abs(quantity)]
    if found is None:
        assert not fitting
        return
    order = [CUSTOMER, LIST, USUAL]
    assert found in fitting
    closest = min(order.index(one.source) for one in fitting)
    assert order.index(found.source) == closest
    assert found.quantity == max(one.quantity for one in fitting if one.source == found.source)


@given(st.lists(offers, max_size=12), st.decimals(0, 60, places=1))
def test_offers_in_other_currencies_change_nothing(known, quantity):
    euros = [one for one in known if one.currency == "EUR"]
    assert choose(known, quantity, "EUR") == choose(euros, quantity, "EUR")


@pytest.fixture
def eleni(shop):
    """A person of a company that has 5 % off, 30 days to pay, and the list of resellers."""
    with shop.database.write(T("Set up")) as session:
        eleni = contacts.create(session, ContactDraft("Eleni", company="Anthos"))
        anthos = prices.company_of(session, eleni)
        prices.set_terms(session, anthos, Terms(shop.resellers, Decimal(5), 30))
    shop.price(8, price_list_id=shop.resellers)
    return eleni


def test_person_takes_what_was_agreed_with_his_company(shop, eleni):
    assert shop.cost(eleni) == (Decimal(8), Decimal(5), LIST)
    with shop.database.read() as session:
        assert documents.new_draft(session, customer_id=eleni).due_days == 30
        assert prices.get_terms(session, eleni) == Terms()


def test_what_was_agreed_with_the_person_himself_goes_first(shop, eleni):
    shop.write(prices.set_terms, eleni, Terms(None, Decimal(7), 0))
    assert shop.cost(eleni) == (Decimal(8), Decimal(7), LIST)
    with shop.database.read() as session:
        assert documents.new_draft(session, customer_id=eleni).due_days == 0


def test_person_without_a_discount_of_the_company_is_agreed_on_with_a_zero(shop, eleni):
    shop.write(prices.set_terms, eleni, Terms(discount_percent=Decimal(0)))
    assert shop.cost(eleni) == (Decimal(8), Decimal(0), LIST)
    with shop.database.read() as session:
        assert prices.get_terms(session, eleni) == Terms(discount_percent=Decimal(0))
    shop.write(prices.set_terms, eleni, Terms())
    assert shop.cost(eleni).discount_percent == 5


def test_person_has_the_own_price_of_his_company_unless_he_has_one(shop, eleni):
    with shop.database.read() as session:
        anthos = prices.company_of(session, eleni)
    shop.price(6, contact_id=anthos)
    assert shop.cost(eleni).price == 6
    shop.price(7, contact_id=eleni)
    assert shop.cost(eleni).price == 7
    assert shop.cost(anthos).price == 6
