"""Tax rates with the days they hold; the document's tax date picks the rate."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.models import Setting, TaxRate
from smallcrm.services.settings.tax_sets import tax_set

_SET = "tax_set"  # the setting that says which set was taken, and of which day it was
_DAY = timedelta(days=1)


class TaxRateRow(NamedTuple):
    """One rate; *rate* is percent.

    Attributes:
        exemption_code: Of the list VATEX, for electronic invoices; empty for none.
    """

    id: int
    name: str
    category: str
    rate: Decimal
    valid_from: date | None
    valid_to: date | None
    is_default: bool
    exemption_reason: str
    exemption_code: str = ""

    def holds(self, day: date) -> bool:
        """Whether it is in force on *day*."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class TakenSet(NamedTuple):
    """Which set of rates a data file took, and the day of which that set was."""

    country: str
    as_of: date


_ROWS = (
    select(*[getattr(TaxRate, name) for name in TaxRateRow._fields])
    .where(TaxRate.deleted_at.is_(None))
    .order_by(TaxRate.position, TaxRate.id)
)


def take_tax_set(session: Session, country: str) -> int:
    """Take the usual rates of *country* in place of those in the list; return how many.

    Documents and products keep the rates that they have.
    """
    found = tax_set(country)
    alive = update(TaxRate).where(TaxRate.deleted_at.is_(None))
    session.execute(alive.values(deleted_at=clock.now(), is_default=False))
    for position, preset in enumerate(found.rates):
        session.add(TaxRate(**preset._asdict(), is_default=position == 0, position=position))
    _note(session, TakenSet(found.country, found.as_of))
    session.flush()
    return len(found.rates)


def taken_set(session: Session) -> TakenSet | None:
    """The set that the rates came of; None in files that are older than the sets."""
    stored = session.scalar(select(Setting.value).where(Setting.name == _SET))
    if stored is None:
        return None
    country, day = json.loads(stored)
    return TakenSet(country, date.fromisoformat(day))


def list_tax_rates(session: Session, day: date | None = None) -> list[TaxRateRow]:
    """All rates in their order; or those that hold on *day*, the one for new lines first."""
    rows = [TaxRateRow(*row) for row in session.execute(_ROWS)]
    return rows if day is None else in_force(rows, day)


def rate_on(session: Session, day: date) -> TaxRateRow | None:
    """The rate for a new line of a document whose tax date is *day*."""
    return next(iter(list_tax_rates(session, day)), None)


def in_force(rows: Sequence[TaxRateRow], day: date) -> list[TaxRateRow]:
    """Those of *rows* that hold on *day*, first the one for new lines.

    That is the default where it holds, else what was or will be in its place on that day.
    """
    found = [row for row in rows if row.holds(day)]
    default = next((row for row in rows if row.is_default), None)
    usual = default if default in found else None
    if usual is None and default is not None:
        usual = follow(rows, default.category, default.rate, day)
    return sorted(found, key=lambda row: row != usual)


def follow(
    rows: Sequence[TaxRateRow], category: str, rate: Decimal, day: date
) -> TaxRateRow | None:
    """What is in the place of a rate on *day*: 22 % in 2026 for the 20 % of 2025.

    A rate takes another one's place where it begins on the day after the other ended. None where
    the rate itself holds on *day*, or nothing is known to have come in its place.
    """
    alike = [row for row in rows if row.category == category]
    same = [row for row in alike if row.rate == rate]
    if any(row.holds(day) for row in same):
        return None
    chains = (_chain(row, alike, day) for row in same)
    return next((row for chain in chains for row in chain if row.holds(day)), None)


def _chain(start: TaxRateRow, rows: Sequence[TaxRateRow], day: date) -> Iterator[TaxRateRow]:
    """What came after *start*, or before it where *day* is earlier, one after the other."""
    seen, at = {start.id}, start
    while True:
        is_past = at.valid_from is not None and day < at.valid_from
        found = [row for row in rows if row.id not in seen and _meets(row, at, is_past=is_past)]
        if len(found) != 1:  # nobody says which of several it was
            return
        at = found[0]
        seen.add(at.id)
        yield at


def _meets(row: TaxRateRow, at: TaxRateRow, *, is_past: bool) -> bool:
    """Whether *row* ends on the day before *at* begins, or begins on the day after it ends."""
    if is_past:
        return at.valid_from is not None and row.valid_to == at.valid_from - _DAY
    return at.valid_to is not None and row.valid_from == at.valid_to + _DAY


def _note(session: Session, taken: TakenSet) -> None:
    row = session.scalar(select(Setting).where(Setting.name == _SET)) or Setting(name=_SET)
    row.value = json.dumps([taken.country, taken.as_of.isoformat()])
    session.add(row)
