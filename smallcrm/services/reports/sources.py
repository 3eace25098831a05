"""What each source and each campaign cost, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Date, and_, cast, func, select
from sqlalchemy.orm import Session

from smallcrm.core.money import Money
from smallcrm.models import (
    Allocation,
    Campaign,
    Deal,
    Lead,
    Payment,
    Stage,
    StageStay,
)
from smallcrm.services.pipeline import WON
from smallcrm.services.reports import figures
from smallcrm.services.reports.belonging import first_deals, first_invoices
from smallcrm.services.reports.scope import Scope, check, clauses_of


class SourceLine(NamedTuple):
    """One source, or one campaign of it.

    Attributes:
        campaign: Its name; empty for what came from the source without one.
        leads: How many came in the days.
        deals, won: Deals that were added in the days, and those that were won in them.
        cost: Of campaigns that began in the days, whole.
        won_sums: What the won ones are worth.
        paid: Payments of the days on invoices of deals of this source, whenever these were won,
            less what went back in them from credit notes over these invoices.
        returned: *paid* less *cost*, each currency on its own.
    """

    source: str
    campaign: str
    leads: int
    deals: tuple[int, ...]
    won: tuple[int, ...]
    cost: tuple[Money, ...]
    won_sums: tuple[Money, ...]
    paid: tuple[Money, ...]
    returned: tuple[Money, ...]


def sources(session: Session, scope: Scope) -> tuple[SourceLine, ...]:
    """The sources and campaigns with anything in the days of *scope*, in order of their names.

    Of all pipelines: a lead has none yet. A campaign without a first day began when it was noted.
    An invoice that belongs to several deals counts for the oldest, a credit note over several
    invoices for the first. An owner narrows leads, deals
    and payments, not costs: advertising is nobody's in particular.

    Raises:
        UserError: the days stand in the wrong order.
    """
    check(scope)
    wanted, scope = scope.source, replace(scope, source="")  # that of a campaign counts, too
    found: dict[tuple[str, str], _Line] = {}

    def at(row: Any) -> _Line:
        return found.setdefault((row.channel, row.named), _Line())

    for row in session.execute(_costs(scope)):
        at(row).cost.append(Money(row.cost_minor, row.currency))
    for row in session.execute(_leads(scope)):
        at(row).leads += row.found
    for row in session.execute(_deals(scope)):
        at(row).deals.append(row.id)
    for row in session.execute(_won(scope)):
        at(row).won.append(row.id)
        if row.amount_minor is not None:
            at(row).won_sums.append(Money(row.amount_minor, row.currency))
    for row in chain(session.execute(_paid(scope)), session.execute(_refunded(scope))):
        at(row).paid.append(Money(row.minor, row.currency))
    lines = (_line(*key, line) for key, line in sorted(found.items()))
    return tuple(line for line in lines if wanted in ("", line.source))


@dataclass
class _Line:
    leads: int = 0
    deals: list[int] = field(default_factory=list)
    won: list[int] = field(default_factory=list)
    cost: list[Money] = field(default_factory=list)
    won_sums: list[Money] = field(default_factory=list)
    paid: list[Money] = field(default_factory=list)


def _line(source: str, campaign: str, line: _Line) -> SourceLine:
    back: Iterable[Money] = (-each for each in line.cost)
    return SourceLine(
        source,
        campaign,
        line.leads,
        tuple(line.deals),
        tuple(line.won),
        figures.sums(line.cost),
        figures.sums(line.won_sums),
        figures.sums(line.paid),
        figures.sums((*line.paid, *back)),
    )


def _source(own: Any) -> Any:
    """That of the deal or lead; where it has none, that of its campaign."""
    return func.coalesce(func.nullif(own, ""), Campaign.source, "").label("channel")


_NAME = func.coalesce(Campaign.name, "").label("named")


def _costs(scope: Scope) -> Any:
    began = func.coalesce(Campaign.starts, cast(func.date(Campaign.created_at), Date))
    query = select(
        Campaign.source.label("channel"),
        Campaign.name.label("named"),
        Campaign.cost_minor,
        Campaign.currency,
    ).where(
        Campaign.deleted_at.is_(None),
        Campaign.cost_minor != 0,
        began >= scope.first,
        began <= scope.last,
    )
    if scope.campaign_id is not None:
        query = query.where(Campaign.id == scope.campaign_id)
    return query


def _leads(scope: Scope) -> Any:
    query = (
        select(_source(Lead.source), _NAME, func.count().label("found"))
        .select_from(Lead)
        .outerjoin(Campaign, Campaign.id == Lead.campaign_id)
        .where(
            Lead.deleted_at.is_(None),
            Lead.received_at >= scope.begins,
            Lead.received_at < scope.ends,
        )
        .group_by("channel", "named")
    )
    if scope.owner_id is not None:
        query = query.where(Lead.owner_id == scope.owner_id)
    if scope.campaign_id is not None:
        query = query.where(Lead.campaign_id == scope.campaign_id)
    return query


def _deals(scope: Scope) -> Any:
    return (
        select(Deal.id, _source(Deal.source), _NAME)
        .select_from(Deal)
        .outerjoin(Campaign, Campaign.id == Deal.campaign_id)
        .where(Deal.created_at >= scope.begins, Deal.created_at < scope.ends, *clauses_of(scope))
        .order_by(Deal.id)
    )


def _won(scope: Scope) -> Any:
    stay = and_(StageStay.deal_id == Deal.id, StageStay.left_at.is_(None))
    return (
        select(Deal.id, _source(Deal.source), _NAME, Deal.amount_minor, Deal.currency)
        .select_from(Deal)
        .join(Stage, Stage.id == Deal.stage_id)
        .join(StageStay, stay)
        .outerjoin(Campaign, Campaign.id == Deal.campaign_id)
        .where(
            Stage.kind == WON,
            StageStay.entered_at >= scope.begins,
            StageStay.entered_at < scope.ends,
            *clauses_of(scope),
        )
        .order_by(Deal.id)
    )


def _paid(scope: Scope) -> Any:
    """What was paid on invoices of the deals."""
    query = _money(Allocation.invoice_id, scope).join(Payment, Payment.id == Allocation.payment_id)
    return query.where(*_of_days(scope))


def _refunded(scope: Scope) -> Any:
    """What went back to customers from credit notes over these invoices."""
    credited = first_invoices()
    query = _money(credited.c.invoice_id, scope, credited)
    return query.join(Payment, Payment.id == Allocation.refund_id).where(*_of_days(scope))


def _money(invoice_id: Any, scope: Scope, credited: Any = None) -> Any:
    """Sums of allocations by source, campaign and currency; ``payment`` is still to be joined.

    Those of the credit notes in *credited* count below zero.
    """
    owner = first_deals()
    sign = 1 if credited is None else -1
    minor = func.sum(Allocation.amount * sign).label("minor")
    query = select(_source(Deal.source), _NAME, minor, Payment.currency).select_from(Allocation)
    if credited is not None:
        query = query.join(credited, credited.c.credit_id == Allocation.credit_id)
    return (
        query.join(owner, owner.c.document_id == invoice_id)
        .join(Deal, Deal.id == owner.c.deal_id)
        .outerjoin(Campaign, Campaign.id == Deal.campaign_id)
        .where(*clauses_of(scope))
        .group_by("channel", "named", Payment.currency)
    )


def _of_days(scope: Scope) -> tuple[Any, ...]:
    return (
        Payment.deleted_at.is_(None),
        Payment.date >= scope.first,
        Payment.date <= scope.last,
    )
