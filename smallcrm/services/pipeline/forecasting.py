"""What is expected to come in, month by month."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func
from sqlalchemy.orm import Session

from smallcrm.core.money import Money
from smallcrm.models import Deal, Stage, StageStay
from smallcrm.services.pipeline.filters import EVERYTHING, DealFilter, deals_of
from smallcrm.services.pipeline.names import OPEN, WON
from smallcrm.services.pipeline.weighing import hundredth

_AMOUNT = func.coalesce(Deal.amount_minor, 0)


class Month(NamedTuple):
    """What one month is to bring, in one currency.

    Attributes:
        month: Its first day; None for open deals that have no day to close on.
        deals: How many are open.
        open, weighted: What they are worth, and that times how likely each is, rounded once.
        won_deals, won: Those that were won in that month, whatever was expected.
    """

    month: date | None
    currency: str
    deals: int
    open: Money
    weighted: Money
    won_deals: int
    won: Money


def forecast(
    session: Session, pipeline_id: int, filters: DealFilter = EVERYTHING
) -> tuple[Month, ...]:
    """The months in their order, each currency on its own; deals without a day at the end."""
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    own = Stage.pipeline_id == pipeline_id
    for month, currency, *figures in session.execute(_open(filters).where(own)):
        found[month or "", currency][:3] = figures
    for month, currency, *figures in session.execute(_won(filters).where(own)):
        found[month, currency][3:] = figures
    in_order = sorted(found, key=lambda key: (key[0] == "", key))
    return tuple(_month(month, currency, found[month, currency]) for month, currency in in_order)


def _open(filters: DealFilter) -> Select[*tuple[Any, ...]]:
    month = func.strftime("%Y-%m", Deal.expected_close)
    hundredfold = func.sum(_AMOUNT * Stage.probability)
    wanted = (month, Deal.currency, func.count(), func.sum(_AMOUNT), hundredfold)
    (query,) = deals_of(filters, *wanted, kind=OPEN)
    return query.group_by(month, Deal.currency)


def _won(filters: DealFilter) -> Select[*tuple[Any, ...]]:
    month = func.strftime("%Y-%m", StageStay.entered_at, "localtime")
    wanted = (month, Deal.currency, func.count(), func.sum(_AMOUNT))
    (query,) = deals_of(filters, *wanted, kind=WON)
    if filters.closed_from is None:  # else the stays are among its tables already
        now = and_(StageStay.deal_id == Deal.id, StageStay.left_at.is_(None))
        query = query.join(StageStay, now)
    return query.group_by(month, Deal.currency)


def _month(month: str, currency: str, figures: list[int]) -> Month:
    deals, total, hundredfold, won_deals, won = figures
    return Month(
        date.fromisoformat(f"{month}-01") if month else None,
        currency,
        deals,
        Money(total, currency),
        hundredth(hundredfold, currency),
        won_deals,
        Money(won, currency),
    )
