"""What was expected against what came: month by month, each currency on its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.money import Money
from smallcrm.models import Deal, Stage, StageStay
from smallcrm.services.history.past import Past, last_action
from smallcrm.services.pipeline import OPEN, WON
from smallcrm.services.pipeline.weighing import hundredth
from smallcrm.services.reports import figures
from smallcrm.services.reports.scope import Scope, check, clauses_of

_MONTHS = 12
_SECOND = timedelta(seconds=1)  # what was done at the very midnight is done in the month


class Expected(NamedTuple):
    """Open deals that are expected to close in a month; *weighted* is rounded once, on the sum."""

    deals: tuple[int, ...]
    whole: Money
    weighted: Money


class ForecastMonth(NamedTuple):
    """One month in one currency.

    Attributes:
        month: Its first day.
        at_start: What was expected of it when it began; None where that cannot be known: the
            month has not begun, or the journal does not go back so far.
        now: What is still open and expected of it now.
        won_deals, won: What was won in it, whatever was expected.
    """

    month: date
    currency: str
    at_start: Expected | None
    now: Expected
    won_deals: tuple[int, ...]
    won: Money


def forecast(session: Session, scope: Scope) -> tuple[ForecastMonth, ...]:
    """The months that the days of *scope* touch, whole, in their order; currencies by code.

    *At the start* is read from the journal: deals that were open at the midnight on which the
    month began, with the amount, the day and the owner that they had then. Their weight is the
    probability that their stage of then has today. A currency without any figure in a month has
    no line there; deals without an amount or a day count nowhere.

    Raises:
        UserError: the days stand in the wrong order.
    """
    check(scope)
    months = list(_months(scope.first, scope.last))
    found = _Found()
    for row in session.execute(_open_now(scope, months)):
        found.at(row.month, row.currency).now.add(row.id, row.amount_minor, row.probability)
    for row in session.execute(_won(scope, months)):
        found.at(row.month, row.currency).won.add(row.id, row.amount_minor, 100)
    known = _known(session, months)
    for month in known:
        for then in _open_then(session, scope, month):
            slot = found.at(f"{month:%Y-%m}", then["currency"]).start
            slot.add(then["id"], then["amount_minor"], then["probability"])
    return tuple(found.lines({f"{month:%Y-%m}" for month in known}))


@dataclass
class _Sum:
    deals: list[int] = field(default_factory=list)
    minor: int = 0
    hundredfold: int = 0

    def add(self, deal_id: int, minor: int, probability: int) -> None:
        self.deals.append(deal_id)
        self.minor += minor
        self.hundredfold += minor * probability

    def expected(self, currency: str) -> Expected:
        weighted = hundredth(self.hundredfold, currency)
        return Expected(tuple(self.deals), Money(self.minor, currency), weighted)


@dataclass
class _Slot:
    start: _Sum = field(default_factory=_Sum)
    now: _Sum = field(default_factory=_Sum)
    won: _Sum = field(default_factory=_Sum)


class _Found:
    """The sums by month (``2026-03``) and currency."""

    def __init__(self) -> None:
        self._slots: dict[tuple[str, str], _Slot] = {}

    def at(self, month: str, currency: str) -> _Slot:
        return self._slots.setdefault((month, currency), _Slot())

    def lines(self, known: set[str]) -> Iterator[ForecastMonth]:
        for (month, currency), slot in sorted(self._slots.items()):
            yield ForecastMonth(
                date.fromisoformat(f"{month}-01"),
                currency,
                slot.start.expected(currency) if month in known else None,
                slot.now.expected(currency),
                tuple(slot.won.deals),
                Money(slot.won.minor, currency),
            )


def share_of_start(line: ForecastMonth) -> Decimal | None:
    """What was won in per cent of the weighted sum that the month began with; None without it."""
    if line.at_start is None:
        return None
    return figures.share(line.won.minor, line.at_start.weighted.minor)


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def next_month(first: date) -> date:
    """The first day of the month after that of *first*."""
    number = first.year * _MONTHS + first.month
    return date(number // _MONTHS, number % _MONTHS + 1, 1)


def _open_now(scope: Scope, months: list[date]) -> Any:
    return (
        select(
            Deal.id,
            func.strftime("%Y-%m", Deal.expected_close).label("month"),
            Deal.currency,
            Deal.amount_minor,
            Stage.probability,
        )
        .join(Stage, Stage.id == Deal.stage_id)
        .where(
            Stage.kind == OPEN,
            Stage.pipeline_id == scope.pipeline_id,
            Deal.amount_minor.is_not(None),
            Deal.expected_close >= months[0],
            Deal.expected_close < next_month(months[-1]),
            *clauses_of(scope),
        )
        .order_by(Deal.id)
    )


def _won(scope: Scope, months: list[date]) -> Any:
    return (
        select(
            Deal.id,
            func.strftime("%Y-%m", StageStay.entered_at, "localtime").label("month"),
            Deal.currency,
            Deal.amount_minor,
        )
        .join(Stage, Stage.id == Deal.stage_id)
        .join(StageStay, and_(StageStay.deal_id == Deal.id, StageStay.left_at.is_(None)))
        .where(
            Stage.kind == WON,
            Stage.pipeline_id == scope.pipeline_id,
            Deal.amount_minor.is_not(None),
            StageStay.entered_at >= clock.start_of(months[0]),
            StageStay.entered_at < clock.start_of(next_month(months[-1])),
            *clauses_of(scope),
        )
        .order_by(Deal.id)
    )


def _known(session: Session, months: list[date]) -> list[date]:
    """Those of *months* of which the journal can say how the file was when they began."""
    begun = [month for month in months if clock.start_of(month) <= clock.now()]

    def is_told(month: date) -> bool:
        return last_action(session, clock.start_of(month) - _SECOND) > 0

    return begun[bisect_left(begun, True, key=is_told) :]  # noqa: FBT003 - from the first one on


def _open_then(session: Session, scope: Scope, month: date) -> Iterator[dict[str, Any]]:
    """The deals that were open when *month* began and expected to close in it, as they were."""
    begins = clock.start_of(month)
    stays = (
        select(StageStay.deal_id, Stage.probability)
        .join(Stage, Stage.id == StageStay.stage_id)
        .where(
            Stage.kind == OPEN,
            Stage.pipeline_id == scope.pipeline_id,
            StageStay.entered_at < begins,
            or_(StageStay.left_at.is_(None), StageStay.left_at >= begins),
        )
        .order_by(StageStay.deal_id)
    )
    weights = {row.deal_id: row.probability for row in session.execute(stays)}
    then = Past(session, last_action(session, begins - _SECOND)).rows(Deal, list(weights))
    for deal_id, probability in weights.items():
        row = then.get(deal_id)
        if row is not None and _counts(row, scope, month):
            yield row | {"probability": probability}


def _counts(row: dict[str, Any], scope: Scope, month: date) -> bool:
    closes = row["expected_close"]
    return (
        row["deleted_at"] is None
        and row["amount_minor"] is not None
        and closes is not None
        and month <= closes < next_month(month)
        and scope.owner_id in (None, row["owner_id"])
        and scope.source in ("", row["source"])
        and scope.campaign_id in (None, row["campaign_id"])
    )
