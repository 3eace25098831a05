"""A report as window, paper, workbook and command line show it: one table, and its charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from smallcrm.core import formats
from smallcrm.core.durations import write_whole
from smallcrm.core.money import Money

WORDS, COUNT, PERCENT, DAYS, MONEY, MONTH = "words", "count", "percent", "days", "money", "month"
DURATION = "duration"  # seconds
Value: TypeAlias = str | int | Decimal | Money | date | None


class Column(NamedTuple):
    """One column; *kind* says what its values are and how they are shown.

    *about* is what exactly it counts, where the heading alone does not say it.
    """

    heading: str
    kind: str = WORDS
    about: str = ""


class Listing(NamedTuple):
    """Names the entries or tasks that a figure of the staff counts; ``staff_lists`` lists them.

    Attributes:
        figure: One of ``staff_lists.FIGURES``.
        people: Whose they are; None: what is nobody's in particular.
    """

    figure: str
    people: tuple[int | None, ...]


_NO_LISTINGS: Mapping[int, Listing] = MappingProxyType({})


class Row(NamedTuple):
    """One line of the table.

    Attributes:
        deals: Those that it counts.
        listings: By the place of a column, what else its figure counts.
    """

    cells: tuple[Value, ...]
    deals: tuple[int, ...] = ()
    listings: Mapping[int, Listing] = _NO_LISTINGS


class Bar(NamedTuple):
    """How long, what is written beside it, and the deals, or what else, it counts."""

    value: Decimal
    shown: str
    deals: tuple[int, ...] = ()
    listing: Listing | None = None


class Group(NamedTuple):
    """Bars that belong together, one for each series."""

    label: str
    bars: tuple[Bar, ...]


class Chart(NamedTuple):
    """Bars on one scale.

    Attributes:
        title: Of a chart among several; may be empty.
        series: What the bars of a group are; their marks differ, not only their colors.
        is_funnel: The bars stand in the middle.
    """

    title: str
    series: tuple[str, ...]
    groups: tuple[Group, ...]
    is_funnel: bool = False

    def part(self, bar: Bar) -> float:
        """How long *bar* is, as a part of the longest one; nothing where it is below zero."""
        values = (each.value for group in self.groups for each in group.bars)
        most = max(values, default=Decimal(0))
        return float(max(bar.value, Decimal(0)) / most) if most > 0 else 0.0

    def spoken(self) -> str:
        """All of it in words, for a screen reader."""
        return "; ".join(
            ": ".join([*([self.title] if self.title else []), group.label, self._bars(group)])
            for group in self.groups
        )

    def _bars(self, group: Group) -> str:
        pairs = zip(self.series, group.bars, strict=True)
        return ", ".join(f"{name} {bar.shown}" for name, bar in pairs)


class Report(NamedTuple):
    """What is shown.

    Attributes:
        about: What exactly is counted, in sentences.
        scope: The days and what narrows them, in words.
        details: A second, longer table for the workbook; empty for none.
        breaks: The columns with which another table begins on paper, which is not so wide.
    """

    title: str
    about: str
    scope: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    charts: tuple[Chart, ...]
    details: tuple[tuple[Column, ...], tuple[Row, ...]] = ((), ())
    breaks: tuple[int, ...] = ()


def shown(value: Value, kind: str) -> str:
    """*value* as people read it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Money):
        return formats.money(value.amount, value.currency)
    if isinstance(value, date):
        return formats.month(value)
    if isinstance(value, Decimal):
        return formats.percent(value) if kind == PERCENT else formats.fixed(value, 1)
    if isinstance(value, int):
        return write_whole(value) if kind == DURATION else formats.number(value)
    return value


def currencies(sums: Sequence[Sequence[Money]]) -> list[str]:
    """The codes that occur in any of *sums*, in order."""
    return sorted({each.currency for some in sums for each in some})


def by_currency(sums: Sequence[Money], codes: Sequence[str]) -> list[Value]:
    """A cell for each of *codes*; None where there is no sum."""
    found: dict[str, Value] = {each.currency: each for each in sums}
    return [found.get(code) for code in codes]
