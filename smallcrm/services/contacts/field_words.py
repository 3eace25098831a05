"""What the fields of a contact, and the values in them, are called."""

from __future__ import annotations

from datetime import date
from typing import Any

from smallcrm.core import formats
from smallcrm.core.countries import name_of
from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.services.contacts.drafts import COMPANY, GIVEN, REFUSED, AddressDraft, ContactDraft

TITLES: dict[str, Text] = {
    "kind": T("Kind"),
    "name": T("Name"),
    "company": T("Company"),
    "role": T("Role"),
    "phones": T("Phones"),
    "emails": T("Email addresses"),
    "urls": T("Websites"),
    "addresses": T("Addresses"),
    "tax_id": T("Tax number"),
    "birthday": T("Birthday"),
    "language": T("Language of documents"),
    "currency": T("Currency"),
    "tags": T("Tags"),
    "note": T("Note"),
    "consent": T("Consent to advertising"),
    "consent_on": T("Day of the consent"),
    "consent_source": T("Where it was said"),
    "owner": T("Looked after by"),
}
CONSENTS: dict[str, Text] = {
    "": T("Not asked"),
    GIVEN: T("Given"),
    REFUSED: T("Refused or taken back"),
}
# Kinds of telephones, e-mails and addresses; other labels are the user's own words.
LABELS: dict[str, Text] = {
    "work": T("Work"),
    "mobile": T("Mobile"),
    "home": T("Home"),
    "fax": T("Fax"),
    "other": T("Other"),
}
LABELS_OF_ADDRESSES: dict[str, Text] = {
    "work": T("Work"),
    "home": T("Home"),
    "billing": T("Billing"),
    "delivery": T("Delivery"),
    "other": T("Other"),
}


def label(key: str) -> str:
    """What a label is called; a label that is the user's own word is shown as it is."""
    known = LABELS | LABELS_OF_ADDRESSES
    return str(known.get(key, key))


def label_key(words: str) -> str:
    """The label that *words* mean, else the words themselves."""
    wanted = fold(words.strip())
    known = LABELS | LABELS_OF_ADDRESSES
    return next((key for key, name in known.items() if fold(str(name)) == wanted), words.strip())


def address(draft: AddressDraft) -> str:
    """An address in one line, the country in words."""
    town = " ".join(part for part in (draft.postcode, draft.city) if part)
    street = ", ".join(draft.street.splitlines())
    parts = (street, town, draft.region, name_of(draft.country))
    return ", ".join(part for part in parts if part)


def text(draft: ContactDraft, name: str) -> str:
    """The field *name* of *draft* as words; empty where nothing stands in it."""
    value = getattr(draft, name)
    if name == "addresses":
        return "; ".join(_with_label(address(one), one.label) for one in value)
    if name in ("phones", "emails", "urls"):
        return ", ".join(_with_label(item.value, item.label) for item in value)
    if name == "tags":
        return ", ".join(value)
    if name == "custom":
        return ", ".join(f"{title}: {word}" for title, word in value.items())
    return _plain(name, value)


def _with_label(value: str, key: str) -> str:
    return f"{value} ({label(key)})" if key else value


def _plain(name: str, value: Any) -> str:
    if name == "birthday" and value:
        return formats.birthday(value)
    if name == "consent":
        return str(CONSENTS.get(value, value)) if value else ""
    if name == "kind":
        return str(T("Company") if value == COMPANY else T("Person"))
    return formats.short_day(value) if isinstance(value, date) else str(value or "")
