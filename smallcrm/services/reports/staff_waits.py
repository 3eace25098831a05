"""How long people who asked waited for their first answer, by who gave it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import ScalarSelect, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from smallcrm.models import Activity, Lead
from smallcrm.services.contacts.answers import answers, asks
from smallcrm.services.reports import figures
from smallcrm.services.reports.scope import Scope

_MOST = 90  # per cent of the waits


@dataclass
class Waits:
    """The waits of one person.

    Attributes:
        seconds: How long each took that he ended.
        waiting: How many that fall to him have not ended yet.
    """

    seconds: list[int] = field(default_factory=list)
    waiting: int = 0

    @property
    def middle(self) -> int | None:
        """The median in seconds; None where nobody was answered."""
        return figures.rank(self.seconds, 50)

    @property
    def most(self) -> int | None:
        """Nine of ten were answered within so many seconds; None where nobody was answered."""
        return figures.rank(self.seconds, _MOST)

    def plus(self, other: Waits) -> Waits:
        """Both together."""
        return Waits(self.seconds + other.seconds, self.waiting + other.waiting)


def waits(session: Session, scope: Scope) -> dict[int | None, Waits]:
    """The waits that began in the days of *scope*, in time on the clock: nights count as well.

    A wait begins with a lead that comes in, an incoming call that was missed, an incoming e-mail or
    message; several of one contact in a row are one wait from the first of these days on. It ends
    with the first thing on the contact's timeline that is no longer one-sided: an outgoing call
    (also one that nobody took), e-mail or message, a meeting, a visit, an incoming call that was
    answered; that of a lead also where somebody noted that it was answered. It falls to who
    answered, where a lead was only noted as answered to its owner. What nobody answered until now,
    also after these days, falls to the owner of the lead, or to whom the entry names; else to
    nobody. Leads that were dismissed without an answer needed none.
    """
    found: dict[int | None, Waits] = {}
    for owner, since, until in chain(_leads(session, scope), _entries(session, scope)):
        line = found.setdefault(owner, Waits())
        if until is None:
            line.waiting += 1
        else:
            line.seconds.append(max(int((until - since).total_seconds()), 0))
    return found


def _leads(session: Session, scope: Scope) -> Iterable[Sequence[Any]]:
    """Of each lead: to whom it falls, since when it waited and until when."""
    entry = aliased(Activity)
    at = func.coalesce(Lead.answered_at, entry.at, type_=Lead.answered_at.type)
    answered_by = case(
        (Lead.answered_at.is_(None), func.coalesce(entry.owner_id, Lead.owner_id)),
        else_=Lead.owner_id,
    )
    query = (
        select(answered_by, Lead.received_at, at)
        .outerjoin(entry, entry.id == _first_answer(Lead.contact_id, Lead.received_at, Lead))
        .where(
            Lead.received_at >= scope.begins,
            Lead.received_at < scope.ends,
            Lead.deleted_at.is_(None),
            or_(Lead.dismissed_at.is_(None), at.is_not(None)),
        )
    )
    return session.execute(query).all()


def _entries(session: Session, scope: Scope) -> Iterable[Sequence[Any]]:
    """The same of the timelines."""
    asked, answer = aliased(Activity), aliased(Activity)
    query = (
        select(
            case((answer.id.is_(None), asked.owner_id), else_=answer.owner_id), asked.at, answer.at
        )
        .outerjoin(answer, answer.id == _first_answer(asked.contact_id, asked.at, asked))
        .where(
            asked.at >= scope.begins,
            asked.at < scope.ends,
            asked.deleted_at.is_(None),
            asks(asked),
            func.coalesce(_was_waiting(asked, scope.begins), 0) == 0,
        )
    )
    return session.execute(query).all()


def _first_answer(contact_id: Any, since: Any, of: Any) -> ScalarSelect[int]:
    """The id of the entry that ended a wait of a contact; one of the same instant does."""
    entry = aliased(Activity)
    return (
        select(entry.id)
        .where(
            entry.contact_id == contact_id,
            entry.at >= since,
            entry.deleted_at.is_(None),
            answers(entry),
        )
        .order_by(entry.at, entry.id)
        .limit(1)
        .correlate(of)
        .scalar_subquery()
    )


def _was_waiting(asked: Any, begins: datetime) -> ScalarSelect[int]:
    """Whether (1) what came before on the timeline, in these days, was not answered either."""
    entry = aliased(Activity)
    return (
        select(case((asks(entry), 1), else_=0))
        .where(
            entry.contact_id == asked.contact_id,
            entry.at >= begins,
            entry.at <= asked.at,
            or_(entry.at < asked.at, entry.id < asked.id),
            entry.deleted_at.is_(None),
            or_(asks(entry), answers(entry)),
        )
        .order_by(entry.at.desc(), entry.id.desc())
        .limit(1)
        .correlate(asked)
        .scalar_subquery()
    )
