"""When a call began and how long it took, as telephone systems write it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from smallcrm.core import zones
from smallcrm.core.fold import fold
from smallcrm.services.exchange.values import dates

_EPOCH = re.compile(r"\d{10}(?:\.\d+)?|\d{13}")  # seconds or milliseconds since 1970
_TIME = re.compile(
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d+)?"
    r"\s*(?P<half>[apπμ]\.?\s?[mμ]\.?)?\s*(?P<offset>z|utc|gmt|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_APART = re.compile(
    r"(?P<day>.*?\d{2,4}(?:\s?г\.?)?)(?:,?\s+|T)(?:-\s+|um\s+|at\s+|в\s+)?"
    r"(?P<time>\d{1,2}[:h]\d{2}.*)"
)
_AFTERNOON, _MORNING = ("pm", "μμ"), ("am", "πμ")
_NOON = 12
_COLONS = re.compile(r"(?:(?P<days>\d+)[.\s]+)?(\d{1,4}):(\d{2})(?::(\d{2}))?(?:\.\d+)?")
_PLAIN = re.compile(r"(\d{1,7})(?:[.,]0+)?")
_PARTS = re.compile(r"(\d+)\s*([^\W\d]+)\.?[\s,]*")
_UNITS = (
    (("h", "ч", "ω", "st", "std"), 3600),
    (("m", "м", "λ"), 60),
    (("s", "с", "δ"), 1),
)
_LONGEST = 7 * 24 * 3600  # seconds; more is no call


class Written(NamedTuple):
    """A moment in its parts: what says the day, and what says the time."""

    day: str
    time: str


def apart(text: str, time: str = "") -> Written:
    """Divide *text*, ``29/11/2026, 14:02``; *time* is that of a column of its own."""
    text = " ".join(text.split())
    if match := _APART.fullmatch(text):
        return Written(match["day"].strip(), match["time"])
    return Written(text, " ".join(time.split()))


def instant(written: Written, order: str, today: date) -> str:
    """The moment in UTC, ``2026-11-29 14:02:00``; empty where it cannot be read.

    A time without an offset is what the clock on the wall here showed. In the hour that a change
    of the clock repeats it is taken for the first one, and what it leaves out for the end of the
    gap (domain rules 4.1).
    """
    if _EPOCH.fullmatch(written.day) and not written.time:
        return _since_1970(written.day)
    day, _problem = dates.read(written.day, order, today)
    time = _TIME.fullmatch(written.time)
    if not day or day.startswith("-") or (written.time and time is None):
        return ""
    if time is None:
        return f"{zones.instant(day, ''):%Y-%m-%d %H:%M:%S}"
    try:
        moment = datetime.fromisoformat(f"{day} {_clock(time)}{_offset(time)}")
        if moment.tzinfo is not None:
            return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
        return f"{zones.instant(moment.isoformat(' '), ''):%Y-%m-%d %H:%M:%S}"
    except (ValueError, OverflowError):
        return ""


def seconds(text: str, *, minutes: bool = False, hours_first: bool = False) -> int | None:
    """How long *text* says it took; None where it says nothing.

    Args:
        text: ``0:01:23``, ``01:23``, ``83``, ``1m 23s``, ``1 ч 2 мин``.
        minutes: A plain number counts minutes.
        hours_first: Of ``0:02``, the first figure is hours, as FRITZ!Box has it.
    """
    text = text.strip()
    found = _PLAIN.fullmatch(text)
    if found:
        count = int(found[1]) * (60 if minutes else 1)
    elif found := _COLONS.fullmatch(text):
        first, second, third = int(found[2]), int(found[3]), found[4]
        count = int(found["days"] or 0) * 86_400
        if third is not None or hours_first:
            count += first * 3600 + second * 60 + int(third or 0)
        else:
            count += first * 60 + second
    else:
        worded = _worded(text)
        if worded is None:
            return None
        count = worded
    return count if count <= _LONGEST else None


def _since_1970(text: str) -> str:
    number = float(text)
    number = number / 1000 if len(text) == len("1700000000000") and "." not in text else number
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(number))
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _clock(time: re.Match[str]) -> str:
    hour = int(time["hour"])
    half = re.sub(r"[.\s]", "", (time["half"] or "").lower())
    if half in _AFTERNOON and hour < _NOON:
        hour += _NOON
    elif half in _MORNING and hour == _NOON:
        hour = 0
    return f"{hour:02}:{time['minute']}:{time['second'] or '00'}"


def _offset(time: re.Match[str]) -> str:
    said = (time["offset"] or "").lower()
    return "+00:00" if said in ("z", "utc", "gmt") else said


def _worded(text: str) -> int | None:
    """``1m 23s`` in any of the languages; ``PT1M23S`` too."""
    folded = fold(text).removeprefix("pt")
    if not _PARTS.match(folded) or _PARTS.sub("", folded).strip():
        return None
    count = 0
    for number, unit in _PARTS.findall(folded):
        worth = next((worth for heads, worth in _UNITS if unit.startswith(heads)), 0)
        if not worth:
            return None
        count += int(number) * worth
    return count
