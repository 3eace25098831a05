"""Tax numbers: text with their leading zeros, put back where a spreadsheet took them away."""

from __future__ import annotations

GREEK, RUSSIAN = "gr", "ru"
_GREEK_LENGTH = 9
_COMPANY, _PERSON = 10, 12  # digits of a Russian INN
_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def read(text: str, scheme: str, country: str = "") -> tuple[str, str]:
    """The number to keep and a code of ``reasons``, empty where nothing is odd about it.

    Args:
        text: As in the file.
        scheme: ``gr`` (AFM), ``ru`` (INN), or empty: then only numbers that begin with EL are
            looked at, as other countries' rules would take a library and half a second.
        country: Where the contact is at home (ISO 3166). Without a scheme, a number as long as
            those of Greece or Russia is looked at when it is from there.
    """
    plain = text.replace(" ", "").replace("\xa0", "")
    if plain[:2].upper() == "EL" and plain[2:].isdecimal():
        return text, "" if is_afm(plain[2:]) else "tax_id_wrong"
    if not (plain.isascii() and plain.isdecimal()):
        return text, ""
    if scheme == GREEK:
        return _afm(plain)
    if scheme == RUSSIAN:
        return _inn(plain)
    is_right = _CHECKS.get((country, len(plain)))
    return text, "tax_id_wrong" if is_right and not is_right(plain) else ""


def is_afm(digits: str) -> bool:
    """Whether *digits* are a Greek AFM: nine, the last one a check digit."""
    if len(digits) != _GREEK_LENGTH:
        return False
    total = sum([int(digit) << (8 - place) for place, digit in enumerate(digits[:8])])
    return total % 11 % 10 == int(digits[8])


def is_inn(digits: str) -> bool:
    """Whether *digits* are a Russian INN: ten or twelve with one or two check digits."""
    if len(digits) == _COMPANY:
        return _check(digits[:9]) == int(digits[9])
    if len(digits) == _PERSON:
        return _check(digits[:10]) == int(digits[10]) and _check(digits[:11]) == int(digits[11])
    return False


def _check(digits: str) -> int:
    weights = _WEIGHTS[-len(digits) :]
    return sum([int(one) * two for one, two in zip(digits, weights, strict=True)]) % 11 % 10


def _afm(digits: str) -> tuple[str, str]:
    if len(digits) < _GREEK_LENGTH:
        padded = digits.zfill(_GREEK_LENGTH)
        return (padded, "zero_restored") if is_afm(padded) else (digits, "tax_id_wrong")
    return digits, "" if is_afm(digits) else "tax_id_wrong"


def _inn(digits: str) -> tuple[str, str]:
    if len(digits) in (_COMPANY - 1, _PERSON - 1):
        return f"0{digits}", "zero_restored"
    return digits, "" if is_inn(digits) else "tax_id_wrong"


_CHECKS = {
    ("GR", _GREEK_LENGTH): is_afm,
    ("RU", _COMPANY): is_inn,
    ("RU", _PERSON): is_inn,
}
