"""What reads campaigns and sources, and what they brought in; amounts by currency, never mixed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Campaign, Deal, Lead, Stage
from smallcrm.services.campaigns.drafts import CampaignDraft

_WON = "won"
_LONG = 200  # sources; more are no sources but mistakes of a list


class CampaignRow(NamedTuple):
    """One line of the list of campaigns.

    Attributes:
        cost: In major units of *currency*.
        leads, deals: How many came by it; *won* is how many of the deals are won.
        won_amounts: What these are worth, by currency, in major units.
    """

    id: int
    name: str
    source: str
    cost: Decimal
    currency: str
    starts: date | None
    ends: date | None
    note: str
    leads: int
    deals: int
    won: int
    won_amounts: Mapping[str, Decimal]


class SourceRow(NamedTuple):
    """What came from one source; see ``CampaignRow``."""

    source: str
    leads: int
    deals: int
    won: int
    won_amounts: Mapping[str, Decimal]


def list_ids(session: Session) -> list[int]:
    """The ids of all campaigns, the one that started last first."""
    query = (
        select(Campaign.id)
        .where(Campaign.deleted_at.is_(None))
        .order_by(func.coalesce(Campaign.starts, func.date(Campaign.created_at)).desc())
        .order_by(Campaign.id.desc())
    )
    return list(session.scalars(query))


def list_rows(session: Session, ids: Sequence[int]) -> dict[int, CampaignRow]:
    """The lines for *ids*; an id that is gone is left out."""
    leads = _count(session, Lead.campaign_id)
    deals, won, amounts = _deals(session, Deal.campaign_id)
    query = select(Campaign).where(Campaign.id.in_(ids))
    return {
        each.id: CampaignRow(
            each.id,
            *_typed(each),
            leads.get(each.id, 0),
            deals.get(each.id, 0),
            won.get(each.id, 0),
            amounts.get(each.id, {}),
        )
        for each in session.scalars(query)
    }


def list_sources(session: Session) -> list[SourceRow]:
    """What came from each source, the one with the most leads first."""
    leads = _count(session, Lead.source)
    deals, won, amounts = _deals(session, Deal.source)
    names = {name for name in (*leads, *deals) if name}
    rows = [
        SourceRow(
            name, leads.get(name, 0), deals.get(name, 0), won.get(name, 0), amounts.get(name, {})
        )
        for name in names
    ]
    return sorted(rows, key=lambda row: (-row.leads, -row.deals, fold(row.source)))


def list_source_names(session: Session) -> list[str]:
    """Sources that were named before, for choosing one; each once in whatever case."""
    found: dict[str, str] = {}
    for column in (Campaign.source, Lead.source, Deal.source):
        query = select(column).where(column != "").group_by(column).order_by(func.count().desc())
        for name in session.scalars(query.limit(_LONG)):
            found.setdefault(fold(name), name)
    return sorted(found.values(), key=fold)


def list_names(session: Session) -> dict[int, str]:
    """What the campaigns are called, by their ids."""
    query = select(Campaign.id, Campaign.name).where(Campaign.deleted_at.is_(None))
    return dict(session.execute(query.order_by(Campaign.id)).all())


def find_by_name(session: Session, name: str) -> int:
    """The id of the campaign called *name*, in any case.

    Raises:
        UserError: there is none.
    """
    known = {fold(each): key for key, each in list_names(session).items()}
    found = known.get(fold(" ".join(name.split())))
    if found is None:
        raise UserError(
            T("There is no campaign called {name}.", name=name),
            hint=T("Nothing was changed. Add it first, or correct the name."),
            field="campaign",
        )
    return found


def get_draft(session: Session, campaign_id: int) -> CampaignDraft:
    """A campaign as a form shows it; raises NotFound when it is gone."""
    return CampaignDraft(*_typed(existing(session, campaign_id)))


def existing(session: Session, campaign_id: int) -> Campaign:
    """The stored campaign; raises NotFound when it is gone."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None or campaign.deleted_at is not None:
        raise NotFound(T("This campaign is not there any more. Nothing was changed."))
    return campaign


def _typed(each: Campaign) -> tuple[str, str, Decimal, str, date | None, date | None, str]:
    """What somebody typed of a campaign, in the order of ``CampaignDraft``."""
    cost = Money(each.cost_minor, each.currency).amount
    return each.name, each.source, cost, each.currency, each.starts, each.ends, each.note


def _count(session: Session, column: InstrumentedAttribute[Any]) -> dict[Any, int]:
    """How many leads that are not in the bin have each value of *column*."""
    query = select(column, func.count()).where(Lead.deleted_at.is_(None)).group_by(column)
    return dict(session.execute(query).all())


def _deals(
    session: Session, column: InstrumentedAttribute[Any]
) -> tuple[dict[Any, int], dict[Any, int], dict[Any, dict[str, Decimal]]]:
    """By each value of *column*: how many deals, how many won, and their amounts by currency."""
    query = (
        select(column, Stage.kind, Deal.currency, func.count(), func.sum(Deal.amount_minor))
        .join(Stage, Stage.id == Deal.stage_id)
        .where(Deal.deleted_at.is_(None))
        .group_by(column, Stage.kind, Deal.currency)
    )
    deals: dict[Any, int] = defaultdict(int)
    won: dict[Any, int] = defaultdict(int)
    amounts: dict[Any, dict[str, Decimal]] = defaultdict(dict)
    rows: Iterable[Any] = session.execute(query)
    for key, kind, currency, count, minor in rows:
        deals[key] += count
        if kind == _WON:
            won[key] += count
            if minor:
                amounts[key][currency] = Money(minor, currency).amount
    return deals, won, amounts
