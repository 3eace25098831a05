"""Drafts as the rows of all tables that a contact is kept in, but for what only the file knows.

A row names its contact by its place among the drafts; tags, fields of one's own and companies stand
there by their names. ``contacts.rows`` puts ids in their place and writes the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from smallcrm.core.fold import digits, fold
from smallcrm.core.uid import new_uid
from smallcrm.services.contact_values.company_names import company_key
from smallcrm.services.contact_values.drafts import COMPANY, AddressDraft, ContactDraft
from smallcrm.services.contact_values.phones import international

_PART = ("contact_id", "position")
COLUMNS = {
    "contact": (
        "id",
        "uid",
        "kind",
        "name",
        "folded",
        "company_key",
        "given_name",
        "family_name",
        "role",
        "birthday",
        "tax_id",
        "language",
        "currency",
        "source",
        "note",
        "owner",
        "consent",
        "consent_on",
        "consent_source",
        "created_at",
        "updated_at",
    ),
    "phone": (*_PART, "value", "label", "digits", "e164"),
    "email": (*_PART, "value", "label", "folded"),
    "url": (*_PART, "value", "label"),
    "address": (*_PART, *AddressDraft._fields),
    "external": ("contact_id", "system", "value"),
    "contact_tag": ("contact_id", "tag_id"),
    "custom_value": ("contact_id", "field_id", "value"),
    "relation": (*_PART, "company_id", "role"),
}
NAMED = ("contact_tag", "custom_value", "relation")  # rows with a name where the table has an id

Row = tuple[Any, ...]


class Derived(NamedTuple):
    """What is stored beside a name, for order and for finding a company again."""

    folded: str
    company_key: str


class PlainRows(NamedTuple):
    """Rows of new contacts; plain values through and through, to cross from another process.

    Attributes:
        tables: Rows by their table, the columns as in ``COLUMNS``. In the tables that are ``NAMED``
            a row has a name in the place of the id.
        companies: The names of companies that people bring along.
        brought: The companies among the drafts: their keys, with their places.
    """

    tables: dict[str, list[Row]]
    companies: dict[str, tuple[str, str]]
    brought: list[tuple[str, int]]


def derived(name: str, kind: str) -> Derived:
    """What is stored beside the *name* of a contact of *kind*."""
    return Derived(fold(name), company_key(name) if kind == COMPANY else "")


def rows_of(drafts: Iterable[ContactDraft], country: str, now: str) -> PlainRows:
    """The rows of *drafts* as new contacts.

    Args:
        drafts: Whoever came in.
        country: Where telephone numbers without a prefix are at home (ISO 3166).
        now: When they are made, as the file stores it.
    """
    found = PlainRows({table: [] for table in COLUMNS}, {}, [])
    contacts = found.tables["contact"]
    for place, draft in enumerate(drafts):
        made = derived(draft.name, draft.kind)
        contacts.append(contact_row(place, draft, made, now))
        if draft.kind == COMPANY:
            found.brought.append((made.company_key, place))
            draft = draft._replace(company="")  # noqa: PLW2901 - companies belong to nobody
        add_parts(found, place, draft, country)
    return found


def contact_row(contact_id: int, draft: ContactDraft, made: Derived, now: str) -> Row:
    """The row of the contact itself."""
    return (
        contact_id,
        new_uid(),
        draft.kind,
        draft.name,
        *made,
        draft.given_name,
        draft.family_name,
        draft.role,
        draft.birthday,
        draft.tax_id,
        draft.language,
        draft.currency,
        draft.source,
        draft.note,
        draft.owner,
        draft.consent,
        draft.consent_on and draft.consent_on.isoformat(),
        draft.consent_source,
        now,
        now,
    )


def add_parts(
    found: PlainRows,
    place: int,
    draft: ContactDraft,
    country: str,
    start: Mapping[str, int] | None = None,
) -> None:
    """Add the rows of whatever *draft* has several of, and of the company it names.

    *start* says for each part (``phones``) what position the first one gets; 0 where it does not.
    """
    tables, first = found.tables, start or {}
    for position, phone in enumerate(draft.phones, first.get("phones", 0)):
        value, label, _ = phone
        number = international(phone, country)
        tables["phone"].append((place, position, value, label, digits(value)[:40], number))
    for position, (value, label, _) in enumerate(draft.emails, first.get("emails", 0)):
        tables["email"].append((place, position, value, label, fold(value)))
    for position, (value, label, _) in enumerate(draft.urls, first.get("urls", 0)):
        tables["url"].append((place, position, value, label))
    for position, address in enumerate(draft.addresses, first.get("addresses", 0)):
        tables["address"].append((place, position, *address))
    if draft.external or draft.tags or draft.custom:
        tables["external"] += [(place, *each) for each in draft.external.items()]
        tables["contact_tag"] += [(place, name) for name in draft.tags]
        tables["custom_value"] += [(place, *each) for each in draft.custom.items()]
    if draft.company:
        tables["relation"].append((place, 0, draft.company, draft.role))
        if draft.company not in found.companies:
            found.companies[draft.company] = (fold(draft.company), company_key(draft.company))
