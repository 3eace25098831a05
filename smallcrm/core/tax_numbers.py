"""Tax numbers whose check digit tells a mistyped one; a hint, never a reason to refuse one."""

from __future__ import annotations

from stdnum.gr import vat as greek

from smallcrm.core.text import T

WRONG_AFM = T("The check digit of the tax number (AFM) does not fit: a digit may be mistyped.")
_GREECE, _GREEK_PREFIX = "GR", "EL"


def is_afm(number: str) -> bool:
    """Whether *number* is a Greek tax number (AFM): nine digits, the last one a check digit."""
    return greek.is_valid(number)


def is_wrong_afm(number: str, country: str) -> bool:
    """Whether *number* is meant as an AFM and its check digit does not fit.

    Args:
        number: As typed; empty for none. One that begins with EL is Greek anyway.
        country: ISO 3166, of whoever has the number.
    """
    plain = number.strip().upper()
    is_greek = country.upper() == _GREECE or plain.startswith(_GREEK_PREFIX)
    return bool(plain) and is_greek and not is_afm(plain)
