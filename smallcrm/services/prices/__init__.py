"""What a product costs whom: price lists, customers' own prices, what was agreed with them."""

from smallcrm.services.prices.asking import Buying, cost, costs
from smallcrm.services.prices.choosing import CUSTOMER, LIST, USUAL, Cost, Offer, choose
from smallcrm.services.prices.price_lists import (
    PriceListDraft,
    PriceListRow,
    archive_price_list,
    change_price_list,
    create_price_list,
    find_price_list,
    list_price_lists,
)
from smallcrm.services.prices.prices import (
    PriceDraft,
    PriceRow,
    list_of_customer,
    list_of_list,
    list_of_product,
    remove_price,
    set_price,
)
from smallcrm.services.prices.terms import Terms, company_of, get_terms, set_terms, terms_for

__all__ = [
    "CUSTOMER",
    "LIST",
    "USUAL",
    "Buying",
    "Cost",
    "Offer",
    "PriceDraft",
    "PriceListDraft",
    "PriceListRow",
    "PriceRow",
    "Terms",
    "archive_price_list",
    "change_price_list",
    "choose",
    "company_of",
    "cost",
    "costs",
    "create_price_list",
    "find_price_list",
    "get_terms",
    "list_of_customer",
    "list_of_list",
    "list_of_product",
    "list_price_lists",
    "remove_price",
    "set_price",
    "set_terms",
    "terms_for",
]
