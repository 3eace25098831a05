"""How far deals come: of those that came into the pipeline in some days, what became of each."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import DateTime, Integer, Select, cast, func, literal, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.models import Deal, Stage, StageStay
from smallcrm.services.pipeline import LOST, WON
from smallcrm.services.reports import figures
from smallcrm.services.reports.scope import Scope, check, clauses_of

Ids = tuple[int, ...]


class FunnelStage(NamedTuple):
    """What the cohort did in one stage; each deal is named once in each list.

    Attributes:
        entered: Deals that were ever in it.
        went_on: Those of them that came to a later stage afterwards, won ones among them; which
            stage is later says the order in the pipeline.
        won: Those of them that are won now.
        still_there: Those of them that are in it now.
        lost: Those of them that are lost now and were in no other open stage since.
        mean_days, median_days: That the deals spent in it, all stays of one added up; for one
            that is still there until now. None where nobody was.
    """

    stage_id: int
    stage: str
    kind: str
    entered: Ids
    went_on: Ids
    won: Ids
    still_there: Ids
    lost: Ids
    mean_days: Decimal | None
    median_days: Decimal | None


class Funnel(NamedTuple):
    """A cohort and its way; *won*, *lost* and *open* are what its deals are now.

    A deal that went to another pipeline is in none of these three.
    """

    deals: Ids
    won: Ids
    lost: Ids
    open: Ids
    stages: tuple[FunnelStage, ...]


def funnel(session: Session, scope: Scope) -> Funnel:
    """The way of the cohort through the stages, in their order; lost stages have no line.

    The cohort: the deals (none of the bin) whose first stay in a stage of the pipeline began in
    the days of *scope*. Each is followed until now, also after those days, so that a young
    cohort has more open deals. A removed stage is listed where one of them was in it.

    Raises:
        UserError: the days stand in the wrong order.
    """
    check(scope)
    counting = _Counting(session, scope)
    for _deal_id, stays in groupby(session.execute(_stays(scope)), lambda row: row.deal_id):
        counting.add(list(stays))
    return counting.result()


def _stays(scope: Scope) -> Select[*tuple[Any, ...]]:
    own = Stage.pipeline_id == scope.pipeline_id
    cohort = (
        select(StageStay.deal_id)
        .join(Stage, Stage.id == StageStay.stage_id)
        .where(own)
        .group_by(StageStay.deal_id)
        .having(func.min(StageStay.entered_at) >= scope.begins)
        .having(func.min(StageStay.entered_at) < scope.ends)
    )
    return (
        select(
            StageStay.deal_id,
            StageStay.stage_id,
            func.max(_seconds(StageStay.left_at, clock.now()), 0).label("seconds"),
            Deal.stage_id.label("now"),
        )
        .join(Stage, Stage.id == StageStay.stage_id)
        .join(Deal, Deal.id == StageStay.deal_id)
        .where(own, StageStay.deal_id.in_(cohort), *clauses_of(scope))
        .order_by(StageStay.deal_id, StageStay.entered_at, StageStay.id)
    )


def _seconds(left_at: Any, now: datetime) -> Any:
    """How long a stay took, or takes until *now*: whole seconds, as instants are stored."""
    until = func.strftime("%s", func.coalesce(left_at, literal(now, DateTime)))
    since = func.strftime("%s", StageStay.entered_at)
    return cast(until, Integer) - cast(since, Integer)


class _Counting:
    """Notes one deal after the other."""

    def __init__(self, session: Session, scope: Scope) -> None:
        stages = select(Stage).where(Stage.pipeline_id == scope.pipeline_id)
        rows = list(session.scalars(stages.order_by(Stage.position, Stage.id)))
        self._stages = {row.id: row for row in rows}
        self._place = {row.id: place for place, row in enumerate(rows)}
        self._ids: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._spent: dict[int, list[int]] = defaultdict(list)  # seconds
        self._ends: dict[str, list[int]] = defaultdict(list)
        self._deals: list[int] = []

    def add(self, stays: list[Any]) -> None:
        """Note one deal; *stays* are its own in their order."""
        deal_id, now = stays[0].deal_id, stays[0].now
        kind = self._stages[now].kind if now in self._stages else ""
        self._deals.append(deal_id)
        self._ends[kind].append(deal_id)
        way = [stay.stage_id for stay in stays]
        passed = [stage_id for stage_id in way if self._stages[stage_id].kind != LOST]
        for stage_id in dict.fromkeys(passed):
            later = self._goes_on(stage_id, passed)
            notes = {
                "entered": True,
                "went_on": later,
                "won": kind == WON,
                "still_there": now == stage_id,
                "lost": kind == LOST and passed[-1] == stage_id,
            }
            for note in (name for name, is_so in notes.items() if is_so):
                self._ids[stage_id, note].append(deal_id)
            spent = sum(stay.seconds for stay in stays if stay.stage_id == stage_id)
            self._spent[stage_id].append(spent)

    def result(self) -> Funnel:
        """All that was noted."""
        listed = (row for row in self._stages.values() if row.kind != LOST)
        return Funnel(
            tuple(self._deals),
            tuple(self._ends[WON]),
            tuple(self._ends[LOST]),
            tuple(self._ends["open"]),
            tuple(
                self._line(row)
                for row in listed
                if row.deleted_at is None or self._ids[row.id, "entered"]
            ),
        )

    def _goes_on(self, stage_id: int, passed: list[int]) -> bool:
        place, first = self._place[stage_id], passed.index(stage_id)
        return any(self._place[each] > place for each in passed[first + 1 :])

    def _line(self, row: Stage) -> FunnelStage:
        def noted(name: str) -> Ids:
            return tuple(self._ids[row.id, name])

        spent = [figures.days(seconds) for seconds in self._spent[row.id]]
        return FunnelStage(
            stage_id=row.id,
            stage=row.name,
            kind=row.kind,
            entered=noted("entered"),
            went_on=noted("went_on"),
            won=noted("won"),
            still_there=noted("still_there"),
            lost=noted("lost"),
            mean_days=figures.mean(spent),
            median_days=figures.middle(spent),
        )
