"""How sure it is that two contacts are one: points for what they share, less for what differs.

The points follow the idea of Fellegi and Sunter (1969): each piece of evidence adds the weight
that it has against chance, and the sum decides. They are whole numbers, so that a person can
reckon them: eight are enough to ask the user, twelve are hardly ever wrong. Nothing is merged by
points alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from smallcrm.services.contact_values.company_names import alike
from smallcrm.services.contact_values.person_names import (
    Agreement,
    agreement_of_words,
    close,
    resemble,
)
from smallcrm.services.doubles.cards import Card

EMAIL, PHONE, TAX_ID, NAME = "email", "phone", "tax_id", "name"
COMPANY, BIRTHDAY, ADDRESS = "company", "birthday", "address"
ENOUGH = 8  # points
_CERTAIN = 20  # points; more say no more
_LEAST_SCORE = 0.5  # of a pair that has just enough
_FULL_DATE = 10  # characters of a birthday with its year
_DAY = 5  # characters of its month and day
_PERSON_NAME = {
    Agreement.LITTLE: 3,
    Agreement.INITIALS: 4,
    Agreement.CLOSE: 5,
    Agreement.SAME: 6,
}
_COMPANY_NAME = {
    Agreement.NO: 0,
    Agreement.LITTLE: 2,
    Agreement.CLOSE: 5,
    Agreement.SAME: 9,
}


class Evidence(NamedTuple):
    """What two contacts have in common.

    Attributes:
        points: Not less than ``ENOUGH`` for a pair that is shown.
        keys: What they share, the strongest first: ``email``, ``phone``, ``tax_id``, ``name``,
            ``birthday``, ``address``, ``company``.
    """

    points: int
    keys: tuple[str, ...]

    @property
    def score(self) -> float:
        """From 0.5 (just enough to ask) to 1."""
        share = (min(self.points, _CERTAIN) - ENOUGH) / (_CERTAIN - ENOUGH)
        return round(_LEAST_SCORE + (1 - _LEAST_SCORE) * share, 2)


class Common(NamedTuple):
    """The e-mails and telephones that so many contacts share that they tell little."""

    emails: AbstractSet[str] = frozenset()
    phones: AbstractSet[str] = frozenset()


_NONE_COMMON = Common()


def compare(one: Card, other: Card, common: Common = _NONE_COMMON) -> Evidence | None:
    """Why the two may be one contact; None where that is not likely enough to ask anybody."""
    if one.kind != other.kind:
        return None
    facts = _companies if one.is_company else _people
    found = [fact for fact in facts(one, other, common) if fact[1]]
    points = sum(fact[1] for fact in found)
    if points < ENOUGH or any(fact[0] == "" for fact in found if fact[1] <= _NEVER):
        return None
    shared = sorted((fact for fact in found if fact[1] > 0 and fact[0]), key=_by_points)
    return Evidence(points, tuple(fact[0] for fact in shared))


def may_be(one: Card, other: Card) -> bool:
    """Whether nothing but the evidence is missing: two that were found through a third."""
    if one.is_company or other.is_company:
        return one.kind == other.kind
    return resemble(one.words, other.words)


_Fact = tuple[str, int]
_NEVER = -100


def _by_points(fact: _Fact) -> int:
    return -fact[1]


def _people(one: Card, other: Card, common: Common) -> Iterator[_Fact]:
    agrees = agreement_of_words(one.words, other.words)
    if agrees is Agreement.NO:
        yield "", _NEVER
        return
    yield NAME, _PERSON_NAME[agrees]
    reach = (*_reach(one, other, common, (6, 3, -1)),)
    yield from reach
    others = [points for _, points in reach]
    differs = min(others, default=0) < 0
    yield TAX_ID, 2 * bool(one.tax_id and one.tax_id == other.tax_id)  # often the company's
    yield ADDRESS, 4 * _same_place(one, other)
    born = _born(one.birthday, other.birthday)
    yield BIRTHDAY if born > 0 else "", born
    differs |= born < 0
    if one.company and other.company:
        yield (COMPANY, 2) if one.company == other.company else ("", -1)
        differs |= one.company != other.company
    bare = not (one.emails | one.phones) or not (other.emails | other.phones)
    if agrees is Agreement.SAME and bare and not differs:
        yield "", 2  # nothing speaks against it, and one of the two knows nobody's number
    elif agrees is Agreement.SAME and len(one.words) > 1 and others == [-1] and born >= 0:
        yield "", _in_doubt(one, other)


def _in_doubt(one: Card, other: Card) -> int:
    """What makes namesakes of one company, or of none, just enough to ask.

    They have only another e-mail, or only another telephone: the import asks about them too
    (``matching``), and what it calls possible is found here as well.
    """
    return 3 - 2 * bool(one.company) if one.company == other.company else 0


def _companies(one: Card, other: Card, common: Common) -> Iterator[_Fact]:
    yield NAME, _COMPANY_NAME[alike(one.key, other.key)]
    yield from _reach(one, other, common, (5, 2, 0))
    yield ADDRESS, 3 * _same_place(one, other)
    if one.tax_id and other.tax_id:
        if one.tax_id == other.tax_id:
            yield TAX_ID, 9
        else:
            yield "", -3 if close(one.tax_id, other.tax_id) else -9


def _born(one: str, other: str) -> int:
    """What two birthdays say; nothing where one is unknown, or may be mistyped."""
    if not one or not other:
        return 0
    full = len(one) == len(other) == _FULL_DATE
    if one[-_DAY:] == other[-_DAY:] and (not full or one == other):
        return 5 if full else 3
    mine, yours = one[-_DAY:].split("-"), other[-_DAY:].split("-")
    if full:
        mine, yours = [one[:4], *mine], [other[:4], *yours]
    alike = sum(map(str.__eq__, mine, yours)) == len(mine) - 1
    return 0 if full and (alike or sorted(mine) == sorted(yours)) else -5


def _same_place(one: Card, other: Card) -> bool:
    """The same street and number, in a town that is not another one."""
    return any(
        mine[0] == yours[0] and _fit(mine[1:], yours[1:])
        for mine in one.places
        for yours in other.places
    )


def _fit(mine: Sequence[str], yours: Sequence[str]) -> bool:
    """Whether town and postcode agree where both are known, and one of them is."""
    known = [(a, b) for a, b in zip(mine, yours, strict=True) if a and b]
    return bool(known) and all(a == b for a, b in known)


def _reach(one: Card, other: Card, common: Common, points: tuple[int, int, int]) -> Iterator[_Fact]:
    """What a shared e-mail or telephone says; *points*: shared, shared by many, other ones."""
    shared, by_many, others = points
    for key, mine, yours, many in (
        (EMAIL, one.emails, other.emails, common.emails),
        (PHONE, one.phones, other.phones, common.phones),
    ):
        both = mine & yours
        if both:
            yield key, (by_many if both <= many else shared) - (key == PHONE)
        elif mine and yours:
            yield key, others
