"""Bring statements in once, and make payments of their lines."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import BankLine
from smallcrm.services import payments, settings
from smallcrm.services.bank.drafts import BroughtIn, Proposal
from smallcrm.services.exchange.statements.lines import StatementLine
from smallcrm.services.payments import PaymentDraft

_MOST = 10**15  # in minor units: what no bank books, and what 64 bits do not hold


def bring_in(session: Session, lines: Iterable[StatementLine]) -> BroughtIn:
    """Keep the lines that are not there yet; the same file twice adds nothing.

    Two lines of one file that are alike in everything are two; of two files they are one.
    """
    currency = settings.get_business(session).currency
    seen: Counter[str] = Counter()
    wanted: dict[str, BankLine] = {}
    for line in lines:
        row = _row(line, currency)
        if row is None:
            continue
        text = "|".join((*line[:-1], line.account.replace(" ", "")))
        seen[text] += 1
        row.fingerprint = hashlib.sha256(f"{text}|{seen[text]}".encode()).hexdigest()
        wanted[row.fingerprint] = row
    known = set(session.scalars(select(BankLine.fingerprint)))
    added = [row for mark, row in wanted.items() if mark not in known]
    session.add_all(added)
    session.flush()
    return BroughtIn(tuple(row.id for row in added), len(wanted) - len(added))


def accept(
    session: Session, line_id: int, contact_id: int | None, invoice_ids: Sequence[int] = ()
) -> int:
    """Make a payment of a line; return its id.

    It pays the invoices in their order; what is left stays on the customer's account.

    Raises:
        NotFound: The line, the contact or an invoice is gone.
        UserError: The line was used before, or no money came by it.
    """
    line = _waiting(session, line_id)
    if line.amount <= 0:
        raise UserError(
            T("By this line money went out, so it pays no invoice."),
            hint=T("Nothing was changed. Put it aside, or note a refund at the customer."),
        )
    draft = PaymentDraft(
        amount=Money(line.amount, line.currency).amount,
        contact_id=contact_id,
        currency=line.currency,
        date=line.date,
        method="transfer",
        reference=line.purpose[:140],
    )
    line.payment_id = payments.add_for(session, draft, invoice_ids)
    line.ignored_at = None  # it pays something after all, also when that payment is removed
    session.flush()
    return line.payment_id


def accept_all(session: Session, proposals: Iterable[Proposal]) -> int:
    """Make a payment of each line that *proposals* are about; return how many.

    Raises:
        NotFound: A line, a contact or an invoice is gone: then none is made.
        UserError: A line was used before: then none is made.
    """
    made = [
        accept(session, one.line_id, one.contact_id, [invoice.id for invoice in one.invoices])
        for one in proposals
    ]
    return len(made)


def put_aside(session: Session, line_ids: Iterable[int]) -> None:
    """Say that these lines pay no invoice.

    Raises:
        NotFound: A line is gone.
        UserError: A line was used before.
    """
    for line_id in line_ids:
        _waiting(session, line_id).ignored_at = clock.now()
    session.flush()


def take_back(session: Session, line_id: int) -> None:
    """Let a line that was put aside wait again.

    Raises:
        NotFound: The line is gone.
    """
    _line(session, line_id).ignored_at = None
    session.flush()


def _row(line: StatementLine, currency: str) -> BankLine | None:
    try:
        amount = Money.of(Decimal(line.amount.strip()), line.currency or currency)
        day = date.fromisoformat(line.date)
    except (InvalidOperation, ValueError, OverflowError):
        return None
    if not 0 < abs(amount.minor) < _MOST:
        return None
    return BankLine(
        account=line.account[:40],
        date=day,
        amount=amount.minor,
        currency=amount.currency,
        name=line.name[:200],
        iban=line.iban.replace(" ", "")[:40],
        purpose=line.purpose,
    )


def _waiting(session: Session, line_id: int) -> BankLine:
    line = _line(session, line_id)
    if line.payment_id is not None:
        raise UserError(
            T("A payment was made of this line before."),
            hint=T("Nothing was changed. Remove that payment first."),
        )
    return line


def _line(session: Session, line_id: int) -> BankLine:
    line = session.get(BankLine, line_id)
    if line is None:
        raise NotFound(T("This line of the statement is no longer there."))
    return line
