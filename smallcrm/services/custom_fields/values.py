"""What a value of each kind looks like: as people type it, as it is stored, as it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.core.typed import read_date, read_number

TEXT, NUMBER, DATE, CHOICE, YESNO = "text", "number", "date", "choice", "yesno"
KINDS: Mapping[str, Text] = {
    TEXT: T("Text"),
    NUMBER: T("Numeric"),
    DATE: T("Date"),
    CHOICE: T("Choice"),
    YESNO: T("Yes or no"),
}
YES, NO = "yes", "no"
# As spreadsheets and other programs write them; folded.
_YES = {YES, "y", "true", "1", "x", "✓", "✔", "да", "истина", "ναι", "αληθεσ", "ja", "wahr", "oui"}
_NO = {NO, "n", "false", "0", "нет", "ложь", "οχι", "ψευδεσ", "nein", "falsch", "non"}
# Plain figures only: 12-14 is no sum, and the zeros of 007 mean something.
_NUMBER = re.compile(r"[-+−]?(?:0|(?!0\d)[\d.,'’ \u00a0\u202f]*\d)(?:[.,]\d+)?")
_DAY = re.compile(r"\d{1,4}[./\- ]+\d{1,2}[./\- ]+\d{1,4}\.?(?: г\.?)?")
_CLOCK = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")  # midnight: a spreadsheet's date


def stored(kind: str, text: str, choices: Sequence[str] = ()) -> str | None:
    """*text* as a field of *kind* keeps it; None where it is no such value.

    A number is kept as ``1234.5``, a day as ``2026-11-22``, yes and no in English, a choice as
    it is spelled in *choices*.
    """
    plain = text.strip()
    if kind == NUMBER:
        return _number(plain)
    if kind == DATE:
        return _day(plain)
    if kind == CHOICE:
        return next((word for word in choices if fold(word) == fold(plain)), None)
    if kind == YESNO:
        folded = fold(plain)
        return YES if folded in _YES else NO if folded in _NO else None
    return plain


def shown(kind: str, value: str) -> str:
    """A stored *value* in the manner of the language on screen."""
    found = typed(kind, value)
    if isinstance(found, bool):
        return str(T("Yes") if found else T("No"))
    if isinstance(found, Decimal):
        return formats.number(found)
    return formats.short_day(found) if isinstance(found, date) else found


def typed(kind: str, value: str) -> str | Decimal | date | bool:
    """A stored *value* as what it is, for spreadsheets; as text where it is not of its kind."""
    try:
        if kind == NUMBER:
            return Decimal(value)
        if kind == DATE:
            return date.fromisoformat(value)
    except (InvalidOperation, ValueError):
        return value
    return value == YES if kind == YESNO and value in {YES, NO} else value


def _number(plain: str) -> str | None:
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        value = read_number(plain)
    except UserError:
        return None
    return f"{value.normalize():f}"


def _day(plain: str) -> str | None:
    day = _CLOCK.sub("", plain)
    if not _DAY.fullmatch(day):
        return None
    try:
        return read_date(day.removesuffix(" г.").removesuffix(" г"), clock.today()).isoformat()
    except UserError:
        return None
