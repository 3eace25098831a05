"""How much a text looks like names and addresses of Europe: the judge between code pages.

A list of contacts holds few words and many digits, so general detectors have little to go on.
What tells code pages apart there: letters that are common in a language, no word of two
alphabets, no capital inside a word, no signs inside words.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

# Letters by how common they are; later ones weigh less.
_CYRILLIC = "оаеинврклстмдуьпягбйзчыюхжшцщёэфъ" + "іїєґ"
_GREEK = "αοιετσνηρπκυμλςωγδάόίέήύχθφβώξζψϊϋΐΰ"
_LATIN = "éäüöóáßèíçłışğãñâêôúëąęśżćýåøîïûčřšžěůőűňťďĺľŕœæàìòùõźńđățșģķļņųėįā"
_WORST = -2.0
# Polish never writes it so; Spanish, read in the code page of Polish, looks like it.
_NEVER = re.compile("ń[aeiouóáéí]", re.IGNORECASE)
_MIXED, _INNER_CAPITAL, _CROWD, _SIGN = -4.0, -2.0, -1.5, -2.0
# KOI8 turns the capitals of another alphabet into small letters that sound alike (ΝΙΚΟΣ is
# read мийос there), and names begin with a capital: a little, as some people write all small.
_SMALL = -0.15


def _weights() -> dict[str, float]:
    weights: dict[str, float] = {}
    for alphabet, top in ((_CYRILLIC, 1.0), (_GREEK, 1.0), (_LATIN, 0.9)):
        for rank, letter in enumerate(alphabet):
            weights.setdefault(letter, top - rank / len(alphabet) * 0.8)
    weights["İ"] = weights["ş"]  # its small form is an ASCII letter and a dot
    for sign in "©®·№«»–—’“”„…€°ºª":
        weights[sign] = 0.0
    return weights


_WEIGHTS = _weights()


def plausibility(words: Counter[str]) -> float:
    """How likely *words* (each with a letter beyond ASCII) are names; 1 is sure, below 0 never."""
    total = high = 0.0
    for word, times in words.items():
        beyond = [char for char in word if char > "\x7f"]
        high += len(beyond) * times
        total += _score(word, beyond) * times
    return total / high if high else 0.0


def _score(word: str, beyond: list[str]) -> float:
    score = sum([_WEIGHTS.get(char) or _WEIGHTS.get(char.lower(), _WORST) for char in beyond])
    score += _SIGN * sum([not char.isalpha() for char in word[1:-1] if char > "\x7f"])
    score += _INNER_CAPITAL * sum(
        [before.islower() and char.isupper() for before, char in pairwise(word)]
    )
    if word.islower():
        score += _SMALL * len(beyond)
    foreign = [char for char in beyond if char >= "\u0370" and char.isalpha()]
    if foreign:
        ascii_letters = sum([char.isascii() and char.isalpha() for char in word])
        alphabets = len({char >= "\u0400" for char in foreign})
        if ascii_letters or alphabets > 1 or len(foreign) < sum(map(str.isalpha, beyond)):
            score += _MIXED
    else:
        score += _MIXED * len(_NEVER.findall(word))
        score += _CROWD * sum(
            [before > "\x7f" and char > "\x7f" for before, char in pairwise(word)]
        )
    return score
