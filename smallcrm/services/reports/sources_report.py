"""Sources and campaigns as a table, and as one chart for each currency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from smallcrm.core import formats
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.services.reports.report import (
    COUNT,
    MONEY,
    Bar,
    Chart,
    Column,
    Group,
    Report,
    Row,
    Value,
    currencies,
)
from smallcrm.services.reports.scope import Scope, describe
from smallcrm.services.reports.sources import SourceLine, sources


def report(session: Session, scope: Scope) -> Report:
    """The sources of *scope*; see ``sources``."""
    found = sources(session, scope)
    codes = currencies([(*line.returned, *line.won_sums) for line in found])
    return Report(
        str(T("Sources and campaigns")),
        _about(),
        describe(session, scope, pipeline=False),
        _columns(),
        tuple(row for line in found for row in _rows(line)),
        tuple(_chart(found, code) for code in codes),
    )


def _about() -> str:
    return str(
        T(
            "Leads are those that came in these days, deals those that were added, won those that "
            "were won. Paid is what was paid in these days on invoices of the deals, less what "
            "went back. Cost is that of campaigns that began in these days. Return is what was "
            "paid less the cost. All "
            "pipelines count; currencies are never added together."
        )
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(str(T("Source"))),
        Column(str(T("Campaign"))),
        Column(str(T("New leads")), COUNT),
        Column(str(T("Deals")), COUNT),
        Column(str(T("Won deals")), COUNT),
        Column(str(T("Cost")), MONEY),
        Column(str(T("Sum won")), MONEY),
        Column(str(T("Paid")), MONEY),
        Column(str(T("Return")), MONEY),
    )


def _rows(line: SourceLine) -> Iterator[Row]:
    """One for each currency; what is counted stands in the first, so that columns add up."""
    counts: tuple[Value, ...] = (line.leads, len(line.deals), len(line.won))
    sums = (line.cost, line.won_sums, line.paid, line.returned)
    deals = tuple(dict.fromkeys((*line.deals, *line.won)))
    for code in currencies(sums) or [""]:
        money = tuple(_sum(some, code) for some in sums)
        yield Row((line.source or str(T("No source")), line.campaign, *counts, *money), deals)
        counts = (None, None, None)


def _sum(sums: Sequence[Money], currency: str) -> Money | None:
    return next((each for each in sums if each.currency == currency), None)


def _chart(found: Sequence[SourceLine], currency: str) -> Chart:
    series = tuple(map(str, (T("Cost"), T("Sum won"), T("Paid"))))
    lines = [line for line in found if currency in currencies([line.returned, line.won_sums])]
    return Chart(currency, series, tuple(_group(line, currency) for line in lines))


def _group(line: SourceLine, currency: str) -> Group:
    name = line.source or str(T("No source"))
    label = f"{name}, {line.campaign}" if line.campaign else name
    bars = (
        _bar(line.cost, currency, ()),
        _bar(line.won_sums, currency, line.won),
        _bar(line.paid, currency, line.deals),
    )
    return Group(label, bars)


def _bar(sums: Sequence[Money], currency: str, deals: tuple[int, ...]) -> Bar:
    found = _sum(sums, currency) or Money(0, currency)
    return Bar(found.amount, formats.money(found.amount, currency), deals)
