"""Which column of a list of calls holds what: by its heading, by the user, else by its content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from smallcrm.core.errors import ImportProblem
from smallcrm.core.fold import digits
from smallcrm.core.text import T
from smallcrm.services.exchange.calls import headings, moments, outcomes, sides
from smallcrm.services.exchange.calls.cells import words
from smallcrm.services.exchange.calls.headings import (
    CALLED_CHANNEL,
    CALLEE,
    CALLER,
    CHANNEL,
    DATE,
    DIRECTION,
    NUMBER,
    OUTCOME,
    SECONDS,
    TALKED,
    TIME,
    UNIQUE,
)
from smallcrm.services.exchange.fields import IGNORE
from smallcrm.services.exchange.recognising import layout
from smallcrm.services.exchange.recognising.recognise import samples_of
from smallcrm.services.exchange.sources.table import Table

_NOTHING: Mapping[str, str] = MappingProxyType({})
_ASTERISK = re.compile(r"\d{9,10}\.\d+")  # its uniqueid
_CHANNEL = re.compile(r"[A-Za-z0-9]+/[^/\s]+-[0-9a-f]+(?:;\d)?")  # PJSIP/101-0000002a
_ANY_DAY = date(2026, 1, 1)
_SHORT = 6  # digits; a column of telephone numbers has one that is no shorter
_SHOWN = 3  # samples of a column


class Understood(NamedTuple):
    """What a list is taken for.

    Attributes:
        columns: The position of the column of each field.
        found: Where the rows are, and what stands above them.
    """

    columns: Mapping[str, int]
    found: layout.Layout

    @property
    def tells(self) -> bool:
        """Whether there is what a call needs: a moment, and who was on the other side."""
        has_moment = DATE in self.columns or TIME in self.columns
        return has_moment and bool({NUMBER, CALLER, CALLEE} & self.columns.keys())


def understand(table: Table, mapping: Mapping[str, str] = _NOTHING) -> Understood:
    """Find out which column holds what; *mapping* is what the user says, by the headings.

    Raises:
        ImportProblem: there are no rows, or a heading or a field that is not there.
    """
    found = layout.find(table, None, knows=headings.meaning)
    columns: dict[str, int] = {}
    for heading, field in mapping.items():
        if field != IGNORE:
            columns.setdefault(_known(field), _place(found, heading))
    free = [
        "" if heading in mapping else raw
        for heading, raw in zip(found.headings, found.raw, strict=True)
    ]
    for field, number in headings.recognised(free).items():
        columns.setdefault(field, number)
    if found.header is None:
        taken = {_place(found, heading) for heading in mapping}
        samples = [[*map(words, values)] for values in samples_of(table.rows, found)]
        _by_content(samples, columns, taken)
    if DATE not in columns and TIME in columns:
        columns[DATE] = columns.pop(TIME)
    return Understood(columns, found)


def not_understood() -> ImportProblem:
    """For a list that does not say when a call was, or with whom (``Understood.tells``)."""
    return ImportProblem(
        T("No columns of this file look like the time and the number of calls."),
        hint=T("Nothing was changed. Say which columns hold them."),
        field="mapping",
    )


def describe(
    table: Table, understood: Understood, order: tuple[str, int, bool]
) -> list[tuple[object, ...]]:
    """The columns for ``drafts.Column``; *order* is that of the dates."""
    fields = {number: field for field, number in understood.columns.items()}
    samples = samples_of(table.rows, understood.found)
    return [
        (
            number + 1,
            heading,
            fields.get(number),
            float(number in fields),
            tuple([value[:80] for value in values[:_SHOWN]]),
            *(order if fields.get(number) == DATE else ("", 0, False)),
        )
        for number, (heading, values) in enumerate(
            zip(understood.found.headings, samples, strict=True)
        )
    ]


def _known(field: str) -> str:
    if field not in headings.NAMES:
        raise ImportProblem(
            T("{field} is nothing that a list of calls has.", field=field),
            hint=T("Nothing was changed. Use one of: {names}.", names=", ".join(headings.NAMES)),
            field="mapping",
        )
    return field


def _place(found: layout.Layout, heading: str) -> int:
    if heading not in found.headings:
        raise ImportProblem(
            T("There is no column {name} in this file.", name=heading),
            hint=T("Its columns are: {names}.", names=", ".join(found.headings)),
            field="mapping",
        )
    return found.headings.index(heading)


def _by_content(samples: Sequence[Sequence[str]], columns: dict[str, int], taken: set[int]) -> None:
    """What a list without headings holds, such as the Master.csv of Asterisk."""
    tests: tuple[tuple[tuple[str, ...], Callable[[Sequence[str]], bool]], ...] = (
        ((UNIQUE,), _each(_ASTERISK.fullmatch)),
        ((DATE,), _each(_is_moment)),
        ((CHANNEL, CALLED_CHANNEL), _each(_CHANNEL.fullmatch)),
        ((DIRECTION,), _each(lambda text: outcomes.direction(text)[0])),
        ((OUTCOME,), _each(lambda text: outcomes.is_answered(text) is not None
                           and not text.isdigit())),
        ((CALLER, CALLEE), _are_numbers),
        ((SECONDS, TALKED), _each(lambda text: moments.seconds(text) is not None)),
    )  # fmt: skip
    free = [
        number
        for number, values in enumerate(samples)
        if values and number not in {*taken, *columns.values()}
    ]
    for fields, test in tests:
        fitting = [number for number in free if test(samples[number])]
        for field, number in zip(fields, fitting, strict=False):
            columns.setdefault(field, number)
        free = [number for number in free if number not in fitting]
    if CALLER in columns and CALLEE not in columns:
        columns.setdefault(NUMBER, columns.pop(CALLER))


def _each(test: Callable[[str], object]) -> Callable[[Sequence[str]], bool]:
    return lambda values: all(test(text) for text in values)


def _is_moment(text: str) -> bool:
    written = moments.apart(text)
    return bool(written.time or len(text) >= 10) and bool(  # noqa: PLR2004 - 29.11.2026
        moments.instant(written, "", _ANY_DAY)
    )


def _are_numbers(values: Sequence[str]) -> bool:
    found = [sides.read(text) for text in values]
    dialed = [side for side in found if side.number and not side.is_lost]
    return (
        2 * len(dialed) >= len(found)
        and all(":" not in text for text in values)
        and any(len(digits(side.number)) >= _SHORT for side in dialed)
    )
