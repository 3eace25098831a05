"""Cards of deals: what a board and a list show of each, with its next step and whether it rots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from smallcrm.core import clock, zones
from smallcrm.core.chunks import chunks
from smallcrm.core.money import Money
from smallcrm.models import Contact, Deal, LostReason, Relation, Staff, Stage, StageStay, Task
from smallcrm.services.pipeline.names import OPEN

LATE, TODAY, PLANNED, NONE = "late", "today", "planned", "none"
_AT_ONCE = 500  # cards in one statement
_COMPANY, _EMPLOYER = aliased(Contact), aliased(Contact)


class NextStep(NamedTuple):
    """The open task of a deal that is due first.

    Attributes:
        title, due, zone: Of the task; all empty where nothing is planned.
        state: ``late``, ``today``, ``planned`` (also a task without a day) or ``none``.
        days: How many days until it is due; negative: how many it is late; None without a day.
    """

    title: str = ""
    due: str = ""
    zone: str = ""
    state: str = NONE
    days: int | None = None


class Card(NamedTuple):
    """A deal on the board, or one line of a list of deals.

    Attributes:
        contact, company, owner: Names; *company* is that of the deal, else where its contact works.
        amount: In major units of *currency*; None where nobody knows it yet.
        status: ``open``, ``won`` or ``lost``: the kind of its stage.
        days_in_stage: Since it came to its stage, in days on the wall.
        idle_days: Since it came to its stage, or since its last step was done if that is later.
        stale_days: How many of these its stage allows; None: any number.
        is_stale: It is open, was left alone for more days than its stage allows, and nothing is
            planned, or what was planned is late. As long as the next step is still to come the
            clock stands.
    """

    id: int
    title: str
    contact_id: int
    contact: str
    company: str
    amount: Decimal | None
    currency: str
    owner: str
    stage_id: int
    stage: str
    status: str
    probability: int
    source: str
    reason: str
    expected_close: date | None
    created_at: datetime
    step: NextStep
    days_in_stage: int
    idle_days: int
    stale_days: int | None
    is_stale: bool


def last_step_done() -> ScalarSelect[datetime | None]:
    """When the last step of a deal of the outer query was done, as SQL; empty for none."""
    return (
        select(func.max(Task.done_at))
        .where(Task.deal_id == Deal.id, Task.done_at.is_not(None), Task.deleted_at.is_(None))
        .scalar_subquery()
    )


def _cards() -> Select[*tuple[Any, ...]]:
    first = and_(Relation.contact_id == Deal.contact_id, Relation.position == 0)
    return (
        select(
            Deal.id,
            Deal.title,
            Deal.contact_id,
            Contact.name.label("contact"),
            func.coalesce(_COMPANY.name, _EMPLOYER.name, "").label("company"),
            Deal.amount_minor,
            Deal.currency,
            func.coalesce(Staff.name, "").label("owner"),
            Deal.stage_id,
            Stage.name.label("stage"),
            Stage.kind,
            Stage.probability,
            Stage.stale_days,
            Deal.source,
            func.coalesce(LostReason.name, "").label("reason"),
            Deal.expected_close,
            Deal.created_at,
            StageStay.entered_at,
            last_step_done().label("done_at"),
        )
        .join(Contact, Contact.id == Deal.contact_id)
        .join(Stage, Stage.id == Deal.stage_id)
        .outerjoin(_COMPANY, _COMPANY.id == Deal.company_id)
        .outerjoin(Relation, first)
        .outerjoin(_EMPLOYER, _EMPLOYER.id == Relation.company_id)
        .outerjoin(Staff, Staff.id == Deal.owner_id)
        .outerjoin(LostReason, LostReason.id == Deal.lost_reason_id)
        .outerjoin(StageStay, and_(StageStay.deal_id == Deal.id, StageStay.left_at.is_(None)))
        .where(Deal.id.in_(bindparam("ids", expanding=True)))
    )


# Put together once: it takes longer than reading a page of them.
_CARDS = _cards()
_STEPS: Select[*tuple[Any, ...]] = (
    select(Task.deal_id, Task.title, Task.due, Task.zone)
    .where(
        Task.deal_id.in_(bindparam("ids", expanding=True)),
        Task.done_at.is_(None),
        Task.deleted_at.is_(None),
    )
    .order_by(Task.due == "", Task.due, Task.id)
)


def list_cards(session: Session, ids: Sequence[int]) -> dict[int, Card]:
    """The cards for *ids*; an id that is gone is left out."""
    today, now = clock.today(), clock.now()
    found: dict[int, Card] = {}
    for some in chunks(ids, _AT_ONCE):
        steps: dict[int, NextStep] = {}
        for deal_id, title, due, zone in session.execute(_STEPS, {"ids": some}):
            steps.setdefault(deal_id, _step(title, due, zone, today, now))
        for row in session.execute(_CARDS, {"ids": some}):
            found[row.id] = _card(row, steps.get(row.id, NextStep()), today)
    return found


def _step(title: str, due: str, zone: str, today: date, now: datetime) -> NextStep:
    if not due:
        return NextStep(title, due, zone, PLANNED, None)
    moment = zones.instant(due, zone)
    has_time = " " in due
    day = clock.local(moment).date() if has_time else date.fromisoformat(due)
    days = (day - today).days
    is_late = days < 0 or (has_time and moment <= now)
    coming = PLANNED if days else TODAY
    return NextStep(title, due, zone, LATE if is_late else coming, days)


def _card(row: Any, step: NextStep, today: date) -> Card:
    entered = row.entered_at or row.created_at
    idle_since = max(entered, row.done_at) if row.done_at else entered
    idle_days = (today - clock.local(idle_since).date()).days
    rests = row.stale_days is not None and idle_days > row.stale_days
    return Card(
        id=row.id,
        title=row.title,
        contact_id=row.contact_id,
        contact=row.contact,
        company=row.company,
        amount=(None if row.amount_minor is None else Money(row.amount_minor, row.currency).amount),
        currency=row.currency,
        owner=row.owner,
        stage_id=row.stage_id,
        stage=row.stage,
        status=row.kind,
        probability=row.probability,
        source=row.source,
        reason=row.reason,
        expected_close=row.expected_close,
        created_at=row.created_at,
        step=step,
        days_in_stage=(today - clock.local(entered).date()).days,
        idle_days=idle_days,
        stale_days=row.stale_days,
        is_stale=row.kind == OPEN and rests and step.state in (LATE, NONE),
    )
