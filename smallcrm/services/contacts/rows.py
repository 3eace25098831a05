"""Turn drafts into the rows of all tables that a contact is kept in; one way for one or many."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.fold import digits, fold
from smallcrm.core.uid import new_uid
from smallcrm.db import bulk, ids
from smallcrm.models import (
    Address,
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
from smallcrm.services.contacts.company_names import company_key
from smallcrm.services.contacts.drafts import COMPANY, AddressDraft, ContactDraft
from smallcrm.services.contacts.phones import international

_AT_ONCE = 500  # keys in one question
_PART = ("contact_id", "position")
_COLUMNS: dict[Any, tuple[str, ...]] = {
    Contact: (
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
    Phone: (*_PART, "value", "label", "digits", "e164"),
    Email: (*_PART, "value", "label", "folded"),
    Url: (*_PART, "value", "label"),
    Address: (*_PART, *AddressDraft._fields),
    ContactTag: ("contact_id", "tag_id"),
    CustomValue: ("contact_id", "field_id", "value"),
    External: ("contact_id", "system", "value"),
    Relation: (*_PART, "company_id", "role"),
}


def derived(draft: ContactDraft) -> dict[str, str]:
    """What is stored beside the name, for order and for finding a company again."""
    key = company_key(draft.name) if draft.kind == COMPANY else ""
    return {"folded": fold(draft.name), "company_key": key}


class ContactRows:
    """Collects drafts and writes them with one statement a table.

    Attributes:
        companies_created: How many companies were made from the company names of people.
    """

    def __init__(self, session: Session, country: str = "") -> None:
        """*country* (ISO 3166) is where telephone numbers without a prefix are at home."""
        self._session = session
        self._country = country
        self._pending: dict[Any, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
        self._companies: dict[str, int] = {}  # by their keys, as far as they were asked for
        self._brought: dict[str, int] = {}  # companies among the drafts, as they call them
        self._tags = {tag.folded: tag.id for tag in session.scalars(select(Tag))}
        self._spelled: dict[str, int] = {}  # tags as they came, so that each is folded once
        self._fields = {field.folded: field.id for field in session.scalars(select(CustomField))}
        self._next = 0  # the next free id of a contact, once one was asked for
        self._now = bulk.stored_instant(clock.now())
        self.companies_created = 0

    def reserve(self, count: int) -> range:
        """Ids for *count* contacts; used or not, nothing else gets them in this transaction."""
        first = self._next or ids.reserve(self._session.connection(), "contact", 1)[0]
        self._next = first + count
        return range(first, first + count)

    def add(self, drafts: Sequence[ContactDraft], contact_ids: Sequence[int]) -> None:
        """Store *drafts* as new contacts under *contact_ids*, which were reserved."""
        pairs = list(zip(contact_ids, drafts, strict=True))
        for contact_id, draft in pairs:
            self._contact(contact_id, draft)
            if draft.kind == COMPANY:
                self._brought.setdefault(company_key(draft.name), contact_id)
        self._link([pair for pair in pairs if pair[1].company and pair[1].kind != COMPANY])
        self.flush()

    def meet(self, name: str, company_id: int) -> None:
        """Know the stored company *company_id* by *name* too, as a file may call it."""
        self._brought.setdefault(company_key(name), company_id)

    def add_parts(self, contact_id: int, draft: ContactDraft, start: Mapping[str, int]) -> None:
        """Add what *draft* has of telephones, addresses, tags and so on to a contact.

        Args:
            contact_id: The contact.
            draft: Only its multi-valued parts are used.
            start: For each part (``phones``), the position of the first one added.
        """
        self._parts(contact_id, draft, start)
        if draft.company:
            self._link([(contact_id, draft)])

    def flush(self) -> None:
        """Write what was collected."""
        self._session.flush()
        connection = self._session.connection()
        for table, rows in self._pending.items():
            bulk.insert_rows(connection, table.__tablename__, _COLUMNS[table], rows)
            rows.clear()

    def _contact(self, contact_id: int, draft: ContactDraft) -> None:
        made = derived(draft)
        self._pending[Contact].append(
            (
                contact_id,
                new_uid(),
                draft.kind,
                draft.name,
                made["folded"],
                made["company_key"],
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
                self._now,
                self._now,
            )
        )
        self._parts(contact_id, draft, {})

    def _parts(self, contact_id: int, draft: ContactDraft, start: Mapping[str, int]) -> None:
        pending = self._pending
        for position, phone in enumerate(draft.phones, start.get("phones", 0)):
            number = international(phone, self._country)
            value = phone.value
            row = (contact_id, position, value, phone.label, digits(value)[:40], number)
            pending[Phone].append(row)
        for position, (value, label, _) in enumerate(draft.emails, start.get("emails", 0)):
            pending[Email].append((contact_id, position, value, label, fold(value)))
        for position, (value, label, _) in enumerate(draft.urls, start.get("urls", 0)):
            pending[Url].append((contact_id, position, value, label))
        for position, address in enumerate(draft.addresses, start.get("addresses", 0)):
            pending[Address].append((contact_id, position, *address))
        if draft.tags or draft.custom or draft.external:
            self._marks(contact_id, draft)

    def _marks(self, contact_id: int, draft: ContactDraft) -> None:
        for tag_id in dict.fromkeys([self._tag(name) for name in draft.tags]):
            self._pending[ContactTag].append((contact_id, tag_id))
        for name, value in draft.custom.items():
            self._pending[CustomValue].append((contact_id, self._field(name), value))
        for system, value in draft.external.items():
            self._pending[External].append((contact_id, system, value))

    def _tag(self, name: str) -> int:
        if name not in self._spelled:
            folded = fold(name)
            if folded not in self._tags:
                tag = Tag(name=name, folded=folded)
                self._session.add(tag)
                self._session.flush()
                self._tags[folded] = tag.id
            self._spelled[name] = self._tags[folded]
        return self._spelled[name]

    def _field(self, name: str) -> int:
        folded = fold(name)
        if folded not in self._fields:
            field = CustomField(name=name, folded=folded, position=len(self._fields))
            self._session.add(field)
            self._session.flush()
            self._fields[folded] = field.id
        return self._fields[folded]

    def _link(self, links: Sequence[tuple[int, ContactDraft]]) -> None:
        """Tie people to their companies; make those that are not there yet."""
        keys = {draft.company: company_key(draft.company) for _, draft in links}
        self._look_up(set(keys.values()) - set(self._companies))
        for contact_id, draft in links:
            key = keys[draft.company]
            company_id = self._companies.get(key) or self._brought.get(key)
            if company_id is None:
                company_id = self.reserve(1)[0]
                self._contact(company_id, ContactDraft(draft.company, COMPANY))
                self.companies_created += 1
            self._companies[key] = company_id
            self._pending[Relation].append((contact_id, 0, company_id, draft.role))

    def _look_up(self, keys: Collection[str]) -> None:
        """Learn which of *keys* are companies of the file; of twins the older one counts."""
        for chunk in chunks(list(keys), _AT_ONCE):
            found = self._session.execute(
                select(Contact.company_key, Contact.id)
                .where(
                    Contact.company_key.in_(chunk),
                    Contact.company_key != literal_column("''"),  # as the index has it
                    Contact.deleted_at.is_(None),
                )
                .order_by(Contact.id.desc())
            )
            self._companies.update((row.company_key, row.id) for row in found)
