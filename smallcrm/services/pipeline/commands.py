"""What adds and changes deals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.core.uid import new_uid
from smallcrm.db import ids
from smallcrm.models import Campaign, Contact, Deal, DealLine, LostReason, Staff, Stage
from smallcrm.services.contacts.checks import existing
from smallcrm.services.pipeline import tagging
from smallcrm.services.pipeline.checks import check_amount, check_currency, checked_title
from smallcrm.services.pipeline.moving import get_deal, get_deals
from smallcrm.services.pipeline.names import Reasons, Stages
from smallcrm.services.pipeline.pointing import Names, companies_of, kept
from smallcrm.services.pipeline.staying import Entry, enter_stage, open_stay
from smallcrm.services.settings import get_business
from smallcrm.services.staff import find_me

_AT_ONCE = 500  # ids in one statement
_OF_LINES = ("amount_minor", "currency")  # what the lines of a deal say


@dataclass(frozen=True, slots=True)
class DealDraft:
    """A deal as a form or a file has it, not yet checked.

    Attributes:
        contact_id: Who may buy.
        amount: In major units of *currency*; None where nobody knows it yet.
        currency: ISO 4217 code; that of the business when empty.
        stage: The name of a stage of the pipeline, in any case; see *status*.
        status: ``open``, ``won`` or ``lost``. A stage of that kind is taken where no stage has
            the name; the first open one when this is empty too.
        reason: The name of a reason why it was lost; of a deal in a lost stage only.
        stage_id: The stage itself, of any pipeline; then *stage* and *status* say nothing.
        company: The name of the company that it is about; of a new deal that of its contact by
            default.
        owner, campaign: The names of who works on it and of a campaign; a name that is not known
            says nothing.
        custom: Values of fields of one's own by their names.
    """

    title: str
    contact_id: int
    amount: Decimal | None = None
    currency: str = ""
    stage: str = ""
    status: str = ""
    expected_close: date | None = None
    source: str = ""
    note: str = ""
    reason: str = ""
    stage_id: int | None = None
    company: str = ""
    owner: str = ""
    campaign: str = ""
    tags: tuple[str, ...] = ()
    custom: Mapping[str, str] = field(default_factory=dict)


def create_deal(session: Session, draft: DealDraft) -> int:
    """Add a deal that a person typed in; return its id.

    It belongs to who uses this computer, when the draft does not say whose it is.

    Raises:
        NotFound: its contact is gone.
        UserError: the title is empty; the amount, the currency or the stage is none; or the
            stage is for lost deals, and the draft has no reason.
    """
    existing(session, draft.contact_id)
    _check(session, draft, None)
    me = None if draft.owner else find_me(session)
    return create_deals(session, [draft if me is None else replace(draft, owner=me.name)])[0]


def create_deals(
    session: Session, drafts: Sequence[DealDraft], *, adds_names: bool = False
) -> list[int]:
    """Add many deals, in their order; return their ids.

    Args:
        session: The session of one action.
        drafts: The deals.
        adds_names: Whether a stage or a reason that is not there is made; otherwise the deal goes
            to the first stage of its kind, and the reason into its note.

    Raises:
        UserError: one of them has no title; none is added.
    """
    if not drafts:
        return []
    writing = _Writing(session, adds_names)
    deal_ids = list(ids.reserve(session.connection(), "deal", len(drafts)))
    rows = [
        _new(deal_id, writing.values(draft))
        for deal_id, draft in zip(deal_ids, drafts, strict=True)
    ]
    companies = companies_of(session, {draft.contact_id for draft in drafts})
    for row in rows:
        row["company_id"] = row["company_id"] or companies.get(row["contact_id"])
    session.flush()
    session.execute(insert(Deal), rows)
    enter_stage(session, [_entry(row) for row in rows], are_new=True)
    made = dict(zip(deal_ids, drafts, strict=True))
    tagging.add_tags(session, {key: draft.tags for key, draft in made.items() if draft.tags})
    tagging.add_values(session, {key: draft.custom for key, draft in made.items() if draft.custom})
    return deal_ids


def change_deal(session: Session, deal_id: int, draft: DealDraft) -> None:
    """Change a deal into what a person typed; in another stage it stands at the end.

    Raises:
        NotFound: the deal is gone.
        UserError: the title is empty; the amount, the currency or the stage is none; or it would
            be lost without a reason.
    """
    _check(session, draft, get_deal(session, deal_id))
    change_deals(session, {deal_id: draft})


def change_deals(
    session: Session, drafts: Mapping[int, DealDraft], *, adds_names: bool = False
) -> None:
    """Change deals, by their ids, into what *drafts* say; see ``create_deals``.

    A deal that goes to another stage of its pipeline stands at its end. One with lines keeps its
    amount, which is their total, and its currency.

    Raises:
        NotFound: one of the deals is gone.
        UserError: one of them has no title.
    """
    writing = _Writing(session, adds_names)
    lined = _lined(session, drafts)
    entries = []
    for deal in get_deals(session, list(drafts)):
        deal_id, draft = deal.id, drafts[deal.id]
        before = deal.stage_id, deal.lost_reason_id
        for name, value in writing.values(draft, deal).items():
            if name not in _OF_LINES or deal_id not in lined:
                setattr(deal, name, value)
        if deal.stage_id != before[0]:
            entries.append(Entry(deal_id, deal.stage_id, deal.lost_reason_id, "", deal.owner_id))
        elif deal.lost_reason_id != before[1] and (stay := open_stay(session, deal_id)):
            stay.lost_reason_id = deal.lost_reason_id
    enter_stage(session, entries)
    _keep_words(session, drafts)


def _keep_words(session: Session, drafts: Mapping[int, DealDraft]) -> None:
    """Have changed deals have the tags and the values of their drafts."""
    for some in chunks(list(drafts), _AT_ONCE):
        tags, values = tagging.tags_of(session, some), tagging.values_of(session, some)
        for deal_id in some:
            draft, had = drafts[deal_id], values.get(deal_id, {})
            if draft.tags != tags.get(deal_id, ()):
                tagging.set_tags(session, deal_id, draft.tags)
            if dict(draft.custom) != had:
                gone = dict.fromkeys(had, "")
                tagging.set_values(session, deal_id, {**gone, **draft.custom})


def _lined(session: Session, deal_ids: Collection[int]) -> set[int]:
    """Those of the deals that have lines."""
    found: set[int] = set()
    for some in chunks(list(deal_ids), _AT_ONCE):
        query = select(DealLine.deal_id).where(DealLine.deal_id.in_(some)).distinct()
        found.update(session.scalars(query))
    return found


def _check(session: Session, draft: DealDraft, own: Deal | None) -> None:
    """Refuse what a list may hold, and what somebody who types can put right."""
    check_amount(draft.amount)
    check_currency(draft.currency)
    _check_stage(session, draft, own)


def _check_stage(session: Session, draft: DealDraft, own: Deal | None) -> None:
    stages = Stages(session, pipeline_id=_pipeline_of(session, draft, own))
    if draft.stage_id is None and draft.stage and stages.known(draft.stage) is None:
        raise UserError(
            T("There is no stage called {name}.", name=draft.stage),
            hint=T("Nothing was saved. Choose one of: {names}.", names=", ".join(stages.names)),
            field="stage",
        )
    stage = draft.stage_id or stages.find(draft.stage, draft.status)
    if stages.is_lost(stage) and not draft.reason and (own is None or own.stage_id != stage):
        raise UserError(
            T("A deal is lost for a reason."),
            hint=T("Nothing was saved. Choose another stage, then say why it is lost."),
            field="stage",
        )


def _pipeline_of(session: Session, draft: DealDraft, own: Deal | None) -> int | None:
    """The pipeline that the draft names a stage of, or that the deal is in; None: neither."""
    stage_id = draft.stage_id or (own.stage_id if own else None)
    if stage_id is None:
        return None
    stage = session.get(Stage, stage_id)
    if stage is None:
        raise NotFound(T("This stage is not there any more. Nothing was changed."))
    return stage.pipeline_id


def _new(deal_id: int, values: dict[str, Any]) -> dict[str, Any]:
    now = clock.now()
    return {"id": deal_id, "uid": new_uid(), "created_at": now, "updated_at": now, **values}


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(row["id"], row["stage_id"], row["lost_reason_id"], "", row.get("owner_id"))


class _Writing:
    """Turns drafts into the columns of deals."""

    def __init__(self, session: Session, adds_names: bool) -> None:  # noqa: FBT001 - of one call
        self._session = session
        self._adds = adds_names
        self._reasons = Reasons(session, adds=adds_names)
        self._names = Names(session)
        self._currency = get_business(session).currency
        self._stages: dict[int | None, Stages] = {}

    def values(self, draft: DealDraft, own: Deal | None = None) -> dict[str, Any]:
        """The columns of a new deal, or of *own* changed."""
        title = checked_title(draft.title)
        currency = draft.currency or self._currency
        minor = None if draft.amount is None else Money.of(draft.amount, currency).minor
        stages = self._among(draft, own)
        stage = draft.stage_id or stages.find(draft.stage, draft.status)
        stays = own is not None and own.stage_id == stage
        reason_id, note = None, draft.note.strip()
        if draft.reason and stages.is_lost(stage):
            reason_id = self._kept(draft, own) or self._reasons.find(draft.reason)
            if reason_id is None:
                lost = T("Lost because of: {reason}", reason=draft.reason)
                note = f"{note}\n{lost}".strip()
        return {
            "title": title,
            "contact_id": draft.contact_id,
            "stage_id": stage,
            "amount_minor": minor,
            "currency": currency,
            "source": draft.source.strip(),
            "expected_close": draft.expected_close,
            "lost_reason_id": reason_id,
            "note": note,
            "company_id": self._company(draft, own),
            "owner_id": self._owner(draft, own),
            "campaign_id": self._campaign(draft, own),
            "position": own.position if own and stays else stages.next_position(stage),
        }

    def _company(self, draft: DealDraft, own: Deal | None) -> int | None:
        before = kept(self._session, Contact, own.company_id if own else None, draft.company)
        return before or self._names.company(draft.company)

    def _owner(self, draft: DealDraft, own: Deal | None) -> int | None:
        before = kept(self._session, Staff, own.owner_id if own else None, draft.owner)
        return before or self._names.owner(draft.owner)

    def _campaign(self, draft: DealDraft, own: Deal | None) -> int | None:
        before = kept(self._session, Campaign, own.campaign_id if own else None, draft.campaign)
        return before or self._names.campaign(draft.campaign)

    def _kept(self, draft: DealDraft, own: Deal | None) -> int | None:
        """The reason that the deal has already, which may be offered no longer."""
        if own is None or own.lost_reason_id is None:
            return None
        reason = self._session.get(LostReason, own.lost_reason_id)
        return reason.id if reason and reason.name == draft.reason else None

    def _among(self, draft: DealDraft, own: Deal | None) -> Stages:
        """Read once for each pipeline."""
        pipeline_id = _pipeline_of(self._session, draft, own)
        if pipeline_id not in self._stages:
            self._stages[pipeline_id] = Stages(
                self._session, adds=self._adds, pipeline_id=pipeline_id
            )
        return self._stages[pipeline_id]
