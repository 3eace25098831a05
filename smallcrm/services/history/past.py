"""A contact as it was: the journal read backwards from what the tables hold now."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import JSON, Table, func, select, type_coerce
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.models import (
    Action,
    Activity,
    Address,
    Base,
    Change,
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
from smallcrm.services.contacts.activities import ActivityDraft
from smallcrm.services.contacts.drafts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.contacts.stored import OWN

_AT_ONCE = 500  # ids in one statement
_ADDRESS = ("street", "city", "postcode", "region", "country", "label")
_ACTIVITY = ("kind", "body", "title", "direction", "seconds", "outcome", "at", "owner_id")

Row = dict[str, Any]


class PastRelation(NamedTuple):
    """A tie as it was; *is_mine* as in ``RelationView``."""

    name: str
    role: str
    since: date | None
    until: date | None
    is_mine: bool


class PastContact(NamedTuple):
    """A contact with its parts after some action.

    Attributes:
        activities: What stood on the timeline and was written by hand, by their ids.
    """

    draft: ContactDraft
    archived: bool
    relations: tuple[PastRelation, ...]
    activities: Mapping[int, ActivityDraft]


def last_action(session: Session, until: datetime) -> int:
    """The id of the last action that was done by the instant *until*; 0 before the first."""
    return session.scalar(select(func.max(Action.id)).where(Action.at <= until)) or 0


def get_past(session: Session, contact_id: int, action: int) -> PastContact:
    """The contact as it was when *action* was done, and before any later one.

    Raises:
        NotFound: it did not exist then.
    """
    past = Past(session, action)
    own = past.rows(Contact, [contact_id]).get(contact_id)
    if own is None:
        raise NotFound(
            T("This contact did not exist then."), hint=T("Choose a later day."), field="day"
        )
    parts = {table: past.parts(table, [contact_id])[contact_id] for table in PARTS}
    relations, company = _relations(past, contact_id)
    tags = past.rows(Tag, [row["tag_id"] for row in parts[ContactTag]])
    fields = past.rows(CustomField, [row["field_id"] for row in parts[CustomValue]])
    draft = draft_of(own, parts, tags, fields, company)
    activities = {
        row["id"]: ActivityDraft(**{name: row[name] for name in _ACTIVITY if name in row})
        for row in parts[Activity]
        if row["deleted_at"] is None
    }
    return PastContact(draft, own["deleted_at"] is not None, relations, activities)


def list_past_drafts(
    session: Session, contact_ids: Collection[int], action: int
) -> dict[int, ContactDraft]:
    """Many contacts as they were when *action* was done; one that was not there is left out."""
    past = Past(session, action)
    owns = past.rows(Contact, contact_ids)
    tables = {table: past.parts(table, list(owns)) for table in PARTS if table is not Activity}
    tags = past.rows(Tag, _values_of(tables[ContactTag], "tag_id"))
    fields = past.rows(CustomField, _values_of(tables[CustomValue], "field_id"))
    ties = past.parts(Relation, list(owns))
    names = past.rows(Contact, _values_of(ties, "company_id"))
    drafts: dict[int, ContactDraft] = {}
    for key, own in owns.items():
        main = [row["company_id"] for row in ties[key] if row["position"] == 0]
        company = names[main[0]]["name"] if main and main[0] in names else ""
        parts = {table: rows[key] for table, rows in tables.items()}
        drafts[key] = draft_of(own, parts, tags, fields, company)
    return drafts


def _values_of(parts: Mapping[int, Sequence[Row]], column: str) -> set[int]:
    return {row[column] for rows in parts.values() for row in rows}


def draft_of(
    own: Row,
    parts: Mapping[type[Base], Sequence[Row]],
    tags: Mapping[int, Row],
    fields: Mapping[int, Row],
    company: str,
) -> ContactDraft:
    """A contact made of its row and the rows of its parts.

    *tags* and *fields* are the rows that have the names; a part whose name is not there is left
    out.
    """
    values = {
        row["field_id"]: row["value"] for row in parts[CustomValue] if row["field_id"] in fields
    }
    ordered = sorted((fields[key] for key in values), key=itemgetter("position"))
    return ContactDraft(
        **{name: own[name] for name in OWN},
        company=company,
        emails=_labelled(parts[Email]),
        phones=_labelled(parts[Phone]),
        urls=_labelled(parts[Url]),
        addresses=tuple(
            AddressDraft(**{name: row[name] for name in _ADDRESS}) for row in parts[Address]
        ),
        tags=tuple(
            tags[row["tag_id"]]["name"] for row in parts[ContactTag] if row["tag_id"] in tags
        ),
        custom={field["name"]: values[field["id"]] for field in ordered},
        external={row["system"]: row["value"] for row in parts[External]},
    )


PARTS: tuple[type[Base], ...] = (
    Email,
    Phone,
    Url,
    Address,
    ContactTag,
    CustomValue,
    External,
    Activity,
)


class Past:
    """The tables as they were when an action was done."""

    def __init__(self, session: Session, action: int) -> None:
        self._session = session
        self._action = action

    def rows(self, model: type[Base], ids: Collection[int]) -> dict[int, Row]:
        """The rows *ids* as they were; one that was not there is left out."""
        table = table_of(model.__tablename__)
        rows: dict[int, Row] = {}
        for chunk in chunks(list(ids), _AT_ONCE):
            now = self._session.execute(select(table).where(table.c["id"].in_(chunk)))
            rows |= {row["id"]: dict(row) for row in now.mappings()}
            later = (
                select(Change.row_id, Change.operation, Change.old)
                .where(
                    Change.table_name == table.name,
                    Change.row_id.in_(chunk),
                    Change.action_id > self._action,
                )
                .order_by(Change.id.desc())
            )
            for row_id, operation, old in self._session.execute(later):
                if operation == "I" or old is None:
                    rows.pop(row_id, None)
                else:
                    rows[row_id] = rows.get(row_id, {}) | values_of_change(table, old)
        return rows

    def parts(
        self, model: type[Base], owners: Sequence[int], column: str = "contact_id"
    ) -> dict[int, list[Row]]:
        """The rows of *model* of each of *owners*, in the order that they are shown in."""
        table = table_of(model.__tablename__)
        owner_then = type_coerce(Change.old, JSON)[(column, 0)].as_integer()
        ids: set[int] = set()
        for chunk in chunks(owners, _AT_ONCE):
            now = select(table.c["id"]).where(table.c[column].in_(chunk))
            since = select(Change.row_id).where(
                Change.table_name == table.name,
                Change.action_id > self._action,
                owner_then.in_(chunk),
            )
            ids |= {*self._session.scalars(now), *self._session.scalars(since)}
        found: dict[int, list[Row]] = {owner: [] for owner in owners}
        for row in self.rows(model, ids).values():
            if row[column] in found:
                found[row[column]].append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (row.get("position", 0), row["id"]))
        return found


def table_of(name: str) -> Table:
    """The table that the journal calls *name*."""
    return Base.metadata.tables[name]


def values_of_change(table: Table, old: str) -> Row:
    """What the journal keeps of a row, as the tables give it; dropped columns are left out."""
    found: Row = {}
    for name, (value,) in json.loads(old).items():
        if name in table.c:
            kind = table.c[name].type.python_type
            is_date = value is not None and issubclass(kind, date)  # an instant is one too
            found[name] = kind.fromisoformat(value) if is_date else value
    return found


def _labelled(rows: Iterable[Row]) -> tuple[Labelled, ...]:
    return tuple(Labelled(row["value"], row["label"]) for row in rows)


def _relations(past: Past, contact_id: int) -> tuple[tuple[PastRelation, ...], str]:
    """All ties of the contact, and the name of its main company."""
    mine = past.parts(Relation, [contact_id])[contact_id]
    others = past.parts(Relation, [contact_id], "company_id")[contact_id]
    ids = {row["company_id"] for row in mine} | {row["contact_id"] for row in others}
    names = {key: row["name"] for key, row in past.rows(Contact, ids).items()}
    found = [(row, row["company_id"], True) for row in mine]
    found += [(row, row["contact_id"], False) for row in others]
    # The journal does not name the parts that came with a new contact: they came when it did.
    relations = [
        PastRelation(names[other], row["role"], row["since"], row["until"], is_mine)
        for row, other, is_mine in found
        if other in names
    ]
    main = [row["company_id"] for row in mine if row["position"] == 0]
    return tuple(relations), names.get(main[0], "") if main else ""
