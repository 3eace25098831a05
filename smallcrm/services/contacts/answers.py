"""What asks for an answer on a timeline, and what is one: the same for reports and for Today."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from smallcrm.services.contacts.activities import (
    BUSY,
    CALL,
    EMAIL,
    INCOMING,
    MEETING,
    MESSAGE,
    NO_ANSWER,
    OUTGOING,
    VISIT,
    VOICEMAIL,
)

UNTAKEN = (NO_ANSWER, VOICEMAIL, BUSY)  # outcomes of calls on which nobody spoke


def is_missed(entry: Any) -> ColumnElement[bool]:
    """Whether *entry* (of ``Activity``) is an incoming call that nobody took."""
    return and_(entry.kind == CALL, entry.direction == INCOMING, entry.outcome.in_(UNTAKEN))


def asks(entry: Any) -> ColumnElement[bool]:
    """Whether somebody waits for an answer to *entry*."""
    is_written = and_(entry.direction == INCOMING, entry.kind.in_([EMAIL, MESSAGE]))
    return or_(is_written, is_missed(entry))


def answers(entry: Any) -> ColumnElement[bool]:
    """Whether *entry* answers what asked before it: it is no longer one-sided.

    An outgoing call (also one that nobody took), e-mail or message, a meeting, a visit, an incoming
    call that was answered.
    """
    goes_out = and_(entry.direction == OUTGOING, entry.kind.in_([CALL, EMAIL, MESSAGE]))
    is_taken = and_(entry.kind == CALL, entry.direction == INCOMING, entry.outcome.not_in(UNTAKEN))
    return or_(goes_out, is_taken, entry.kind.in_([MEETING, VISIT]))
