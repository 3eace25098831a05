"""Who is compared with whom: only contacts that share a key, never all with all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from smallcrm.services.contact_values.person_names import sound
from smallcrm.services.doubles.cards import Card

_FEW = 40  # contacts with one key that are all compared with each other
_NEIGHBORS = 10  # in larger blocks: how many that follow in the order of names

Keys = Callable[[Card], Iterable[str]]


def pairs(cards: Sequence[Card]) -> Iterator[tuple[Card, Card, float]]:
    """The pairs that have to be compared, each once, and how much of the work is done (0 to 1)."""
    seen: set[int] = set()
    for number, keys in enumerate(_KEYS):
        done = number / len(_KEYS)
        for one, other in _sharing(cards, keys):
            pair = one.id << 32 | other.id
            if pair not in seen:
                seen.add(pair)
                yield one, other, done


def _sharing(cards: Iterable[Card], keys: Keys) -> Iterator[tuple[Card, Card]]:
    """The pairs that have one of *keys* in common; the lower id first."""
    blocks: dict[str, list[Card]] = {}
    for card in cards:
        for key in set(keys(card)):
            blocks.setdefault(key, []).append(card)
    for block in blocks.values():
        if len(block) <= _FEW:
            yield from combinations(block, 2)
        else:
            yield from _in_order(block)


def _in_order(block: list[Card]) -> Iterator[tuple[Card, Card]]:
    """Of a switchboard's telephone and the like: only those whose names are alike."""
    ordered = sorted(block, key=_order)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + _NEIGHBORS]:
            yield (one, other) if one.id < other.id else (other, one)


def _order(card: Card) -> tuple[str, int]:
    return card.key or _name(card), card.id


def _name(card: Card) -> str:
    return " ".join(sorted(map(sound, card.words)))


def _emails(card: Card) -> Iterable[str]:
    return [f"{card.kind} {email}" for email in card.emails]


def _phones(card: Card) -> Iterable[str]:
    return [f"{card.kind} {phone}" for phone in card.phones]


def _tax_ids(card: Card) -> Iterable[str]:
    return [card.tax_id] if card.tax_id and card.is_company else ()


def _names(card: Card) -> Iterable[str]:
    if card.is_company:
        return [f"company {card.key}"]
    return [_name(card)] if len(card.words) > 1 else ()


def _birthdays(card: Card) -> Iterable[str]:
    return [f"{card.birthday} {sound(word)}" for word in card.words] if card.birthday else ()


def _places(card: Card) -> Iterable[str]:
    if card.is_company:
        return [f"company {place[0]}" for place in card.places]
    return [f"{place[0]} {sound(word)}" for place in card.places for word in card.words]


def _colleagues(card: Card) -> Iterable[str]:
    return [f"{card.company} {sound(word)}" for word in card.words] if card.company else ()


_KEYS: tuple[Keys, ...] = (
    _emails,
    _phones,
    _tax_ids,
    _names,
    _birthdays,
    _places,
    _colleagues,
)
