"""Letters for Alt and menus, found per language so that no two lines share one."""

from __future__ import annotations

from collections.abc import Sequence


def with_mnemonics(words: Sequence[str]) -> list[str]:
    """*words* with an ampersand before a letter that no earlier one has taken.

    First letters of words are preferred; words for which none is left stay without.
    """
    taken: set[str] = set()
    return [_marked(word.replace("&", "&&"), taken) for word in words]


def _marked(word: str, taken: set[str]) -> str:
    places = [at for at, letter in enumerate(word) if letter.isalpha()]
    starts = [at for at in places if at == 0 or not word[at - 1].isalpha()]
    for at in (*starts, *places):
        letter = word[at].casefold()
        if letter not in taken:
            taken.add(letter)
            return f"{word[:at]}&{word[at:]}"
    return word
