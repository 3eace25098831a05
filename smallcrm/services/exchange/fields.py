"""The fields that a column can be brought into, and how they are written.

A field is a word, or a word and a label: ``email``, ``phone:mobile``, ``street:home``. The
public interface (``--map "HEADER=field"``) takes these words and a few that people use for them.
Columns that belong together (the second address of a file) also carry a number, ``city#2``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text

IGNORE = "ignore"
CUSTOM = "custom"
PRODUCT = "product."  # before the fields of a list of products
DEAL = "deal."  # before the fields of a deal
CUSTOM_DATE = "custom_date"  # dates under a heading of their own: their order may be a question

FIELDS: dict[str, Text] = {
    "name": T("Name"),
    "given_name": T("First name"),
    "middle_name": T("Middle name"),
    "family_name": T("Last name"),
    "company": T("Company"),
    "role": T("Job title"),
    "kind": T("Person or company"),
    "account": T("Customer (person or company)"),
    "email": T("Email"),
    "phone": T("Phone"),
    "url": T("Website"),
    "address": T("Whole address"),
    "street": T("Street"),
    "postcode": T("Postcode"),
    "city": T("City"),
    "region": T("Region"),
    "country": T("Country"),
    "tax_id": T("Tax number"),
    "birthday": T("Birthday"),
    "birth_day": T("Day of birth"),
    "birth_month": T("Month of birth"),
    "birth_year": T("Year of birth"),
    "language": T("Language"),
    "currency": T("Currency"),
    "source": T("Source"),
    "tag": T("Tags"),
    "note": T("Note"),
    "external_id": T("Number in the other program"),
    "relations": T("Former and further companies"),
    "deal.title": T("Deal"),
    "deal.amount": T("Amount of the deal"),
    "deal.currency": T("Currency of the deal"),
    "deal.stage": T("Stage of the deal"),
    "deal.status": T("Deal won or lost"),
    "deal.close": T("Expected closing date"),
    "deal.source": T("Source of the deal"),
    "deal.reason": T("Why the deal was lost"),
    "deal.note": T("Note on the deal"),
    "deal.company": T("Company of the deal"),
    "deal.owner": T("Who works on the deal"),
    "deal.campaign": T("Campaign of the deal"),
    "deal.tag": T("Tags of the deal"),
    "deal.id": T("Number of the deal in the other program"),
    "product.code": T("Code"),
    "product.name": T("Product or service"),
    "product.unit": T("Unit"),
    "product.price": T("Price"),
    "product.currency": T("Currency of the price"),
    "product.tax_rate": T("Tax rate"),
    "product.tax_category": T("Tax category"),
    "product.description": T("Description"),
    CUSTOM: T("Keep under its own heading"),
    IGNORE: T("Do not import"),
}
_INNER = {"display_name", "email_label", "phone_label", "url_label", "address_label"}
_INNER |= {"pair_label", "pair_value", CUSTOM_DATE}
OURS = ("owner", "consent", "consent_on", "consent_source")  # only our own lists have them
_INNER |= {*OURS, "external_ids"}
_ALIASES = {
    "emails": "email", "e-mail": "email", "mail": "email", "phones": "phone", "telephone": "phone",
    "mobile": "phone:mobile", "fax": "phone:fax", "urls": "url", "website": "url", "web": "url",
    "first_name": "given_name", "last_name": "family_name", "surname": "family_name",
    "full_name": "name", "organization": "company", "job_title": "role", "title": "role",
    "zip": "postcode", "postal_code": "postcode", "state": "region", "tags": "tag", "notes": "note",
    "vat_id": "tax_id", "vat": "tax_id", "type": "kind", "id": "external_id", "skip": IGNORE,
    "none": IGNORE, "null": IGNORE, "-": IGNORE, "": IGNORE, "deal": "deal.title",
    "amount": "deal.amount", "stage": "deal.stage",
}  # fmt: skip


class Parts(NamedTuple):
    """A field taken apart: ``city:home#2`` is city, home, 2."""

    base: str
    label: str = ""
    group: str = ""


@lru_cache(maxsize=5000)
def parts(field: str) -> Parts:
    """Take a field apart."""
    name, _, group = field.partition("#")
    base, _, label = name.partition(":")
    return Parts(base, label, group)


def shown(field: str) -> str | None:
    """The field as the user sees and writes it; None for a column kept under its heading."""
    base, label, _ = parts(field)
    if base in (CUSTOM, CUSTOM_DATE, "pair_label", "pair_value", ""):
        return None
    return f"{base}:{label}" if label else base


def named(text: str) -> str:
    """The field that a user means by *text*.

    Raises:
        UserError: There is no such field.
    """
    typed = text.strip().casefold().replace(" ", "_")
    base, colon, label = _ALIASES.get(typed, typed).partition(":")
    base = _ALIASES.get(base, base)
    if ":" in base:
        base, colon, label = base.partition(":")
    if base not in FIELDS and base not in _INNER:
        raise UserError(
            T("There is no field called “{name}”.", name=text),
            hint=T("These can be used: {names}.", names=", ".join(FIELDS)),
            field="mapping",
        )
    return f"{base}{colon}{label}"
