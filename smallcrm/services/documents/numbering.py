"""Numbers without gaps or twins: given at issue, in the transaction of the issue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.models import Document, Series, SeriesCounter
from smallcrm.services.settings import patterns

_ENOUGH = 1000  # gaps that a report lists; a damaged counter could claim millions


# Put together once: it takes as long as running them.
_DEFAULT = (
    select(Series)
    .where(Series.kind == bindparam("kind"), Series.is_default)
    .order_by(Series.id)
    .limit(1)
)
_COUNTER = select(SeriesCounter).where(
    SeriesCounter.series_id == bindparam("series"), SeriesCounter.period == bindparam("period")
)
_TAKEN = select(Document.id).where(
    Document.series_id == bindparam("series"), Document.number == bindparam("number")
)


class Number(NamedTuple):
    """A document's place in its series, and how it is written."""

    text: str
    period: str
    counter: int


def default_series(session: Session, kind: str) -> Series:
    """The series that documents of *kind* take their numbers from."""
    return session.scalars(_DEFAULT, {"kind": kind}).one()


def preview(session: Session, kind: str, day: date) -> str:
    """The number that a document of *kind* would get on *day*, were it issued now."""
    series = default_series(session, kind)
    period = patterns.period(series.reset, day)
    row = _counter(session, series, period)
    return patterns.fill(series.pattern, day, (row.value if row else 0) + 1)


def give(session: Session, series: Series, day: date) -> Number:
    """Take the next number of *series*; it is free again when the transaction rolls back.

    Raises:
        UserError: *day* lies before the last document of the series, or the pattern was changed
            so that it gives a number a second time.
    """
    if series.last_date is not None and day < series.last_date:
        raise UserError(
            T(
                "The last number of the series was given on {last}: none can be given on {day}.",
                last=formats.day(series.last_date),
                day=formats.day(day),
            ),
            hint=T(
                "The document is still a draft. Choose {last} or later.",
                last=formats.day(series.last_date),
            ),
            field="date",
        )
    period = patterns.period(series.reset, day)
    row = _counter(session, series, period)
    if row is None:
        row = SeriesCounter(series_id=series.id, period=period, value=0)
        session.add(row)
    row.value += 1
    text = patterns.fill(series.pattern, day, row.value)
    if session.scalar(_TAKEN, {"series": series.id, "number": text}) is not None:
        raise UserError(
            T("The number {number} was given before.", number=text),
            hint=T("The document is still a draft. Change the number pattern in the settings."),
            field=f"series.{series.kind}",
        )
    series.last_date = day
    return Number(text, period, row.value)


def gaps(session: Session) -> list[str]:
    """Numbers that were counted and that no document has; empty for ever, unless by force."""
    return list(islice(_gaps(session), _ENOUGH))


def twins(session: Session) -> list[str]:
    """Numbers that more than one document of a series has; empty for ever, unless by force."""
    of_series = (
        select(Document.number)
        .where(Document.number.is_not(None))
        .group_by(Document.series_id, Document.number)
        .having(func.count() > 1)
    )
    of_period = (
        select(func.min(Document.number))
        .where(Document.counter.is_not(None))
        .group_by(Document.series_id, Document.period, Document.counter)
        .having(func.count() > 1)
    )
    found = [*session.scalars(of_series), *session.scalars(of_period)]
    return sorted({number for number in found if number})


def _gaps(session: Session) -> Iterator[str]:
    counted = select(Series, SeriesCounter).join(
        SeriesCounter, SeriesCounter.series_id == Series.id
    )
    for series, row in session.execute(counted.order_by(Series.id, SeriesCounter.period)):
        of_period = select(Document.counter).where(
            Document.series_id == series.id, Document.period == row.period
        )
        used = {counter for counter in session.scalars(of_period) if counter is not None}
        day = _first_day(row.period)
        for counter in range(1, max(row.value, *used, 0) + 1):
            if counter not in used:
                yield patterns.fill(series.pattern, day, counter)


def _first_day(period: str) -> date:
    year, _, month = period.partition("-")
    return date(int(year or 1), int(month or 1), 1)


def _counter(session: Session, series: Series, period: str) -> SeriesCounter | None:
    return session.scalars(_COUNTER, {"series": series.id, "period": period}).first()
