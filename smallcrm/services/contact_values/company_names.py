"""When two spellings of a company's name mean the same company."""

from __future__ import annotations

import re
from functools import lru_cache

from smallcrm.core.fold import fold
from smallcrm.services.contact_values.person_names import Agreement, close

# Folded legal forms of the countries that our users' customers come from, as they stand behind
# a name. In front of one only the Cyrillic ones do: AS Roma and SP Shop are names.
_LATIN = """
    ltd limited plc llp llc inc corp co gmbh ag kg kgaa ohg ug gbr ek ev mbh sarl sas sa sasu eurl
    sl slu srl spa snc bv nv ab as oy oyj aps sro spzoo zoo sp doo dooel ltdsti sti
"""
_CYRILLIC = "ооо оао пао зао нао ао ип тов фоп тоо чп еоод оод ад ет"
_GREEK = "αε εε οε επε ικε ιδ μικε μεπε αβεε αεβε"
_BEHIND = frozenset(f"{_LATIN} {_CYRILLIC} {_GREEK}".split())
_IN_FRONT = frozenset(_CYRILLIC.split())
_SHORTEST = 4  # letters of a key that may be mistyped
_LONG = 8  # letters of a key with which a longer name may begin
_NOT_WORD = re.compile(r"[\W_]+")
# Dotted abbreviations are one word: G.m.b.H., Α.Ε.; so are the Polish and Czech forms.
_DOTTED = re.compile(r"\b(\w)\.\s?(?=\w\b)")
_SPACED = re.compile(r"\bsp\b\W*z\W*o\W*o\b|\bs\W*r\W*o\b")


@lru_cache(maxsize=100_000)
def company_key(name: str) -> str:
    """What is left of a company's name without case, accents, punctuation and legal form.

    ``ООО "РОМАШКА"`` and ``ООО «Ромашка»`` give ``ромашка`` (domain rules 3.6). A name that is
    nothing but a legal form, or signs, keeps them. The key is stored with each company: another
    rule needs a migration.
    """
    folded = _SPACED.sub(lambda match: _NOT_WORD.sub("", match[0]), fold(name))
    words = _NOT_WORD.sub(" ", _DOTTED.sub(r"\1", folded)).split()
    start, end = 0, len(words)
    while end > 1 and words[end - 1] in _BEHIND:
        end -= 1
    while start < end - 1 and words[start] in _IN_FRONT:
        start += 1
    return "".join(words[start:end]) or folded.strip()


def alike(one: str, other: str) -> Agreement:
    """How well two keys of companies fit; a blank one, or the longer name of one, a little."""
    if one == other:
        return Agreement.SAME
    shortest = min(len(one), len(other))
    if shortest >= _SHORTEST and close(one, other):
        return Agreement.CLOSE
    begins = shortest >= _LONG and (one.startswith(other) or other.startswith(one))
    return Agreement.LITTLE if begins or not shortest else Agreement.NO
