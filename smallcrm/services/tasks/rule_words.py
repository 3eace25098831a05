"""A rule in words: "every week on Monday", «каждый месяц, в последний день»; read in rule_reading.

Five languages are read (``rule_reading``); said is what the editor of the window can make, and one
weekday of each month. A rule from elsewhere that is none of these is told as one of its own kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from smallcrm.core import formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services.tasks import recurrence

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING = "MO,TU,WE,TH,FR"
LAST = "-1"
ON_DAYS: dict[str, Text] = {
    "MO": T("on Monday"),
    "TU": T("on Tuesday"),
    "WE": T("on Wednesday"),
    "TH": T("on Thursday"),
    "FR": T("on Friday"),
    "SA": T("on Saturday"),
    "SU": T("on Sunday"),
}
_OF_MONTH: dict[str, Callable[[str], Text]] = {
    "MO": lambda place: T("on Monday number {place}", place=place),
    "TU": lambda place: T("on Tuesday number {place}", place=place),
    "WE": lambda place: T("on Wednesday number {place}", place=place),
    "TH": lambda place: T("on Thursday number {place}", place=place),
    "FR": lambda place: T("on Friday number {place}", place=place),
    "SA": lambda place: T("on Saturday number {place}", place=place),
    "SU": lambda place: T("on Sunday number {place}", place=place),
}
_LAST_OF_MONTH: dict[str, Text] = {
    "MO": T("on the last Monday"),
    "TU": T("on the last Tuesday"),
    "WE": T("on the last Wednesday"),
    "TH": T("on the last Thursday"),
    "FR": T("on the last Friday"),
    "SA": T("on the last Saturday"),
    "SU": T("on the last Sunday"),
}
_PLACED = re.compile(r"([1-5]|-1)([A-Z]{2})")
_LEFT_OUT = frozenset({"COUNT", "UNTIL", "WKST", "INTERVAL"})  # said apart, or never


def how_often(rule: str, anchor: str) -> str:
    """How *rule*, which begins at *anchor*, repeats; without its end. Empty for once."""
    if not rule:
        return ""
    parts = recurrence.parts_of(rule)
    every = int(parts.get("INTERVAL", "1"))
    by = {name: value for name, value in parts.items() if name not in _LEFT_OUT}
    del by["FREQ"]
    said = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}
    words = said[parts["FREQ"]](every, by, date.fromisoformat(anchor[:10]))
    return str(words or T("by a rule of its own"))


def how_long(rule: str, zone: str) -> str:
    """When *rule* ends, as an addition to ``how_often``; empty where it does not."""
    parts = recurrence.parts_of(rule) if rule else {}
    last = recurrence.last_day(rule, zone) if "UNTIL" in parts else None
    if last is not None:
        return str(T("until {day}", day=formats.day(last)))
    if "COUNT" in parts:
        return str(TN("{count} time", "{count} times", int(parts["COUNT"])))
    return ""


def sentence(rule: str, anchor: str, zone: str) -> str:
    """Both: ``every week on Monday, until 30 Nov 2026``."""
    return ", ".join(filter(None, (how_often(rule, anchor), how_long(rule, zone))))


def _daily(every: int, by: dict[str, str], _start: date) -> Text | None:
    if by == {"BYDAY": WORKING} and every == 1:
        return T("every working day")
    if by:
        return None
    return T("every day") if every == 1 else TN("every {count} day", "every {count} days", every)


def _weekly(every: int, by: dict[str, str], start: date) -> Text | None:
    days = by.pop("BYDAY", DAYS[start.weekday()])
    if by or any(day not in DAYS for day in days.split(",")):
        return None
    if days == WORKING and every == 1:
        return T("every working day")
    on = ", ".join(str(ON_DAYS[day]) for day in days.split(","))
    if every == 1:
        return T("every week {on_days}", on_days=on)
    return TN("every {count} week {on_days}", "every {count} weeks {on_days}", every, on_days=on)


def _monthly(every: int, by: dict[str, str], start: date) -> Text | None:
    on = _on_weekday(by) if by.keys() == {"BYDAY"} else _on_day(*_month_day(by, start))
    if on is None:
        return None
    if every == 1:
        return T("every month {on_day}", on_day=on)
    return TN("every {count} month {on_day}", "every {count} months {on_day}", every, on_day=on)


def _on_weekday(by: dict[str, str]) -> Text | None:
    """The second Monday of the month, or the last one."""
    found = _PLACED.fullmatch(by["BYDAY"])
    if found is None:
        return None
    if found[1] == LAST:
        return _LAST_OF_MONTH.get(found[2])
    say = _OF_MONTH.get(found[2])
    return None if say is None else say(found[1])


def _on_day(day: str, may_be_last: bool) -> Text | None:  # noqa: FBT001 - of _month_day
    if not day:
        return None
    if day == LAST:
        return T("on the last day")
    if may_be_last:
        return T("on day {day} or the last one", day=day)
    return T("on day {day}", day=day)


def _yearly(every: int, by: dict[str, str], start: date) -> Text | None:
    month = by.pop("BYMONTH", str(start.month))
    day, _may_be_last = _month_day(by, start)
    if not day.isdecimal() or not month.isdecimal():
        return None
    on = formats.month_day(date(2000, int(month), int(day)))  # a year that has all days
    if every == 1:
        return T("every year on {day}", day=on)
    return TN("every {count} year on {day}", "every {count} years on {day}", every, day=on)


def _month_day(by: dict[str, str], start: date) -> tuple[str, bool]:
    """The day of the month, and whether the last one stands for it; empty for anything else."""
    days, place = by.pop("BYMONTHDAY", str(start.day)), by.pop("BYSETPOS", "")
    if by:
        return "", False
    day, _, other = days.partition(",")
    if (other, place) == (LAST, "1"):
        return day, True
    is_plain = not other and not place and (day == LAST or day.isdecimal())
    return (day, False) if is_plain else ("", False)
