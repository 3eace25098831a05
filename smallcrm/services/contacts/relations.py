"""Who belongs to whom: people to companies, people to people, with a role and dates.

A contact has at most one main company, at position 0: the one that lists show. Somebody who has
left it keeps the relation, with the day it ended, behind the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Contact, Relation
from smallcrm.services.contacts.checks import existing
from smallcrm.services.contacts.drafts import COMPANY, PERSON


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """What a contact is to another one.

    Attributes:
        role: What the contact is there: ``Owner``, ``Accountant``, ``Sister``.
        since, until: The first and the last day; None where nobody knows, or it goes on.
        is_main: It is the company that lists show for the contact.
    """

    role: str = ""
    since: date | None = None
    until: date | None = None
    is_main: bool = False


class RelationView(NamedTuple):
    """The other side: a person's company, a company's person, somebody's sister.

    Attributes:
        id, name, kind: Of the other contact.
        role: What the one is to the other; *is_mine* says whose role it is.
        key: Of the relation itself, for changing it.
        is_main: It is the company that lists show.
        is_mine: The role is that of the contact that was asked for, not of the other one.
    """

    id: int
    name: str
    kind: str
    role: str
    since: date | None
    until: date | None
    key: int
    is_main: bool
    is_mine: bool

    @property
    def is_former(self) -> bool:
        """Whether it has ended."""
        return _has_ended(self.until)


def relate(session: Session, contact_id: int, other_id: int, draft: RelationDraft) -> int:
    """Note what a contact is to another one; return the id of the relation.

    The first company of a person becomes the main one.

    Raises:
        UserError: it is noted already, it is the contact itself, or it ends before it begins.
        NotFound: one of the two is gone.
    """
    contact, other = existing(session, contact_id), existing(session, other_id)
    role = _checked(draft)
    if contact_id == other_id:
        raise UserError(
            T("Nobody belongs to themselves."),
            hint=T("Nothing was saved. Choose another contact."),
            field="other",
        )
    own = _of(session, contact_id)
    if any(item.company_id == other_id and not _has_ended(item.until) for item in own):
        raise UserError(
            T("{name} and {other} are tied already.", name=contact.name, other=other.name),
            hint=T("Nothing was saved. Change the tie that is there."),
            field="other",
        )
    last = max((item.position for item in own), default=0)
    relation = Relation(
        contact_id=contact_id,
        company_id=other_id,
        role=role if own else role or contact.role,
        since=draft.since,
        until=draft.until,
        position=last + 1,
    )
    session.add(relation)
    session.flush()
    settle(session, contact, relation if draft.is_main else None)
    return relation.id


def change_relation(session: Session, key: int, draft: RelationDraft) -> None:
    """Give a relation another role or other dates, or make it the main one.

    Raises:
        UserError: it ends before it begins.
        NotFound: the relation is gone.
    """
    relation = _get(session, key)
    relation.role = _checked(draft)
    relation.since, relation.until = draft.since, draft.until
    session.flush()
    contact = existing(session, relation.contact_id)
    settle(session, contact, relation if draft.is_main else None)


def remove_relation(session: Session, key: int) -> None:
    """Take a relation away, as if it had never been; undo brings it back."""
    relation = _get(session, key)
    contact = existing(session, relation.contact_id)
    session.delete(relation)
    session.flush()
    settle(session, contact, None)


def list_relations(session: Session, ids: Sequence[int]) -> dict[int, list[RelationView]]:
    """The relations of the contacts *ids*: the main one first, those that ended last."""
    found: dict[int, list[RelationView]] = defaultdict(list)
    for mine, other in (
        (Relation.contact_id, Relation.company_id),
        (Relation.company_id, Relation.contact_id),
    ):
        query = (
            select(mine, Contact.id, Contact.name, Contact.kind, Relation)
            .join(Contact, other == Contact.id)
            .where(mine.in_(ids), Contact.deleted_at.is_(None))
            .order_by(Relation.position if mine is Relation.contact_id else Contact.folded)
        )
        for contact_id, other_id, name, kind, relation in session.execute(query):
            found[contact_id].append(
                RelationView(
                    other_id,
                    name,
                    kind,
                    relation.role,
                    relation.since,
                    relation.until,
                    relation.id,
                    relation.position == 0,
                    mine is Relation.contact_id,
                )
            )
    for views in found.values():
        views.sort(key=lambda view: view.is_former)
    return found


def settle(session: Session, contact: Contact, main: Relation | None) -> None:
    """Let the main company stand first: *main* where it may, else the one that did, else any.

    For whoever changes relations past the functions above; the contact's role follows.
    """
    own = _of(session, contact.id)
    kinds = dict(
        session.execute(
            select(Contact.id, Contact.kind).where(Contact.id.in_([one.company_id for one in own]))
        ).all()
    )
    able = [
        item
        for item in own
        if contact.kind == PERSON
        and kinds[item.company_id] == COMPANY
        and not _has_ended(item.until)
    ]
    first = main if main in able else next(iter(able), None)
    rest = [item for item in own if item is not first]
    for position, item in enumerate(rest, 1):
        item.position = position
    if first is not None:
        first.position = 0
        contact.role = first.role
    contact.updated_at = clock.now()
    session.flush()


def _of(session: Session, contact_id: int) -> Sequence[Relation]:
    query = select(Relation).where(Relation.contact_id == contact_id)
    return session.scalars(query.order_by(Relation.position, Relation.id)).all()


def _checked(draft: RelationDraft) -> str:
    if draft.since and draft.until and draft.until < draft.since:
        raise UserError(
            T("It cannot end before it begins."),
            hint=T("Nothing was saved. Look at the two dates."),
            field="until",
        )
    return " ".join(draft.role.split())[:150]


def _has_ended(until: date | None) -> bool:
    return until is not None and until <= clock.today()


def _get(session: Session, key: int) -> Relation:
    relation = session.get(Relation, key)
    if relation is None:
        raise NotFound(T("This tie no longer exists."))
    return relation
