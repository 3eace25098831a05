"""How long something took, as people type it and as it is shown."""

from __future__ import annotations

import re
from decimal import Decimal

from smallcrm.core.errors import UserError
from smallcrm.core.text import T

_CLOCK = re.compile(r"([0-9]{1,5}):([0-5]?[0-9])(?::([0-5]?[0-9]))?")
_MINUTES = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,4})?")
_MINUTE, _HOUR = 60, 3600


def read_duration(text: str, *, in_hours: bool = False) -> int:
    """The seconds in *text*: minutes (``6``, ``1,5``), ``1:30`` or ``1:30:00``.

    Args:
        text: What was typed.
        in_hours: ``1:30`` is an hour and a half, as of a meeting; else a minute and a half, as
            the timer of a call shows it.

    Raises:
        UserError: it is none of these; its ``field`` is ``seconds``.
    """
    typed = text.strip()
    clock = _CLOCK.fullmatch(typed)
    if clock is not None:
        first, second, third = (int(part or 0) for part in clock.groups())
        if clock[3] is not None:
            return first * _HOUR + second * _MINUTE + third
        return (first * _HOUR + second * _MINUTE) if in_hours else first * _MINUTE + second
    if _MINUTES.fullmatch(typed) is None:
        raise UserError(
            T("“{typed}” is not a number of minutes.", typed=typed),
            hint=T("Nothing was saved. Type minutes, or a time like {example}.", example="1:30"),
            field="seconds",
        )
    return int(Decimal(typed.replace(",", ".")) * _MINUTE)


def write_duration(seconds: int, *, in_hours: bool = False) -> str:
    """*seconds* as ``read_duration`` reads them: ``6``, ``6:35``, ``1:30``, ``1:15:10``."""
    minutes, rest = divmod(seconds, _MINUTE)
    hours, left = divmod(minutes, _MINUTE)
    if in_hours and (hours or rest):
        return f"{hours}:{left:02}:{rest:02}" if rest else f"{hours}:{left:02}"
    return f"{minutes}:{rest:02}" if rest else str(minutes)


def write_running(seconds: int) -> str:
    """*seconds* as a timer shows them: ``06:35``, ``1:15:10``."""
    minutes, rest = divmod(seconds, _MINUTE)
    return write_whole(seconds) if seconds >= _HOUR else f"{minutes:02}:{rest:02}"


def write_whole(seconds: int) -> str:
    """*seconds* in columns: ``26:05:09``, as spreadsheets of all our languages show them."""
    minutes, rest = divmod(seconds, _MINUTE)
    return f"{minutes // _MINUTE}:{minutes % _MINUTE:02}:{rest:02}"
