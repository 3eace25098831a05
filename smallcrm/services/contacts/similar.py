"""Contacts that a new one may already be: asked while it is being typed, so nothing is loaded.

After the exact keys comes the name with a typing mistake or its words in another order. A mistake
is in one half of one word: whoever has the other half of it, and the other words, is compared
(``person_names``, ``company_names``); the index of three letters in a row finds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, column, or_, select, text
from sqlalchemy.orm import Session, aliased

from smallcrm.core.fold import digits, fold
from smallcrm.core.phones import e164
from smallcrm.db import search as index
from smallcrm.models import Contact, Email, Phone, Relation
from smallcrm.services.contact_values.company_names import alike, company_key
from smallcrm.services.contact_values.keys import phone_key
from smallcrm.services.contact_values.person_names import Agreement, agreement_of_words, words
from smallcrm.services.contacts.drafts import COMPANY, ContactDraft
from smallcrm.services.settings import get_business

_CANDIDATES = 150  # names that one half of a word leads to; more say nothing about who it is
_SHORT = 6  # letters; of a shorter word two at the beginning or three at the end stay right
_SHORTEST = 3  # letters of a word that is looked for
_MOST_WORDS = 4  # of a name; of a longer one the first ones are looked at


class Similar(NamedTuple):
    """A contact that looks like the one being typed.

    Attributes:
        company: Of a person; may be empty.
        key: What they have in common, the strongest: ``email``, ``phone``, ``name``, or ``like``
            where the names only resemble each other.
    """

    contact_id: int
    name: str
    company: str
    key: str


def find_similar(
    session: Session, draft: ContactDraft, *, but_not: int = 0, limit: int = 3
) -> list[Similar]:
    """Contacts of the same kind that share an e-mail, a telephone or the name with *draft*.

    Each query is answered by an index; a hundred thousand contacts take some ten milliseconds.

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
    if len(found) < limit and (likely := _like(session, draft, limit)):
        for row in _matching(session, Contact.id.in_(likely), draft.kind, but_not, limit):
            found.setdefault(row[0], Similar(row[0], row[1], row[2] or "", "like"))
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


def _like(session: Session, draft: ContactDraft, limit: int) -> list[int]:
    """Contacts whose names are the same but for one mistake or the order of their words."""
    name = words(draft.name)[:_MOST_WORDS]
    is_company = draft.kind == COMPANY
    if len(name) < 2 and not is_company:  # noqa: PLR2004 - a mere first name is anybody's
        return []
    key = company_key(draft.name)
    found: dict[int, None] = {}
    for pieces in _blocks(name):
        for contact_id, other, other_key in _having(session, pieces, draft.kind):
            agrees = alike(key, other_key) if is_company else agreement_of_words(name, words(other))
            if agrees >= Agreement.CLOSE:
                found[contact_id] = None
        if len(found) >= limit:
            break
    return list(found)


def _having(session: Session, pieces: str, kind: str) -> Iterable[tuple[int, str, str]]:
    """Ids, names and keys of contacts that have all *pieces* of words."""
    hits = index.matching("contact", pieces)
    if hits is None:
        return ()
    ids = text(hits.sql).bindparams(**hits.values).columns(column("id")).subquery()
    query = (
        select(Contact.id, Contact.name, Contact.company_key)
        .join(ids, ids.c.id == Contact.id)
        .where(Contact.kind == kind, Contact.deleted_at.is_(None))
        .limit(_CANDIDATES)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _blocks(name: tuple[str, ...]) -> Iterator[str]:
    """What the text of a contact of nearly this name has: all words but one, and half of that.

    Words of one or two letters are left out: initials, and what is left of "Ltd".
    """
    name = tuple(word for word in name if len(word) >= _SHORTEST)
    for place, word in enumerate(name):
        half = len(word) // 2
        parts = (word[:2], word[-3:]) if len(word) < _SHORT else (word[:half], word[-half:])
        for part in parts:
            yield " ".join([*name[:place], part, *name[place + 1 :]])
