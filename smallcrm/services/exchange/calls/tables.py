"""Lists of calls as tables (CSV, xlsx, ods): a call in each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from smallcrm.core.phones import tail
from smallcrm.services.exchange.calls import headings, moments, outcomes, sides
from smallcrm.services.exchange.calls.cells import words
from smallcrm.services.exchange.calls.headings import (
    CALLED_CHANNEL,
    CALLEE,
    CALLER,
    CHANNEL,
    DATE,
    DIRECTION,
    EMPLOYEE,
    NAME,
    NUMBER,
    OUTCOME,
    OWN,
    SECONDS,
    TALKED,
    TIME,
    UNIQUE,
)
from smallcrm.services.exchange.calls.lines import INTERNAL, CallLine
from smallcrm.services.exchange.calls.moments import Written
from smallcrm.services.exchange.calls.sides import Side
from smallcrm.services.exchange.calls.understanding import Understood
from smallcrm.services.exchange.recognising.layout import is_blank
from smallcrm.services.exchange.sources.table import Row, Table
from smallcrm.services.exchange.values import dates
from smallcrm.services.exchange.values.dates import DMY, MDY, Order

NO_MOMENT, NO_SIDES, LOST = "call_no_moment", "call_no_side", "call_number_lost"
IN_FUTURE = "call_in_future"


class _Way(NamedTuple):
    """How the rows of one list are read.

    Attributes:
        last: The last day on which there can be a call, ``2026-11-30``.
        own: Tails of the numbers of the business.
        is_fritzbox: Whether figures for the type are those of a FRITZ!Box, whose durations are
            hours and minutes; *has_four* whether outgoing calls have their newer figure.
        in_minutes: Fields of durations that count minutes.
    """

    columns: Mapping[str, int]
    order: str
    today: date
    last: str
    own: frozenset[str]
    is_fritzbox: bool
    has_four: bool
    in_minutes: frozenset[str]


def order_of(table: Table, understood: Understood, today: date, wanted: str, country: str) -> Order:
    """How the days are written; a call that would be in the future proves that they are not so.

    Args:
        table: What was in the file.
        understood: Which column holds what.
        today: Nobody called after it.
        wanted: ``dmy``, ``mdy`` or ``ymd`` where the user says so, else empty.
        country: Whose order of day and month it is where nothing else tells.
    """
    days = [_written(row, understood.columns).day for _number, row in _rows(table, understood)]
    found = dates.order_of(days, wanted, country)
    if found.ambiguous and not found.proven:
        other = MDY if found.order == DMY else DMY
        if _any_later(days, found.order, today) and not _any_later(days, other, today):
            return found._replace(order=other, proven=True)
        if _any_later(days, other, today) and not _any_later(days, found.order, today):
            return found._replace(proven=True)
    return found


def read(
    table: Table, today: date, order: str, own: Iterable[str], understood: Understood
) -> list[CallLine]:
    """The calls of *table*, those that cannot be read and those within the business too.

    Args:
        table: What was in the file.
        today: Decides the century of two digits.
        order: ``dmy``, ``mdy`` or ``ymd``.
        own: Telephone numbers of the business.
        understood: Which column holds what.
    """
    rows = list(_rows(table, understood))
    way = _way(rows, understood, today, order, own)
    return [_line(number, row, way) for number, row in rows]


def _rows(table: Table, understood: Understood) -> Iterator[tuple[int, Row]]:
    found = understood.found
    for number in range(found.first, found.last):
        if number not in found.skipped and not is_blank(table.rows[number]):
            yield number + 1, table.rows[number]


def _any_later(days: Iterable[str], order: str, today: date) -> bool:
    tomorrow = _tomorrow(today)
    return any(dates.read(day, order, today)[0] > tomorrow for day in set(days) if day)


def _tomorrow(today: date) -> str:
    """A list of another zone may be ahead."""
    return (today + timedelta(days=1)).isoformat()


def _way(
    rows: list[tuple[int, Row]],
    understood: Understood,
    today: date,
    order: str,
    own: Iterable[str],
) -> _Way:
    columns, names = understood.columns, understood.found.headings
    numbers = {tail(number) for number in own}
    if OWN in columns:
        numbers |= {tail(_own(row, columns)) for _number, row in rows}
    if CALLER in columns and CALLEE in columns:
        pairs = (
            (_side(row, columns, CALLER), _side(row, columns, CALLEE)) for _number, row in rows
        )
        numbers |= sides.usual(
            pair for pair in pairs if not numbers & {tail(each.number) for each in pair}
        )
    types = {_cell(row, columns, DIRECTION) for _number, row in rows}
    is_fritzbox = types <= {*"1234"} and OWN in columns and EMPLOYEE in columns
    return _Way(
        columns,
        order,
        today,
        _tomorrow(today),
        frozenset(numbers) - {""},
        is_fritzbox,
        "4" in types,
        frozenset(
            field
            for field in (SECONDS, TALKED)
            if field in columns and headings.is_in_minutes(names[columns[field]])
        ),
    )


def _line(number: int, row: Row, way: _Way) -> CallLine:
    columns = way.columns
    at = moments.instant(_written(row, columns), way.order, way.today)
    said, answered = _direction(row, way)
    direction, other, mine = _other_side(row, way, said)
    if direction == outcomes.INTERNAL:
        return CallLine(number, at, problem=INTERNAL)
    told = outcomes.is_answered(_cell(row, columns, OUTCOME))
    answered = answered if told is None else told
    seconds = _seconds(row, way)
    if answered is None:
        answered = seconds != 0
    return CallLine(
        row=number,
        at=at,
        number=other.number,
        name=_cell(row, columns, NAME) or other.name,
        direction=direction,
        seconds=seconds if answered else None,
        is_answered=answered,
        employee=_employee(row, columns, mine, direction),
        unique=_cell(row, columns, UNIQUE),
        problem=_problem(at, other, direction, way),
        is_busy=not answered and outcomes.is_busy(_cell(row, columns, OUTCOME)),
    )


def _problem(at: str, other: Side, direction: str, way: _Way) -> str:
    """Why a row is left out; a list of numbers need not say which way the calls went."""
    if not at:
        return NO_MOMENT
    if at[: len(way.last)] > way.last:
        return IN_FUTURE
    if other.is_lost:
        return LOST
    is_silent = NUMBER in way.columns and DIRECTION not in way.columns
    return "" if direction or is_silent else NO_SIDES


def _written(row: Row, columns: Mapping[str, int]) -> Written:
    return moments.apart(_cell(row, columns, DATE), _cell(row, columns, TIME))


def _direction(row: Row, way: _Way) -> tuple[str, bool | None]:
    text = _cell(row, way.columns, DIRECTION)
    if text.isdecimal():
        return outcomes.by_figure(text, is_fritzbox=way.is_fritzbox, has_four=way.has_four)
    way_it_went, answered = outcomes.direction(text)
    if not text:  # "missed" may stand where the outcome does
        way_it_went = outcomes.direction(_cell(row, way.columns, OUTCOME))[0]
    return way_it_went, answered


def _other_side(row: Row, way: _Way, said: str) -> tuple[str, Side, Side]:
    """Which way the call went, who was on the other side, and who on ours.

    What a column says of the direction decides, except that two extensions are never a call with
    somebody; else a side is ours that is short, is a number of the business, or whose channel
    belongs to an extension.
    """
    columns = way.columns
    caller, callee = _side(row, columns, CALLER), _side(row, columns, CALLEE)
    if NUMBER in columns and not (said and (caller.is_outside or callee.is_outside)):
        other = _side(row, columns, NUMBER)
        is_within = said == outcomes.INTERNAL or (other.is_extension and not way.is_fritzbox)
        return (outcomes.INTERNAL if is_within else said), other, Side()
    ours = _is_ours(caller, way), _is_ours(callee, way)
    if said == outcomes.INTERNAL or all(ours):
        return outcomes.INTERNAL, Side(), Side()
    if not said:
        said = _guessed(row, way, caller, callee, ours)
    if said == outcomes.OUT:
        return said, callee, caller
    return said, caller, callee


def _guessed(row: Row, way: _Way, caller: Side, callee: Side, ours: tuple[bool, bool]) -> str:
    from_ours, to_ours = ours
    if from_ours != to_ours:
        return outcomes.OUT if from_ours else outcomes.IN
    if sides.of_channel(_cell(row, way.columns, CHANNEL)):
        return outcomes.OUT
    if sides.of_channel(_cell(row, way.columns, CALLED_CHANNEL)):
        return outcomes.IN
    if not callee.is_outside:  # "s", a queue, a voice menu: somebody came in from outside
        return outcomes.IN
    return outcomes.OUT if not caller.number and CALLER not in way.columns else ""


def _is_ours(side: Side, way: _Way) -> bool:
    return side.is_extension or (side.is_outside and tail(side.number) in way.own)


def _employee(row: Row, columns: Mapping[str, int], mine: Side, direction: str) -> str:
    named = _cell(row, columns, EMPLOYEE)
    if named:
        return named
    if mine.is_extension:
        return f"{mine.number} {mine.name}".strip()
    channel = CHANNEL if direction == outcomes.OUT else CALLED_CHANNEL
    return sides.of_channel(_cell(row, columns, channel)) or mine.name


def _seconds(row: Row, way: _Way) -> int | None:
    for field in (TALKED, SECONDS):
        text = _cell(row, way.columns, field)
        if text:
            return moments.seconds(
                text, minutes=field in way.in_minutes, hours_first=way.is_fritzbox
            )
    return None


def _own(row: Row, columns: Mapping[str, int]) -> str:
    """The own number of a row; a FRITZ!Box writes ``Internet: 4930…`` there."""
    return _cell(row, columns, OWN).rpartition(":")[2]


def _side(row: Row, columns: Mapping[str, int], field: str) -> Side:
    return sides.read(_cell(row, columns, field))


def _cell(row: Row, columns: Mapping[str, int], field: str) -> str:
    number = columns.get(field, len(row))
    return words(row[number]) if number < len(row) else ""
