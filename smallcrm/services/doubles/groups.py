"""Put pairs together to groups: who is the same as the same is the same, where that can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from smallcrm.services.doubles.scoring import Evidence

_LARGEST = 50  # contacts in a group; a larger one is no group that anybody could look through


class Pair(NamedTuple):
    """Two contacts that may be one; *low* < *high*."""

    low: int
    high: int
    evidence: Evidence


class Group(NamedTuple):
    """Contacts that may be one.

    Attributes:
        ids: In ascending order.
        score: 0.5 to 1: of the weakest pair that holds the group together.
        keys: What some of them have in common, what most pairs share first.
    """

    ids: tuple[int, ...]
    score: float
    keys: tuple[str, ...]


def grouped(pairs: Iterable[Pair], fits: Callable[[int, int], bool]) -> list[Group]:
    """The groups that *pairs* make, the surest first.

    The surest pairs come first; two groups become one only where *fits* holds for every two of
    their contacts. A pair that this keeps apart (Γ. Παπαδόπουλος may be Γιώργος or Γιάννης) is a
    group of its own.
    """
    first: dict[int, int] = {}  # contact -> the one that its group is known by
    members: dict[int, list[int]] = {}
    holding: dict[int, list[Pair]] = {}
    apart: list[Group] = []
    for pair in sorted(pairs, key=_surest_first):
        low, high = (first.setdefault(side, side) for side in (pair.low, pair.high))
        some, others = members.setdefault(low, [low]), members.setdefault(high, [high])
        if low != high and not _fit(some, others, fits):
            apart.append(_group((pair.low, pair.high), [pair]))
            continue
        holding.setdefault(low, []).append(pair)
        if low != high:
            some.extend(members.pop(high))
            holding[low].extend(holding.pop(high, ()))
            first.update(dict.fromkeys(others, low))
    found = [_group(members[key], held) for key, held in holding.items()]
    return sorted([*found, *apart], key=lambda group: (-group.score, group.ids))


def _surest_first(pair: Pair) -> tuple[int, int, int]:
    return -pair.evidence.points, pair.low, pair.high


def _fit(some: Sequence[int], others: Sequence[int], fits: Callable[[int, int], bool]) -> bool:
    if len(some) + len(others) > _LARGEST:
        return False
    return all(fits(one, other) for one in some for other in others)


def _group(ids: Iterable[int], pairs: Sequence[Pair]) -> Group:
    counts: dict[str, int] = {}
    for pair in pairs:
        for key in pair.evidence.keys:
            counts[key] = counts.get(key, 0) + 1
    keys = tuple(sorted(counts, key=lambda key: -counts[key]))
    return Group(tuple(sorted(ids)), min(pair.evidence.score for pair in pairs), keys)
