"""A contact as it was: the journal read backwards from what the tables hold now."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
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
_ACTIVITY = ("kind", "body", "title", "direction", "seconds", "outcome", "at")

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
    past = _Past(session, action)
    own = past.rows(Contact, [contact_id]).get(contact_id)
    if own is None:
        raise NotFound(
            T("This contact did not exist then."), hint=T("Choose a later day."), field="day"
        )
    parts = {table: past.parts(table, contact_id) for table in _PARTS}
    relations, company = _relations(past, contact_id)
    draft = ContactDraft(
        **{name: own[name] for name in OWN},
        company=company,
        emails=_labelled(parts[Email]),
        phones=_labelled(parts[Phone]),
        urls=_labelled(parts[Url]),
        addresses=tuple(
            AddressDraft(**{name: row[name] for name in _ADDRESS}) for row in parts[Address]
        ),
        tags=_tags(past, parts[ContactTag]),
        custom=_custom(past, parts[CustomValue]),
        external={row["system"]: row["value"] for row in parts[External]},
    )
    activities = {
        row["id"]: ActivityDraft(**{name: row[name] for name in _ACTIVITY})
        for row in parts[Activity]
        if row["deleted_at"] is None
    }
    return PastContact(draft, own["deleted_at"] is not None, relations, activities)


_PARTS: tuple[type[Base], ...] = (
    Email,
    Phone,
    Url,
    Address,
    ContactTag,
    CustomValue,
    External,
    Activity,
)


class _Past:
    """The tables as they were when an action was done."""

    def __init__(self, session: Session, action: int) -> None:
        self._session = session
        self._action = action

    def rows(self, model: type[Base], ids: Collection[int]) -> dict[int, Row]:
        """The rows *ids* as they were; one that was not there is left out."""
        table = _table(model)
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
                    rows[row_id] = rows.get(row_id, {}) | _values(table, old)
        return rows

    def parts(self, model: type[Base], owner: int, column: str = "contact_id") -> list[Row]:
        """The rows of *model* that were *owner*'s, in the order that they are shown in."""
        table = _table(model)
        now = select(table.c["id"]).where(table.c[column] == owner)
        owner_then = type_coerce(Change.old, JSON)[(column, 0)].as_integer()
        since = select(Change.row_id).where(
            Change.table_name == table.name, Change.action_id > self._action, owner_then == owner
        )
        ids = {*self._session.scalars(now), *self._session.scalars(since)}
        rows = [row for row in self.rows(model, ids).values() if row[column] == owner]
        return sorted(rows, key=lambda row: (row.get("position", 0), row["id"]))


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]


def _values(table: Table, old: str) -> Row:
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


def _relations(past: _Past, contact_id: int) -> tuple[tuple[PastRelation, ...], str]:
    """All ties of the contact, and the name of its main company."""
    mine = past.parts(Relation, contact_id)
    others = past.parts(Relation, contact_id, "company_id")
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


def _tags(past: _Past, rows: Collection[Row]) -> tuple[str, ...]:
    wanted = [row["tag_id"] for row in rows]
    tags = past.rows(Tag, wanted)
    return tuple(tags[key]["name"] for key in wanted)


def _custom(past: _Past, rows: Collection[Row]) -> dict[str, str]:
    fields = past.rows(CustomField, [row["field_id"] for row in rows])
    values = {row["field_id"]: row["value"] for row in rows}
    ordered = sorted(fields.values(), key=itemgetter("position"))
    return {field["name"]: values[field["id"]] for field in ordered}
