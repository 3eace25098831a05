"""Where entries of a calendar stand; knows days and times, no pixels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from smallcrm.services.calendar import CalendarRow

WEEK = 7
_WEEKS = 6
_DAY = timedelta(days=1)
SHORTEST = timedelta(minutes=30)  # as long an entry is painted at least
SNAP = 15  # minutes by which entries are moved


class Beside(NamedTuple):
    """An entry that shares its time with others: it has the *column* of *columns*."""

    row: CalendarRow
    column: int
    columns: int


def week_of(day: date, first_weekday: int) -> date:
    """The first day of the week that *day* is in."""
    return day - timedelta(days=(day.weekday() - first_weekday) % WEEK)


def month_of(day: date, first_weekday: int) -> list[date]:
    """Six whole weeks around the month of *day*."""
    first = week_of(day.replace(day=1), first_weekday)
    return [first + timedelta(days=number) for number in range(WEEK * _WEEKS)]


def months_later(day: date, months: int) -> date:
    """The same day of another month, or its last one where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first.replace(day=min(day.day, (following - _DAY).day))


def on_day(rows: Sequence[CalendarRow], day: date) -> list[CalendarRow]:
    """Those that go on at any time of *day*; what takes all day first."""
    begin = datetime.combine(day, time())
    end = begin + _DAY
    found = [row for row in rows if row.start < end and (row.end > begin or row.start >= begin)]
    return sorted(found, key=lambda row: not row.is_all_day)


def stops_of(rows: Sequence[CalendarRow], day: date) -> list[CalendarRow | datetime]:
    """Where up and down stop on *day*: at what takes all day, then at entries and free times."""
    found = on_day(rows, day)
    timed = [row for row in found if not row.is_all_day]
    begin = datetime.combine(day, time())
    every = [begin + number * SHORTEST for number in range(_DAY // SHORTEST)]
    taken = [(row.start, max(row.end, row.start + SHORTEST)) for row in timed]
    free = [at for at in every if not any(start <= at < end for start, end in taken)]
    stops: list[CalendarRow | datetime] = sorted([*timed, *free], key=begins)
    return [*(row for row in found if row.is_all_day), *stops]


def begins(stop: CalendarRow | datetime) -> datetime:
    """When an entry begins, or a free time."""
    return stop if isinstance(stop, datetime) else stop.start


def same(rows: Sequence[CalendarRow], row: CalendarRow) -> CalendarRow | None:
    """What *row* is among *rows* that were read later; a single time that was moved is another."""
    for each in rows:
        if (each.kind, each.start) == (row.kind, row.start) and (
            each.id == row.id or each.title == row.title
        ):
            return each
    return None


def side_by_side(rows: Sequence[CalendarRow]) -> list[Beside]:
    """Entries with a time of one day, in columns so that none hides another."""
    found: list[Beside] = []
    group: list[tuple[CalendarRow, int]] = []
    ends: list[datetime] = []
    for row in sorted(rows, key=lambda row: (row.start, row.start - row.end, row.id)):
        if ends and row.start >= max(ends):
            found += [Beside(one, column, len(ends)) for one, column in group]
            group, ends = [], []
        free = next((at for at, end in enumerate(ends) if end <= row.start), len(ends))
        ends[free : free + 1] = [max(row.end, row.start + SHORTEST)]
        group.append((row, free))
    return found + [Beside(one, column, len(ends)) for one, column in group]


def gathered(rows: Sequence[CalendarRow]) -> list[tuple[CalendarRow, int]]:
    """Of those that share their time the first, and how many they are."""
    found: list[tuple[CalendarRow, int]] = []
    last: datetime | None = None
    for row in sorted(rows, key=begins):
        end = max(row.end, row.start + SHORTEST)
        if last is not None and row.start < last:
            first, count = found.pop()
            found.append((first, count + 1))
            last = max(last, end)
        else:
            found.append((row, 1))
            last = end
    return found
