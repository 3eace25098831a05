"""Write new contacts into all tables that they are kept in; one way for one or many."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.fold import fold
from smallcrm.core.packed_rows import PackedRows, pack_rows
from smallcrm.db import bulk, ids, journal
from smallcrm.models import Contact, CustomField, Tag
from smallcrm.services.contact_values.company_names import company_key
from smallcrm.services.contact_values.drafts import COMPANY, ContactDraft
from smallcrm.services.contact_values.plain_rows import (
    COLUMNS,
    NAMED,
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

_AT_ONCE = 500  # keys in one question
# Indexes that nobody needs while contacts come in.
_UNASKED = (
    "ix_contact_order",
    "ix_email_folded",
    "ix_external_system_value",
    "ix_phone_digits",
    "ix_phone_e164",
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
        self._made: dict[int, tuple[ContactDraft, Derived]] = {}  # companies, by their ids
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
    def many(self, count: int) -> Iterator[None]:
        """Write *count* contacts or so while it lasts; whatever fails has to end the action."""
        stored = self._session.scalar(select(func.count()).select_from(Contact)) or 0
        unasked = _UNASKED if count > max(stored, _MANY) else ()
        with bulk.indexed_afterwards(self._session.connection(), unasked):
            yield

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
        made = list(self._made)
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
            drafts, made = zip(*self._made.values(), strict=True)
            companies = contact_rows(list(self._made), columns_of(drafts), made, self.now)
            self._pending["contact"] += companies
            self._made.clear()
        for table, rows in self._pending.items():
            self._insert(table, pack_rows(COLUMNS[table], rows))
            rows.clear()

    def _insert(self, table: str, rows: PackedRows, first: int = 0) -> None:
        """Write *rows*, whose contacts are counted from *first*."""
        connection = self._session.connection()
        counted = (COLUMNS[table][0], first) if first else ("", 0)
        if rows.height < _MANY:
            bulk.insert_packed(connection, table, rows, counted)
            return
        self._together = self._together or journal.Together(connection)
        with self._together.into(table):
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
        self, numbered: Mapping[str, Sequence[Row]], companies: Mapping[str, tuple[str, str]]
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

    def _link(self, links: Sequence[Row], names: Mapping[str, tuple[str, str]]) -> None:
        """Tie people to their companies; make those that are not there yet."""
        keys = {name: names[name][1] for _, _, name, _ in links}
        self._look_up({key for key in keys.values() if key not in self._companies})
        for contact_id, position, name, role in links:
            company_id = self._companies.get(keys[name]) or self._company(name, names[name])
            self._pending["relation"].append((contact_id, position, company_id, role))

    def _company(self, name: str, made: tuple[str, str]) -> int:
        """A company of the file that is being brought in, else a new one."""
        key = made[1]
        company_id = self._brought.get(key)
        if company_id is None:
            company_id = self.reserve(1)[0]
            self._made[company_id] = (ContactDraft(name, COMPANY), Derived(*made))
            self.companies_created += 1
        self._companies[key] = company_id
        return company_id

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
