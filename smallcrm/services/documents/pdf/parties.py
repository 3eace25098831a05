"""The seller and the buyer as they stand on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from smallcrm.core.text import T, Text
from smallcrm.services.documents.drafts import PartyDraft
from smallcrm.services.documents.pdf.words import Words

_FORM_BEFORE_NAME = ("BG", "BY", "KG", "KZ", "RU", "UA")
_STATE_BEFORE_POSTCODE = ("AU", "CA", "US")
_POSTCODE_AFTER_TOWN = ("GB", "IE", "NZ", "SG", "ZA")


class Party(NamedTuple):
    """The seller or the buyer: a name and the lines below it."""

    name: str
    lines: tuple[str, ...]


def both(seller: PartyDraft, buyer: PartyDraft, heading: Text, say: Words) -> dict[str, Any]:
    """Who writes to whom: the fields of ``Content`` for both; *heading* is the buyer's."""
    countries = {seller.country.upper(), buyer.country.upper()} - {""}
    is_foreign = len(countries) > 1
    return {
        "seller": Party(_heading(seller), _seller_line(seller, say, is_foreign=is_foreign)),
        "buyer_heading": say(heading),
        "buyer": _buyer(buyer, say, is_foreign=is_foreign),
        "legal": _legal_line(seller, say, is_foreign=is_foreign),
    }


def full_name(seller: PartyDraft) -> str:
    """The name with the legal form where it belongs: ``Blumen GmbH``, ``ООО «Ромашка»``."""
    name, form = seller.name, seller.legal_form
    if form and name.startswith(form):
        return name
    return " ".join(filter(None, (form, name) if _has_form_first(seller) else (name, form)))


def _has_form_first(seller: PartyDraft) -> bool:
    return seller.country.upper() in _FORM_BEFORE_NAME


def _heading(seller: PartyDraft) -> str:
    """At the head of a page: the name alone, unless the form belongs before it."""
    return full_name(seller) if _has_form_first(seller) else seller.name


def address(party: PartyDraft, say: Words, *, is_foreign: bool) -> tuple[str, str, str]:
    """Street, town and country; the country only where letters cross a border.

    The postcode stands where the post of that country wants it.
    """
    if party.country.upper() in _STATE_BEFORE_POSTCODE:
        state = f"{party.region} {party.postcode}".strip()
        town = ", ".join(filter(None, (party.city, state)))
    elif party.country.upper() in _POSTCODE_AFTER_TOWN:
        place = ", ".join(filter(None, (party.city, party.region)))
        town = f"{place} {party.postcode}".strip()
    else:
        town = ", ".join(filter(None, (f"{party.postcode} {party.city}".strip(), party.region)))
    country = say.country(party.country) if is_foreign and party.country else ""
    return party.street, town, country


def _tax_ids(party: PartyDraft, say: Words) -> Iterator[str]:
    if party.vat_id:
        yield say(T("VAT ID {number}", number=party.vat_id))
    if party.tax_id and party.tax_id not in party.vat_id:
        yield say(T("Tax ID {number}", number=party.tax_id))
    if party.kpp:
        yield say(T("KPP {number}", number=party.kpp))


def _seller_line(seller: PartyDraft, say: Words, *, is_foreign: bool) -> tuple[str, ...]:
    place = ", ".join(filter(None, address(seller, say, is_foreign=is_foreign)))
    return tuple(filter(None, (place, *_tax_ids(seller, say))))


def _legal_line(seller: PartyDraft, say: Words, *, is_foreign: bool) -> tuple[str, ...]:
    name = full_name(seller)
    contact = (seller.email, seller.phone, seller.website)
    line = (name, *_seller_line(seller, say, is_foreign=is_foreign), *contact)
    return tuple(filter(None, line))


def _buyer(buyer: PartyDraft, say: Words, *, is_foreign: bool) -> Party:
    lines = (
        buyer.contact_person,
        *address(buyer, say, is_foreign=is_foreign),
        *_tax_ids(buyer, say),
    )
    return Party(buyer.name or buyer.contact_person, tuple(filter(None, lines)))
