"""Turn stored contacts into other drafts: one or thousands, with a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Table, bindparam, delete, select
from sqlalchemy.orm import Session, aliased

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.models import (
    Address,
    Contact,
    ContactTag,
    CustomValue,
    Email,
    External,
    Phone,
    Relation,
    Url,
)
from smallcrm.services.contact_values.plain_rows import derived
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.contacts.stored import OWN

# Each multi-valued part of a draft, and the table that holds it.
_PARTS: dict[str, Any] = {
    "emails": Email,
    "phones": Phone,
    "addresses": Address,
    "urls": Url,
    "tags": ContactTag,
    "custom": CustomValue,
    "external": External,
    "company": Relation,
}
_AT_ONCE = 500  # ids in one statement


class Change(NamedTuple):
    """A contact as it is stored, and what it is to become."""

    before: ContactDraft
    after: ContactDraft


def put(session: Session, changes: Mapping[int, Change], rows: ContactRows) -> None:
    """Make each contact what its change says; parts that stay the same are not touched.

    Nothing is checked: what is odd in a file was told already. *rows* knows what else it brings.
    """
    session.flush()
    own: dict[tuple[str, ...], list[dict[str, object]]] = defaultdict(list)
    replaced: dict[str, list[int]] = defaultdict(list)
    for contact_id, change in changes.items():
        parts = [name for name in _PARTS if _differs(change, name)]
        values = {name: getattr(change.after, name) for name in OWN if _differs(change, name)}
        if not values and not parts:
            continue
        if "name" in values or "kind" in values:
            values |= derived(change.after.name, change.after.kind)._asdict()
        values["updated_at"] = clock.now()
        own[tuple(values)].append({"key": contact_id, **values})
        for name in parts:
            replaced[name].append(contact_id)
        rows.add_parts(contact_id, _only(change.after, parts), {})
    for names, found in own.items():
        _update(session, Contact.__table__, names, found)
    _tell_companies(session, own)
    for name, contact_ids in replaced.items():
        _delete(session, _PARTS[name], contact_ids)
    rows.flush()
    _join_twins(session, replaced["company"])


def _join_twins(session: Session, contact_ids: Sequence[int]) -> None:
    """A company that becomes the main one is not there a second time."""
    main = aliased(Relation)
    for chunk in chunks(contact_ids, _AT_ONCE):
        twins = select(main.id).where(
            main.contact_id == Relation.contact_id,
            main.company_id == Relation.company_id,
            main.position == 0,
        )
        gone = delete(Relation).where(
            Relation.contact_id.in_(chunk), Relation.position > 0, twins.exists()
        )
        session.execute(gone, execution_options={"synchronize_session": False})


def _tell_companies(
    session: Session, own: Mapping[tuple[str, ...], Iterable[Mapping[str, object]]]
) -> None:
    """The page of a company shows what its people are there."""
    roles = [
        {"key": row["key"], "role": row["role"]}
        for names, found in own.items()
        if "role" in names
        for row in found
    ]
    _update(session, Relation.__table__, ("role",), roles)


def _update(
    session: Session, table: Any, names: Sequence[str], rows: Sequence[Mapping[str, object]]
) -> None:
    if not rows:
        return
    found: Table = table
    key: BindParameter[int] = bindparam("key")
    is_contact = found.c.id == key
    if found is not Contact.__table__:  # the company that lists show
        is_contact = (found.c.contact_id == key) & (found.c.position == 0)
    values: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in names}
    prefixed = [{"key": row["key"], **{f"new_{name}": row[name] for name in names}} for row in rows]
    session.connection().execute(found.update().where(is_contact).values(values), prefixed)


def _delete(session: Session, model: Any, contact_ids: Sequence[int]) -> None:
    for chunk in chunks(contact_ids, _AT_ONCE):
        gone = delete(model).where(model.contact_id.in_(chunk))
        if model is Relation:  # the others are not the contact's company, but ties of their own
            gone = gone.where(Relation.position == 0)
        session.execute(gone, execution_options={"synchronize_session": False})


def _differs(change: Change, name: str) -> bool:
    return bool(getattr(change.before, name) != getattr(change.after, name))


def _only(draft: ContactDraft, parts: Sequence[str]) -> ContactDraft:
    values = {part: getattr(draft, part) for part in parts}
    return ContactDraft(draft.name, draft.kind, role=draft.role, **values)
