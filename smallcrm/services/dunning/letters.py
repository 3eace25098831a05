"""Reminders that go out: printed, stored, and marked, so that none goes out twice."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core import formats, named_blanks
from smallcrm.core.errors import StorageError
from smallcrm.core.loading import load
from smallcrm.core.money import Money
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.models import Blob, Document, DunningLetter
from smallcrm.services import settings
from smallcrm.services.documents import DocumentDraft, PartyDraft, parties
from smallcrm.services.documents.chain import stored_pdf
from smallcrm.services.documents.draft_rows import party
from smallcrm.services.dunning.levels import get_levels, text_of
from smallcrm.services.dunning.proposals import Letter, propose
from smallcrm.services.dunning.texts import INVOICES
from smallcrm.services.settings.layout import Layout

_PDF = "smallcrm.services.dunning.letter_pdf"
_JOINING = "smallcrm.services.documents.pdf.joining"
_TIME_TO_PAY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LetterView:
    """Everything that stands on a printed reminder.

    Attributes:
        body: The words before the table and those after it.
        layout: How it looks, as documents do.
    """

    letter: Letter
    seller: PartyDraft
    buyer: PartyDraft
    logo: bytes
    day: dt.date
    title: str
    body: tuple[str, str]
    layout: Layout


class Sent(NamedTuple):
    """A letter that went out; *sha256* names its stored PDF."""

    letter: Letter
    sha256: str


class SentRow(NamedTuple):
    """A letter that went out, as a list shows it; *open* is what was owed then."""

    id: int
    date: dt.date
    customer: str
    contact_id: int | None
    level: int
    numbers: str
    open: Decimal
    currency: str
    sha256: str


def view(session: Session, letter: Letter, day: date) -> LetterView:
    """What *letter* says on *day*, in the words of the settings."""
    business = settings.get_business(session)
    levels = get_levels(session)
    text = text_of(levels, letter.level, letter.language)
    seller = parties.seller(business)
    values = _values(letter, seller, day, levels[letter.level - 1].fee)
    before, _, after = text.body.partition(f"{{{{{INVOICES}}}}}")
    return LetterView(
        letter=letter,
        seller=seller,
        buyer=_buyer(session, letter),
        logo=settings.get_logo(session),
        day=day,
        title=named_blanks.fill(text.title, values),
        body=(named_blanks.fill(before, values).strip(), named_blanks.fill(after, values).strip()),
        layout=settings.get_layout(session),
    )


def print_letter(found: LetterView) -> bytes:
    """The letter as PDF, in the customer's language."""
    printed: bytes = load(_PDF).render(found)
    return printed


def print_letters(
    session: Session, letters: Sequence[Letter], day: date, progress: Progress
) -> bytes:
    """All these letters as they would go out on *day*, one after the other in one PDF."""

    def each() -> Iterator[bytes]:
        for number, letter in enumerate(letters):
            progress.report(number, len(letters))
            yield print_letter(view(session, letter, day))

    joined: bytes = load(_JOINING).join(each())
    return joined


def send(session: Session, day: date, keys: Collection[str] | None = None) -> list[Sent]:
    """Print and store the letters that are due on *day*, and mark them as sent.

    What is due is asked for again here, in the transaction that marks it: an invoice that was
    paid a moment ago is not in it. It cannot be undone.

    Args:
        session: Of the writing transaction.
        day: The date of the letters.
        keys: Only these (``Letter.key``); all when None.
    """
    return [
        _send(session, letter, day)
        for letter in propose(session, day)
        if keys is None or letter.key in keys
    ]


def list_sent(session: Session, *, limit: int = 500) -> list[SentRow]:
    """The letters that went out, the newest first."""
    query = (
        select(
            func.max(DunningLetter.id),
            DunningLetter.date,
            func.max(Document.customer_name),
            func.max(Document.customer_id),
            func.max(DunningLetter.level),
            func.group_concat(Document.number, ", "),
            func.sum(DunningLetter.open),
            Document.currency,
            DunningLetter.pdf_sha256,
        )
        .join(Document, Document.id == DunningLetter.document_id)
        .group_by(DunningLetter.pdf_sha256, DunningLetter.date, Document.currency)
        .order_by(func.max(DunningLetter.id).desc())
        .limit(limit)
    )
    return [
        SentRow(
            number, day, customer, contact_id, level, numbers, Money(left, code).amount, code, sha
        )
        for number, day, customer, contact_id, level, numbers, left, code, sha in session.execute(
            query
        )
    ]


def get_pdf(session: Session, sha256: str) -> bytes:
    """The letter as it went out.

    Raises:
        StorageError: It is missing or was changed.
    """
    stored = stored_pdf(session, sha256)
    if stored is None:
        raise StorageError(
            T("The stored reminder is missing or was changed."),
            hint=T("Go back to a backup in which it is whole."),
        )
    return stored


def _send(session: Session, letter: Letter, day: date) -> Sent:
    printed = print_letter(view(session, letter, day))
    sha256 = hashlib.sha256(printed).hexdigest()
    if session.get(Blob, sha256) is None:
        session.add(Blob(sha256=sha256, media_type="application/pdf", data=printed))
    for row in letter.reminders:
        session.add(
            DunningLetter(
                document_id=row.document_id,
                level=row.level,
                date=day,
                open=Money.of(row.open, letter.currency).minor,
                pdf_sha256=sha256,
            )
        )
    session.flush()
    return Sent(letter, sha256)


def _buyer(session: Session, letter: Letter) -> PartyDraft:
    """As the contact is kept now; of nobody, or of one in the bin, as printed on the invoice."""
    if letter.contact_id is not None:
        contact = parties.get_contact(session, letter.contact_id)
        if contact.deleted_at is None:
            return parties.buyer(session, DocumentDraft(customer_id=letter.contact_id))
    query = select(Document.buyer).where(Document.id == letter.reminders[0].document_id)
    return party(session.scalars(query).one())


def _values(letter: Letter, seller: PartyDraft, day: date, fee: str) -> dict[str, str]:
    return {
        "customer": letter.customer,
        "business": seller.name,
        "numbers": ", ".join(row.number for row in letter.reminders),
        "total": formats.money(letter.total, letter.currency, letter.language),
        "day": formats.day(day, letter.language),
        "pay_by": formats.day(day + _TIME_TO_PAY, letter.language),
        "days_late": str(max(row.days_late for row in letter.reminders)),
        "fee": fee,
    }
