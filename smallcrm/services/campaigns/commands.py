"""What changes campaigns."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.countries import currency_codes
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Campaign
from smallcrm.services.campaigns.drafts import CampaignDraft
from smallcrm.services.campaigns.queries import existing, list_names
from smallcrm.services.settings import get_business

_LONGEST_NAME, _LONGEST_SOURCE = 150, 100  # characters
_TOO_LARGE = Decimal(10) ** 12  # in thousandths it still fits 64 bits


def add(session: Session, draft: CampaignDraft) -> int:
    """Add a campaign; return its id.

    Raises:
        UserError: the name is empty or taken, the cost is none, or it ends before it starts.
    """
    campaign = Campaign(**_checked(session, draft, 0))
    session.add(campaign)
    session.flush()
    return campaign.id


def change(session: Session, campaign_id: int, draft: CampaignDraft) -> None:
    """Make a campaign what *draft* says.

    Raises:
        NotFound: it is gone.
        UserError: as for ``add``.
    """
    campaign = existing(session, campaign_id)
    for name, value in _checked(session, draft, campaign_id).items():
        setattr(campaign, name, value)
    session.flush()


def remove(session: Session, campaign_id: int) -> None:
    """Take a campaign off the list; leads and deals that came by it stay.

    Raises:
        NotFound: it is gone already.
    """
    existing(session, campaign_id).deleted_at = clock.now()
    session.flush()


def find_or_add(session: Session, name: str, source: str = "") -> int | None:
    """The id of the campaign called *name*, made where there is none; None without a name."""
    clean = " ".join(name.split())[:_LONGEST_NAME]
    if not clean:
        return None
    known = {fold(each): key for key, each in list_names(session).items()}
    return known.get(fold(clean)) or add(session, CampaignDraft(clean, source))


def _checked(session: Session, draft: CampaignDraft, campaign_id: int) -> dict[str, object]:
    name = " ".join(draft.name.split())[:_LONGEST_NAME]
    currency = draft.currency.strip().upper() or get_business(session).currency
    _refuse_name(session, name, campaign_id)
    if not (draft.cost.is_finite() and 0 <= draft.cost < _TOO_LARGE):
        raise UserError(
            T("{amount} is not what a campaign can cost.", amount=draft.cost),
            hint=T("Nothing was saved. Write figures only, for example 120.50."),
            field="cost",
        )
    if currency not in currency_codes():
        raise UserError(
            T("There is no currency {code}.", code=currency),
            hint=T("Nothing was saved. Write three letters, for example EUR."),
            field="currency",
        )
    if draft.starts and draft.ends and draft.ends < draft.starts:
        raise UserError(
            T("A campaign cannot end before it starts."),
            hint=T("Nothing was saved. Change one of the two days."),
            field="ends",
        )
    return {
        "name": name,
        "source": " ".join(draft.source.split())[:_LONGEST_SOURCE],
        "cost_minor": Money.of(draft.cost, currency).minor,
        "currency": currency,
        "starts": draft.starts,
        "ends": draft.ends,
        "note": draft.note.strip(),
    }


def _refuse_name(session: Session, name: str, campaign_id: int) -> None:
    if not name:
        raise UserError(
            T("A campaign needs a name."),
            hint=T("Nothing was saved. Write what you call it, for example Leaflets in May."),
            field="name",
        )
    others = (each for key, each in list_names(session).items() if key != campaign_id)
    if fold(name) in map(fold, others):
        raise UserError(
            T("There is a campaign called {name} already.", name=name),
            hint=T("Nothing was saved. Choose another name."),
            field="name",
        )
