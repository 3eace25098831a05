"""Find the contacts that may be one: among all of them, or those of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.progress import Progress
from smallcrm.models import NotDouble
from smallcrm.services.doubles import cards
from smallcrm.services.doubles.blocks import pairs
from smallcrm.services.doubles.cards import Card
from smallcrm.services.doubles.groups import Group, Pair, grouped
from smallcrm.services.doubles.scoring import Common, compare, may_be

_MANY = 4  # contacts with one e-mail or telephone from which it is an office's
_LOOK = 5000  # pairs between two looks at the stop button


def find_groups(session: Session, progress: Progress) -> list[Group]:
    """All contacts of the file that may be one, the surest groups first.

    A hundred thousand contacts take some seconds: never on the window's thread.

    Raises:
        Cancelled: it was stopped.
    """
    known = list(cards.load_all(session, progress))
    return _groups(session, known, _compared(known, progress))


def _compared(known: Sequence[Card], progress: Progress) -> list[Pair]:
    common = _common(known)
    found = []
    for number, (one, other) in enumerate(pairs(known, progress)):
        if number % _LOOK == 0:
            progress.report(number, number + _LOOK)
        evidence = compare(one, other, common)
        if evidence is not None:
            found.append(Pair(one.id, other.id, evidence))
    return found


def _groups(session: Session, known: Iterable[Card], found: Sequence[Pair]) -> list[Group]:
    settled = {tuple(row) for row in session.execute(select(NotDouble.low_id, NotDouble.high_id))}
    by_id = {card.id: card for card in known}

    def fits(one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        return pair not in settled and may_be(by_id[one], by_id[other])

    return grouped([pair for pair in found if (pair.low, pair.high) not in settled], fits)


def _common(known: Iterable[Card]) -> Common:
    emails: Counter[str] = Counter()
    phones: Counter[str] = Counter()
    for card in known:
        emails.update(card.emails)
        phones.update(card.phones)
    return Common(_frequent(emails), _frequent(phones))


def _frequent(counts: Counter[str]) -> frozenset[str]:
    return frozenset(value for value, count in counts.items() if count > _MANY)
