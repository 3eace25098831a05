"""What people type into a field: amounts, sums, dates, times; in the manner of their country."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal, DecimalException

from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.money import rounded
from smallcrm.core.text import T

_BLANKS = str.maketrans("", "", " \t\u00a0\u202f\u2009'’")
_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", ":": "/"})
_PIECE = re.compile(r"[0-9.,]+|[-+*/()%]")
_CURRENCY = re.compile(r"^[^\d.,()*/+-]+|[^\d.,()*/+%-]+$")
_PERCENTAGE = re.compile(r"[-+]?[\d.,]+%")
_TIME = re.compile(r"([01]?\d|2[0-3])(?:[:.]?([0-5]\d))?")
_LONGEST = 60  # characters; nobody types a longer sum by hand
_PARTS = re.compile(r"[./\-\s]+")
_CENTURY_BREAK = 80  # two-digit years from here on are of the last century


def read_number(text: str, decimals: int = 6) -> Decimal:
    """Return the number or small sum in *text*: ``1.234,50``, ``1 234.5``, ``3*12,50``.

    The last separator is the decimal one, whatever the language; one that comes several times
    groups thousands, and so does one before exactly three digits where *decimals* allows only
    two or fewer. A sign or name of a currency around it is ignored, and so is "%" after a single
    number. In a sum it is that of a pocket calculator: ``180-20%`` is 144. The result is rounded
    half up.

    Raises:
        UserError: It is not a number.
    """
    plain = text.translate(_BLANKS).translate(_SIGNS)
    plain = _CURRENCY.sub("", plain)
    if _PERCENTAGE.fullmatch(plain):
        plain = plain[:-1]
    pieces = _PIECE.findall(plain)
    if not plain or len(plain) > _LONGEST or "".join(pieces) != plain:
        raise _not_a_number(text)
    try:
        value = _Sum(pieces, decimals).value()
        return rounded(value, decimals) if _places(value) > decimals else value
    except (DecimalException, IndexError, ValueError) as error:
        raise _not_a_number(text) from error


def read_date(text: str, today: date) -> date:
    """Return the day in *text*, seen from *today*.

    Day before month before year, with any separator or none; a missing month or year is the
    present one. Also ``2026-11-22``, ``+14`` (days from today), and the words for today,
    tomorrow and yesterday.

    Raises:
        UserError: It is not a date, or the month has no such day.
    """
    typed = text.strip().rstrip(".").casefold()
    near = {fold(str(T("yesterday"))): -1, fold(str(T("today"))): 0, fold(str(T("tomorrow"))): 1}
    if fold(typed) in near:
        return today + timedelta(days=near[fold(typed)])
    if re.fullmatch(r"[+-]\d{1,4}", typed):
        return today + timedelta(days=int(typed))
    try:
        return date(*_year_month_day(typed, today))
    except ValueError as error:
        raise UserError(
            T("“{typed}” is not a date.", typed=text.strip()),
            hint=T("Type it like this: {example}.", example=today.strftime("%d/%m/%Y")),
        ) from error


def read_time(text: str) -> time:
    """Return the time of day in *text*: ``9``, ``9:30``, ``9.30``, ``0930``.

    Raises:
        UserError: It is none.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise UserError(
            T("“{typed}” is not a time. Write it like this: 21:00.", typed=text.strip())
        )
    return time(int(found[1]), int(found[2] or 0))


class _Sum:
    """Adds up what was typed: two kinds of strokes, brackets, no names and no powers."""

    def __init__(self, pieces: list[str], decimals: int) -> None:
        self._pieces = pieces
        self._decimals = decimals
        self._at = 0

    def value(self) -> Decimal:
        total = self._terms()
        if self._at != len(self._pieces):
            raise ValueError("something is left over")
        return total

    def _terms(self) -> Decimal:
        total = self._factors()
        while self._peek() in ("+", "-"):
            sign, step = self._take(), self._factors()
            if self._is_percent():
                step = total * step / 100
            total = total + step if sign == "+" else total - step
        return total

    def _factors(self) -> Decimal:
        total = self._one()
        while self._peek() in ("*", "/"):
            sign, factor = self._take(), self._one()
            if self._is_percent():
                factor /= 100
            total = total * factor if sign == "*" else total / factor
        return total

    def _one(self) -> Decimal:
        piece = self._take()
        if piece == "-":
            return -self._one()
        if piece == "(":
            inside = self._terms()
            if self._take() != ")":
                raise ValueError("a bracket stays open")
            return inside
        return _plain_number(piece, self._decimals)

    def _is_percent(self) -> bool:
        return self._peek() == "%" and bool(self._take())

    def _peek(self) -> str:
        return self._pieces[self._at] if self._at < len(self._pieces) else ""

    def _take(self) -> str:
        piece = self._pieces[self._at]
        self._at += 1
        return piece


def _plain_number(piece: str, decimals: int) -> Decimal:
    last = max(piece.rfind("."), piece.rfind(","))
    if last < 0:
        return Decimal(piece)
    whole, fraction = piece[:last], piece[last + 1 :]
    groups = re.split(r"[.,]", whole)
    same = piece[last] in whole
    only_thousands = len(groups) == 1 and len(fraction) == 3 and decimals < 3 and whole != "0"  # noqa: PLR2004
    if same or only_thousands:
        groups, fraction = [*groups, fraction], ""
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):  # noqa: PLR2004
        raise ValueError("thousands come in threes")
    return Decimal(f"{''.join(groups) or '0'}.{fraction or '0'}")


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _not_a_number(text: str) -> UserError:
    return UserError(T("“{typed}” is not a number.", typed=text.strip()))


def _year_month_day(typed: str, today: date) -> tuple[int, int, int]:
    parts = [part for part in _PARTS.split(typed) if part]
    if len(parts) == 1 and parts[0].isdecimal() and len(parts[0]) in (4, 6, 8):
        run = parts[0]
        parts = [part for part in (run[:2], run[2:4], run[4:]) if part]
    if not parts or len(parts) > 3 or not all(part.isdecimal() for part in parts):  # noqa: PLR2004
        raise ValueError(typed)
    if len(parts[0]) == 4:  # noqa: PLR2004 - a year
        year, month, day = (int(part) for part in parts)
        return year, month, day
    month = int(parts[1]) if len(parts) > 1 else today.month
    return _year(parts[2]) if len(parts) > 2 else today.year, month, int(parts[0])  # noqa: PLR2004


def _year(digits: str) -> int:
    if len(digits) == 4:  # noqa: PLR2004
        return int(digits)
    if len(digits) != 2:  # noqa: PLR2004
        raise ValueError(digits)
    year = int(digits)
    return year + (1900 if year >= _CENTURY_BREAK else 2000)
