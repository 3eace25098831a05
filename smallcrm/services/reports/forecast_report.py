"""Expected against actual, as a table and as one chart for each currency."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from smallcrm.core import formats
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.services.reports.forecast import ForecastMonth, forecast, share_of_start
from smallcrm.services.reports.report import (
    COUNT,
    MONEY,
    MONTH,
    PERCENT,
    Bar,
    Chart,
    Column,
    Group,
    Report,
    Row,
)
from smallcrm.services.reports.scope import Scope, describe


def report(session: Session, scope: Scope) -> Report:
    """The months of *scope*; see ``forecast``."""
    found = forecast(session, scope)
    codes = sorted({line.currency for line in found})
    return Report(
        str(T("Forecast and actual")),
        _about(),
        describe(session, scope),
        _columns(),
        tuple(_row(line) for line in found),
        tuple(_chart(found, code) for code in codes),
    )


def _about() -> str:
    return str(
        T(
            "Expected are open deals by the day on which they should close; weighted is the "
            "amount times how likely the stage is today. Expected at the start is what the file "
            "said when the month began; it is left out where the month has not begun, or where "
            "the history of this file does not go back so far. Won is what was won in the month, "
            "whatever was expected. Currencies are never added together."
        )
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(str(T("Month")), MONTH),
        Column(str(T("Expected at the start")), MONEY),
        Column(str(T("Weighted at the start")), MONEY),
        Column(str(T("Open deals")), COUNT),
        Column(str(T("Open now")), MONEY),
        Column(str(T("Weighted now")), MONEY),
        Column(str(T("Won deals")), COUNT),
        Column(str(T("Sum won")), MONEY),
        Column(str(T("Won of the weighted, %")), PERCENT),
    )


def _row(line: ForecastMonth) -> Row:
    start, now = line.at_start, line.now
    deals = dict.fromkeys((*(start.deals if start else ()), *now.deals, *line.won_deals))
    return Row(
        (
            line.month,
            start.whole if start else None,
            start.weighted if start else None,
            len(now.deals),
            now.whole,
            now.weighted,
            len(line.won_deals),
            line.won,
            share_of_start(line),
        ),
        tuple(deals),
    )


def _chart(found: Sequence[ForecastMonth], currency: str) -> Chart:
    series = (T("Weighted at the start"), T("Weighted now"), T("Sum won"))
    groups = tuple(_group(line) for line in found if line.currency == currency)
    return Chart(currency, tuple(map(str, series)), groups)


def _group(line: ForecastMonth) -> Group:
    start = line.at_start
    bars = (
        _bar(start.weighted, start.deals) if start else Bar(Decimal(0), str(T("not known"))),
        _bar(line.now.weighted, line.now.deals),
        _bar(line.won, line.won_deals),
    )
    return Group(formats.month(line.month), bars)


def _bar(amount: Money, deals: tuple[int, ...]) -> Bar:
    return Bar(amount.amount, formats.money(amount.amount, amount.currency), deals)
