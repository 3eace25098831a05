"""Sums and counts of what a contact bought and may buy, and conditions on them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    case,
    extract,
    false,
    func,
    select,
    true,
)

from smallcrm.core.document_kinds import CREDIT_NOTE, INVOICE
from smallcrm.core.money import Money
from smallcrm.models import Deal, Document, Stage
from smallcrm.services.payments import sums
from smallcrm.services.segments.members import Clause, among, has_any
from smallcrm.services.segments.rules import MORE, WITHOUT_VALUE, Condition, number


def issued_by_customer(*more: Clause) -> Select[Any]:
    """Customers of issued documents that are not void; those that *more* is true for."""
    return _issued(Document.void_at.is_(None), *more)


def _issued(*more: Clause) -> Select[Any]:
    return select(Document.customer_id).where(
        Document.customer_id.is_not(None),
        Document.issued_at.is_not(None),
        Document.deleted_at.is_(None),
        *more,
    )


class Amounts(NamedTuple):
    """Customers of what makes up a sum, and the sum in minor units."""

    query: Select[Any]
    customer: SQLColumnExpression[int | None]
    currency: SQLColumnExpression[str]
    total: ColumnElement[int]


def amounts(field: str, today: date) -> Amounts:
    """What the figures of the profile have.

    *field* is ``invoiced`` or ``invoiced_year`` (invoices less credit notes), ``unpaid`` (what is
    owed on the account) or ``overdue`` (open invoices whose day is over).
    """
    if field == "unpaid":
        moved = sums.account().c
        query = select(moved.customer_id)
        return Amounts(query, moved.customer_id, moved.currency, func.sum(moved.amount))
    own = (Document.customer_id, Document.currency)
    if field == "overdue":
        late = (Document.kind == INVOICE, Document.due_date < today)
        return Amounts(issued_by_customer(*late), *own, func.sum(sums.open_amount()))
    sign = case((Document.kind == INVOICE, 1), else_=-1)
    # Void invoices too: their credit notes take them back.
    query = _issued(Document.kind.in_([INVOICE, CREDIT_NOTE]))
    if field == "invoiced_year":
        query = query.where(extract("year", Document.date) == today.year)
    return Amounts(query, *own, func.sum(sign * Document.total))


def money_clause(condition: Condition, today: date) -> Clause:
    """A sum in one currency; who has nothing has less than any amount above zero."""
    query, customer, currency, total = amounts(condition.field, today)
    if condition.operator in WITHOUT_VALUE:
        some = query.group_by(customer, currency).having(total > 0)
        return has_any(some, condition.operator)
    limit = Money.of(number(condition.value), condition.currency).minor
    query = query.where(currency == condition.currency).group_by(customer)
    if condition.operator == MORE:
        if limit >= 0:
            return among(query.having(total > limit))
        return among(query.having(total <= limit), unless=True)
    if limit > 0:
        return among(query.having(total >= limit), unless=True)
    return among(query.having(total < limit))


def open_deals() -> Select[Any]:
    """Contacts of deals that are neither won nor lost."""
    query = select(Deal.contact_id).join(Stage, Stage.id == Deal.stage_id)
    return query.where(Deal.deleted_at.is_(None), Stage.kind == "open")


def count_clause(condition: Condition) -> Clause:
    """How many open deals there are; who has none has less than one."""
    query = open_deals()
    if condition.operator in WITHOUT_VALUE:
        return has_any(query, condition.operator)
    limit = number(condition.value)
    counted = query.group_by(Deal.contact_id)
    if condition.operator == MORE:
        return among(counted.having(func.count() > int(limit))) if limit >= 0 else true()
    least = int(limit.to_integral_value(ROUND_CEILING))
    return among(counted.having(func.count() >= least), unless=True) if limit > 0 else false()
