"""Which reminders are due: what is still open, what went out before, who is left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from smallcrm.core.money import Money
from smallcrm.models import Contact, Document, DunningLetter, DunningSkip
from smallcrm.services import settings
from smallcrm.services.dunning.levels import Level, get_levels
from smallcrm.services.payments.sums import is_owed, open_amount

WEEK = timedelta(days=7)  # that a customer has to answer, or as long as from level to level


class Reminder(NamedTuple):
    """An invoice that a reminder is due for; amounts are in the currency of its letter.

    Attributes:
        level: The next one, from 1.
        days_late: Since the due date; below zero before it.
        sent: The level that went out last, 0 for none; *sent_on*: when.
    """

    document_id: int
    number: str
    date: dt.date
    due_date: dt.date
    days_late: int
    total: Decimal
    open: Decimal
    level: int
    sent: int
    sent_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Letter:
    """What one customer is to be reminded of in one currency.

    Invoices that are not due yet have a letter of their own: a note, no reproach.

    Attributes:
        contact_id: None for somebody who is no contact.
        level: The highest of its reminders: the one that it is worded by.
    """

    contact_id: int | None
    customer: str
    currency: str
    language: str
    level: int
    reminders: tuple[Reminder, ...]

    @property
    def total(self) -> Decimal:
        """All that is open of its invoices."""
        return sum((row.open for row in self.reminders), Decimal(0))

    @property
    def document_ids(self) -> tuple[int, ...]:
        """The invoices that it is about."""
        return tuple(row.document_id for row in self.reminders)

    @property
    def key(self) -> str:
        """Tells it from the other letters of a run."""
        return "-".join(map(str, self.document_ids))


class _Found(NamedTuple):
    document: Document
    contact: Contact | None
    reminder: Reminder


def propose(session: Session, day: date) -> list[Letter]:
    """The letters that are due on *day*, by customer.

    An invoice is in it while something of it is open, whatever day that was paid on. Its next
    level comes when its day has come, and not before the customer had a week since the last one
    (or as long as lies between the two levels). A note before the due date that nobody sent is
    left out once that date is over. Levels come one after the other, none of them twice.
    """
    found: dict[tuple[Any, ...], list[_Found]] = {}
    for one in _due(session, day):
        contact, row = one.contact, one.document
        whose = contact.id if contact is not None else row.customer_name
        is_late = one.reminder.days_late >= 0
        found.setdefault((whose, row.currency, is_late), []).append(one)
    usual = settings.get_business(session).language
    letters = [_letter(rows, usual) for rows in found.values()]
    return sorted(letters, key=lambda letter: (letter.customer.casefold(), -letter.level))


def _due(session: Session, day: date) -> Iterator[_Found]:
    levels = get_levels(session)
    sent = (
        select(
            DunningLetter.document_id,
            func.max(DunningLetter.level).label("level"),
            func.max(DunningLetter.date).label("date"),
        )
        .group_by(DunningLetter.document_id)
        .subquery()
    )
    left_alone = select(DunningSkip.id).where(
        or_(DunningSkip.document_id == Document.id, DunningSkip.contact_id == Document.customer_id)
    )
    query = (
        select(Document, Contact, open_amount(), sent.c.level, sent.c.date)
        .outerjoin(Contact, Contact.id == Document.customer_id)
        .outerjoin(sent, sent.c.document_id == Document.id)
        .where(
            is_owed(),
            Document.deleted_at.is_(None),
            Document.date <= day,
            open_amount() > 0,
            ~left_alone.exists(),
        )
        .order_by(func.coalesce(Document.due_date, Document.date), Document.id)
    )
    for document, contact, left, last, last_on in session.execute(query):
        due = document.due_date or document.date
        level = next_level(levels, due, day, (last or 0, last_on))
        if level:
            reminder = _reminder(document, left, day, level)
            yield _Found(document, contact, reminder._replace(sent=last or 0, sent_on=last_on))


def next_level(levels: Sequence[Level], due: date, day: date, sent: tuple[int, date | None]) -> int:
    """The level (from 1) to send on *day* for an invoice that was *due* then; 0 for none yet.

    *sent* is the level that went out last, 0 for none, and when.
    """
    last, last_on = sent
    for number, level in enumerate(levels, start=1):
        if number <= last or (level.days < 0 and day > due):
            continue
        earliest = due + timedelta(days=level.days)
        if last_on is not None:
            earliest = max(earliest, last_on + _time_to_answer(levels, last, number))
        return number if earliest <= day else 0
    return 0


def _time_to_answer(levels: Sequence[Level], last: int, number: int) -> timedelta:
    between = timedelta(days=levels[number - 1].days - levels[last - 1].days)
    return min(WEEK, between)


def _reminder(document: Document, left: int, day: date, level: int) -> Reminder:
    due = document.due_date or document.date
    return Reminder(
        document.id,
        document.number or "",
        document.date,
        due,
        (day - due).days,
        Money(document.due, document.currency).amount,
        Money(left, document.currency).amount,
        level,
        0,
        None,
    )


def _letter(rows: Sequence[_Found], usual: str) -> Letter:
    document, contact, _ = rows[0]
    reminders: Iterable[Reminder] = (row.reminder for row in rows)
    return Letter(
        contact.id if contact is not None else None,
        contact.name if contact is not None else document.customer_name,
        document.currency,
        (contact.language if contact is not None else "") or document.language or usual,
        max(row.reminder.level for row in rows),
        tuple(reminders),
    )
