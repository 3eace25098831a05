"""The number of somebody who calls, as telephone programs hand it over.

A number is all that one start of the program tells another: plus, digits, star and hash, and no
more than fit a telephone (ITU-T E.164 has fifteen digits; an extension may follow).
"""

from __future__ import annotations

import re

LONGEST = 32  # characters
_NUMBER = re.compile(rf"[+0-9*#]{{1,{LONGEST}}}")
_SCHEME = re.compile(r"(?:tel|sips?|callto):(?://)?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[^<]*<([^>]*)>")
_APART = re.compile(r"[\s\-./()\u2010-\u2013]+")
_LEAST = 2  # digits


def is_number(text: str) -> bool:
    """Whether *text* is in the one form that is handed on."""
    return _NUMBER.fullmatch(text) is not None


def read(text: str) -> str:
    """The number in *text*; empty where it is none, or was withheld.

    Args:
        text: ``+30 210 123 4567``, ``tel:+30…``, ``sip:2101234567@pbx.example``,
            ``"Anna" <2101234567>``.
    """
    found = _IN_BRACKETS.fullmatch(text.strip())
    inner = (found[1] if found else text).strip()
    address = _SCHEME.sub("", inner, count=1)
    number = _APART.sub("", re.split("[@;]", address, maxsplit=1)[0])
    return number if is_number(number) and sum(map(str.isdigit, number)) >= _LEAST else ""
