"""Read a rule out of words: "every 2 weeks on Monday", «ежемесячно в последний день» (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from smallcrm.core.fold import fold
from smallcrm.services.tasks.recurrence import keep_day, rule_of
from smallcrm.services.tasks.rule_vocabulary import (
    ADVERBS,
    BETWEEN,
    EVERY,
    LAST,
    MAY_END,
    MONTHS,
    PLACES,
    UNITS,
    WEEKDAYS,
    WORKDAYS,
    WORKING,
)
from smallcrm.services.tasks.rule_words import DAYS
from smallcrm.services.tasks.rule_words import WORKING as WORKING_DAYS

_NUMBER = re.compile(r"(\d{1,3})(?:\.|st|nd|rd|th|er|-?го|-?е|η|ης)?")
_MOST_DAYS = 31
_MOST = 999  # units between two times


@dataclass
class _Found:
    """What the words said so far; *numbers* stand behind the unit, *place* is "second"."""

    is_begun: bool = False
    unit: str = ""
    every: int = 1
    place: int = 0
    days: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    month: int = 0
    is_last: bool = False
    is_working: bool = False


def read_rule(text: str, today: date) -> str | None:
    """The rule that *text* says, all of it; None where it says none.

    Where it names no day, that of *today* is meant.
    """
    return read_words([fold(word.strip(",;.:")) for word in text.split()], today)


def read_words(words: Sequence[str], today: date) -> str | None:
    """The same of words that are folded already."""
    found = _Found()
    if not words or words[-1] in BETWEEN - MAY_END or not all(_take(found, w) for w in words):
        return None
    return _rule(found, today)


def _take(found: _Found, word: str) -> bool:
    """Take one word in; False where it does not belong to a rule."""
    if not found.is_begun:
        return _begin(found, word)
    if word in UNITS:
        return _unit(found, UNITS[word])
    if word in PLACES and not found.unit and not found.days and not found.place:
        found.place = PLACES[word]
        return True
    if number := _NUMBER.fullmatch(word):
        return _number(found, int(number[1]))
    if word in WEEKDAYS:
        found.days.append(WEEKDAYS[word])
    elif word in MONTHS and found.unit == "YEARLY":
        found.month = MONTHS[word]
    found.is_working = found.is_working or word in WORKDAYS or word in WORKING
    found.is_last = found.is_last or word in LAST
    is_month = word in MONTHS and found.unit == "YEARLY"
    return is_month or any(word in known for known in (WEEKDAYS, WORKDAYS, WORKING, LAST, BETWEEN))


def _begin(found: _Found, word: str) -> bool:
    if word in ADVERBS:
        found.unit = ADVERBS[word]
    elif word in WEEKDAYS and word.endswith(("s", "ам", "ям", "ες", "τα")) and word != "τα":
        found.days.append(WEEKDAYS[word])
    elif word not in EVERY:
        return False
    found.is_begun = True
    return True


def _unit(found: _Found, unit: str) -> bool:
    """The word for day is also part of "on day 5" and "the last day" behind the unit."""
    if not found.unit and not found.days:
        found.unit = unit
        return True
    if unit == "MONTHLY" and not found.unit and len(found.days) == 1:
        found.unit = unit
        return bool(found.place or found.is_last)
    return unit == "DAILY" or (unit == "MONTHLY" and found.is_last)


def _number(found: _Found, number: int) -> bool:
    if not found.unit:
        found.every = number
        return number > 0 and not found.days
    found.numbers.append(number)
    return 0 < number <= _MOST_DAYS


def _rule(found: _Found, today: date) -> str | None:
    if found.is_working and not found.days:
        is_plain = found.unit in ("", "DAILY", "WEEKLY") and found.every == 1
        return f"FREQ=WEEKLY;BYDAY={WORKING_DAYS}" if is_plain else None
    unit = found.unit or ("WEEKLY" if found.days else "")
    if found.place and not (unit == "MONTHLY" and found.days):
        if found.place == 1 or found.every > 1:
            return None
        found.every = found.place
    is_counted = found.every == 1 or found.place or (found.unit and found.every <= _MOST)
    if not unit or not is_counted or len(found.numbers) > 1:
        return None
    parts = {"FREQ": unit}
    if found.every > 1:
        parts["INTERVAL"] = str(found.every)
    makers = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}
    by = makers[unit](found, today)
    return None if by is None else keep_day(rule_of({**parts, **by}), today.isoformat())


def _daily(found: _Found, _today: date) -> dict[str, str] | None:
    is_plain = not found.days and not found.numbers and not found.is_last
    return {} if is_plain else None


def _weekly(found: _Found, today: date) -> dict[str, str] | None:
    if found.numbers or found.is_last:
        return None
    named = [day for day in DAYS if day in found.days] or [DAYS[today.weekday()]]
    return {"BYDAY": ",".join(named)}


def _monthly(found: _Found, today: date) -> dict[str, str] | None:
    if found.days:
        place = -1 if found.is_last else found.place
        is_one = len(found.days) == 1 and place and not found.numbers
        return {"BYDAY": f"{place}{found.days[0]}"} if is_one else None
    if found.is_last and not found.numbers:
        return {"BYMONTHDAY": "-1"}
    return {"BYMONTHDAY": str((found.numbers or [today.day])[0])}


def _yearly(found: _Found, today: date) -> dict[str, str] | None:
    if found.days or found.is_last or bool(found.numbers) != bool(found.month):
        return None
    day, month = (found.numbers or [today.day])[0], found.month or today.month
    try:
        date(2000, month, day)
    except ValueError:
        return None
    return {"BYMONTH": str(month), "BYMONTHDAY": str(day)}
