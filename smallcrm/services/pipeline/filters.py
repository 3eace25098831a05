"""Which deals a board, a list or a forecast shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, column, false, or_, select, text
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.fold import fold
from smallcrm.db import search as index
from smallcrm.models import Deal, DealTag, Staff, Stage, StageStay, Tag
from smallcrm.services.pipeline.names import LOST, OPEN, WON


@dataclass(frozen=True, slots=True)
class DealFilter:
    """What a deal must be to be shown; what is empty lets all through.

    Attributes:
        search: Words of the deal, of its contact or of its company.
        status: ``open``, ``won`` or ``lost``.
        owner_id: One of the staff.
        tag: The name of a tag of deals.
        created_from, created_to: Days, both included.
        closes_from, closes_to: When it is expected to close; both included.
        closed_from: Of deals that are won or lost: since that day. Open ones are shown anyhow.
    """

    search: str = ""
    status: str = ""
    owner_id: int | None = None
    source: str = ""
    tag: str = ""
    created_from: date | None = None
    created_to: date | None = None
    closes_from: date | None = None
    closes_to: date | None = None
    closed_from: date | None = None


EVERYTHING = DealFilter()


def deals_of(filters: DealFilter, *columns: Any, kind: str = "") -> list[Select[*tuple[Any, ...]]]:
    """Queries for *columns* of the deals that fit, with ``stage`` joined; each deal is in one.

    Two of them where deals closed long ago are left out: the closed ones are found by their
    stays, so that it takes no longer the more deals were ever closed. *kind* asks for one kind of
    stage only.
    """
    tests = _clauses(filters)
    plain = select(*columns).select_from(Deal).join(Stage, Stage.id == Deal.stage_id).where(*tests)
    if filters.closed_from is None or kind == OPEN:
        return [plain.where(Stage.kind == kind) if kind else plain]
    closed = select(Stage.id).where(Stage.kind.in_((kind,) if kind else (WON, LOST)))
    recent = (
        select(*columns)
        .select_from(StageStay)
        .join(Deal, Deal.id == StageStay.deal_id)
        .join(Stage, Stage.id == StageStay.stage_id)
        .where(
            StageStay.stage_id.in_(closed),
            StageStay.left_at.is_(None),
            StageStay.entered_at >= clock.start_of(filters.closed_from),
            *tests,
        )
    )
    return [recent] if kind else [plain.where(Stage.kind == OPEN), recent]


def list_sources(session: Session, filters: DealFilter = EVERYTHING) -> tuple[str, ...]:
    """Where the deals that fit came from, each source once, in the order of the letters."""
    found: set[str] = set()
    for query in deals_of(filters, Deal.source):
        found |= set(session.scalars(query.where(Deal.source != "").distinct()))
    return tuple(sorted(found, key=fold))


def list_deal_tags(session: Session) -> tuple[str, ...]:
    """The tags that deals have, in the order of the letters."""
    query = select(Tag.name).join(DealTag, DealTag.tag_id == Tag.id).distinct()
    return tuple(sorted(session.scalars(query), key=fold))


def list_owners(session: Session) -> tuple[tuple[int, str], ...]:
    """Those of the staff who may have deals: their ids and names, in their order."""
    query = select(Staff.id, Staff.name).where(Staff.deleted_at.is_(None))
    return tuple((row[0], row[1]) for row in session.execute(query.order_by(Staff.position)))


def _clauses(filters: DealFilter) -> list[ColumnElement[bool]]:
    """The tests on ``deal``, for a query that has joined ``stage``."""
    found: list[ColumnElement[bool]] = [Deal.deleted_at.is_(None)]
    if filters.status:
        found.append(Stage.kind == filters.status)
    if filters.owner_id is not None:
        found.append(Deal.owner_id == filters.owner_id)
    if filters.source:
        found.append(Deal.source == filters.source)
    if filters.tag:
        tagged = select(DealTag.deal_id).join(Tag, Tag.id == DealTag.tag_id)
        found.append(Deal.id.in_(tagged.where(Tag.folded == fold(filters.tag))))
    return [*found, *_days(filters), *_words(filters.search)]


def _days(filters: DealFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.created_from is not None:
        found.append(Deal.created_at >= clock.start_of(filters.created_from))
    if filters.created_to is not None:
        found.append(Deal.created_at < clock.end_of(filters.created_to))
    if filters.closes_from is not None:
        found.append(Deal.expected_close >= filters.closes_from)
    if filters.closes_to is not None:
        found.append(Deal.expected_close <= filters.closes_to)
    return found


def _words(typed: str) -> list[ColumnElement[bool]]:
    if not typed.strip():
        return []
    deals, people = _found("deal", typed), _found("contact", typed)
    if deals is None or people is None:
        return [false()]
    return [or_(Deal.id.in_(deals), Deal.contact_id.in_(people), Deal.company_id.in_(people))]


def _found(kind: str, typed: str) -> Select[*tuple[Any, ...]] | None:
    """The ids of *kind* whose text has all words of *typed*; None without words."""
    found = index.matching(kind, typed)
    if found is None:
        return None
    # The parameters of both kinds stand in one statement.
    names = {name: f"{kind}_{name}" for name in found.values}
    sql = found.sql
    for name, own in names.items():
        sql = sql.replace(f":{name}", f":{own}")
    values = {own: found.values[name] for name, own in names.items()}
    rows = text(sql).bindparams(**values).columns(column("id", Integer)).subquery()
    return select(rows.c.id)
