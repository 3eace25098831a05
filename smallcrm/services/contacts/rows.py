"""Turn drafts into the rows of all tables that a contact is kept in; one way for one or many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.fold import digits, fold
from smallcrm.db import ids
from smallcrm.models import (
    Address,
    Base,
    Contact,
    ContactTag,
    CustomField,
    CustomValue,
    Email,
    External,
    Phone,
    Relation,
    Tag,
    Url,
)
from smallcrm.models.base import new_uid
from smallcrm.services.contacts.company_names import company_key
from smallcrm.services.contacts.drafts import COMPANY, ContactDraft
from smallcrm.services.contacts.phones import e164

_PLAIN = (
    "given_name",
    "family_name",
    "role",
    "birthday",
    "tax_id",
    "language",
    "currency",
    "source",
    "note",
)
Row = dict[str, Any]


class ContactRows:
    """Collects drafts and writes them with one statement a table.

    Attributes:
        companies_created: How many companies were made from the company names of people.
    """

    def __init__(self, session: Session, country: str = "") -> None:
        """*country* (ISO 3166) is where telephone numbers without a prefix are at home."""
        self._session = session
        self._country = country
        self._pending: dict[type[Base], list[Row]] = {}
        self._companies: dict[str, int] | None = None
        self._tags = {tag.folded: tag.id for tag in session.scalars(select(Tag))}
        self._fields = {field.folded: field.id for field in session.scalars(select(CustomField))}
        self.companies_created = 0

    def add(self, drafts: Sequence[ContactDraft]) -> list[int]:
        """Store *drafts* as new contacts and return their ids, in the same order."""
        contact_ids = ids.reserve(self._session.connection(), "contact", len(drafts))
        now = clock.now()
        for contact_id, draft in zip(contact_ids, drafts, strict=True):
            self._contact(contact_id, draft, now)
        self._learn_companies(contact_ids, drafts)
        links = [
            (contact_id, draft)
            for contact_id, draft in zip(contact_ids, drafts, strict=True)
            if draft.company and draft.kind != COMPANY
        ]
        self._link(links)
        self.flush()
        return list(contact_ids)

    def add_parts(self, contact_id: int, draft: ContactDraft, positions: Mapping[str, int]) -> None:
        """Add what *draft* has of telephones, addresses, tags and so on to a contact.

        Args:
            contact_id: The contact.
            draft: Only its multi-valued parts are used.
            positions: For each part (``phones``), the position of the first one added.
        """
        self._parts(contact_id, draft, positions)
        if draft.company:
            self._link([(contact_id, draft)])

    def flush(self) -> None:
        """Write what was collected."""
        for table, rows in self._pending.items():
            self._session.execute(insert(table), rows)
        self._pending = {}

    def _put(self, table: type[Base], row: Row) -> None:
        self._pending.setdefault(table, []).append(row)

    def _contact(self, contact_id: int, draft: ContactDraft, now: object) -> None:
        row: Row = {name: getattr(draft, name) for name in _PLAIN}
        row |= {
            "id": contact_id,
            "uid": new_uid(),
            "kind": draft.kind,
            "name": draft.name,
            "folded": fold(draft.name),
            "owner": "",
            "consent": "",
            "created_at": now,
            "updated_at": now,
        }
        self._put(Contact, row)
        self._parts(contact_id, draft, {})

    def _parts(self, contact_id: int, draft: ContactDraft, start: Mapping[str, int]) -> None:
        for position, phone in enumerate(draft.phones, start.get("phones", 0)):
            row = phone_row(contact_id, position, phone.value, phone.label, self._country)
            self._put(Phone, row)
        for position, email in enumerate(draft.emails, start.get("emails", 0)):
            self._put(Email, email_row(contact_id, position, email.value, email.label))
        for position, address in enumerate(draft.addresses, start.get("addresses", 0)):
            row = {name: getattr(address, name) for name in ADDRESS_FIELDS}
            self._put(Address, row | {"contact_id": contact_id, "position": position})
        for position, url in enumerate(draft.urls, start.get("urls", 0)):
            row = {"value": url.value, "label": url.label}
            self._put(Url, row | {"contact_id": contact_id, "position": position})
        for tag_id in dict.fromkeys(self._tag(name) for name in draft.tags):
            self._put(ContactTag, {"contact_id": contact_id, "tag_id": tag_id})
        for name, value in draft.custom.items():
            row = {"field_id": self._field(name), "value": value}
            self._put(CustomValue, row | {"contact_id": contact_id})
        for system, value in draft.external.items():
            self._put(External, {"contact_id": contact_id, "system": system, "value": value})

    def _tag(self, name: str) -> int:
        folded = fold(name)
        if folded not in self._tags:
            tag = Tag(name=name, folded=folded)
            self._session.add(tag)
            self._session.flush()
            self._tags[folded] = tag.id
        return self._tags[folded]

    def _field(self, name: str) -> int:
        folded = fold(name)
        if folded not in self._fields:
            field = CustomField(name=name, folded=folded, position=len(self._fields))
            self._session.add(field)
            self._session.flush()
            self._fields[folded] = field.id
        return self._fields[folded]

    def _known_companies(self) -> dict[str, int]:
        if self._companies is None:
            rows = self._session.execute(
                select(Contact.name, Contact.id)
                .where(Contact.kind == COMPANY, Contact.deleted_at.is_(None))
                .order_by(Contact.id.desc())
            )
            self._companies = {company_key(row.name): row.id for row in rows}
        return self._companies

    def _learn_companies(self, contact_ids: Iterable[int], drafts: Sequence[ContactDraft]) -> None:
        for contact_id, draft in zip(contact_ids, drafts, strict=True):
            if draft.kind == COMPANY:
                self._known_companies().setdefault(company_key(draft.name), contact_id)

    def _link(self, links: Sequence[tuple[int, ContactDraft]]) -> None:
        """Tie people to their companies; make those that are not there yet."""
        known = self._known_companies() if links else {}
        missing: dict[str, ContactDraft] = {}
        for _, draft in links:
            key = company_key(draft.company)
            if key not in known:
                missing.setdefault(key, ContactDraft(draft.company, COMPANY))
        if missing:
            self.flush()  # an id is free only when every contact before it is in the file
            new = ids.reserve(self._session.connection(), "contact", len(missing))
            now = clock.now()
            for contact_id, (key, company) in zip(new, missing.items(), strict=True):
                self._contact(contact_id, company, now)
                known[key] = contact_id
            self.companies_created += len(missing)
        for contact_id, draft in links:
            company_id = known[company_key(draft.company)]
            row = {"company_id": company_id, "role": draft.role, "position": 0}
            self._put(Relation, row | {"contact_id": contact_id})


ADDRESS_FIELDS = ("street", "city", "postcode", "region", "country", "label")


def phone_row(contact_id: int, position: int, value: str, label: str, country: str) -> Row:
    """The columns of one telephone number."""
    return {
        "contact_id": contact_id,
        "position": position,
        "value": value,
        "digits": digits(value)[:40],
        "e164": e164(value, country),
        "label": label,
    }


def email_row(contact_id: int, position: int, value: str, label: str) -> Row:
    """The columns of one e-mail address."""
    return {
        "contact_id": contact_id,
        "position": position,
        "value": value,
        "folded": fold(value),
        "label": label,
    }
