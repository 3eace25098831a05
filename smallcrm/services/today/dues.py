"""The money of today: what is unpaid, what is late, which quotes wait for an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.money import Money
from smallcrm.models import Document, DocumentLink
from smallcrm.services.documents.drafts import QUOTE
from smallcrm.services.payments.sums import is_unpaid, settled

# What both kinds say of a document.
_COLUMNS = (
    Document.id,
    Document.number,
    Document.customer_id,
    Document.customer_name,
    Document.currency,
)
MOST = 5  # lines of each kind
WAITS = 7  # days that a customer may think about a quote


class Unpaid(NamedTuple):
    """An invoice that is late; *open* is in major units of *currency*."""

    id: int
    number: str
    contact_id: int | None
    customer: str
    due_date: dt.date
    days_late: int
    open: Decimal
    currency: str


class Quote(NamedTuple):
    """A quote that nobody answered; *days* since it was sent, or issued if nobody noted that."""

    id: int
    number: str
    contact_id: int | None
    customer: str
    days: int
    total: Decimal
    currency: str


class Dues(NamedTuple):
    """What is to come in.

    Attributes:
        unpaid: The sums of all unpaid invoices by currency; never added together.
        late: The part of them that is late.
        overdue: The invoices that are late for the longest time; *overdue_count* is of all.
        quotes: Those that wait the longest for more than ``WAITS`` days.
    """

    unpaid: dict[str, Decimal]
    late: dict[str, Decimal]
    overdue: tuple[Unpaid, ...]
    overdue_count: int
    quotes: tuple[Quote, ...]
    quote_count: int

    @property
    def is_empty(self) -> bool:
        """Whether nobody owes anything and no quote waits."""
        return not self.unpaid and not self.quote_count


def look_at_dues(session: Session, today: date) -> Dues:
    """What is unpaid and unanswered on *today*."""
    rows = session.execute(_UNPAID).all()
    late = [row for row in rows if row.due_date is not None and row.due_date < today]
    end = clock.start_of(today - timedelta(days=WAITS))
    quotes = session.execute(_quotes(end)).all()
    return Dues(
        _sums(rows),
        _sums(late),
        tuple(_late(row, today) for row in late[:MOST]),
        len(late),
        tuple(_quote(row, today) for row in quotes[:MOST]),
        len(quotes),
    )


def _open_invoices() -> Select[*tuple[Any, ...]]:
    """Invoices of which something is open, the one that was due first at the front."""
    return (
        select(*_COLUMNS, Document.due_date, (Document.due - settled()).label("open"))
        .where(is_unpaid())
        .order_by(Document.due_date, Document.id)
    )


_UNPAID = _open_invoices()  # put together once


def _quotes(end: dt.datetime) -> Select[*tuple[Any, ...]]:
    """Quotes that went out before *end* and that nothing came of, the oldest first."""
    since = func.coalesce(Document.sent_at, Document.issued_at, type_=Document.sent_at.type)
    came_of_it = select(DocumentLink.id).where(DocumentLink.source_id == Document.id)
    return (
        select(*_COLUMNS, Document.total, since.label("since"))
        .where(
            Document.kind == QUOTE,
            Document.deleted_at.is_(None),
            Document.void_at.is_(None),
            Document.accepted_at.is_(None),
            Document.declined_at.is_(None),
            since < end,
            ~came_of_it.exists(),
        )
        .order_by(since, Document.id)
    )


def _late(row: Any, today: date) -> Unpaid:
    return Unpaid(
        row.id,
        row.number,
        row.customer_id,
        row.customer_name,
        row.due_date,
        (today - row.due_date).days,
        Money(row.open, row.currency).amount,
        row.currency,
    )


def _quote(row: Any, today: date) -> Quote:
    return Quote(
        row.id,
        row.number,
        row.customer_id,
        row.customer_name,
        (today - clock.local(row.since).date()).days,
        Money(row.total, row.currency).amount,
        row.currency,
    )


def _sums(rows: Iterable[Any]) -> dict[str, Decimal]:
    """What is open by currency, in the order of the codes."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.currency] = found.get(row.currency, 0) + row.open
    return {code: Money(found[code], code).amount for code in sorted(found)}
