"""The relations of contacts that become one: to companies, of people, to each other."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.models import Contact, Relation
from smallcrm.services.contacts.relations import settle


def join(session: Session, ids: Sequence[int], first: int | None) -> None:
    """Have all relations of *ids* name the first of them, each once; nobody has one to himself.

    Of two with the same contact the one that says more stays; what has ended is kept with its
    dates.

    Args:
        session: The session.
        ids: The survivor, then the others.
        first: Whose company becomes the main one; None: the survivor's.
    """
    survivor = ids[0]
    ends = or_(Relation.contact_id.in_(ids), Relation.company_id.in_(ids))
    found = session.scalars(select(Relation).where(ends)).all()
    rows = sorted(found, key=lambda row: _place(row, [first or survivor, *ids]))
    main = next((row for row in rows if row.contact_id == first and row.position == 0), None)
    touched = {survivor}
    kept: dict[tuple[object, ...], Relation] = {}
    for row in rows:
        row.contact_id = survivor if row.contact_id in ids else row.contact_id
        row.company_id = survivor if row.company_id in ids else row.company_id
        twin = kept.get(_key(row))
        if row.contact_id == row.company_id:
            session.delete(row)
        elif twin is None:
            kept[_key(row)] = row
        else:
            _complete(twin, row)
            touched.add(row.contact_id)
            session.delete(row)
    session.flush()
    people = session.scalars(select(Contact).where(Contact.id.in_(touched))).all()
    for contact in people:
        settle(session, contact, main if contact.id == survivor and main in kept.values() else None)


def _place(row: Relation, order: Sequence[int]) -> tuple[int, int, int]:
    """The wanted contact's first, then the survivor's; of each the main company first."""
    known = row.contact_id in order
    return order.index(row.contact_id) if known else len(order), row.position, row.id


def _key(row: Relation) -> tuple[object, ...]:
    """What only one relation may have: a tie that goes on, or one of a certain time."""
    has_ended = row.until is not None and row.until <= clock.today()
    return row.contact_id, row.company_id, *((row.since, row.until) if has_ended else ())


def _complete(row: Relation, other: Relation) -> None:
    row.role = row.role or other.role
    row.since = row.since or other.since
    row.until = row.until or other.until
    row.position = min(row.position, other.position)
