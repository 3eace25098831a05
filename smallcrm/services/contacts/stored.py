"""Contacts as drafts, many at once: for forms, for comparing with a file, for export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.models import (
    Address,
    Contact,
    CustomField,
    CustomValue,
    Email,
    External,
    Phone,
    Relation,
    Url,
)
from smallcrm.services.contacts.drafts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.contacts.queries import names_of_tags

OWN = (
    "kind",
    "name",
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
)
_ADDRESS = AddressDraft._fields


def get_draft(session: Session, contact_id: int) -> ContactDraft:
    """The contact as a form shows it.

    Raises:
        NotFound: there is no such contact.
    """
    found = list_drafts(session, [contact_id])
    if contact_id not in found:
        raise NotFound(T("This contact no longer exists."))
    return found[contact_id]


def list_drafts(session: Session, ids: Sequence[int]) -> dict[int, ContactDraft]:
    """The contacts *ids* (some hundreds at a time) as drafts; one that is gone is left out."""
    own = select(Contact.id, *(getattr(Contact, name) for name in OWN)).where(Contact.id.in_(ids))
    companies = _companies(session, ids)
    emails = _grouped(session, _labelled(Email, ids), Labelled)
    phones = _grouped(session, _labelled(Phone, ids), Labelled)
    urls = _grouped(session, _labelled(Url, ids), Labelled)
    addresses = _grouped(session, _addresses(ids), AddressDraft)
    tags = names_of_tags(session, ids)
    custom = _grouped(session, _custom(ids), _pair)
    external = _grouped(session, _external(ids), _pair)
    return {
        row.id: ContactDraft(
            **{name: getattr(row, name) for name in OWN},
            company=companies.get(row.id, ""),
            emails=tuple(emails[row.id]),
            phones=tuple(phones[row.id]),
            addresses=tuple(addresses[row.id]),
            urls=tuple(urls[row.id]),
            tags=tuple(tags[row.id]),
            custom=dict(custom[row.id]),
            external=dict(external[row.id]),
        )
        for row in session.execute(own)
    }


def _pair(first: str, second: str) -> tuple[str, str]:
    return first, second


def _grouped(
    session: Session, query: Select[*tuple[Any, ...]], make: Callable[..., Any]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for contact_id, *values in session.execute(query):
        found[contact_id].append(make(*values))
    return found


def _companies(session: Session, ids: Sequence[int]) -> dict[int, str]:
    query = (
        select(Relation.contact_id, Contact.name)
        .join(Contact, Contact.id == Relation.company_id)
        .where(Relation.contact_id.in_(ids), Relation.position == 0)
    )
    return dict(session.execute(query).all())


def _labelled(
    table: type[Email] | type[Phone] | type[Url], ids: Sequence[int]
) -> Select[*tuple[Any, ...]]:
    return (
        select(table.contact_id, table.value, table.label)
        .where(table.contact_id.in_(ids))
        .order_by(table.contact_id, table.position, table.id)
    )


def _addresses(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(Address.contact_id, *(getattr(Address, name) for name in _ADDRESS))
        .where(Address.contact_id.in_(ids))
        .order_by(Address.contact_id, Address.position, Address.id)
    )


def _custom(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(CustomValue.contact_id, CustomField.name, CustomValue.value)
        .join(CustomField, CustomField.id == CustomValue.field_id)
        .where(CustomValue.contact_id.in_(ids))
        .order_by(CustomValue.contact_id, CustomField.position)
    )


def _external(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(External.contact_id, External.system, External.value)
        .where(External.contact_id.in_(ids))
        .order_by(External.contact_id, External.id)
    )
