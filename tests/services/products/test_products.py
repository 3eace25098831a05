"""Products: what is kept, what is refused, what is offered while somebody types."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.core.errors import NotFound, UserError
from smallcrm.services import products
from smallcrm.services.products import ProductDraft

ROSES = ProductDraft(
    "Rose arrangement, tall",
    code="R-1",
    description="With eucalyptus",
    unit="pcs",
    price=Decimal("95.00"),
    tax_rate=Decimal(24),
)


def names(rows):
    return [row.name for row in rows]


def test_product_comes_back_as_it_was_stored(do, ask):
    product_id = do(products.create, ROSES)
    assert ask(products.get_draft, product_id) == ROSES
    assert ask(products.list_rows, [product_id, 999]) == {
        product_id: products.ProductRow(
            product_id,
            "R-1",
            "Rose arrangement, tall",
            "pcs",
            Decimal("95.00"),
            "",
            "S",
            Decimal(24),
            "With eucalyptus",
        )
    }


def test_changed_product_says_the_new_things(do, ask):
    product_id = do(products.create, ROSES)
    cheaper = ProductDraft("  Rose   bunch ", code="R-1", price=Decimal("9.123456"))
    do(products.change, product_id, cheaper)
    found = ask(products.get_draft, product_id)
    assert (found.name, found.price, found.unit) == ("Rose bunch", Decimal("9.123456"), "")


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ProductDraft("  "), "name"),
        (ProductDraft("Vase", code="R-1"), "code"),
        (ProductDraft("Vase", tax_rate=Decimal(101)), "tax_rate"),
        (ProductDraft("Vase", tax_category="X"), "tax_rate"),
        (ProductDraft("Vase", price=Decimal(10) ** 13), "price"),
    ],
)
def test_product_that_cannot_be_is_refused_with_its_field(do, ask, draft, field):
    do(products.create, ROSES)
    with pytest.raises(UserError) as refused:
        do(products.create, draft)
    assert refused.value.field == field
    assert len(ask(products.list_ids)) == 1


def test_code_of_an_archived_product_is_free_again(do, ask):
    first = do(products.create, ROSES)
    do(products.archive, [first])
    second = do(products.create, ROSES)
    assert ask(products.list_ids) == [second]
    assert ask(products.list_ids, archived=True) == [first]


def test_archived_product_comes_back(do, ask):
    product_id = do(products.create, ROSES)
    assert do(products.archive, [product_id]) == 1
    assert ask(products.complete, "rose") == []
    assert do(products.restore, [product_id]) == 1
    assert names(ask(products.complete, "rose")) == [ROSES.name]


def test_what_is_not_there_cannot_be_changed(do, ask):
    with pytest.raises(NotFound):
        do(products.change, 999, ROSES)
    with pytest.raises(NotFound):
        do(products.archive, [999])
    with pytest.raises(NotFound):
        ask(products.get_draft, 999)


def test_list_is_in_the_order_of_folded_names_and_searched_in_any_script(do, ask):
    for name in ("Ύφασμα", "ёлка", "apple", "Υλικό", "Елка большая"):
        do(products.create, ProductDraft(name))
    ids = ask(products.list_ids)
    rows = ask(products.list_rows, ids)
    in_order = ["apple", "Υλικό", "Ύφασμα", "ёлка", "Елка большая"]
    assert names(rows[product_id] for product_id in ids) == in_order
    found = ask(products.list_ids, search="ЕЛКА")
    assert len(found) == 2
    assert ask(products.list_ids, search="?!") == []


def test_two_letters_are_enough_and_names_that_begin_so_come_first(do, ask):
    for name in ("Tall rose", "Rosemary pot", "Rose arrangement", "Vase"):
        do(products.create, ProductDraft(name))
    assert names(ask(products.complete, "ro")) == ["Rose arrangement", "Rosemary pot", "Tall rose"]


def test_code_finds_its_product_first(do, ask):
    do(products.create, ProductDraft("12 roses"))
    do(products.create, ProductDraft("Vase", code="12"))
    assert names(ask(products.complete, "12")) == ["Vase", "12 roses"]


def test_accents_and_case_do_not_matter_when_completing(do, ask):
    do(products.create, ProductDraft("Τριαντάφυλλο"))
    assert names(ask(products.complete, "ΤΡΙΑΝΤΑ")) == ["Τριαντάφυλλο"]


def test_no_more_is_offered_than_was_asked_for(do, ask):
    for number in range(12):
        do(products.create, ProductDraft(f"Rose {number:02}"))
    assert len(ask(products.complete, "ro", 5)) == 5
    assert ask(products.complete, "ro", 0) == []
    assert ask(products.complete, "  ") == []


def test_undo_takes_a_product_back(database, do, ask):
    do(products.create, ROSES)
    database.undo()
    assert ask(products.list_ids) == []
