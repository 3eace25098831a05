"""What happened with one deal, newest first. A deal has some dozens of entries: all are read."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.money import Money
from smallcrm.models import Activity, Deal, DealDocument, Document, Staff, Stage, StageStay, Task
from smallcrm.services.contacts import TimelineEntry
from smallcrm.services.contacts.timeline import GROUPS, PAGE
from smallcrm.services.pipeline.moving import get_deal

_LATER = ("sent", "accepted", "declined", "void")  # what becomes of a document


def list_timeline(
    session: Session, deal_id: int, *, start: int = 0, limit: int = PAGE, group: str = ""
) -> tuple[TimelineEntry, ...]:
    """The entries from number *start* on, newest first; as ``contacts.list_timeline``.

    Raises:
        NotFound: the deal is gone.
    """
    kinds = GROUPS[group] if group else ()
    found = [entry for entry in _entries(session, deal_id) if not kinds or entry.kind in kinds]
    return tuple(found[start : start + limit])


def list_groups(session: Session, deal_id: int) -> tuple[str, ...]:
    """Those of ``GROUPS`` that the deal has entries of, in their order."""
    kinds = {entry.kind for entry in _entries(session, deal_id)}
    return tuple(name for name, members in GROUPS.items() if kinds & set(members))


def _entries(session: Session, deal_id: int) -> list[TimelineEntry]:
    deal = get_deal(session, deal_id)
    found = [
        *_moves(session, deal),
        *_papers(session, deal_id),
        *_tasks(session, deal_id),
        *_activities(session, deal_id),
    ]
    return [*sorted(found, key=attrgetter("at"), reverse=True), _beginning(deal)]


def _beginning(deal: Deal) -> TimelineEntry:
    return TimelineEntry("deal", deal.created_at, deal.title, "", _amount(deal), deal.id)


def _moves(session: Session, deal: Deal) -> Iterator[TimelineEntry]:
    """The stages that it came to after the one where it began, the latest first."""
    query = (
        select(StageStay.entered_at, Stage.name, Stage.kind)
        .join(Stage, Stage.id == StageStay.stage_id)
        .where(StageStay.deal_id == deal.id)
        .order_by(StageStay.entered_at.desc(), StageStay.id.desc())
    )
    for at, stage, kind in session.execute(query).all()[:-1]:
        yield TimelineEntry(
            "deal_moved", at, deal.title, stage, _amount(deal), deal.id, outcome=kind
        )


def _papers(session: Session, deal_id: int) -> Iterator[TimelineEntry]:
    query = (
        select(Document)
        .join(DealDocument, DealDocument.document_id == Document.id)
        .where(DealDocument.deal_id == deal_id, Document.deleted_at.is_(None))
    )
    for paper in session.scalars(query.order_by(Document.id.desc())):
        amount = Money(paper.total, paper.currency)
        for kind in reversed(_LATER):
            at = getattr(paper, f"{kind}_at")
            if at is not None:
                yield TimelineEntry(kind, at, paper.number or "", "", amount, paper.id)
        made = paper.issued_at or paper.created_at
        yield TimelineEntry(paper.kind, made, paper.number or "", "", amount, paper.id)


def _tasks(session: Session, deal_id: int) -> Iterator[TimelineEntry]:
    done = select(Task).where(
        Task.deal_id == deal_id, Task.done_at.is_not(None), Task.deleted_at.is_(None)
    )
    for task in session.scalars(done.order_by(Task.id.desc())):
        if task.done_at is not None:
            yield TimelineEntry("task", task.done_at, task.title, "", None, task.id)


def _activities(session: Session, deal_id: int) -> Iterator[TimelineEntry]:
    query = (
        select(Activity, Staff.name)
        .outerjoin(Staff, Staff.id == Activity.owner_id)
        .where(Activity.deal_id == deal_id, Activity.deleted_at.is_(None))
    )
    for row, owner in session.execute(query.order_by(Activity.id.desc())):
        more = (row.direction, row.seconds, row.outcome, owner or "")
        yield TimelineEntry(row.kind, row.at, row.title, row.body, None, row.id, *more)


def _amount(deal: Deal) -> Money | None:
    return None if deal.amount_minor is None else Money(deal.amount_minor, deal.currency)
