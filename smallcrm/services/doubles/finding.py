"""Find the contacts that may be one: among all of them, or those that one of them may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import column, select, text
from sqlalchemy.orm import Session

from smallcrm.core.collecting import undisturbed
from smallcrm.core.progress import Progress
from smallcrm.db import search as index
from smallcrm.models import Contact, Email
from smallcrm.services.doubles import cards
from smallcrm.services.doubles.blocks import pairs
from smallcrm.services.doubles.cards import Card
from smallcrm.services.doubles.groups import Group, Pair, grouped
from smallcrm.services.doubles.scoring import Common, compare, may_be
from smallcrm.services.doubles.verdicts import settled

_MANY = 4  # contacts with one e-mail or telephone; from here on it is an office's
_LOOK = 2000  # pairs between two looks at the stop button
_STEPS = 100  # of which the first half is loading
_CANDIDATES = 200  # contacts that one key of a contact may lead to


def find_groups(session: Session, progress: Progress) -> list[Group]:
    """All contacts of the file that may be one, the surest groups first.

    A hundred thousand contacts take some seconds: never on the window's thread.

    Args:
        session: The session.
        progress: Told how many parts of a hundred are done; may stop the work.

    Raises:
        Cancelled: it was stopped.
    """
    with undisturbed():
        known = list(cards.load_all(session, progress))
        return _groups(session, known, _compared(known, progress))


def find_groups_of(session: Session, contact_ids: Iterable[int]) -> list[Group]:
    """The groups that these contacts (a few) may belong to; each answered by indexes."""
    found: dict[tuple[int, int], Pair] = {}
    known: dict[int, Card] = {}
    for contact_id in contact_ids:
        own = next(cards.load(session, [contact_id]), None)
        if own is not None:
            others = list(cards.load(session, sorted(_candidates(session, own))))
            known |= {card.id: card for card in [own, *others]}
            for pair in _pairs_of(own, others):
                found[pair.low, pair.high] = pair
    return _groups(session, list(known.values()), list(found.values()))


def _compared(known: Sequence[Card], progress: Progress) -> list[Pair]:
    common = _common(known)
    found = []
    for number, (one, other, done) in enumerate(pairs(known)):
        if number % _LOOK == 0:
            progress.report(int((1 + done) * _STEPS / 2), _STEPS)
        evidence = compare(one, other, common)
        if evidence is not None:
            found.append(Pair(one.id, other.id, evidence))
    progress.report(_STEPS, _STEPS)
    return found


def _groups(session: Session, known: Sequence[Card], found: Sequence[Pair]) -> list[Group]:
    apart = settled(session)
    by_id = {card.id: card for card in known}

    def fits(one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        return pair not in apart and may_be(by_id[one], by_id[other])

    return grouped([pair for pair in found if (pair.low, pair.high) not in apart], fits)


def _pairs_of(own: Card, others: Sequence[Card]) -> Iterator[Pair]:
    common = _common([own, *others])
    for other in others:
        evidence = compare(own, other, common)
        if evidence is not None:
            yield Pair(min(own.id, other.id), max(own.id, other.id), evidence)


def _candidates(session: Session, own: Card) -> set[int]:
    """Contacts that share an e-mail, a telephone, the tax number or words of the name."""
    found: set[int] = set()
    if own.emails:
        same = select(Email.contact_id).where(Email.folded.in_(own.emails)).limit(_CANDIDATES)
        found.update(session.scalars(same))
    if own.key:
        twins = select(Contact.id).where(Contact.company_key == own.key).limit(_CANDIDATES)
        found.update(session.scalars(twins))
    for words in (*own.phones, own.tax_id if own.is_company else "", " ".join(own.words)):
        found.update(_having(session, words, ""))
    for word in own.words if own.birthday else ():
        found.update(_having(session, word, own.birthday))
    return found - {own.id}


def _having(session: Session, words: str, birthday: str) -> Iterable[int]:
    """Contacts that have all *words* somewhere; only of one *birthday*, where that is given."""
    hits = index.matching("contact", words)
    if hits is None:
        return ()
    query = text(hits.sql).bindparams(**hits.values).columns(column("id")).subquery()
    ids = select(Contact.id).join(query, query.c.id == Contact.id)
    if birthday:
        ids = ids.where(Contact.birthday == birthday)
    return session.scalars(ids.limit(_CANDIDATES)).all()


def _common(known: Iterable[Card]) -> Common:
    emails: Counter[str] = Counter()
    phones: Counter[str] = Counter()
    for card in known:
        emails.update(card.emails)
        phones.update(card.phones)
    return Common(_frequent(emails), _frequent(phones))


def _frequent(counts: Counter[str]) -> frozenset[str]:
    return frozenset(value for value, count in counts.items() if count > _MANY)
