"""Read recurring documents: the list, one of them, what waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import dropwhile
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.models import Contact, Recurring, RecurringRun
from smallcrm.services.documents import compute
from smallcrm.services.recurring import schedule, template
from smallcrm.services.recurring.drafts import RecurringDraft, RecurringRow, Waiting
from smallcrm.services.recurring.schedule import Rule


class _Done(NamedTuple):
    """The last period that has its document (or was left out), and how many documents there are."""

    last: date | None
    made: int


_NOTHING = _Done(None, 0)


def list_ids(session: Session) -> list[int]:
    """Ids of all that are not removed, by name."""
    query = select(Recurring.id).where(Recurring.deleted_at.is_(None))
    return list(session.scalars(query.order_by(func.lower(Recurring.name), Recurring.id)))


def list_rows(session: Session, ids: Sequence[int]) -> Mapping[int, RecurringRow]:
    """The rows with these ids."""
    done = _done(session, ids)
    today = clock.today()
    found = session.execute(_with_names().where(Recurring.id.in_(ids)))
    return {row.id: _row(row, name, done.get(row.id, _NOTHING), today) for row, name in found}


def get(session: Session, recurring_id: int) -> RecurringDraft:
    """One of them, as a form shows it.

    Raises:
        NotFound: There is none, or it was removed.
    """
    row = get_recurring(session, recurring_id)
    draft = template.load(row.draft, row.contact_id)
    return RecurringDraft(row.contact_id, draft, rule_of(row), row.name, row.issues_itself)


def list_waiting(session: Session, day: date, recurring_id: int | None = None) -> list[Waiting]:
    """What is to be made up to *day*, in order; nothing of those that are paused."""
    query = _with_names().where(Recurring.deleted_at.is_(None), Recurring.paused_at.is_(None))
    query = query.where(Recurring.anchor <= day)
    if recurring_id is not None:
        query = query.where(Recurring.id == recurring_id)
    found = session.execute(query).all()
    done = _done(session, [row.id for row, _ in found])
    waiting = [
        item for row, name in found for item in _waiting(row, name, done.get(row.id, _NOTHING), day)
    ]
    return sorted(waiting, key=lambda item: (item.period, item.recurring_id))


def get_recurring(session: Session, recurring_id: int) -> Recurring:
    """The row, for the commands of this package.

    Raises:
        NotFound: There is none, or it was removed.
    """
    row = session.get(Recurring, recurring_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(
            T("There is no recurring document {id}.", id=recurring_id),
            hint=T("It may have been removed in another window."),
        )
    return row


def rule_of(row: Recurring) -> Rule:
    """When it falls due."""
    return Rule(row.anchor, row.every, row.unit, row.until)


def last_period(session: Session, recurring_id: int) -> date | None:
    """The last period that has its document or was left out."""
    return _done(session, [recurring_id]).get(recurring_id, _NOTHING).last


def open_periods(rule: Rule, last: date | None, day: date) -> Iterator[date]:
    """The periods up to *day* behind the *last* one that is done."""
    return dropwhile(lambda each: last is not None and each <= last, schedule.periods(rule, day))


def _with_names() -> Select[Recurring, str]:
    return select(Recurring, Contact.name).join(Contact, Contact.id == Recurring.contact_id)


def _done(session: Session, ids: Iterable[int]) -> dict[int, _Done]:
    query = (
        select(
            RecurringRun.recurring_id,
            func.max(RecurringRun.period),
            func.count(RecurringRun.document_id),
        )
        .where(RecurringRun.recurring_id.in_(list(ids)))
        .group_by(RecurringRun.recurring_id)
    )
    return {key: _Done(last, made) for key, last, made in session.execute(query)}


def _row(row: Recurring, customer: str, done: _Done, today: date) -> RecurringRow:
    draft = template.load(row.draft, row.contact_id)
    rule = rule_of(row)
    return RecurringRow(
        row.id,
        row.name,
        row.contact_id,
        customer,
        draft.kind,
        compute(draft).total,
        draft.currency,
        rule,
        row.issues_itself,
        row.paused_at is not None,
        schedule.following(rule, done.last),
        0 if row.paused_at else sum(1 for _ in open_periods(rule, done.last, today)),
        done.made,
    )


def _waiting(row: Recurring, customer: str, done: _Done, day: date) -> Iterator[Waiting]:
    draft = template.load(row.draft, row.contact_id)
    total = compute(draft).total
    for period in open_periods(rule_of(row), done.last, day):
        yield Waiting(row.id, row.name, customer, period, total, draft.currency, row.issues_itself)
