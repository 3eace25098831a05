"""Whether two spellings of a person's name may be the same person: one set of rules for all.

Case, accents and punctuation never count. Words may be swapped, one may be an initial or cut
short, one may have a typing mistake. Another alphabet is read aloud (Παπαδόπουλος as
Papadopoulos) only where the two names are not written in the same one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import cache, lru_cache
from itertools import chain

from smallcrm.core.fold import fold
from smallcrm.core.loading import load

_CLOSE = 2  # letters of difference that a long word may have
_LONG = 9  # letters; up to here one letter of difference is allowed
_MIDDLING = 5  # letters; from here two mistakes in one word do not make it another
_SHORTEST = 3  # letters; a shorter word must be the same
_ABBREVIATED = 4  # letters that an abbreviation has at most: Στ., Κων., Дм., Alex
_LEFT_OUT = 3  # letters that it saves at least
_NOT_WORD = re.compile(r"[\W_]+")
# Folded words that people write before a name and that are none.
_TITLES = frozenset(["mr", "mrs", "dr", "prof", "herr", "frau", "mme", "mlle", "κος", "κυρ"])
_VOWEL = str.maketrans("yjw", "iiv", "'`ʹ\"")
# How the same sound of a Greek or Russian name comes to be written in Latin letters.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ou|oi(?=[^aeiou]|$)|ow", "u"),
        ("e[iu](?=[aeiobvgdzlmnr])", "ev"),
        ("shch|sch", "s"),
        ("kh|ch|ck|q", "k"),
        ("zh", "z"),
        ("sh|tsch", "s"),
        ("ph", "f"),
        ("ts|tz|c", "k"),
        ("ks", "x"),
        (r"i+(?=[aeou])", "i"),
        (r"(.)\1+", r"\1"),
    )
)


class Agreement(IntEnum):
    """How well two names fit, the better the greater."""

    NO = 0
    LITTLE = 1  # one of them is unknown, or only a first or a family name
    INITIALS = 2  # Γ. Παπαδόπουλος, Γεωρ. Παπαδόπουλος
    CLOSE = 3  # a typing mistake, another alphabet, a middle name more
    SAME = 4


@lru_cache(maxsize=200_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without punctuation and titles, in their order.

    Kept, for a name is compared with many others.
    """
    return words_once(name)


def words_once(name: str) -> tuple[str, ...]:
    """Like ``words``, of a name that nobody asks for again: a million of them would stay."""
    found = _NOT_WORD.sub(" ", fold(name)).split()
    return tuple([word for word in found if word not in _TITLES]) or tuple(found)


def agreement(one: str, other: str) -> Agreement:
    """How well two names fit; a blank one fits any, a little."""
    return agreement_of_words(words(one), words(other))


def agreement_of_words(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    """Like ``agreement``, of names that were taken apart already."""
    if not one or not other:
        return Agreement.LITTLE
    if one == other or sorted(one) == sorted(other):
        return _whole(one)
    if len(one) > len(other):
        one, other = other, one
    return max(_aligned(one, other), _run_together(one, other))


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """How a folded word is read, in rough Latin letters, whatever alphabet it is written in."""
    heard = _to_ascii()(word).lower().translate(_VOWEL)
    for pattern, letters in _SOUNDS:
        heard = pattern.sub(letters, heard)
    return heard


def close(one: str, other: str) -> bool:
    """Whether two folded words differ by no more than a typing mistake or their alphabet."""
    if one == other:
        return True
    same_alphabet = _is_latin(one) == _is_latin(other)
    if same_alphabet and _differ_little(one, other):
        return True
    if _are_written_alike(one, other):
        return False
    heard, also = sound(one), sound(other)
    return heard == also or _differ_little(heard, also)


def resemble(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names may be mistyped forms of a third: each with another mistake."""
    few, many = sorted((one, other), key=len)
    left = list(many)
    for word in few:
        twin = next((each for each in left if word == each or _resemble(word, each)), None)
        if twin is None:
            return agreement_of_words(one, other) is not Agreement.NO
        left.remove(twin)
    return True


def _whole(name: tuple[str, ...]) -> Agreement:
    """How much it says that all the words are the same."""
    long = sum(len(word) > 1 for word in name)
    if long > 1:
        return Agreement.SAME
    return Agreement.INITIALS if len(name) > 1 else Agreement.LITTLE


def _aligned(few: tuple[str, ...], many: tuple[str, ...]) -> Agreement:
    """Whether each word of the shorter name has its own in the longer one; one mistake at most."""
    left, without = list(many), []
    for word in few:
        if word in left:
            left.remove(word)
        else:
            without.append(word)
    initials = mistakes = 0
    for word in without:
        twin = next(_twins(word, left), None)
        if twin is None:
            return Agreement.NO
        left.remove(twin)
        initials += _is_initial(word, twin)
        mistakes += not _is_initial(word, twin) and not _only_written_otherwise(word, twin)
    return _rated(few, initials, mistakes)


def _rated(few: tuple[str, ...], initials: int, mistakes: int) -> Agreement:
    if mistakes > 1:
        return Agreement.NO
    if initials:
        return Agreement.LITTLE if mistakes or initials == len(few) else Agreement.INITIALS
    return Agreement.CLOSE if sum(len(word) > 1 for word in few) > 1 else Agreement.LITTLE


def _twins(word: str, among: list[str]) -> Iterator[str]:
    """The words that *word* may be, the likeliest kind first."""
    return chain(
        (one for one in among if close(word, one)),
        (one for one in among if _is_initial(word, one)),
    )


def _run_together(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    """Names that differ in a blank or a hyphen: Weber-Keller, Weberkeller."""
    together, also = "".join(one), "".join(other)
    return Agreement.CLOSE if together == also and len(one) > 1 else Agreement.NO


def _is_initial(one: str, other: str) -> bool:
    """Whether one is the first letter of the other, or its first few."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return sound(long)[:1] == sound(short)[:1]
    is_short = 1 < len(short) <= _ABBREVIATED and len(long) - len(short) >= _LEFT_OUT
    return is_short and long.startswith(short)


def _resemble(one: str, other: str) -> bool:
    """Whether two words may come of one by a mistake in each."""
    if close(one, other) or _is_initial(one, other):
        return True
    if min(len(one), len(other)) < _MIDDLING:
        return False
    heard, also = sound(one), sound(other)
    return _distance()(heard, also, score_cutoff=2 * _CLOSE) <= _apart(max(len(heard), len(also)))


def _apart(length: int) -> int:
    return 2 * _CLOSE if length >= _LONG else _CLOSE


def _differ_little(one: str, other: str) -> bool:
    shortest, longest = sorted((len(one), len(other)))
    if shortest < _SHORTEST:
        return False
    allowed = _CLOSE if longest >= _LONG else 1
    return (
        longest - shortest <= allowed and _distance()(one, other, score_cutoff=allowed) <= allowed
    )


def _are_written_alike(one: str, other: str) -> bool:
    """Whether both have the same letters to choose from: Łukasz and Lukasz have not."""
    return _is_latin(one) == _is_latin(other) and one.isascii() == other.isascii()


def _only_written_otherwise(one: str, other: str) -> bool:
    return not _are_written_alike(one, other) and sound(one) == sound(other)


def _is_latin(word: str) -> bool:
    return word[:1] < "\u0370"


@cache
def _distance() -> Callable[..., int]:
    """The count of letters left out, added, changed or swapped between two words."""
    found: Callable[..., int] = load("rapidfuzz.distance").OSA.distance
    return found


@cache
def _to_ascii() -> Callable[[str], str]:
    found: Callable[[str], str] = load("anyascii").anyascii
    return found
