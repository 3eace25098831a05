"""One component of a file becomes what a task can be, or a reason why it cannot."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from smallcrm.services.exchange.calendars.items import EVENT, TODO, CalendarItem
from smallcrm.services.exchange.calendars.values import Values, Wall
from smallcrm.services.tasks import recurrence
from smallcrm.services.tasks.drafts import HIGH, LONGEST_TITLE, LOW, NORMAL
from smallcrm.services.tasks.origins import LONGEST_NOTE
from smallcrm.services.tasks.recurrence import Series

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_LONGEST = 31 * 24 * 60  # minutes that a task takes at most
_SOONEST = 366 * 24 * 60  # minutes before its time that a reminder comes at the earliest
_MOST_REMINDERS = 5
_LONGEST_UID = 200
_MOST_DAYS = 500  # of a list of days beside a rule
_LAST_HIGH, _FIRST_LOW = 4, 6  # PRIORITY: 1 to 4 is high, 6 to 9 is low (3.8.1.9)
_TIME_PARTS = {"BYHOUR": 11, "BYMINUTE": 14}  # where their digits stand in a wall time


class LeftOut(Exception):
    """It cannot come in; carries a code of ``reasons``."""


@dataclass
class Read:
    """What one component says.

    Attributes:
        stands_for: The time of something that repeats that it stands for (RECURRENCE-ID).
        further: Days on which it comes besides (RDATE).
        remarks: Codes of ``reasons``.
    """

    item: CalendarItem
    start: Wall
    stands_for: Wall | None = None
    further: list[Wall] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read(values: Values, now: datetime) -> Read:
    """Read a VEVENT or a VTODO.

    Args:
        values: Its properties.
        now: An instant in UTC: a rule is tried from there on.

    Raises:
        LeftOut: it has no day, or repeats in a way that a task cannot.
    """
    kind = EVENT if values.component.name == "VEVENT" else TODO
    start = _start(values, kind)
    if start is None and kind == EVENT:
        raise LeftOut("calendar_no_day")
    due = start or Wall("", "")
    rule, exceptions = _repeats(values, due, now) if start is not None else ("", ())
    minutes = _minutes(values, due, kind)
    status = values.text("STATUS").upper()
    done_at = values.instant("COMPLETED")
    remarks = ["calendar_zone"] if due.is_strange else []
    if minutes is not None and minutes > _LONGEST:
        remarks.append("calendar_long")
    title = " ".join(values.text("SUMMARY").split())
    note = _note(values)
    item = CalendarItem(
        uid=_uid(values.text("UID"), kind, due.text, title, rule),
        kind=kind,
        title=(title or next(iter(note.split("\n")), ""))[:LONGEST_TITLE].strip(),
        note=note,
        due=due.text,
        zone=due.zone,
        rule=rule,
        exceptions=exceptions,
        reminders=_reminders(values, due, minutes),
        minutes=min(minutes, _LONGEST) if minutes is not None else None,
        priority=_priority(values.number("PRIORITY")),
        done=bool(done_at) or status == "COMPLETED",
        done_at=done_at,
        people=values.people(),
        contact=values.text("CONTACT")[:LONGEST_TITLE],
        cancelled=status == "CANCELLED",
    )
    further = [day for day, _ in zip(values.walls("RDATE"), range(_MOST_DAYS), strict=False)]
    return Read(item, due, values.wall("RECURRENCE-ID"), further, remarks)


def _start(values: Values, kind: str) -> Wall | None:
    """When it comes: of a task that is to be done once, by when; that may be on a day or never."""
    begin = values.wall("DTSTART")
    if kind == EVENT:
        return begin
    due = values.wall("DUE")
    return (begin or due) if values.rule() else (due or begin)


def _repeats(values: Values, due: Wall, now: datetime) -> tuple[str, tuple[str, ...]]:
    """The rule, and the wall times that it leaves out; trying it here keeps the program quick."""
    rule = values.rule()
    if not rule:
        return "", ()
    try:
        parts = recurrence.parts_of(rule)
    except ValueError:
        parts = _without_time(rule, due)
    try:
        rule = recurrence.rule_of(parts)
        first = recurrence.first(rule, due.text, due.zone)
        if first is None:
            raise LeftOut("calendar_rule")
        Series(rule, first.due, due.zone).following(now)
    except (ValueError, OverflowError) as error:
        raise LeftOut("calendar_rule") from error
    return rule, tuple(dict.fromkeys(wall_of(each, due) for each in values.walls("EXDATE")))


def _without_time(rule: str, due: Wall) -> dict[str, str]:
    """The parts of a rule that says the time of day besides, which is that of its beginning."""
    kept = []
    for piece in rule.upper().split(";"):
        name, _, value = piece.partition("=")
        place = _TIME_PARTS.get(name)
        is_same = place and value.isdecimal() and due.text[place : place + 2] == f"{int(value):02}"
        if not is_same and piece != "BYSECOND=0":
            kept.append(piece)
    try:
        return recurrence.parts_of(";".join(kept))
    except ValueError as error:
        raise LeftOut("calendar_rule") from error


def wall_of(time: Wall, due: Wall) -> str:
    """A *time* of something that begins at *due*, as the wall of that shows it.

    A day stands for the time that it comes on that day, as some programs write it.
    """
    text = time.on(due.zone) if due.has_time else time.text[:10]
    return text if not due.has_time or time.has_time else f"{text}{due.text[10:]}"


def times_of(read: Read, stood_for: frozenset[str]) -> Iterator[CalendarItem]:
    """The item, and one for each day on which it comes besides.

    Args:
        read: What a component says.
        stood_for: Wall times that other components stand for.
    """
    item = read.item
    if item.cancelled:
        yield item
        return
    gone = stood_for | set(item.exceptions)
    if item.rule:
        added = stood_for - set(item.exceptions)
        yield item._replace(exceptions=(*item.exceptions, *sorted(added)))
    elif item.due not in stood_for:
        yield item
    series = Series(item.rule, item.due, item.zone)
    for due in dict.fromkeys(wall_of(day, read.start) for day in read.further):
        if due not in gone and not _comes(series, due):
            yield alone(item, due)._replace(due=due)


def alone(item: CalendarItem, stands_for: str) -> CalendarItem:
    """*item* as a single time of something that repeats."""
    return item._replace(uid=_short(f"{item.uid}/{stands_for}"), rule="", exceptions=())


def _comes(series: Series, due: str) -> bool:
    """Whether *series* comes at the wall time *due* of itself."""
    at = Wall(due, series.zone).at()
    return bool(series.between(at - timedelta(seconds=1), at))


def _minutes(values: Values, due: Wall, kind: str) -> int | None:
    """How long it takes; None for no time at all, and for one whole day."""
    length = values.length("ESTIMATED-DURATION") or values.length("DURATION")
    if kind == EVENT and length is None:
        end = values.wall("DTEND")
        length = end.at() - due.at() if end is not None else None
    is_one_day = kind == EVENT and not due.has_time and length is not None and length <= _DAY
    if length is None or length <= timedelta() or is_one_day:
        return None
    return max(length // _MINUTE, 1)


def _reminders(values: Values, due: Wall, minutes: int | None) -> tuple[int, ...]:
    """Minutes before its time; what comes at its time or after it is no reminder."""
    found = set()
    for trigger, related in values.alarms():
        if isinstance(trigger, timedelta):
            is_of_end = related == "END" and values.component.name == "VEVENT"
            before = -(trigger // _MINUTE) - (minutes or 0 if is_of_end else 0)
        elif isinstance(trigger, datetime) and trigger.tzinfo is not None and due.text:
            at = trigger.astimezone(UTC).replace(tzinfo=None)
            before = (due.at() - at) // _MINUTE
        else:
            continue
        if 0 < before <= _SOONEST:
            found.add(before)
    return tuple(sorted(found)[:_MOST_REMINDERS]) if due.text else ()


def _note(values: Values) -> str:
    lines = [values.text(name) for name in ("DESCRIPTION", "LOCATION", "URL")]
    return "\n".join(filter(None, lines)).replace("\r\n", "\n")[:LONGEST_NOTE].strip()


def _priority(number: int) -> int:
    if 0 < number <= _LAST_HIGH:
        return HIGH
    return LOW if number >= _FIRST_LOW else NORMAL


def _uid(uid: str, *said: Any) -> str:
    """What it is known by; what has no name is known by what it says."""
    if not uid.isprintable() or not uid:
        uid = hashlib.sha256("|".join([uid, *said]).encode("utf-8", "replace")).hexdigest()
    return _short(uid)


def _short(uid: str) -> str:
    return uid if len(uid) <= _LONGEST_UID else hashlib.sha256(uid.encode()).hexdigest()
