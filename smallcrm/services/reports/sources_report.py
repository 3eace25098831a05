"""Sources and campaigns as a table, and as one chart for each currency."""

from __future__ import annotations

from collections.abc import Sequence

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
    by_currency,
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
        _columns(codes),
        tuple(_row(line, codes) for line in found),
        tuple(_chart(found, code) for code in codes),
    )


def _about() -> str:
    return str(
        T(
            "Leads are those that came in these days, deals those that were added, won those that "
            "were won. Paid is what was paid in these days on invoices of the deals. Cost is that "
            "of campaigns that began in these days. Return is what was paid less the cost. All "
            "pipelines count; currencies are never added together."
        )
    )


def _columns(codes: Sequence[str]) -> tuple[Column, ...]:
    money = (
        *(T("Cost, {currency}", currency=code) for code in codes),
        *(T("Won, {currency}", currency=code) for code in codes),
        *(T("Paid, {currency}", currency=code) for code in codes),
        *(T("Return, {currency}", currency=code) for code in codes),
    )
    return (
        Column(str(T("Source"))),
        Column(str(T("Campaign"))),
        Column(str(T("Leads")), COUNT),
        Column(str(T("Deals")), COUNT),
        Column(str(T("Won deals")), COUNT),
        *(Column(str(heading), MONEY) for heading in money),
    )


def _row(line: SourceLine, codes: Sequence[str]) -> Row:
    sums = (line.cost, line.won_sums, line.paid, line.returned)
    return Row(
        (
            line.source or str(T("No source")),
            line.campaign,
            line.leads,
            len(line.deals),
            len(line.won),
            *(cell for some in sums for cell in by_currency(some, codes)),
        ),
        tuple(dict.fromkeys((*line.deals, *line.won))),
    )


def _chart(found: Sequence[SourceLine], currency: str) -> Chart:
    series = tuple(map(str, (T("Cost"), T("Won"), T("Paid"))))
    return Chart(currency, series, tuple(_group(line, currency) for line in found))


def _group(line: SourceLine, currency: str) -> Group:
    name = line.source or str(T("No source"))
    label = f"{name}, {line.campaign}" if line.campaign else name
    bars = (
        _bar(line.cost, currency, ()),
        _bar(line.won_sums, currency, line.won),
        _bar(line.paid, currency, line.deals),
    )
    return Group(label, bars)


def _bar(sums: Sequence[Money], currency: str, deals: tuple[int, ...]) -> Bar | None:
    found = next((each for each in sums if each.currency == currency), None)
    if found is None:
        return None
    return Bar(found.amount, formats.money(found.amount, currency), deals)
