"""What adds and changes deals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import insert
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.countries import currency_codes
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.core.uid import new_uid
from smallcrm.db import ids
from smallcrm.models import Deal
from smallcrm.services.contacts.checks import existing
from smallcrm.services.pipeline.names import Reasons, Stages
from smallcrm.services.settings import get_business

LONGEST_TITLE = 200  # characters; longer ones are cut
_TOO_LARGE = Decimal(10) ** 12  # in thousandths it still fits 64 bits


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


def create_deal(session: Session, draft: DealDraft) -> int:
    """Add a deal that a person typed in; return its id.

    Raises:
        NotFound: its contact is gone.
        UserError: the title is empty; or the amount, the currency or the stage is none.
    """
    existing(session, draft.contact_id)
    _check(session, draft)
    return create_deals(session, [draft])[0]


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
    writing = _Writing(session, Stages(session, adds=adds_names), Reasons(session, adds=adds_names))
    deal_ids = list(ids.reserve(session.connection(), "deal", len(drafts)))
    rows = [
        _new(deal_id, writing.values(draft))
        for deal_id, draft in zip(deal_ids, drafts, strict=True)
    ]
    session.flush()
    session.execute(insert(Deal), rows)
    return deal_ids


def change_deal(session: Session, deal_id: int, draft: DealDraft) -> None:
    """Change a deal into what a person typed; in another stage it stands at the end.

    Raises:
        NotFound: the deal is gone.
        UserError: the title is empty; or the amount, the currency or the stage is none.
    """
    _check(session, draft)
    change_deals(session, {deal_id: draft})


def change_deals(
    session: Session, drafts: Mapping[int, DealDraft], *, adds_names: bool = False
) -> None:
    """Change deals, by their ids, into what *drafts* say; see ``create_deals``.

    A deal that goes to another stage stands at its end.

    Raises:
        NotFound: one of the deals is gone.
        UserError: one of them has no title.
    """
    writing = _Writing(session, Stages(session, adds=adds_names), Reasons(session, adds=adds_names))
    for deal_id, draft in drafts.items():
        deal = session.get(Deal, deal_id)
        if deal is None or deal.deleted_at is not None:
            raise NotFound(T("This deal is not there any more. Nothing was changed."))
        for name, value in writing.values(draft, deal.stage_id, deal.position).items():
            setattr(deal, name, value)
    session.flush()


def _check(session: Session, draft: DealDraft) -> None:
    """Refuse what a list may hold, and what somebody who types can put right."""
    if draft.amount is not None and not (
        draft.amount.is_finite() and abs(draft.amount) < _TOO_LARGE
    ):
        raise UserError(
            T("{amount} is not an amount.", amount=draft.amount),
            hint=T("Nothing was saved. Write figures only, for example 12.5."),
            field="amount",
        )
    if draft.currency and draft.currency not in currency_codes():
        raise UserError(
            T("There is no currency {code}.", code=draft.currency),
            hint=T("Nothing was saved. Write three letters, for example EUR."),
            field="currency",
        )
    stages = Stages(session)
    if draft.stage and stages.known(draft.stage) is None:
        raise UserError(
            T("There is no stage called {name}.", name=draft.stage),
            hint=T("Nothing was saved. Choose one of: {names}.", names=", ".join(stages.names)),
            field="stage",
        )


def _new(deal_id: int, values: dict[str, object]) -> dict[str, object]:
    now = clock.now()
    return {"id": deal_id, "uid": new_uid(), "created_at": now, "updated_at": now, **values}


@dataclass
class _Writing:
    """Turns drafts into the columns of deals."""

    session: Session
    stages: Stages
    reasons: Reasons

    def __post_init__(self) -> None:
        self._currency = get_business(self.session).currency

    def values(
        self, draft: DealDraft, stage_id: int | None = None, position: int = 0
    ) -> dict[str, object]:
        """The columns; *stage_id* and *position* are where the deal stands by now."""
        title = " ".join(draft.title.split())
        if not title:
            raise UserError(
                T("A deal needs a title."),
                hint=T("Nothing was saved. Write what it is about in a few words."),
                field="title",
            )
        currency = draft.currency or self._currency
        minor = None if draft.amount is None else Money.of(draft.amount, currency).minor
        stage = self.stages.find(draft.stage, draft.status)
        if stage != stage_id:
            position = self.stages.next_position(stage)
        reason_id, note = None, draft.note.strip()
        if draft.reason and self.stages.is_lost(stage):
            reason_id = self.reasons.find(draft.reason)
            if reason_id is None:
                lost = T("Lost because of: {reason}", reason=draft.reason)
                note = f"{note}\n{lost}".strip()
        return {
            "title": title[:LONGEST_TITLE],
            "contact_id": draft.contact_id,
            "stage_id": stage,
            "amount_minor": minor,
            "currency": currency,
            "source": draft.source.strip(),
            "expected_close": draft.expected_close,
            "lost_reason_id": reason_id,
            "note": note,
            "position": position,
        }
