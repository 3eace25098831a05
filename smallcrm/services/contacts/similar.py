"""Contacts that a new one may already be: asked while it is being typed, so nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from smallcrm.core.fold import digits, fold
from smallcrm.core.phones import e164
from smallcrm.models import Contact, Email, Phone, Relation
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.contacts.matching import phone_key
from smallcrm.services.settings import get_business


class Similar(NamedTuple):
    """A contact that looks like the one being typed.

    Attributes:
        company: Of a person; may be empty.
        key: What they have in common, the strongest: ``email``, ``phone`` or ``name``.
    """

    contact_id: int
    name: str
    company: str
    key: str


def find_similar(
    session: Session, draft: ContactDraft, *, but_not: int = 0, limit: int = 3
) -> list[Similar]:
    """Contacts of the same kind that share an e-mail, a telephone or the name with *draft*.

    Each query is answered by an index; a hundred thousand contacts take a few milliseconds.

    Args:
        session: The session.
        draft: As far as it is typed.
        but_not: The contact itself, when it is there already.
        limit: How many at most, those with the strongest key first.
    """
    country = get_business(session).country
    found: dict[int, Similar] = {}
    for key, condition in _conditions(draft, country):
        for row in _matching(session, condition, draft.kind, but_not, limit):
            found.setdefault(row[0], Similar(row[0], row[1], row[2] or "", key))
    return list(found.values())[:limit]


def _conditions(draft: ContactDraft, country: str) -> Iterator[tuple[str, ColumnElement[bool]]]:
    emails = [fold(email.value.strip()) for email in draft.emails if email.value.strip()]
    if emails:
        yield "email", Contact.id.in_(select(Email.contact_id).where(Email.folded.in_(emails)))
    numbers = [condition for phone in draft.phones for condition in _phone(phone.value, country)]
    if numbers:
        yield "phone", Contact.id.in_(select(Phone.contact_id).where(or_(*numbers)))
    if name := fold(" ".join(draft.name.split())):
        yield "name", Contact.folded == name


def _phone(value: str, country: str) -> Iterator[ColumnElement[bool]]:
    """How a stored number is recognised; nothing for one that is too short to tell."""
    international = e164(value, country)
    if international:
        yield Phone.e164 == international
    elif phone_key(value, ""):
        yield and_(Phone.e164 == "", Phone.digits == digits(value))


def _matching(
    session: Session, condition: ColumnElement[bool], kind: str, but_not: int, limit: int
) -> list[tuple[int, str, str | None]]:
    company = aliased(Contact)
    query = (
        select(Contact.id, Contact.name, company.name)
        .outerjoin(Relation, and_(Relation.contact_id == Contact.id, Relation.position == 0))
        .outerjoin(company, company.id == Relation.company_id)
        .where(condition, Contact.deleted_at.is_(None), Contact.kind == kind, Contact.id != but_not)
        .order_by(Contact.id)
        .limit(limit)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]
