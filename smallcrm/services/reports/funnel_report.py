"""The funnel as a table and as a chart."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Session

from smallcrm.core import formats
from smallcrm.core.text import TN, T
from smallcrm.services.pipeline import WON
from smallcrm.services.reports import figures
from smallcrm.services.reports.funnel import Funnel, FunnelStage, funnel
from smallcrm.services.reports.report import (
    COUNT,
    DAYS,
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
    """The funnel of *scope*; see ``funnel``."""
    found = funnel(session, scope)
    return Report(
        str(T("Funnel")),
        _about(found),
        describe(session, scope),
        _columns(),
        tuple(_row(stage) for stage in found.stages) if found.deals else (),
        (_chart(found),) if found.deals else (),
    )


def _about(found: Funnel) -> str:
    counted = T(
        "Counted are the deals that first came into the pipeline in these days, and what became "
        "of each of them until today. Went on: came to a later stage afterwards. Days: all that a "
        "deal spent in the stage; where it still is, until now."
    )
    cohort = TN("{count} deal came in", "{count} deals came in", len(found.deals))
    parts = T(
        "{cohort}: {won} won, {lost} lost, {open} open.",
        cohort=cohort,
        won=len(found.won),
        lost=len(found.lost),
        open=len(found.open),
    )
    return f"{counted} {parts}"


def _columns() -> tuple[Column, ...]:
    return (
        Column(str(T("Stage"))),
        Column(str(T("Entered")), COUNT),
        Column(str(T("Went on")), COUNT),
        Column(str(T("Went on, %")), PERCENT),
        Column(str(T("Won, %")), PERCENT),
        Column(str(T("Still there")), COUNT),
        Column(str(T("Lost from here")), COUNT),
        Column(str(T("Mean days")), DAYS),
        Column(str(T("Median days")), DAYS),
    )


def _row(stage: FunnelStage) -> Row:
    is_end = stage.kind == WON
    entered = len(stage.entered)
    return Row(
        (
            stage.stage,
            entered,
            None if is_end else len(stage.went_on),
            None if is_end else figures.share(len(stage.went_on), entered),
            figures.share(len(stage.won), entered),
            len(stage.still_there),
            None if is_end else len(stage.lost),
            None if is_end else stage.mean_days,
            None if is_end else stage.median_days,
        ),
        stage.entered,
    )


def _chart(found: Funnel) -> Chart:
    groups = []
    for stage in found.stages:
        entered = len(stage.entered)
        of_all = figures.share(entered, len(found.deals))
        words = formats.number(entered)
        if of_all is not None:
            words = f"{words} ({formats.percent(of_all)})"
        groups.append(Group(stage.stage, (Bar(Decimal(entered), words, stage.entered),)))
    return Chart("", (str(T("Entered")),), tuple(groups), is_funnel=True)
