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
from smallcrm.core.text import T, Text
from smallcrm.models import Document, Series, SeriesCounter
from smallcrm.services import settings
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
BACK_DATING = T("Allow earlier dates, after a warning")  # as its box says


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


def last_day(session: Session, kind: str) -> date | None:
    """The latest day that a document of *kind* has; None before the first."""
    return default_series(session, kind).last_date


def may_be_on(session: Session, kind: str, day: date) -> bool:
    """Whether a document of *kind* can be issued on *day*."""
    return _is_open(session, default_series(session, kind), day)


def give(session: Session, series: Series, day: date) -> Number:
    """Take the next number of *series*; it is free again when the transaction rolls back.

    Raises:
        UserError: *day* lies before the last document of the series, and the settings forbid that
            or the number would have to go back; or the pattern was changed so that it gives a
            number a second time.
    """
    if not _is_open(session, series, day):
        raise UserError(
            T(
                "The last number of the series was given on {last}: none can be given on {day}.",
                last=formats.day(series.last_date or day),
                day=formats.day(day),
            ),
            hint=_way_out(series, day),
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
    series.last_date = max(day, series.last_date or day)
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


def _way_out(series: Series, day: date) -> Text:
    """What to do where no number is given on *day*: the setting is named where it would help."""
    last = series.last_date or day
    if not _is_same_stretch(series, day, last):
        return T("The document is still a draft. Choose {last} or later.", last=formats.day(last))
    return T(
        "The document is still a draft. Choose {last} or later, or allow earlier dates in the "
        "settings, under Documents: “{setting}”.",
        last=formats.day(last),
        setting=BACK_DATING,
    )


def _is_same_stretch(series: Series, day: date, last: date) -> bool:
    """Whether both days have the same month or year in their numbers, where these have one."""
    is_alike = patterns.fill(series.pattern, day, 1) == patterns.fill(series.pattern, last, 1)
    return is_alike and patterns.period(series.reset, day) == patterns.period(series.reset, last)


def _is_open(session: Session, series: Series, day: date) -> bool:
    """Whether *series* gives numbers on *day*.

    After its last day always; before it only where the settings allow that, and never in a month
    or a year that the numbers have left: those only go forward.
    """
    last = series.last_date
    if last is None or day >= last:
        return True
    return _is_same_stretch(series, day, last) and settings.get_business(session).back_dating


def _first_day(period: str) -> date:
    year, _, month = period.partition("-")
    return date(int(year or 1), int(month or 1), 1)


def _counter(session: Session, series: Series, period: str) -> SeriesCounter | None:
    return session.scalars(_COUNTER, {"series": series.id, "period": period}).first()
