"""Which report, of which days and deals: what the chips say, and what is read for it."""

from __future__ import annotations

from typing import Any, NamedTuple

from smallcrm.core.text import T, Text
from smallcrm.services import campaigns, pipeline, reports
from smallcrm.services.pipeline import PipelineRow
from smallcrm.services.reports import Paper, Report, Scope
from smallcrm.ui.receivables.periods import Period

FUNNEL, LOSSES, FORECAST, SOURCES, STAFF = "funnel", "losses", "forecast", "sources", "staff"
TITLES: dict[str, Text] = {
    FUNNEL: T("Funnel"),
    LOSSES: T("Losses"),
    FORECAST: T("Forecast and actual"),
    SOURCES: T("Sources and campaigns"),
    STAFF: T("Staff"),
}
EACH = "each"  # rows of losses: every combination


class Wanted(NamedTuple):
    """What the page is to show; 0 and "" let all through, of pipelines the first one.

    Attributes:
        rows, columns: Of losses; one of ``reports.DIMENSIONS``, ``EACH`` for all of them.
    """

    report: str
    days: Period
    pipeline_id: int = 0
    owner_id: int = 0
    source: str = ""
    campaign_id: int = 0
    rows: str = reports.DIMENSIONS[0]
    columns: str = ""


class Found(NamedTuple):
    """The report, and what else could be asked for; *scope* is what it was counted of."""

    wanted: Wanted
    scope: Scope
    report: Report
    paper: Paper
    pipelines: tuple[PipelineRow, ...]
    owners: tuple[tuple[int, str], ...]
    sources: tuple[str, ...]
    campaigns: tuple[tuple[int, str], ...]


def look(session: Any, wanted: Wanted) -> Found:
    """Read it all; another pipeline where the wanted one is gone."""
    pipelines = pipeline.list_pipelines(session)
    known = [row.id for row in pipelines]
    pipeline_id = wanted.pipeline_id if wanted.pipeline_id in known else known[0]
    scope = Scope(
        wanted.days.first,
        wanted.days.last,
        pipeline_id,
        wanted.owner_id or None,
        wanted.source,
        wanted.campaign_id or None,
    )
    return Found(
        wanted._replace(pipeline_id=pipeline_id),
        scope,
        _report(session, scope, wanted),
        reports.paper_of(session),
        pipelines,
        pipeline.list_owners(session),
        pipeline.list_sources(session),
        tuple(campaigns.list_names(session).items()),
    )


def _report(session: Any, scope: Scope, wanted: Wanted) -> Report:
    if wanted.report == LOSSES:
        rows = "" if wanted.rows == EACH else wanted.rows
        return reports.losses_report(session, scope, rows, wanted.columns)
    makers = {
        FUNNEL: reports.funnel_report,
        FORECAST: reports.forecast_report,
        SOURCES: reports.sources_report,
        STAFF: reports.staff_report,
    }
    return makers[wanted.report](session, scope)
