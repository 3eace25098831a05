"""Which of what was found comes first, and how much of each kind is shown (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

EXACT, BEGINS, WORDS, ANYWHERE = range(4)  # the better, the smaller
_SHARE = 2  # of each kind, before one kind gets more
_BETWEEN = "  "  # stands before each word of an indexed text


def rank(text: str, words: Sequence[Sequence[str]]) -> int:
    """How well an indexed *text* fits *words*, each with the ways it may be spelled.

    ``EXACT``: the text begins with them, and there a word ends (a whole number, a whole name).
    ``BEGINS``: the text begins with them. ``WORDS``: each begins a word, or is the tail of a
    number. ``ANYWHERE``: the rest.
    """
    padded = text + _BETWEEN
    lead = 0
    for spellings in words:
        for spelling in spellings:
            if padded.startswith(_BETWEEN + spelling, lead):
                lead += len(_BETWEEN + spelling)
                break
        else:
            break
    else:
        return EXACT if padded.startswith(_BETWEEN, lead) else BEGINS
    if all(any(_stands(spelling, padded) for spelling in spellings) for spellings in words):
        return WORDS
    return ANYWHERE


def share(ranked: Mapping[str, Sequence[tuple[int, int]]], limit: int) -> list[tuple[str, int]]:
    """At most *limit* kinds and ids of *ranked*, which has ranks and ids, the best first.

    A kind with a better first hit stands before the others, else they keep their order. Each
    gets two places where there is room for that; the rest goes to those that fit best.
    """
    kinds = sorted((kind for kind in ranked if ranked[kind]), key=lambda kind: ranked[kind][0][0])
    taken = dict.fromkeys(kinds, 0)
    for place in range(_SHARE):
        for kind in kinds:
            if len(ranked[kind]) > place and sum(taken.values()) < limit:
                taken[kind] += 1
    rest = sorted(
        (hit[0], number, place)
        for number, kind in enumerate(kinds)
        for place, hit in enumerate(ranked[kind])
        if place >= taken[kind]
    )
    for _, number, _ in rest[: limit - sum(taken.values())]:
        taken[kinds[number]] += 1
    return [(kind, key) for kind in kinds for _, key in ranked[kind][: taken[kind]]]


def _stands(spelling: str, padded: str) -> bool:
    if _BETWEEN + spelling in padded:
        return True
    return spelling.isdigit() and spelling + _BETWEEN in padded
