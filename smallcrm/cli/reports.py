"""``reports``: what came of deals, what was expected, what advertising paid, who did what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click
from sqlalchemy.orm import Session

from smallcrm.cli import reports_json, staff_lists
from smallcrm.cli.program import Program, pass_program
from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import campaigns, pipeline, reports, staff
from smallcrm.services.reports import DIMENSIONS, Report, Scope

_DATE = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(path_type=Path, dir_okay=False)
_DAYS = (
    click.argument("out", required=False, type=_FILE),
    click.option("--out", "named", type=_FILE, help="The same as OUT."),
    click.option("--from", "first", type=_DATE, help="The first day; 1 January by default."),
    click.option("--to", "last", type=_DATE, help="The last day; 31 December by default."),
)
_OPTIONS = (
    *_DAYS,
    click.option("--pipeline", default="", help="The name of one; the first by default."),
    click.option("--owner", default="", help="Only deals of this person."),
    click.option("--source", default="", help="Only deals from this source."),
    click.option("--campaign", default="", help="Only deals of this campaign."),
)


class Asked(NamedTuple):
    """What the options say."""

    out: Path | None
    named: Path | None
    first: datetime | None
    last: datetime | None
    pipeline: str = ""
    owner: str = ""
    source: str = ""
    campaign: str = ""


def _scoped(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _of_days(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_DAYS):
        command = option(command)
    return command


@click.group("reports", epilog="Example: smallcrm reports funnel --from 2026-03-01 funnel.xlsx")
def reports_() -> None:
    """Count what came of deals and who did what; write it as .xlsx or .pdf."""


@reports_.command(epilog="Example: smallcrm reports funnel --from 2026-03-01 --to 2026-03-31")
@_scoped
@pass_program
def funnel(program: Program, /, **asked: Any) -> None:
    """Show how far the deals came that came in, stage by stage."""
    _run(program, Asked(**asked), reports.funnel_report, reports_json.funnel)


@reports_.command(epilog="Example: smallcrm reports losses --rows stage --columns reason lost.xlsx")
@click.option("--rows", type=click.Choice(DIMENSIONS), default=DIMENSIONS[0], show_default=True,
              help="What a line is.")  # fmt: skip
@click.option("--columns", type=click.Choice(DIMENSIONS), help="What is counted beside.")
@_scoped
@pass_program
def losses(program: Program, /, rows: str, columns: str | None, **asked: Any) -> None:
    """Show what was lost: from which stage, why, from which source, in whose hands."""

    def make(session: Session, scope: Scope) -> Report:
        return reports.losses_report(session, scope, rows, columns or "")

    _run(program, Asked(**asked), make, reports_json.losses)


@reports_.command(epilog="Example: smallcrm reports forecast --owner Maria forecast.pdf")
@_scoped
@pass_program
def forecast(program: Program, /, **asked: Any) -> None:
    """Show what each month was expected to bring, and what it brought."""
    _run(program, Asked(**asked), reports.forecast_report, reports_json.forecast)


@reports_.command(epilog="Example: smallcrm reports sources --from 2026-03-01 --to 2026-03-31")
@_scoped
@pass_program
def sources(program: Program, /, **asked: Any) -> None:
    """Show what sources and campaigns cost, and what was paid in the end; of all pipelines."""
    _run(program, Asked(**asked), reports.sources_report, reports_json.sources)


@reports_.command("staff", epilog="Example: smallcrm reports staff --from 2026-03-01 staff.xlsx")
@click.option("--owner", default="", help="Only this person.")
@click.option("--list", "figure", type=click.Choice(reports.FIGURES), help="List what it counts.")
@_of_days
@pass_program
def of_staff(program: Program, /, figure: str | None, **asked: Any) -> None:
    """Show what each employee did: calls, meetings, tasks, first answers, deals, money."""
    wanted = Asked(**asked)
    if figure is None:
        _run(program, wanted, reports.staff_report, reports_json.staff)
        return
    if wanted.named or wanted.out:
        raise UserError(
            T("What a figure counts is listed here only, not in a file."),
            hint=T("Nothing was written. Leave out the file, or --list."),
            field="out",
        )
    staff_lists.show(program, figure, lambda session: _scope(session, wanted))


def _run(
    program: Program,
    asked: Asked,
    make: Callable[[Session, Scope], Report],
    figures: Callable[[Session, Scope], dict[str, Any]],
) -> None:
    """Answer with a report, and write it where a file is named."""
    with program.database() as database, database.read() as session:
        scope = _scope(session, asked)
        found = make(session, scope)
        data = {"from": scope.first.isoformat(), "to": scope.last.isoformat()}
        data |= figures(session, scope) if program.as_json else {}
        paper = reports.paper_of(session)
    lines: list[object] = [found.scope, *_table(program, found)]
    if (path := asked.named or asked.out) is not None:
        reports.save_report(path, found, paper)
        data["file"] = str(path)
        lines.append(T("{path} is written.", path=path))
    program.answer(data, *lines)


def _scope(session: Session, asked: Asked) -> Scope:
    today = clock.today()
    first = asked.first.date() if asked.first else date(today.year, 1, 1)
    return Scope(
        first,
        asked.last.date() if asked.last else date(max(first.year, today.year), 12, 31),
        pipeline.find_pipeline(session, asked.pipeline),
        staff.find_by_name(session, asked.owner).id if asked.owner else None,
        asked.source.strip(),
        campaigns.find_by_name(session, asked.campaign) if asked.campaign else None,
    )


def _table(program: Program, found: Report) -> list[str]:
    if not found.rows:
        return [str(T("Nothing of this happened in these days."))]
    heading = tuple(column.heading for column in found.columns)
    rows: list[tuple[object, ...]] = [
        tuple(
            reports.shown(value, column.kind)
            for value, column in zip(row.cells, found.columns, strict=True)
        )
        for row in found.rows
    ]
    return program.table(heading, rows)
