"""Drafts as the rows of all tables that a contact is kept in, but for what only the file knows.

A row names its contact by its place among the drafts; tags, fields of one's own and companies stand
there by their names. ``contacts.rows`` puts ids in their place and writes the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from smallcrm.core.fold import digits_each, fold, fold_each
from smallcrm.core.indexed import searchable
from smallcrm.core.packed_rows import PackedRows, pack_rows, unpack_rows
from smallcrm.core.uid import new_uids
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
Company = tuple[str, str, str]  # what ``Derived`` holds, and the words by which it is found
Columns = Mapping[str, Sequence[Any]]  # by the field of the draft; parts may be plain tuples


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
    companies: dict[str, Company]
    brought: list[tuple[str, int]]


class PackedContacts(NamedTuple):
    """``PlainRows`` that came from another process: *tables* are packed, but for the ``NAMED``.

    Attributes:
        words: By which they are found, see ``found_by``; empty where that is not known yet.
    """

    tables: dict[str, PackedRows]
    named: dict[str, list[Row]]
    companies: dict[str, Company]
    brought: list[tuple[str, int]]
    words: list[str]

    @property
    def rows(self) -> PlainRows:
        """The rows one by one."""
        tables = {
            name: list(unpack_rows(rows, COLUMNS[name])) for name, rows in self.tables.items()
        }
        return PlainRows(tables | self.named, self.companies, self.brought)


def sent(rows: PlainRows, words: list[str]) -> tuple[Any, ...]:
    """*rows* and *words* (``found_by``) as they cross to another process, see ``received``."""
    tables = {
        name: tuple(pack_rows(COLUMNS[name], found))
        for name, found in rows.tables.items()
        if name not in NAMED
    }
    named = {name: rows.tables[name] for name in NAMED}
    return tables, named, rows.companies, rows.brought, words


def received(plain: tuple[Any, ...], now: str) -> PackedContacts:
    """What another process has ``sent``, as made *now*; it did not know when that is."""
    tables, *others = plain
    found = {name: PackedRows(*rows) for name, rows in tables.items()}
    found["contact"].same.update(created_at=now, updated_at=now)
    return PackedContacts(found, *others)


def derived(name: str, kind: str) -> Derived:
    """What is stored beside the *name* of a contact of *kind*."""
    return Derived(fold(name), company_key(name) if kind == COMPANY else "")


def rows_of(drafts: Sequence[ContactDraft], country: str, now: str) -> PlainRows:
    """The rows of *drafts* as new contacts.

    Args:
        drafts: Whoever came in.
        country: Where telephone numbers without a prefix are at home (ISO 3166).
        now: When they are made, as the file stores it.
    """
    return rows_from(columns_of(drafts), country, now)


def columns_of(drafts: Sequence[ContactDraft]) -> Columns:
    """The values of *drafts*, field by field."""
    return dict(zip(ContactDraft._fields, zip(*drafts, strict=True), strict=False))


def rows_from(values: Columns, country: str, now: str) -> PlainRows:
    """The same from the values of drafts, field by field."""
    found = PlainRows({table: [] for table in COLUMNS}, {}, [])
    if not values:
        return found
    kinds, names = values["kind"], values["name"]
    keys = [
        company_key(name) if kind == COMPANY else ""
        for name, kind in zip(names, kinds, strict=True)
    ]
    made = list(map(Derived, fold_each(names), keys))
    found.tables["contact"] += contact_rows(range(len(names)), values, made, now)
    found.brought.extend(
        [(key, place) for place, key in enumerate(keys) if kinds[place] == COMPANY]
    )
    employers = [
        name if kind != COMPANY else ""  # companies belong to nobody
        for name, kind in zip(values["company"], kinds, strict=True)
    ]
    add_parts(found, {**values, "company": employers}, country)
    return found


def contact_rows(
    contact_ids: Sequence[int], values: Columns, made: Sequence[Derived], now: str
) -> Iterator[Row]:
    """The rows of the contacts themselves; *made* is what is derived from their names."""
    count = len(contact_ids)
    folded, keys = zip(*made, strict=True)
    own = {
        **values,
        "id": contact_ids,
        "uid": new_uids(count),
        "folded": folded,
        "company_key": keys,
        "consent_on": [day and day.isoformat() for day in values["consent_on"]],
        "created_at": [now] * count,
        "updated_at": [now] * count,
    }
    return zip(*[own[name] for name in COLUMNS["contact"]], strict=True)


def add_parts(
    found: PlainRows, values: Columns, country: str, start: Mapping[str, int] | None = None
) -> None:
    """Add the rows of whatever drafts have several of, and of the companies they name.

    *start* says for each part (``phones``) what position the first one gets; 0 where it does not.
    """
    tables, first = found.tables, start or {}

    def each(name: str) -> Iterator[tuple[int, int, Any]]:
        begin = first.get(name, 0)
        for place, parts in enumerate(values[name]):
            for position, part in enumerate(parts, begin):
                yield place, position, part

    phones, emails = list(each("phones")), list(each("emails"))
    dialed = digits_each([part[0] for _, _, part in phones])
    folded = fold_each([part[0] for _, _, part in emails])
    tables["phone"] += [
        (place, position, value, label, number[:40], international(value, known, country))
        for (place, position, (value, label, known)), number in zip(phones, dialed, strict=True)
    ]
    tables["email"] += [
        (place, position, part[0], part[1], value)
        for (place, position, part), value in zip(emails, folded, strict=True)
    ]
    tables["url"] += [(place, position, part[0], part[1]) for place, position, part in each("urls")]
    tables["address"] += [(place, position, *part) for place, position, part in each("addresses")]
    tables["contact_tag"] += [(place, name) for place, _, name in each("tags")]
    for table, name in (("external", "external"), ("custom_value", "custom")):
        for place, named in enumerate(values[name]):
            tables[table] += [(place, *item) for item in named.items()]
    _add_companies(found, values["company"], values["role"])


def _add_companies(found: PlainRows, companies: Sequence[str], roles: Sequence[str]) -> None:
    for place, (company, role) in enumerate(zip(companies, roles, strict=True)):
        if company:
            found.tables["relation"].append((place, 0, company, role))
            if company not in found.companies:
                made = (fold(company), company_key(company), searchable(company))
                found.companies[company] = made
