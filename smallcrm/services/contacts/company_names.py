"""When two spellings of a company's name mean the same company."""

from __future__ import annotations

import re
from functools import lru_cache

from smallcrm.core.fold import fold

# Folded legal forms of the countries that our users' customers come from.
_LATIN = """
    ltd limited plc llp llc inc corp co gmbh ag kg ohg ug gbr ek ev mbh sarl sas sa sasu eurl
    sl slu srl spa snc bv nv ab as oy oyj aps sro spzoo zoo sp doo dooel ltdsti sti
"""
_CYRILLIC = "ооо оао пао зао ао ип тов фоп тоо еоод оод ад"
_GREEK = "αε εε οε επε ικε ιδ μικε μεπε αβεε αεβε"
_LEGAL_FORMS = frozenset(f"{_LATIN} {_CYRILLIC} {_GREEK}".split())
_NOT_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=100_000)
def company_key(name: str) -> str:
    """What is left of a company's name without case, accents, punctuation and legal form.

    ``ООО "РОМАШКА"`` and ``ООО «Ромашка»`` give ``ромашка`` (domain rules 3.6). A name that is
    nothing but a legal form keeps it.
    """
    folded = fold(name)
    # Dotted abbreviations are one word: G.m.b.H., Α.Ε., sp. z o.o.
    joined = re.sub(r"\b(\w)\.\s?(?=\w\b)", r"\1", folded)
    words = _NOT_WORD.sub(" ", joined).split()
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return "".join(kept or words)
