"""Calls, talk time, meetings and visits, by who it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from smallcrm.models import Activity
from smallcrm.services.contacts.activities import CALL, INCOMING, MEETING, OUTGOING, VISIT
from smallcrm.services.contacts.answers import UNTAKEN, is_missed
from smallcrm.services.reports.scope import Scope

CALLS, OUTGOING_CALLS, TAKEN, MISSED, MEETINGS = (
    *("calls", "outgoing", "taken", "missed", "meetings"),
)
_IS_CALL, _IS_UNTAKEN = Activity.kind == CALL, Activity.outcome.in_(UNTAKEN)
# What each figure counts of the entries that ``clauses_of`` lets through.
COUNTED: Mapping[str, ColumnElement[bool]] = {
    CALLS: _IS_CALL,
    OUTGOING_CALLS: and_(_IS_CALL, Activity.direction == OUTGOING),
    TAKEN: and_(_IS_CALL, Activity.direction == INCOMING, ~_IS_UNTAKEN),
    MISSED: is_missed(Activity),
    MEETINGS: ~_IS_CALL,
}


class Talks(NamedTuple):
    """What the timelines say of somebody.

    Attributes:
        calls: All of them: *outgoing*, *answered*, *missed*, and those that do not say which way
            they went.
        answered: Incoming calls that were not missed.
        missed: Incoming calls that nobody took, also where a voicemail did or the line was busy.
        seconds: How long the calls took on which somebody spoke; that a telephone rang is no talk.
        meetings: Meetings and visits.
    """

    calls: int = 0
    outgoing: int = 0
    answered: int = 0
    missed: int = 0
    seconds: int = 0
    meetings: int = 0

    def plus(self, other: Talks) -> Talks:
        """Both together."""
        return Talks(*map(sum, zip(self, other, strict=True)))


def talks(session: Session, scope: Scope) -> dict[int | None, Talks]:
    """The entries of the days of *scope* by who of the staff it was; None: nobody is noted.

    What was taken off a timeline does not count; what stands on that of a contact in the bin does.
    """
    query: Any = (
        select(
            Activity.owner_id,
            func.count().filter(COUNTED[CALLS]),
            func.count().filter(COUNTED[OUTGOING_CALLS]),
            func.count().filter(COUNTED[TAKEN]),
            func.count().filter(COUNTED[MISSED]),
            func.coalesce(func.sum(Activity.seconds).filter(and_(_IS_CALL, ~_IS_UNTAKEN)), 0),
            func.count().filter(COUNTED[MEETINGS]),
        )
        .where(*clauses_of(scope))
        .group_by(Activity.owner_id)
    )
    return {row[0]: Talks(*row[1:]) for row in session.execute(query)}


def clauses_of(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """The tests on ``activity``: a call, a meeting or a visit of the days of *scope*."""
    return (
        Activity.at >= scope.begins,
        Activity.at < scope.ends,
        Activity.kind.in_([CALL, MEETING, VISIT]),
        Activity.deleted_at.is_(None),
    )
