"""Decide what each column means, with the user's word above all, and how it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from smallcrm.core.errors import ImportProblem
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services.exchange.drafting.batch import SOME_FILE, Plan, Task
from smallcrm.services.exchange.fields import CUSTOM_DATE, IGNORE, named, parts
from smallcrm.services.exchange.own_lists.own_headings import SYSTEM
from smallcrm.services.exchange.recognising.layout import Layout
from smallcrm.services.exchange.recognising.product_columns import (
    FRACTION,
    OWN,
    PRICE,
    ProductColumns,
    sign_of,
)
from smallcrm.services.exchange.recognising.product_columns import identifies as identifies_product
from smallcrm.services.exchange.recognising.recognise import (
    UNKNOWN,
    Guess,
    Recognised,
    identifies,
    samples_of,
)
from smallcrm.services.exchange.sources.table import Row
from smallcrm.services.exchange.systems.system import normal
from smallcrm.services.exchange.values import dates

_DATES = ("birthday", "deal.close", CUSTOM_DATE)
_CHOSEN_BY_USER = 1.0
_FEW = 0.1
_ALSO = {"GR": ("CY",), "RU": ("BY", "KG", "KZ", "UA")}  # where such headings are written as well


class Mapped(NamedTuple):
    """The columns as they are read, and the orders of their dates (None for other columns)."""

    plan: Plan
    columns: tuple[Guess, ...]
    orders: tuple[dates.Order | None, ...]

    @property
    def is_understood(self) -> bool:
        """Whether at least one column can tell who a contact, or what a product, is."""
        fields = [guess.field for guess in self.columns]
        return identifies(fields) or identifies_product(fields)


class Wishes(NamedTuple):
    """What the user says about meaning (see ``drafts.ReadOptions``)."""

    mapping: Mapping[str, str]
    dates: str
    country: str
    home: str


def mapped(
    rows: Sequence[Row], layout: Layout, recognised: Recognised, wishes: Wishes, today: date
) -> Mapped:
    """Make the plan by which rows become records.

    Raises:
        UserError: The user names a heading or a field that is not there.
    """
    guesses = _overridden(layout, recognised.columns, wishes.mapping)
    country = wishes.country or _spoken(recognised.country, wishes.home)
    orders = [
        _order(rows, layout, column, guess, wishes.dates, country)
        for column, guess in enumerate(guesses)
    ]
    names = layout.headings
    if recognised.system.name == SYSTEM:
        own = load("smallcrm.services.exchange.systems.own")
        names = tuple(map(own.name_of, names))
    tasks = [
        Task(column, names[column], parts(guess.field), order.order if order else "")
        for column, (guess, order) in enumerate(zip(guesses, orders, strict=True))
        if guess.field != IGNORE
    ]
    system = recognised.system
    plan = Plan(
        tuple(tasks),
        system.idle,
        country,
        SOME_FILE if system is UNKNOWN else system.name,
        system.prefix,
        today,
        layout.headings,
        _usual_width(rows, layout),
        layout.headed,
        system.has_apostrophes,
    )
    return Mapped(plan, tuple(guesses), tuple(orders))


def _spoken(country: str, home: str) -> str:
    """The country that the headings speak of, but *home* where people write them so too."""
    return home if not country or home in _ALSO.get(country, ()) else country


def mapped_products(
    rows: Sequence[Row], layout: Layout, found: ProductColumns, wishes: Wishes, today: date
) -> Mapped:
    """Make the plan by which the rows of a list of products become records.

    Raises:
        UserError: The user names a heading or a field that is not there.
    """
    samples = samples_of(rows, layout)
    guesses = [
        Guess(field, sure, tuple([value[:80] for value in values[:3]]))
        for (field, sure), values in zip(found.fields, samples, strict=True)
    ]
    guesses = _overridden(layout, guesses, wishes.mapping)
    tasks = [
        Task(column, layout.headings[column], parts(guess.field), _figures(rows, layout, column,
             guess.field, is_own=found.is_own))
        for column, guess in enumerate(guesses)
        if guess.field != IGNORE
    ]  # fmt: skip
    country = wishes.country or wishes.home
    plan = Plan(tuple(tasks), frozenset(), country, SOME_FILE, "", today, layout.headings)
    return Mapped(plan, tuple(guesses), (None,) * len(guesses))


def _figures(rows: Sequence[Row], layout: Layout, column: int, field: str, *, is_own: bool) -> str:
    """How the figures of a column are written (see ``product_columns``)."""
    found = [row[column] for row in rows[layout.first : layout.last] if column < len(row)]
    cells = [cell for cell in found if cell is not None and cell != ""]
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    if field == PRICE:
        texts = [cell for cell in cells if isinstance(cell, str)]
        return OWN if numbers and not texts else sign_of(texts, is_own=is_own)
    are_fractions = any(numbers) and all(abs(each) < 1 for each in numbers)
    return FRACTION if are_fractions and len(numbers) == len(cells) else ""


def _overridden(layout: Layout, guesses: list[Guess], wanted: Mapping[str, str]) -> list[Guess]:
    result = list(guesses)
    for heading, field in wanted.items():
        column = _column(layout, heading)
        result[column] = Guess(named(field), _CHOSEN_BY_USER, guesses[column].samples)
    return result


def _column(layout: Layout, heading: str) -> int:
    """The column that a user means: by its heading, or by its number as in "#3"."""
    key = normal(heading)
    for names in (layout.headings, layout.raw):
        found = [normal(name) for name in names]
        if key in found:
            return found.index(key)
    if heading[:1] == "#" and heading[1:].isdecimal() and 0 < int(heading[1:]) <= len(layout.raw):
        return int(heading[1:]) - 1
    raise ImportProblem(
        T("There is no column called “{name}” in this file.", name=heading),
        hint=T("It has these columns: {names}.", names=", ".join(layout.headings[:30])),
        field="mapping",
    )


def _order(
    rows: Sequence[Row],
    layout: Layout,
    column: int,
    guess: Guess,
    wanted: str,
    country: str,
) -> dates.Order | None:
    if parts(guess.field).base not in _DATES:
        return None
    cells = [row[column] if column < len(row) else "" for row in rows[layout.first : layout.last]]
    texts = [cell if isinstance(cell, str) else "" for cell in cells]  # a real date is plain
    return dates.order_of(texts, wanted, country)


def _usual_width(rows: Sequence[Row], layout: Layout) -> int:
    """How many cells rows have; 0 where many of them lack cells at the end."""
    if layout.header is None:
        return 0
    width = len(rows[layout.header])
    short = sum([0 < len(row) < width for row in rows[layout.first : layout.last]])
    return width if short <= max(1, (layout.last - layout.first) * _FEW) else 0
