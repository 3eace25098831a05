"""What of a contact is compared: small, in memory, for a hundred thousand at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from smallcrm.core.chunks import chunks
from smallcrm.core.fold import fold
from smallcrm.core.phones import TAIL
from smallcrm.core.progress import Progress
from smallcrm.models import Address, Contact, Email, Phone, Relation
from smallcrm.services.contact_values.keys import phone_key, tax_key
from smallcrm.services.contact_values.person_names import words
from smallcrm.services.contacts.drafts import COMPANY

_AT_ONCE = 2000  # contacts loaded between two looks at the stop button
_NOTHING: frozenset[Any] = frozenset()

V = TypeVar("V")
Place = tuple[str, str, str]  # street with its number, town, postcode


@dataclass(frozen=True, slots=True)
class Card:
    """One contact, as far as it is compared.

    Attributes:
        words: Of a person's name; none where the contact is shown under its e-mail or number.
        key: Of a company's name, see ``company_key``.
        company: Of a person, the key of the company's name.
        emails: Folded.
        phones: The last digits of each.
        places: The addresses that have a house number.
    """

    id: int
    kind: str
    words: tuple[str, ...]
    key: str
    company: str
    birthday: str
    tax_id: str
    emails: frozenset[str]
    phones: frozenset[str]
    places: frozenset[Place]

    @property
    def is_company(self) -> bool:
        """Whether it is compared as a company."""
        return self.kind == COMPANY


def load_all(session: Session, progress: Progress) -> Iterator[Card]:
    """A card of every contact that is not in the bin.

    Raises:
        Cancelled: it was stopped.
    """
    alive = select(Contact.id).where(Contact.deleted_at.is_(None)).order_by(Contact.id)
    ids = session.scalars(alive).all()
    for start in range(0, len(ids), _AT_ONCE):
        progress.report(start, 2 * len(ids))  # loading is about half of the work
        yield from load(session, ids[start : start + _AT_ONCE])


def load(session: Session, ids: Sequence[int]) -> Iterator[Card]:
    """The cards of *ids*, as far as they are there and not in the bin."""
    for chunk in chunks(ids, _AT_ONCE):
        yield from _load(session, chunk)


def phone_tail(value: str, e164: str) -> str:
    """The last digits of a telephone number; empty for one too short to tell anybody."""
    return phone_key(value, e164).removeprefix("+")[-TAIL:]


def place(street: str, city: str, postcode: str) -> Place | None:
    """An address without case, accents and punctuation; None without a house number."""
    bare = _letters(street)
    if bare.isdigit() or not any(char.isdigit() for char in bare):
        return None
    return bare, _letters(city), _letters(postcode)


def _load(session: Session, ids: Sequence[int]) -> Iterator[Card]:
    emails = _sets(session, select(Email.contact_id, Email.folded), Email.contact_id, ids)
    phones: dict[int, set[str]] = defaultdict(set)
    names: dict[int, set[str]] = defaultdict(set)
    for owner, value, e164 in _parts(
        session, select(Phone.contact_id, Phone.value, Phone.e164), Phone.contact_id, ids
    ):
        names[owner].add(fold(value))
        if tail := phone_tail(value, e164):
            phones[owner].add(tail)
    places: dict[int, set[Place]] = defaultdict(set)
    columns = (Address.contact_id, Address.street, Address.city, Address.postcode)
    for owner, *address in _parts(session, select(*columns), Address.contact_id, ids):
        if found := place(*address):
            places[owner].add(found)
    for row in session.execute(_own(ids)):
        stands_in = row.folded in emails.get(row.id, ()) or row.folded in names.get(row.id, ())
        yield Card(
            row.id,
            row.kind,
            () if stands_in or row.kind == COMPANY else words(row.name),
            row.company_key,
            row.company or "",
            row.birthday,
            tax_key(row.tax_id),
            _frozen(emails, row.id),
            _frozen(phones, row.id),
            _frozen(places, row.id),
        )


def _own(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    company = aliased(Contact)
    return (
        select(
            Contact.id,
            Contact.kind,
            Contact.name,
            Contact.folded,
            Contact.company_key,
            Contact.birthday,
            Contact.tax_id,
            company.company_key.label("company"),
        )
        .outerjoin(Relation, (Relation.contact_id == Contact.id) & (Relation.position == 0))
        .outerjoin(company, company.id == Relation.company_id)
        .where(Contact.id.in_(ids), Contact.deleted_at.is_(None))
        .order_by(Contact.id)
    )


def _parts(
    session: Session, query: Select[*tuple[Any, ...]], owner: Any, ids: Sequence[int]
) -> Iterable[Any]:
    return session.execute(query.where(owner.in_(ids)))


def _sets(
    session: Session, query: Select[*tuple[Any, ...]], owner: Any, ids: Sequence[int]
) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for contact_id, value in _parts(session, query, owner, ids):
        found[contact_id].add(value)
    return found


def _frozen(found: Mapping[int, set[V]], contact_id: int) -> frozenset[V]:
    values = found.get(contact_id)
    return frozenset(values) if values else _NOTHING


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
