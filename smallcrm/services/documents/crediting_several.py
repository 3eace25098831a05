"""A credit note over several invoices: it takes back no more than all of them have left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial

from sqlalchemy.orm import Session

from smallcrm.core import formats
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Document
from smallcrm.services.documents import credited, draft_rows
from smallcrm.services.documents.drafts import CREDIT_NOTE, INVOICE, ZERO, DocumentDraft, Totals


def check(session: Session, draft: DocumentDraft, totals: Totals) -> None:
    """Refuse a credit note over several invoices that takes back more than they have left.

    What an earlier credit note over others as well took back counts as in ``Credited.taken``.

    Raises:
        NotFound: One of them is no issued invoice.
        UserError: It is in another currency, older than one of them, or over more money or tax.
    """
    if draft.kind != CREDIT_NOTE or len(draft.preceding) < 2:  # noqa: PLR2004 - several
        return
    invoices = [_invoice(session, invoice_id, draft) for invoice_id in set(draft.preceding)]
    asked = [draft_rows.load(session, one).totals for one in invoices]
    earlier = credited.read(session, draft.preceding)

    def left(amount: Callable[[Totals], Decimal]) -> Decimal:
        return sum(map(amount, asked), ZERO) - earlier.taken(amount)

    total = left(lambda one: one.total)
    if totals.total > total:
        raise _too_much(invoices, total, totals.total, draft.currency)
    for row in totals.taxes:
        of_rate = partial(credited.taxed, key=(row.category, row.rate))
        most = max(left(of_rate), ZERO)
        if row.base + row.tax > most:
            raise _too_much(invoices, most, row.base + row.tax, draft.currency, row.rate)


def _invoice(session: Session, invoice_id: int, draft: DocumentDraft) -> Document:
    found = session.get(Document, invoice_id)
    if found is None or found.issued_at is None or found.kind != INVOICE:
        raise NotFound(
            T("There is no issued invoice {id} to correct.", id=invoice_id),
            hint=T("Nothing was changed."),
            field="preceding",
        )
    if found.currency != draft.currency:
        raise UserError(
            T(
                "{number} is in {currency}, so its credit note has to be as well.",
                number=found.number,
                currency=found.currency,
            ),
            hint=T("The document is still a draft. Change its currency."),
            field="currency",
        )
    if draft.date and draft.date < found.date:
        raise UserError(
            T(
                "A credit note cannot be older than its invoice: {number} is of {day}.",
                number=found.number,
                day=formats.day(found.date),
            ),
            hint=T("The document is still a draft. Choose that day or a later one."),
            field="date",
        )
    return found


def _too_much(
    invoices: Iterable[Document],
    left: Decimal,
    total: Decimal,
    currency: str,
    rate: Decimal | None = None,
) -> UserError:
    numbers = ", ".join(sorted(invoice.number or "" for invoice in invoices))
    amounts = {"left": formats.money(left, currency), "total": formats.money(total, currency)}
    said = T(
        "Of {number} {left} are left to credit, and this credit note is over {total}.",
        number=numbers,
        **amounts,
    )
    if rate is not None:
        said = T(
            "Of what {number} taxes with {rate}, {left} are left to credit, not {total}.",
            number=numbers,
            rate=formats.percent(rate),
            **amounts,
        )
    hint = T("The document is still a draft. Lower its quantities or prices.")
    return UserError(said, hint=hint, field="lines")
