"""Deals won, invoiced and paid, by whose the deals are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from smallcrm.core.money import Money
from smallcrm.models import Allocation, Deal, Document, Payment, Stage, StageStay
from smallcrm.services.documents import CREDIT_NOTE, INVOICE
from smallcrm.services.payments.sums import PAYMENT
from smallcrm.services.pipeline import WON
from smallcrm.services.reports import figures
from smallcrm.services.reports.belonging import first_deals, first_invoices
from smallcrm.services.reports.scope import Scope


@dataclass
class Earned:
    """What the deals of one person brought; one sum for each currency.

    Attributes:
        won: The deals; *won_sums* is what they are worth.
        invoiced: Of the invoices less the credit notes, with taxes; *invoiced_deals* are theirs.
        paid: What came less what went back; *paid_deals* are those that it was for.
    """

    won: list[int] = field(default_factory=list)
    won_sums: list[Money] = field(default_factory=list)
    invoiced: list[Money] = field(default_factory=list)
    invoiced_deals: list[int] = field(default_factory=list)
    paid: list[Money] = field(default_factory=list)
    paid_deals: list[int] = field(default_factory=list)

    @property
    def deals(self) -> tuple[int, ...]:
        """All deals that count somewhere, each once."""
        return tuple(dict.fromkeys((*self.won, *self.invoiced_deals, *self.paid_deals)))

    def plus(self, other: Earned) -> Earned:
        """Both together."""
        return Earned(
            self.won + other.won,
            self.won_sums + other.won_sums,
            self.invoiced + other.invoiced,
            self.invoiced_deals + other.invoiced_deals,
            self.paid + other.paid,
            self.paid_deals + other.paid_deals,
        )


def earned(session: Session, scope: Scope) -> dict[int | None, Earned]:
    """What came in the days of *scope*, by the owners that the deals have now; None: nobody's.

    Deals count that were won in these days and are won still; documents that were issued and have
    their date in them; payments and refunds of these days. Documents and payments belong to a
    person through a deal: of several the oldest, and a credit note over invoices goes with the
    first of them. Nobody's is what no such deal is known of, also money on the accounts of
    customers, so that all lines together are everything that was invoiced and paid.
    """
    found: dict[int | None, Earned] = {}

    def at(owner_id: int | None) -> Earned:
        return found.setdefault(owner_id, Earned())

    for row in session.execute(_won(scope)):
        at(row.owner_id).won.append(row.id)
        if row.amount_minor is not None:
            at(row.owner_id).won_sums.append(Money(row.amount_minor, row.currency))
    for row in session.execute(_invoiced(scope)):
        line = at(row.owner_id)
        line.invoiced.append(Money(row.minor, row.currency))
        line.invoiced_deals += [row.id] if row.id is not None else []
    rest = [Money(row.minor, row.currency) for row in session.execute(_moved(scope))]
    for query in (_paid(scope), _refunded(scope)):
        for row in session.execute(query):
            sum_ = Money(row.minor, row.currency)
            rest.append(-sum_)
            at(row.owner_id).paid.append(sum_)
            at(row.owner_id).paid_deals.append(row.id)
    if left := [each for each in figures.sums(rest) if each.minor]:
        at(None).paid += left
    return found


def _won(scope: Scope) -> Any:
    stay = and_(StageStay.deal_id == Deal.id, StageStay.left_at.is_(None))
    return (
        select(Deal.id, Deal.owner_id, Deal.amount_minor, Deal.currency)
        .join(Stage, Stage.id == Deal.stage_id)
        .join(StageStay, stay)
        .where(
            Stage.kind == WON,
            StageStay.entered_at >= scope.begins,
            StageStay.entered_at < scope.ends,
            Deal.deleted_at.is_(None),
        )
        .order_by(Deal.id)
    )


def _invoiced(scope: Scope) -> Any:
    """Sums by deal and currency; a void invoice counts too: its credit note takes it back."""
    credited, first = first_invoices(), first_deals()
    total = case((Document.kind == INVOICE, Document.total), else_=-Document.total)
    invoice_id = func.coalesce(credited.c.invoice_id, Document.id)
    return (
        select(Deal.id, Deal.owner_id, Document.currency, func.sum(total).label("minor"))
        .select_from(Document)
        .outerjoin(credited, credited.c.credit_id == Document.id)
        .outerjoin(first, first.c.document_id == invoice_id)
        .outerjoin(Deal, Deal.id == first.c.deal_id)
        .where(
            Document.kind.in_([INVOICE, CREDIT_NOTE]),
            Document.issued_at.is_not(None),
            Document.deleted_at.is_(None),
            Document.date >= scope.first,
            Document.date <= scope.last,
        )
        .group_by(Deal.id, Document.currency)
    )


def _moved(scope: Scope) -> Any:
    """All money that came less all that went back, by currency."""
    minor = func.sum(case((Payment.kind == PAYMENT, Payment.amount), else_=-Payment.amount))
    query = select(Payment.currency, minor.label("minor")).group_by(Payment.currency)
    return query.where(*_of_days(scope))


def _paid(scope: Scope) -> Any:
    """What was paid on invoices of deals, by deal and currency."""
    query = _allocated(1, Allocation.invoice_id)
    return query.join(Payment, Payment.id == Allocation.payment_id).where(*_of_days(scope))


def _refunded(scope: Scope) -> Any:
    """What went back from credit notes over these invoices; below zero."""
    credited = first_invoices()
    query = _allocated(-1, credited.c.invoice_id, credited)
    return query.join(Payment, Payment.id == Allocation.refund_id).where(*_of_days(scope))


def _allocated(sign: int, invoice_id: Any, credited: Any = None) -> Any:
    first = first_deals()
    minor = func.sum(Allocation.amount * sign).label("minor")
    query = select(Deal.id, Deal.owner_id, Payment.currency, minor).select_from(Allocation)
    if credited is not None:
        query = query.join(credited, credited.c.credit_id == Allocation.credit_id)
    return (
        query.join(first, first.c.document_id == invoice_id)
        .join(Deal, Deal.id == first.c.deal_id)
        .group_by(Deal.id, Payment.currency)
    )


def _of_days(scope: Scope) -> tuple[Any, ...]:
    return (
        Payment.deleted_at.is_(None),
        Payment.date >= scope.first,
        Payment.date <= scope.last,
    )
