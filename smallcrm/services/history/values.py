"""What each step changed in a contact, value by value: the journal walked backwards once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core.text import T, Text
from smallcrm.models import (
    Activity,
    Base,
    Change,
    Contact,
    ContactTag,
    CustomField,
    CustomValue,
    Relation,
    Tag,
)
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.contacts.field_words import TITLES, text
from smallcrm.services.history.past import PARTS, Past, Row, draft_of, table_of, values_of_change
from smallcrm.services.history.queries import touching

_TABLES: tuple[type[Base], ...] = (Contact, Relation, *(each for each in PARTS if each != Activity))
_State = dict[str, dict[int, Row]]  # rows by their ids, by table


class ChangedValue(NamedTuple):
    """A field of a contact, what stood in it and what stands in it after the step, as words.

    Attributes:
        field: As in ``ContactDraft``; a field of one's own begins with ``custom:``.
    """

    field: str
    title: Text | str
    old: str
    new: str

    def words(self, longest: int = 0) -> str:
        """``Role: – → Baker``; values are cut to *longest* letters, 0 for whole ones."""
        old, new = (_short(value, longest) or "–" for value in (self.old, self.new))
        return str(T("{field}: {old} → {new}", field=self.title, old=old, new=new))


def list_values(
    session: Session, contact_id: int, actions: Collection[int]
) -> dict[int, tuple[ChangedValue, ...]]:
    """What each of *actions* changed in the values of the contact; those that did are named.

    A step that made or removed the contact as a whole has no values to tell.
    """
    if not actions:
        return {}
    walk = _Walk(session, contact_id, min(actions))
    return {
        action: told
        for action, before, after in walk.steps()
        if action in actions and (told := tuple(_changed(before, after)))
    }


def only_contacts(session: Session, actions: Collection[int]) -> dict[int, int]:
    """The contact of each of *actions* that touched a single one."""
    query = (
        select(Change.action_id, func.min(Change.row_id))
        .where(Change.table_name == Contact.__tablename__, Change.action_id.in_(actions))
        .group_by(Change.action_id)
        .having(func.count(Change.row_id.distinct()) == 1)
    )
    return dict(session.execute(query).all())


class _Walk:
    """The contact as it is, and then step by step as it was before."""

    def __init__(self, session: Session, contact_id: int, first: int) -> None:
        self._contact_id = contact_id
        wanted = [each.__tablename__ for each in _TABLES]
        query = (
            select(Change.action_id, Change.table_name, Change.row_id, Change.operation, Change.old)
            .where(
                Change.id.in_(touching(contact_id)),
                Change.action_id >= first,
                Change.table_name.in_(wanted),
            )
            .order_by(Change.id.desc())
        )
        self._changes = session.execute(query).all()
        self._state: _State = {each.__tablename__: {} for each in _TABLES}
        now = Past(session, _NOW)
        for model in _TABLES:
            name = model.__tablename__
            ids = {change.row_id for change in self._changes if change.table_name == name}
            if model is Contact:
                ids.add(contact_id)
            else:
                parts = now.parts(model, [contact_id])[contact_id]
                ids |= {row["id"] for row in parts}
            self._state[name] = now.rows(model, ids)
        self._names = {
            model: _removed(session, model, ids) | now.rows(model, ids)
            for model, ids in self._named().items()
        }

    def steps(self) -> Iterator[tuple[int, ContactDraft, ContactDraft]]:
        """Each action with the contact before and after it, the last action first."""
        after = self._draft()
        for action, changes in groupby(self._changes, key=itemgetter(0)):
            for _action, name, row_id, operation, old in changes:
                rows = self._state[name]
                if operation == "I":
                    rows.pop(row_id, None)
                else:
                    table = table_of(name)
                    rows[row_id] = rows.get(row_id, {}) | values_of_change(table, old or "{}")
            before = self._draft()
            if before is not None and after is not None:
                yield action, before, after
            after = before

    def _draft(self) -> ContactDraft | None:
        own = self._state[Contact.__tablename__].get(self._contact_id)
        if own is None:
            return None
        parts = {model: self._mine(model) for model in _TABLES if model is not Contact}
        companies = self._names[Contact]
        main = [row["company_id"] for row in parts[Relation] if row["position"] == 0]
        company = companies[main[0]]["name"] if main and main[0] in companies else ""
        return draft_of(own, parts, self._names[Tag], self._names[CustomField], company)

    def _mine(self, model: type[Base]) -> list[Row]:
        rows = self._state[model.__tablename__].values()
        mine = [row for row in rows if row.get("contact_id") == self._contact_id]
        return sorted(mine, key=lambda row: (row.get("position", 0), row["id"]))

    def _named(self) -> Mapping[type[Base], set[int]]:
        """Whose names are needed: tags, fields of one's own, companies."""
        keys = {Tag: (ContactTag, "tag_id"), CustomField: (CustomValue, "field_id")}
        keys[Contact] = (Relation, "company_id")
        found: dict[type[Base], set[int]] = {}
        for named, (model, column) in keys.items():
            table = table_of(model.__tablename__)
            rows: list[Mapping[str, Any]] = list(self._state[table.name].values())
            rows += [
                values_of_change(table, change.old)
                for change in self._changes
                if change.table_name == table.name and change.operation != "I"
            ]
            found[named] = {row[column] for row in rows if column in row}
        return found


_NOW = 2**63 - 1  # an action that no other comes after


def _removed(session: Session, model: type[Base], ids: Collection[int]) -> dict[int, Row]:
    """The rows *ids* as they were when they were removed, those that were."""
    table = table_of(model.__tablename__)
    query = select(Change.row_id, Change.old).where(
        Change.table_name == table.name, Change.row_id.in_(ids), Change.operation == "D"
    )
    return {row_id: values_of_change(table, old or "{}") for row_id, old in session.execute(query)}


def _short(value: str, longest: int) -> str:
    value = " ".join(value.split())
    return f"{value[: longest - 1].rstrip()}…" if 0 < longest < len(value) else value


def _changed(before: ContactDraft, after: ContactDraft) -> Iterator[ChangedValue]:
    for field, title in TITLES.items():
        if getattr(before, field) != getattr(after, field):
            yield ChangedValue(field, title, text(before, field), text(after, field))
    for name in sorted({*before.custom, *after.custom}):
        old, new = before.custom.get(name, ""), after.custom.get(name, "")
        if old != new:
            yield ChangedValue(f"custom:{name}", name, old, new)
