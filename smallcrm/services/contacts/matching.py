"""Find the contact that a draft means: by id, e-mail, tax number, telephone, name and company."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice
from operator import or_
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from smallcrm.models import Contact, Email, External, Phone, Relation
from smallcrm.services.contact_values.company_names import alike
from smallcrm.services.contact_values.keys import (
    BAR,
    EMAILS,
    NAME,
    NAMES,
    OWN,
    PHONES,
    TAX_IDS,
    Key,
    email_key,
    keys_of,
    own_key,
    person_key,
    phone_key,
    tax_key,
)
from smallcrm.services.contact_values.person_names import Agreement, agreement_of_words
from smallcrm.services.contacts.drafts import COMPANY, PERSON, ContactDraft

V = TypeVar("V")
_NAMES = frozenset(NAMES.values())
# Keys that do not tell two people apart.
_SHARED = frozenset([*EMAILS.values(), *PHONES.values(), *TAX_IDS.values()])
# Which of them a contact has, as bits. E-mail and telephone together tell two people apart.
_BITS = {
    name: bit for bit, names in ((1, EMAILS), (2, PHONES), (4, TAX_IDS)) for name in names.values()
}
_BY_EMAIL, _BY_PHONE, _REACH, _TAXED = 1, 2, 3, 4
_MOST_COMPARED = 50  # who share a key; what more of them have is a switchboard, or tells nothing
_TAIL = 9  # digits of a telephone that tell it apart, with and without the country's code

# What stands before the @ of a mailbox that is nobody's own.
_OFFICES = {
    "office", "info", "sales", "contact", "mail", "email", "hello", "hi", "admin", "support",
    "shop", "store", "service", "team", "reception", "orders", "order", "accounting", "billing",
    "invoices", "kontakt", "post", "buero", "hallo", "zentrale", "accueil", "bonjour", "compta",
    "commercial", "zakaz", "buh", "grafeio", "logistirio",
}  # fmt: skip


class Match(NamedTuple):
    """A contact that may be the same; *key* says by what it was found.

    Attributes:
        is_doubtful: Whether something speaks against it, so that nobody joins the two unasked:
            people without a company who share the name, but not the e-mail or the telephone, and
            colleagues of like names.
    """

    contact_id: int
    key: str
    is_doubtful: bool = False


class _ByContact(Generic[V]):
    """Something of each contact: of a stored one by its id, of one that comes by minus its row.

    A list, which takes a fifth of what a dictionary does: a file may have a million rows.
    """

    def __init__(self, nothing: V) -> None:
        self._nothing = nothing
        self._stored: list[V] = []
        self._coming: list[V] = []

    def __getitem__(self, contact_id: int) -> V:
        values, place = self._place(contact_id)
        return values[place] if place < len(values) else self._nothing

    def __setitem__(self, contact_id: int, value: V) -> None:
        values, place = self._place(contact_id)
        if place >= len(values):
            values.extend([self._nothing] * (place + 1 - len(values)))
        values[place] = value

    def _place(self, contact_id: int) -> tuple[list[V], int]:
        return (self._coming, -contact_id) if contact_id < 0 else (self._stored, contact_id)


class KnownContacts:
    """The keys of all contacts of the file, in memory, for comparing with many drafts.

    The order of keys is that of the domain's rules 3.8: the id in another system (or our own,
    from a list that was exported), e-mail, tax number, telephone, then folded name with company.
    Colleagues share the office's mailbox and families a telephone: by these only contacts of one
    kind match whose names may be the same (see ``person_names``). A name alone is nobody where
    both tax numbers of companies, or both e-mails and both telephones, are other ones; where one
    of them is, people without a company match in doubt. Of very many who share a key only the first
    are compared: thousands with one telephone would take hours, and have their names besides.
    """

    def __init__(self, session: Session, country: str) -> None:
        self._country = country
        self._ids: dict[Key, int] = {}
        self._further: dict[Key, list[int]] = {}  # who else has the e-mail or the telephone
        self._names = _ByContact[Key | None](None)
        self._reached = _ByContact(0)  # which of the shared keys it has
        self._numbers: dict[int, str] = {}  # what lists of ours that are coming in call it
        self._phones: dict[int, tuple[str, ...]] = {}  # its telephones
        for key, contact_id in _stored_keys(session):
            self._learn(contact_id, key)

    def find(self, keys: Sequence[Key]) -> Match | None:
        """The contact that has one of *keys*, as ``keys`` gave them, by the strongest."""
        doubtful: Match | None = None
        for key in keys:
            contact_id = self._ids.get(key)
            if contact_id is None:
                continue
            what = key[0].partition(":")[0]
            if key[0] not in _SHARED and key[0] not in _NAMES:
                return Match(contact_id, what)
            further = islice(self._further.get(key, ()), _MOST_COMPARED)
            among = (contact_id, *further)
            look = self._namesake if what == NAME else self._sharing
            found = look(key, keys, among)
            if found is not None and not found.is_doubtful:
                return found
            doubtful = doubtful or found
        return doubtful

    def learn(self, contact_id: int, keys: Iterable[Key]) -> None:
        """Remember what else a contact is found by, or one that is being added.

        An id that another program gave is no uid of ours, however long it is.
        """
        for key in keys:
            if key[0] != OWN:
                self._learn(contact_id, key)
            else:
                self._numbers.setdefault(contact_id, key[1])

    def settle(self) -> None:
        """Let go of all keys but our own ids: nobody is looked for any more."""
        self._ids = {key: contact_id for key, contact_id in self._ids.items() if key[0] == OWN}
        self._names, self._reached = _ByContact[Key | None](None), _ByContact(0)
        for keys in (self._further, self._phones, self._numbers):
            keys.clear()

    def _sharing(self, key: Key, keys: Sequence[Key], among: Iterable[int]) -> Match | None:
        """Of those who share a key, the first one whose name may be the same."""
        doubtful: Match | None = None
        for one in among:
            if not _may_be(key[0], keys[-1], self._names[one]):
                continue
            if self._is_sure(key, keys, one):
                return Match(one, key[0].partition(":")[0])
            doubtful = doubtful or Match(one, NAME, is_doubtful=True)
        return doubtful

    def _is_sure(self, key: Key, keys: Sequence[Key], one: int) -> bool:
        """Whether names that are like each other, but not the same, are no reason to ask.

        They are one where two may be colleagues, who share the telephone and the mailbox of the
        office; and the tax number of people is often their company's.
        """
        what, name, other = key[0], keys[-1], self._names[one]
        if other is None or name[0] == NAMES[COMPANY]:
            return True
        mine, yours = _words(name), _words(other)
        if mine == yours or not (mine and yours):
            return True
        company = name[1].partition(BAR)[2]
        if not company or company != other[1].partition(BAR)[2]:
            return what != TAX_IDS[PERSON]
        if what == EMAILS[PERSON]:
            return key[1].partition("@")[0] not in _OFFICES
        return what == PHONES[PERSON] and not _bits(keys) & self._reached[one] & _BY_EMAIL

    def _namesake(self, key: Key, keys: Sequence[Key], among: Iterable[int]) -> Match | None:
        """The first one of the same name that nothing else speaks against, or not much."""
        mine = _bits(keys)
        phones = {_tail(key[1]) for key in keys if _BITS.get(key[0]) == _BY_PHONE}
        is_company = key[0] == NAMES[COMPANY]
        decisive = _REACH if key[1].endswith(BAR) and not is_company else 0
        number = next((key[1] for key in keys if key[0] == OWN), "")
        doubtful: Match | None = None
        for one in among:
            others = mine & self._reached[one]  # else it had been found by them
            if number and self._numbers.get(one, number) != number:
                continue  # two contacts of one list, each with a number of ours
            if is_company and others & _TAXED:
                continue
            if others & _BY_PHONE and not phones.isdisjoint(map(_tail, self._phones[one])):
                return Match(one, NAME)  # the number, once with and once without its country
            if not others & decisive and others & _REACH != _REACH:
                return Match(one, NAME)
            if others & _REACH != _REACH:
                doubtful = doubtful or Match(one, NAME, is_doubtful=True)
        return doubtful

    def _learn(self, contact_id: int, key: Key) -> None:
        first = self._ids.setdefault(key, contact_id)
        if key[0] in _NAMES:
            self._names[contact_id] = self._names[contact_id] or key
        elif key[0] in _SHARED:
            bit = _BITS[key[0]]
            self._reached[contact_id] |= bit
            if bit == _BY_PHONE:
                self._phones[contact_id] = (*self._phones.get(contact_id, ()), key[1])
        if first != contact_id and (key[0] in _SHARED or key[0] in _NAMES):
            self._further.setdefault(key, []).append(contact_id)

    def keys(self, draft: ContactDraft, lost: Container[int] = ()) -> list[Key]:
        """By what *draft* can be found again, the strongest first.

        Args:
            draft: As it came in.
            lost: Positions of telephones that are not to be trusted.
        """
        return keys_of(draft, self._country, lost)

    def without_own_id(self, draft: ContactDraft) -> ContactDraft:
        """*draft* without the id of our own that an exported list carries."""
        if not draft.external:
            return draft
        own = [name for name, value in draft.external.items() if own_key(value) in self._ids]
        if not own:
            return draft
        external = {name: value for name, value in draft.external.items() if name not in own}
        return draft._replace(external=external)


def _may_be(what: str, one: Key, other: Key | None) -> bool:
    """Whether two names (as keys) are no reason against what *what* says."""
    if other is None or what == TAX_IDS[COMPANY]:
        return True
    if one[0] == NAMES[COMPANY]:
        return alike(one[1], other[1]) is not Agreement.NO
    return agreement_of_words(_words(one), _words(other)) is not Agreement.NO


def _bits(keys: Iterable[Key]) -> int:
    """Which of the shared keys a contact has."""
    return reduce(or_, [_BITS.get(key[0], 0) for key in keys])


def _words(key: Key) -> tuple[str, ...]:
    return _known(key[1].partition(BAR)[0].split())


def _tail(number: str) -> str:
    return number[-_TAIL:]


def _known(name: list[str]) -> tuple[str, ...]:
    """The words of a name; none where an e-mail or a telephone stands in for it."""
    whole = "".join(name)
    return () if whole.isdecimal() or "@" in whole else tuple(name)


def _stored_keys(session: Session) -> Iterator[tuple[Key, int]]:
    alive = Contact.deleted_at.is_(None)
    for contact_id, uid in session.execute(select(Contact.id, Contact.uid).where(alive)):
        yield own_key(uid), contact_id
    for contact_id, system, value in session.execute(
        select(External.contact_id, External.system, External.value)
        .join(Contact, Contact.id == External.contact_id)
        .where(alive)
    ):
        yield (f"external:{system}", value), contact_id
    for contact_id, kind, folded in session.execute(
        select(Email.contact_id, Contact.kind, Email.folded).join(Contact).where(alive)
    ):
        yield (EMAILS[kind], email_key(folded)), contact_id
    for contact_id, kind, value, number in session.execute(
        select(Phone.contact_id, Contact.kind, Phone.value, Phone.e164).join(Contact).where(alive)
    ):
        if key := phone_key(value, number):
            yield (PHONES[kind], key), contact_id
    yield from _stored_names(session)


def _stored_names(session: Session) -> Iterator[tuple[Key, int]]:
    company = aliased(Contact)
    query = (
        select(
            Contact.id,
            Contact.kind,
            Contact.name,
            Contact.tax_id,
            Contact.company_key,
            company.company_key,
        )
        .outerjoin(Relation, (Relation.contact_id == Contact.id) & (Relation.position == 0))
        .outerjoin(company, company.id == Relation.company_id)
        .where(Contact.deleted_at.is_(None))
    )
    for contact_id, kind, name, tax_id, key_of_name, key_of_company in session.execute(query):
        if key := tax_key(tax_id):
            yield (TAX_IDS[kind], key), contact_id
        if kind == COMPANY:
            yield (NAMES[kind], key_of_name), contact_id
        else:
            yield person_key(name, key_of_company or ""), contact_id
