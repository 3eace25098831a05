"""What brings leads in, changes them and ends them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import JSON, select, type_coerce
from sqlalchemy.orm import Session

from smallcrm.core import blanks, clock, formats
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.models import Campaign, Change, Lead
from smallcrm.services import campaigns, staff
from smallcrm.services.contacts.activities import CALL, EMAIL, NOTE
from smallcrm.services.contacts.checks import visible
from smallcrm.services.leads.drafts import FOLDER, LeadDraft
from smallcrm.services.leads.queries import gone
from smallcrm.services.leads.sharing import Sharing, find_call, find_calls, restore_call
from smallcrm.services.tasks import finish_task

ANSWERS: dict[str, Text] = {CALL: T("Call"), EMAIL: T("Email"), NOTE: T("Note")}
_AT_ONCE = 500  # keys in one statement
_LONGEST = {"name": 300, "company": 300, "email": 254, "phone": 60, "source": 100}  # characters
_LONGEST_MESSAGE = 50_000


class BroughtIn(NamedTuple):
    """What became of leads from elsewhere.

    Attributes:
        added: The ids of those that are new.
        known: How many were brought in before; *empty* says nothing of who asked.
    """

    added: tuple[int, ...]
    known: int
    empty: int


def add(session: Session, draft: LeadDraft) -> int:
    """Add a lead and share it out; return its id.

    Raises:
        UserError: it says nothing of who asked, or was brought in before.
    """
    done = bring_in(session, [draft])
    if done.empty:
        raise UserError(
            T("A lead needs a name, a company, an email, a phone number or a message."),
            hint=T("Nothing was saved. Fill in one of them."),
            field="name",
        )
    if done.known:
        raise UserError(
            T("This lead was brought in before."), hint=T("Nothing was added a second time.")
        )
    return done.added[0]


def bring_in(session: Session, drafts: Iterable[LeadDraft]) -> BroughtIn:
    """Add those that are not there yet, in their order, and share them out by the rules.

    The same message or line of a list twice adds nothing, whoever reads it a second time; what
    was dismissed or put into the bin stays there. What was undone may come in again, but not by
    itself from a folder that is looked into.
    """
    wanted = list(drafts)
    known = list_known(session, [draft.origin_key for draft in wanted if draft.origin_key])
    known |= list_undone(session, [draft.origin_key for draft in wanted if draft.origin == FOLDER])
    adding = _Adding(session)
    added: list[int] = []
    count_known = count_empty = 0
    for draft in wanted:
        values = _values(draft)
        if draft.origin_key in known:
            count_known += 1
        elif not any(values.values()):
            count_empty += 1
        else:
            added.append(adding.add(draft, values))
            known |= {draft.origin_key} - {""}
    adding.sharing.settle()
    return BroughtIn(tuple(added), count_known, count_empty)


def change(session: Session, lead_id: int, draft: LeadDraft) -> None:
    """Make a lead what *draft* says; its owner, its origin and its time stay.

    Raises:
        NotFound: it is gone.
        UserError: it would say nothing of who asked.
    """
    lead, values = existing(session, lead_id), _values(draft)
    if not any(values.values()):
        raise UserError(
            T("A lead needs a name, a company, an email, a phone number or a message."),
            hint=T("Nothing was saved. Fill in one of them."),
            field="name",
        )
    call = find_call(session, lead)
    before = lead.name
    for name, value in values.items():
        setattr(lead, name, value)
    lead.campaign_id = campaigns.find_or_add(session, draft.campaign, lead.source)
    if call is not None and before and lead.name and lead.name != before:
        call.title = call.title.replace(before, lead.name)
    session.flush()


def assign(session: Session, lead_ids: Sequence[int], staff_id: int | None) -> None:
    """Give leads to somebody, with the tasks to call; None for nobody.

    Raises:
        NotFound: a lead is gone, or the person does not work here any more.
    """
    if staff_id is not None:
        staff.get(session, staff_id)
    calls = find_calls(session, lead_ids)
    for lead in _several(session, lead_ids):
        lead.owner_id = staff_id
        if lead.id in calls:
            calls[lead.id].owner_id = staff_id
    session.flush()


def answer(session: Session, lead_id: int, kind: str = "", words: str = "") -> None:
    """Note an answer: the first one ends the wait, and the task to call is done.

    Args:
        session: The session.
        lead_id: The lead.
        kind: ``call``, ``email`` or ``note``; empty where only that it was answered is noted.
        words: What was said; it is written beneath the message.

    Raises:
        NotFound: the lead is gone.
    """
    lead, now = existing(session, lead_id), clock.now()
    if lead.answered_at is None:
        lead.answered_at = now
    call = find_call(session, lead)
    if call is not None:
        finish_task(session, call.id)
    if said := visible(words):
        me = staff.find_me(session)
        when = formats.recent(clock.local(now), clock.today())
        head = ", ".join(filter(None, (str(ANSWERS.get(kind, "")), when, me.name if me else "")))
        lead.message = f"{lead.message}\n\n{head}: {said}".strip()
    session.flush()


def dismiss(session: Session, lead_ids: Sequence[int]) -> None:
    """Say that nothing comes of these leads; their tasks to call go to the bin.

    Raises:
        NotFound: one is gone.
        UserError: one became a deal already.
    """
    calls = find_calls(session, lead_ids)
    for lead in _several(session, lead_ids):
        if lead.converted_at is not None:
            raise UserError(
                T("{name} became a contact already.", name=lead.name or lead.company),
                hint=T("Nothing was changed. Close the deal as lost instead."),
            )
        lead.dismissed_at = lead.dismissed_at or clock.now()
        if lead.id in calls:
            calls[lead.id].deleted_at = lead.dismissed_at
    session.flush()


def take_back(session: Session, lead_ids: Sequence[int]) -> None:
    """Look again at leads that were dismissed; raises NotFound when one is gone."""
    for lead in _several(session, lead_ids):
        restore_call(session, lead, lead.dismissed_at)
        lead.dismissed_at = None
    session.flush()


def archive(session: Session, lead_ids: Sequence[int]) -> None:
    """Put leads into the bin, with their tasks to call; raises NotFound when one is gone."""
    calls = find_calls(session, lead_ids)
    for lead in _several(session, lead_ids):
        lead.deleted_at = clock.now()
        if lead.converted_at is None and lead.id in calls:
            calls[lead.id].deleted_at = lead.deleted_at
    session.flush()


def restore(session: Session, lead_ids: Sequence[int]) -> None:
    """Take leads out of the bin; raises NotFound when one is gone for good."""
    for lead_id in lead_ids:
        lead = session.get(Lead, lead_id)
        if lead is None:
            raise gone()
        restore_call(session, lead, lead.deleted_at)
        lead.deleted_at = None
    session.flush()


def existing(session: Session, lead_id: int) -> Lead:
    """The stored lead; raises NotFound when it is gone or in the bin."""
    lead = session.get(Lead, lead_id)
    if lead is None or lead.deleted_at is not None:
        raise gone()
    return lead


def _several(session: Session, lead_ids: Sequence[int]) -> Iterator[Lead]:
    """``existing`` for each of *lead_ids*, read some hundreds at once."""
    for some in chunks(lead_ids, _AT_ONCE):
        found = {lead.id: lead for lead in session.scalars(select(Lead).where(Lead.id.in_(some)))}
        for key in some:
            if key not in found or found[key].deleted_at is not None:
                raise gone()
            yield found[key]


def list_known(session: Session, keys: Sequence[str]) -> set[str]:
    """Which of *keys* are those of leads that were brought in before."""
    return {
        key
        for some in chunks(keys, _AT_ONCE)
        for key in session.scalars(select(Lead.origin_key).where(Lead.origin_key.in_(some)))
        if key
    }


def list_undone(session: Session, keys: Sequence[str]) -> set[str]:
    """Which of *keys* are those of leads whose arrival was undone: the journal remembers them."""
    key = type_coerce(Change.old, JSON)[("origin_key", 0)].as_string()
    gone = select(key).where(Change.table_name == "lead", Change.operation == "D")
    return {
        found
        for some in chunks(keys, _AT_ONCE)
        for found in session.scalars(gone.where(key.in_(some)))
    }


class _Adding:
    """Stores new leads; looks each campaign up once."""

    def __init__(self, session: Session) -> None:
        self.sharing = Sharing(session)
        self._session = session
        self._campaigns: dict[tuple[str, str], tuple[int | None, str]] = {}

    def add(self, draft: LeadDraft, values: dict[str, str]) -> int:
        campaign_id, source = self._campaign(draft.campaign, values["source"])
        lead = Lead(
            **{**values, "source": source},
            campaign_id=campaign_id,
            origin=draft.origin,
            origin_key=draft.origin_key or None,
            received_at=draft.received_at or clock.now(),
            created_at=clock.now(),
        )
        self.sharing.share(lead)
        return lead.id

    def _campaign(self, name: str, source: str) -> tuple[int | None, str]:
        """The id of the campaign, and the source of the lead: its own, else the campaign's."""
        if (name, source) not in self._campaigns:
            found = campaigns.find_or_add(self._session, name, source)
            query = select(Campaign.source).where(Campaign.id == found)
            its = "" if source or found is None else self._session.scalar(query) or ""
            self._campaigns[name, source] = found, source or its
        return self._campaigns[name, source]


def _values(draft: LeadDraft) -> dict[str, str]:
    """The words of a lead: trimmed, without what nobody can see, not longer than they may be."""
    values = {
        name: blanks.one_line(visible(getattr(draft, name)))[:longest].strip()
        for name, longest in _LONGEST.items()
    }
    return {**values, "message": visible(draft.message)[:_LONGEST_MESSAGE]}
