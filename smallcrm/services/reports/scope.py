"""What a report is asked about: which days, which pipeline, whose deals and where from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.models import Campaign, Deal, Pipeline, Staff

_FIRST_YEAR, _LAST_YEAR = 1800, 2999


@dataclass(frozen=True, slots=True)
class Scope:
    """Which deals count; what is empty lets all through.

    Attributes:
        first, last: Days on the wall, both included.
        pipeline_id: The pipeline; each has stages of its own, so a report is about one.
        owner_id: Whose deals they are now.
    """

    first: dt.date
    last: dt.date
    pipeline_id: int
    owner_id: int | None = None
    source: str = ""
    campaign_id: int | None = None

    @property
    def begins(self) -> datetime:
        """The instant at which the first day begins."""
        return clock.start_of(self.first)

    @property
    def ends(self) -> datetime:
        """The instant at which the last day is over; no longer part of it."""
        return clock.end_of(self.last)


def check(scope: Scope) -> None:
    """Raise UserError where the days stand in the wrong order, or centuries away."""
    if scope.first.year < _FIRST_YEAR or scope.last.year > _LAST_YEAR:
        raise UserError(
            T(
                "A report counts days of the years {first} to {last}.",
                first=_FIRST_YEAR,
                last=_LAST_YEAR,
            ),
            hint=T("Nothing was counted. Choose other days."),
            field="first" if scope.first.year < _FIRST_YEAR else "last",
        )
    if scope.last < scope.first:
        raise UserError(
            T("The last day is before the first one."),
            hint=T("Nothing was counted. Put the days in their order."),
            field="last",
        )


def clauses_of(scope: Scope) -> list[ColumnElement[bool]]:
    """The tests on ``deal``: not in the bin, and as *scope* wants it."""
    found: list[ColumnElement[bool]] = [Deal.deleted_at.is_(None)]
    if scope.owner_id is not None:
        found.append(Deal.owner_id == scope.owner_id)
    if scope.source:
        found.append(Deal.source == scope.source)
    if scope.campaign_id is not None:
        found.append(Deal.campaign_id == scope.campaign_id)
    return found


def describe(session: Session, scope: Scope, *, pipeline: bool = True) -> str:
    """*scope* in words, for the head of a page: days, *pipeline*, and what narrows it."""
    parts = [f"{formats.day(scope.first)} \N{EN DASH} {formats.day(scope.last)}"]
    if pipeline:
        name = session.scalar(select(Pipeline.name).where(Pipeline.id == scope.pipeline_id))
        parts.append(name or "")
    if scope.owner_id is not None:
        owner = session.scalar(select(Staff.name).where(Staff.id == scope.owner_id))
        parts.append(str(T("Owner: {name}", name=owner or "")))
    if scope.source:
        parts.append(str(T("Source: {name}", name=scope.source)))
    if scope.campaign_id is not None:
        campaign = session.scalar(select(Campaign.name).where(Campaign.id == scope.campaign_id))
        parts.append(str(T("Campaign: {name}", name=campaign or "")))
    return ", ".join(part for part in parts if part)
