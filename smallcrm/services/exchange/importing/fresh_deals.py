"""The deals of a file that are not there yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.core.fold import fold
from smallcrm.core.money import Money
from smallcrm.models import Deal
from smallcrm.services import pipeline
from smallcrm.services.exchange.drafts import DealDraft, Preview
from smallcrm.services.exchange.importing.deal_names import DealNames
from smallcrm.services.settings import get_business

_AT_ONCE = 500  # contacts in one statement
Key = tuple[int, str, int | None, str]


def fresh_deals(
    session: Session, preview: Preview, people: Mapping[int, int]
) -> list[pipeline.DealDraft]:
    """The deals of rows that came in, but for those that their contacts have already.

    A row that stands in the file twice brings its deal once; two deals that differ in anything,
    if only in their number in the other system, are two.

    Args:
        session: Read from only.
        preview: The file.
        people: The contact of each row that came in: its id, or a negative number for a new one.
    """
    if not preview.counts.deals:
        return []
    wanted = {
        (people[record.row], record.plain_deal): record
        for record in preview.records()
        if record.row in people and record.plain_deal
    }
    known = known_deals(session, sorted({who for who, _ in wanted if who > 0}))
    currency = get_business(session).currency
    names = DealNames(session, is_ours=False)
    drafts = [
        draft_of(who, record.name, deal, names)
        for (who, _), record in wanted.items()
        if (deal := record.deal) is not None
    ]
    return [draft for draft in drafts if key_of(draft, currency) not in known]


def draft_of(contact_id: int, name: str, deal: DealDraft, names: DealNames) -> pipeline.DealDraft:
    """A deal that has an amount and no title is called like its contact."""
    draft = pipeline.DealDraft(
        title=deal.title.strip() or name,
        contact_id=contact_id,
        amount=deal.amount,
        currency=deal.currency,
        stage=deal.stage,
        status=deal.status,
        expected_close=deal.expected_close,
        source=deal.source,
        note=deal.note,
        reason=deal.reason,
    )
    return names.completed(draft, deal)


def key_of(draft: pipeline.DealDraft, currency: str) -> Key:
    """By what a deal without a number is found again; *currency* is that of the business."""
    currency = draft.currency or currency
    minor = None if draft.amount is None else Money.of(draft.amount, currency).minor
    title = " ".join(draft.title.split())[: pipeline.LONGEST_TITLE]
    return draft.contact_id, fold(title), minor, currency


def known_deals(session: Session, contact_ids: Sequence[int]) -> dict[Key, int]:
    """The ids of what the contacts have already; a file that comes twice brings no deal twice."""
    found: dict[Key, int] = {}
    for chunk in chunks(contact_ids, _AT_ONCE):
        query = select(
            Deal.id, Deal.contact_id, Deal.title, Deal.amount_minor, Deal.currency
        ).where(Deal.contact_id.in_(chunk), Deal.deleted_at.is_(None))
        for deal_id, contact_id, title, minor, currency in session.execute(query):
            found[contact_id, fold(title), minor, currency] = deal_id
    return found
