"""What is said before a document is issued or made void."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from smallcrm.core import clock, formats
from smallcrm.core.text import T, Text
from smallcrm.services import documents, payments, settings
from smallcrm.services.documents import (
    CREDIT_NOTE,
    INVOICE,
    DocumentDraft,
    DocumentRow,
    Totals,
    cautions,
    einvoice,
    unsaved,
)
from smallcrm.ui.documents.deed_panel import DeedFacts
from smallcrm.ui.documents.issue_day import DayChoice


def of_issue(
    session: Any, draft: DocumentDraft, document_id: int | None, totals: Totals
) -> DeedFacts:
    """Number, date, customer, total, and what of it is paid already."""
    days = list(_days(session, draft))
    customer = unsaved.customer(session, draft)
    missing = unsaved.missing_of_business(session)
    rows: list[tuple[Text, str]] = [
        (T("Customer"), customer or str(T("Nobody is named"))),
        (T("Total"), formats.money(totals.total, totals.currency)),
        *_paid_already(session, draft, document_id, totals),
    ]
    if len(days) == 1:
        day = formats.day(days[0].day)
        rows = [(T("Number"), days[0].number), (T("Date"), day), *rows]
    return DeedFacts(
        draft.kind,
        days[0].number,
        rows,
        [name for name in missing if name != "tax_id" or totals.tax_total],
        settings.get_business(session),
        days,
        _remark(session, draft),
    )


def of_void(session: Any, row: DocumentRow) -> DeedFacts:
    """The credit note that will be there, and where the money goes."""
    rows: list[tuple[Text, str]] = [
        (T("Customer"), row.customer),
        (T("Total"), formats.money(row.total, row.currency)),
    ]
    if row.kind == INVOICE:
        number = documents.preview(session, CREDIT_NOTE, max(clock.today(), row.date))
        rows.append((T("Credit note"), number))
        paid = sum(
            part.amount
            for part in payments.list_settlements(session, row.id)
            if part.kind == "payment"
        )
        if paid:
            rows.append((T("Back on the account"), formats.money(paid, row.currency)))
    return DeedFacts(row.kind, row.number, rows)


def _remark(session: Any, draft: DocumentDraft) -> Text | str:
    """What Greece asks of an invoice between businesses beyond the page, or what the page lacks."""
    view = unsaved.view(session, draft)
    if einvoice.is_between_businesses(view):
        return einvoice.NOT_SENT
    return cautions.of_customer(session, draft) or ""


def _days(session: Any, draft: DocumentDraft) -> Iterator[DayChoice]:
    """The date of the draft; first today's where that has a number of another year or month."""
    today = clock.today()
    said = draft.date or today
    number = documents.preview(session, draft.kind, said)
    of_today = documents.preview(session, draft.kind, today)
    last = documents.last_day(session, draft.kind)
    is_possible = documents.may_be_on(session, draft.kind, said)
    caution: Text | str = ""
    if number != of_today and documents.may_be_on(session, draft.kind, today):
        if not is_possible:
            caution = T(
                "The draft says {day}, but the numbers have gone on since: none can be given on "
                "that day.",
                day=formats.day(said),
            )
        yield DayChoice(today, of_today, caution)
        if not is_possible:
            return
    elif is_possible and last is not None and said < last:
        caution = T(
            "The last number was given on {last}. This document would be dated before it.",
            last=formats.day(last),
        )
    yield DayChoice(said, number, caution)


def _paid_already(
    session: Any, draft: DocumentDraft, document_id: int | None, totals: Totals
) -> list[tuple[Text, str]]:
    """What is on the customer's account is used at once."""
    if draft.kind != INVOICE:
        return []
    there = payments.available(session, draft.customer_id, draft.currency, document_id)
    used = min(there, totals.due)
    if used <= 0:
        return []
    return [
        (T("Paid from the account"), formats.money(used, totals.currency)),
        (T("Left to pay"), formats.money(totals.due - used, totals.currency)),
    ]
