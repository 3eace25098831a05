"""What reads leads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    column,
    false,
    func,
    select,
    text,
    true,
)
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T, Text
from smallcrm.db import search as index
from smallcrm.db.rows import fetch_rows
from smallcrm.models import Activity, Campaign, Lead, Staff
from smallcrm.services.contacts.activities import OUTGOING

NEW, ANSWERED, CONVERTED, DISMISSED, BIN = "new", "answered", "converted", "dismissed", "bin"
STATE_NAMES: dict[str, Text] = {
    NEW: T("Unanswered"),
    ANSWERED: T("Answered"),
    CONVERTED: T("Converted"),
    DISMISSED: T("Dismissed"),
    BIN: T("Bin"),
}
STATES = tuple(STATE_NAMES)
LOOKED_BACK = timedelta(days=90)  # how far the average time to the first answer looks back
_AT_ONCE = 500  # ids in one statement
_TITLE = 60  # characters of a message that stand for a name


class Named(Protocol):
    """What tells a lead apart."""

    @property
    def name(self) -> str:
        """Who asked; may be empty, as all of them."""

    @property
    def company(self) -> str:
        """For whom."""

    @property
    def email(self) -> str:
        """Where he is reached."""

    @property
    def phone(self) -> str:
        """Where he is called."""

    @property
    def message(self) -> str:
        """What he wrote."""


class LeadRow(NamedTuple):
    """One lead.

    Attributes:
        campaign, owner: Their names; empty where there is none.
        answered_at: The first answer, also one that stands on the timeline of its contact.
        contact_id, deal_id: What it became.
    """

    id: int
    name: str
    company: str
    email: str
    phone: str
    message: str
    source: str
    campaign_id: int | None
    campaign: str
    owner_id: int | None
    owner: str
    origin: str
    received_at: datetime
    answered_at: datetime | None
    dismissed_at: datetime | None
    converted_at: datetime | None
    contact_id: int | None
    deal_id: int | None
    deleted_at: datetime | None

    @property
    def title(self) -> str:
        """What it is called in a list."""
        return title_of(self)

    @property
    def state(self) -> str:
        """``new``, ``answered``, ``converted``, ``dismissed`` or ``bin``."""
        ended = (
            (BIN, self.deleted_at),
            (CONVERTED, self.converted_at),
            (DISMISSED, self.dismissed_at),
        )
        found = next((state for state, when in ended if when is not None), "")
        return found or (ANSWERED if self.answered_at is not None else NEW)


class Speed(NamedTuple):
    """The average time to the first answer, in seconds, of so many *leads*."""

    who: str
    seconds: int
    leads: int


class Speeds(NamedTuple):
    """How soon leads of the last 90 days were answered; *total* is None where none was."""

    total: Speed | None
    by_owner: list[Speed]
    by_source: list[Speed]


def title_of(lead: Named) -> str:
    """What a lead is called: its name, else its company, how it is reached, or what it says."""
    found = lead.name or lead.company or lead.email or lead.phone
    return found or " ".join(lead.message.split())[:_TITLE]


def is_open() -> ColumnElement[bool]:
    """Leads that somebody has to do something about."""
    return and_(Lead.deleted_at.is_(None), Lead.converted_at.is_(None), Lead.dismissed_at.is_(None))


def list_ids(
    session: Session,
    state: str = "",
    *,
    owner_id: int | None = None,
    source: str = "",
    search: str = "",
) -> list[int]:
    """The ids of leads, the newest first.

    Args:
        session: The session.
        state: One of ``STATES``; empty for all but those in the bin.
        owner_id: Only of this person; 0 for those without one.
        source: Only from there.
        search: Words that name, company, e-mail, telephone, message or source must have.
    """
    query = select(Lead).where(_in_state(state), _of(owner_id))
    query = query.order_by(Lead.received_at.desc(), Lead.id.desc())
    if source:
        query = query.where(Lead.source == source)
    if search.strip():
        query = query.where(_has(search))
    return list(session.scalars(query.with_only_columns(Lead.id)))


def list_rows(session: Session, ids: Sequence[int]) -> dict[int, LeadRow]:
    """The leads *ids*; an id that is gone is left out."""
    return {
        row[0]: LeadRow(*row)
        for some in chunks(ids, _AT_ONCE)
        for row in fetch_rows(session, _LINES, {"ids": some})
    }


def get(session: Session, lead_id: int) -> LeadRow:
    """One lead; raises NotFound when it is gone."""
    found = list_rows(session, [lead_id])
    if lead_id not in found:
        raise gone()
    return found[lead_id]


def gone() -> NotFound:
    """For a lead that is not there any more."""
    return NotFound(T("This lead is not there any more. Nothing was changed."))


def count_states(session: Session, owner_id: int | None = None) -> dict[str, int]:
    """How many leads are in each state; only of one person where *owner_id* says so."""
    found = {}
    for state in STATES:
        query = select(func.count()).select_from(Lead).where(_in_state(state), _of(owner_id))
        found[state] = session.scalar(query) or 0
    return found


def count_new(session: Session, owner_id: int | None = None) -> int:
    """How many leads wait for their first answer; only of one person where *owner_id* says so."""
    query = select(func.count()).select_from(Lead).where(_in_state(NEW), _of(owner_id))
    return session.scalar(query) or 0


def measure_speeds(session: Session) -> Speeds:
    """How soon the leads of the last 90 days were answered, by person and by source."""
    answered = _answered()
    since = clock.now() - LOOKED_BACK
    query = (
        select(Staff.name, Lead.source, Lead.received_at, answered)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(Lead.deleted_at.is_(None), Lead.received_at >= since, answered.is_not(None))
    )
    waits: dict[tuple[str, str], list[int]] = {}
    for owner, source, received, at in session.execute(query):
        seconds = max(int((at - received).total_seconds()), 0)
        for kind, who in (("", ""), ("owner", owner), ("source", source)):
            if who or not kind:
                waits.setdefault((kind, who), []).append(seconds)
    made = {key: Speed(key[1], sum(each) // len(each), len(each)) for key, each in waits.items()}

    def of(kind: str) -> list[Speed]:
        return sorted(speed for key, speed in made.items() if key[0] == kind)

    return Speeds(made.get(("", "")), of("owner"), of("source"))


def _of(owner_id: int | None) -> ColumnElement[bool]:
    """Of one person; 0: of nobody; None: of anybody."""
    if owner_id is None:
        return true()
    return Lead.owner_id == owner_id if owner_id else Lead.owner_id.is_(None)


def _in_state(state: str) -> ColumnElement[bool]:
    if state == BIN:
        return Lead.deleted_at.is_not(None)
    stays = Lead.deleted_at.is_(None)
    if state == NEW:
        return and_(is_open(), _answered().is_(None))
    if state == ANSWERED:
        return and_(is_open(), _answered().is_not(None))
    if state == CONVERTED:
        return and_(stays, Lead.converted_at.is_not(None))
    if state == DISMISSED:
        return and_(stays, Lead.dismissed_at.is_not(None), Lead.converted_at.is_(None))
    return stays


def _answered() -> ColumnElement[Any]:
    """When it was answered first: noted on the lead, else on the timeline of what it became."""
    first = (
        select(func.min(Activity.at))
        .where(
            Activity.contact_id == Lead.contact_id,
            Activity.direction == OUTGOING,
            Activity.at >= Lead.received_at,
            Activity.deleted_at.is_(None),
        )
        .correlate(Lead)
        .scalar_subquery()
    )
    return func.coalesce(Lead.answered_at, first, type_=Lead.answered_at.type)


def _has(words: str) -> ColumnElement[bool]:
    found = index.matching("lead", words)
    if found is None:
        return false()
    hits = text(found.sql).bindparams(**found.values).columns(column("id", Integer)).subquery()
    return Lead.id.in_(select(hits.c.id))


# Put together once: it takes longer than reading a page of them.
_LINES = (
    select(
        Lead.id,
        Lead.name,
        Lead.company,
        Lead.email,
        Lead.phone,
        Lead.message,
        Lead.source,
        Lead.campaign_id,
        func.coalesce(Campaign.name, ""),
        Lead.owner_id,
        func.coalesce(Staff.name, ""),
        Lead.origin,
        Lead.received_at,
        _answered(),
        Lead.dismissed_at,
        Lead.converted_at,
        Lead.contact_id,
        Lead.deal_id,
        Lead.deleted_at,
    )
    .outerjoin(Campaign, Campaign.id == Lead.campaign_id)
    .outerjoin(Staff, Staff.id == Lead.owner_id)
    .where(Lead.id.in_(bindparam("ids", expanding=True)))
)
