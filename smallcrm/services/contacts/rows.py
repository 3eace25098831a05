"""Write new contacts into all tables that they are kept in; one way for one or many."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.fold import fold
from smallcrm.core.packed_rows import PackedRows, pack_rows
from smallcrm.db import bulk, ids, journal
from smallcrm.models import Contact, CustomField, Tag
from smallcrm.services.contact_values.company_names import company_key
from smallcrm.services.contact_values.drafts import COMPANY, ContactDraft
from smallcrm.services.contact_values.plain_rows import (
    COLUMNS,
    NAMED,
    Company,
    Derived,
    PackedContacts,
    PlainRows,
    Row,
    add_parts,
    columns_of,
    contact_rows,
    rows_of,
)
from smallcrm.services.contacts.known_words import KnownWords

_KEYS = func.json_each(bindparam("keys")).table_valued("value")  # however many, one statement
_COMPANIES = (
    select(Contact.company_key, Contact.id)
    .where(
        Contact.company_key.in_(select(_KEYS.c.value)),
        Contact.company_key != literal_column("''"),  # as the index has it
        Contact.deleted_at.is_(None),
    )
    .order_by(Contact.id.desc())
)
# Indexes that nobody needs while contacts come in.
_UNASKED = (
    "ix_contact_order",
    "ix_email_folded",
    "ix_external_system_value",
    "ix_phone_digits",
    "ix_phone_e164",
)
# These too where nothing comes in but new contacts: nobody looks for the parts of one.
_UNASKED_IF_NEW = (
    "ix_address_contact_id",
    "ix_contact_tag_tag_id",
    "ix_email_contact_id",
    "ix_phone_contact_id",
)
_MANY = 500  # rows that are noted in the journal together


class ContactRows:
    """Collects the rows of contacts and writes them with one statement a table.

    Attributes:
        country: Where telephone numbers without a prefix are at home (ISO 3166).
        now: When they are made, as the file stores it.
        companies_created: How many companies were made from the company names of people.
    """

    def __init__(self, session: Session, country: str = "") -> None:
        self._session = session
        self.country = country
        self._pending: dict[str, list[Row]] = {table: [] for table in COLUMNS}
        self._words = KnownWords(session)
        self._together: journal.Together | None = None
        self._made: dict[int, tuple[str, Company]] = {}  # companies and their names, by their ids
        self._companies: dict[str, int] = {}  # by their keys, as far as they were asked for
        self._brought: dict[str, int] = {}  # companies among the drafts, as they call them
        self._tags = {tag.folded: tag.id for tag in session.scalars(select(Tag))}
        self._spelled: dict[str, int] = {}  # tags as they came, so that each is folded once
        self._fields = {field.folded: field.id for field in session.scalars(select(CustomField))}
        self._not_ours = set(
            session.scalars(select(CustomField.folded).where(CustomField.for_contacts.is_(False)))
        )
        self._next = 0  # the next free id of a contact, once one was asked for
        self.now = bulk.stored_instant(clock.now())
        self.companies_created = 0

    @contextmanager
    def many(self, count: int, *, only_new: bool) -> Iterator[None]:
        """Write *count* contacts or so while it lasts; whatever fails has to end the action.

        *only_new* promises that meanwhile nothing is written but new contacts, by this object.
        """
        connection = self._session.connection()
        stored = self._session.scalar(select(func.count()).select_from(Contact)) or 0
        unasked: tuple[str, ...] = ()
        if count > max(stored, _MANY):
            unasked = _UNASKED + (_UNASKED_IF_NEW if only_new else ())
        with bulk.indexed_afterwards(connection, unasked), ExitStack() as noting:
            if only_new:
                self._together = noting.enter_context(journal.Together(connection))
            yield
        self._together = None

    def reserve(self, count: int) -> range:
        """Ids for *count* contacts; used or not, nothing else gets them in this transaction."""
        first = self._next or ids.reserve(self._session.connection(), "contact", 1)[0]
        self._next = first + count
        return range(first, first + count)

    def add(self, drafts: Sequence[ContactDraft], contact_ids: Sequence[int]) -> None:
        """Store *drafts* as new contacts under *contact_ids*, which were reserved."""
        self.add_rows((self.rows_of(drafts), contact_ids))

    def rows_of(self, drafts: Sequence[ContactDraft]) -> PlainRows:
        """The rows of *drafts*, for ``add_rows``."""
        return rows_of(drafts, self.country, self.now)

    def add_rows(self, *some: tuple[PlainRows, Sequence[int]]) -> None:
        """Store new contacts whose rows are there already.

        Beside the rows stand ids that were reserved, one for each place; 0 leaves it out.
        """
        for rows, contact_ids in some:
            for key, place in rows.brought:
                if contact_ids[place]:
                    self._brought.setdefault(key, contact_ids[place])
        for rows, contact_ids in some:
            self._collect(rows, contact_ids)
        self.flush()

    def add_packed(self, rows: PackedContacts, first: int) -> None:
        """Store all of *rows* as new contacts; the ids from *first* on were reserved for them."""
        for key, place in rows.brought:
            self._brought.setdefault(key, first + place)
        named = {
            table: [(first + row[0], *row[1:]) for row in found]
            for table, found in rows.named.items()
        }
        self._name(named, rows.companies)
        self._session.flush()
        for table, packed in rows.tables.items():
            self._insert(table, packed, first)
        made = {company_id: words for company_id, (_, (*_, words)) in self._made.items()}
        links = [(row[0], row[2]) for row in self._pending["relation"]]
        tags = sorted(self._pending["contact_tag"])  # as their index has them
        self.flush()
        if rows.words:
            self._words.tell(rows.words, first, links, tags, made)

    def meet(self, name: str, company_id: int) -> None:
        """Know the stored company *company_id* by *name* too, as a file may call it."""
        self._brought.setdefault(company_key(name), company_id)

    def add_parts(self, contact_id: int, draft: ContactDraft, start: Mapping[str, int]) -> None:
        """Add what *draft* has of telephones, addresses, tags and so on to a contact.

        Args:
            contact_id: The contact.
            draft: Only its multi-valued parts are used, and its company.
            start: For each part (``phones``), the position of the first one added.
        """
        rows = PlainRows({table: [] for table in COLUMNS}, {}, [])
        add_parts(rows, columns_of([draft]), self.country, start)
        self._collect(rows, (contact_id,))

    def flush(self) -> None:
        """Write what was collected."""
        self._session.flush()
        if self._made:
            names, found = zip(*self._made.values(), strict=True)
            values = columns_of([ContactDraft(name, COMPANY) for name in names])
            made = [Derived(*each[:2]) for each in found]
            self._pending["contact"] += contact_rows(list(self._made), values, made, self.now)
            self._made.clear()
        for table, rows in self._pending.items():
            self._insert(table, pack_rows(COLUMNS[table], rows))
            rows.clear()

    def _insert(self, table: str, rows: PackedRows, first: int = 0) -> None:
        """Write *rows*, whose contacts are counted from *first*."""
        if not rows.height:
            return
        connection = self._session.connection()
        counted = (COLUMNS[table][0], first) if first else ("", 0)
        with ExitStack() as noting:
            if self._together is not None:
                noting.enter_context(self._together.into(table))
            elif rows.height >= _MANY:
                together = noting.enter_context(journal.Together(connection))
                noting.enter_context(together.into(table))
            bulk.insert_packed(connection, table, rows, counted)

    def _collect(self, rows: PlainRows, contact_ids: Sequence[int]) -> None:
        """Take *rows*, with ids in the place of places and names."""
        numbered = {
            table: [(contact_ids[row[0]], *row[1:]) for row in found if contact_ids[row[0]]]
            for table, found in rows.tables.items()
        }
        for table, found in numbered.items():
            if table not in NAMED:
                self._pending[table] += found
        self._name(numbered, rows.companies)

    def _name(
        self, numbered: Mapping[str, Sequence[Row]], companies: Mapping[str, Company]
    ) -> None:
        """Take rows that have names of tags, fields and *companies* in the place of their ids."""
        tags = [(contact_id, self._tag(name)) for contact_id, name in numbered["contact_tag"]]
        self._pending["contact_tag"] += dict.fromkeys(tags)
        values = {  # of names that are one but for their case the last counts
            (contact_id, self._field(name)): value
            for contact_id, name, value in numbered["custom_value"]
        }
        self._pending["custom_value"] += [(*key, value) for key, value in values.items()]
        self._link(numbered["relation"], companies)

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
        if folded in self._not_ours:  # a field of deals: contacts have it from now on too
            self._not_ours.remove(folded)
            self._session.get_one(CustomField, self._fields[folded]).for_contacts = True
        return self._fields[folded]

    def _link(self, links: Sequence[Row], names: Mapping[str, Company]) -> None:
        """Tie people to their companies; make those that are not there yet."""
        keys = {name: names[name][1] for _, _, name, _ in links}
        self._look_up({key for key in keys.values() if key not in self._companies})
        for contact_id, position, name, role in links:
            company_id = self._companies.get(keys[name]) or self._company(name, names[name])
            self._pending["relation"].append((contact_id, position, company_id, role))

    def _company(self, name: str, made: Company) -> int:
        """A company of the file that is being brought in, else a new one."""
        key = made[1]
        company_id = self._brought.get(key)
        if company_id is None:
            company_id = self.reserve(1)[0]
            self._made[company_id] = (name, made)
            self.companies_created += 1
        self._companies[key] = company_id
        return company_id

    def _look_up(self, keys: Collection[str]) -> None:
        """Learn which of *keys* are companies of the file; of twins the older one counts."""
        found = self._session.execute(_COMPANIES, {"keys": json.dumps(list(keys))})
        self._companies.update((row.company_key, row.id) for row in found)
