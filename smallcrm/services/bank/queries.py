"""Read lines of statements, and propose what they paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.core.money import Money
from smallcrm.models import BankLine, Contact, Document, Payment
from smallcrm.services.bank import matching
from smallcrm.services.bank.drafts import (
    IGNORED,
    PAID,
    WAITING,
    BankRow,
    Look,
    Proposal,
    ProposedInvoice,
)
from smallcrm.services.bank.matching import Found, OpenItem
from smallcrm.services.payments.sums import is_owed, open_amount

_AT_ONCE = 500  # ids in one statement
_PROPOSED = (  # what a proposal needs of a line
    *(BankLine.id, BankLine.currency, BankLine.amount),
    *(BankLine.iban, BankLine.name, BankLine.purpose),
)


def list_ids(session: Session, state: str = "") -> list[int]:
    """The lines in a *state* (``waiting``, ``paid``, ``ignored``; empty for all), newest first."""
    query = select(BankLine.id).order_by(BankLine.date.desc(), BankLine.id.desc())
    if state == PAID:
        query = query.where(BankLine.payment_id.is_not(None))
    elif state:
        query = query.where(
            BankLine.payment_id.is_(None),
            BankLine.ignored_at.is_not(None) if state == IGNORED else BankLine.ignored_at.is_(None),
        )
    return list(session.scalars(query))


def list_rows(session: Session, line_ids: Iterable[int]) -> dict[int, BankRow]:
    """What is shown of these lines, by id; those that are gone are left out."""
    found: dict[int, BankRow] = {}
    for some in chunks(list(line_ids), _AT_ONCE):
        query = select(BankLine).where(BankLine.id.in_(some))
        found |= {line.id: _row(line) for line in session.scalars(query)}
    return found


def look(session: Session, state: str) -> Look:
    """The lines in *state* for a list, with what they probably paid where they wait."""
    return Look(list_ids(session, state), propose(session) if state == WAITING else [])


def propose(session: Session, line_ids: Sequence[int] | None = None) -> list[Proposal]:
    """What the waiting lines (those of *line_ids*) by which money came probably paid.

    Two lines are never proposed for the same money: what an earlier line pays is no longer open
    for a later one.
    """
    query = (
        select(*_PROPOSED)
        .where(BankLine.payment_id.is_(None), BankLine.ignored_at.is_(None), BankLine.amount > 0)
        .order_by(BankLine.date, BankLine.id)
    )
    items = _open_items(session)
    senders = _senders(session)
    names = dict(session.execute(select(Contact.id, Contact.name)).all()) if senders else {}
    wanted = None if line_ids is None else set(line_ids)
    found = []
    for line in session.execute(query):
        own = items.get(line.currency, {})
        known = senders.get(line.iban)
        result = matching.match(line.amount, (line.name, line.purpose), list(own.values()), known)
        if wanted is None or line.id in wanted:
            found.append(_proposal(line, result, own, names))
        _use(own, result, line.amount)
    return found


def _proposal(
    line: Any, result: Found, own: dict[int, OpenItem], names: dict[int, str]
) -> Proposal:
    chosen = [own[invoice_id] for invoice_id in result.invoices]
    customer = chosen[0].customer if chosen else names.get(result.contact_id or 0, "")
    return Proposal(
        line.id,
        result.contact_id,
        customer,
        tuple(
            ProposedInvoice(item.id, item.number, Money(item.open, line.currency).amount)
            for item in chosen
        ),
        result.confidence,
    )


def _use(own: dict[int, OpenItem], result: Found, amount: int) -> None:
    for invoice_id in result.invoices:
        item = own[invoice_id]
        taken = min(amount, item.open)
        amount -= taken
        if taken == item.open:
            del own[invoice_id]
        else:
            own[invoice_id] = replace(item, open=item.open - taken)


def _open_items(session: Session) -> dict[str, dict[int, OpenItem]]:
    query = (
        select(
            Document.currency,
            Document.id,
            Document.number,
            Document.customer_id,
            Document.customer_name,
            open_amount(),
        )
        .where(is_owed(), Document.deleted_at.is_(None), open_amount() > 0)
        .order_by(Document.due_date, Document.id)
    )
    found: dict[str, dict[int, OpenItem]] = {}
    for currency, document_id, number, contact_id, name, left in session.execute(query):
        item = OpenItem(document_id, number or "", contact_id, name, left)
        found.setdefault(currency, {})[document_id] = item
    return found


def _senders(session: Session) -> dict[str, int]:
    """Whom the accounts that paid before belong to."""
    query = select(BankLine.iban, Payment.contact_id).join(
        Payment, Payment.id == BankLine.payment_id
    )
    pairs = ((iban, contact_id) for iban, contact_id in session.execute(query.distinct()))
    return dict(matching.known_senders(pairs))


def _row(line: BankLine) -> BankRow:
    state = PAID if line.payment_id else IGNORED if line.ignored_at else WAITING
    return BankRow(
        line.id,
        line.date,
        Money(line.amount, line.currency).amount,
        line.currency,
        line.name,
        line.iban,
        line.purpose,
        line.account,
        state,
        line.payment_id,
    )
