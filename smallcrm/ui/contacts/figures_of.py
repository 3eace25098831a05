"""What the strip of figures says about a contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from smallcrm.core import clock
from smallcrm.core.text import TN, T, Text
from smallcrm.services.contacts import ContactView, TimelineEntry
from smallcrm.services.documents import DocumentRow
from smallcrm.ui.contacts import words
from smallcrm.ui.contacts.figures import Figure
from smallcrm.ui.contacts.timeline_lines import lines
from smallcrm.ui.documents import words as document_words

INVOICED, UNPAID, DEALS, CONTACTED = "invoiced", "unpaid", "deals", "contacted"
KEYS = (INVOICED, UNPAID, DEALS, CONTACTED)
_NOTHING = "–"


def figures(view: ContactView, overdue: Sequence[DocumentRow]) -> dict[str, Figure]:
    """The four figures of *view*.

    Args:
        view: The contact.
        overdue: Its invoices that should have been paid, the longest ago last.
    """
    today = clock.today()
    return {
        INVOICED: _invoiced(view, today),
        UNPAID: _unpaid(view, overdue, today),
        DEALS: _deals(view),
        CONTACTED: _contacted(view.last_contact, today),
    }


def days_late(row: DocumentRow, today: date) -> int:
    """How many days ago *row* was due."""
    return (today - (row.due_date or row.date)).days


def late_words(overdue: Sequence[DocumentRow], today: date) -> Text:
    """How late the only one of *overdue* is, or how many there are."""
    if len(overdue) > 1:
        return TN("{count} invoice is late", "{count} invoices are late", len(overdue))
    late = overdue[0]
    name, days = document_words.title(late.kind, late.number), days_late(late, today)
    return TN("{name} is {count} day late", "{name} is {count} days late", days, name=name)


def _invoiced(view: ContactView, today: date) -> Figure:
    heading = str(T("Invoiced in {year}", year=today.year))
    values = words.sums(view.invoiced)
    has_documents = bool(view.document_count)
    count = TN("{count} document", "{count} documents", view.document_count)
    more = count if has_documents else T("No documents yet")
    return Figure(heading, values or [_NOTHING], str(more), is_open=has_documents)


def _unpaid(view: ContactView, overdue: Sequence[DocumentRow], today: date) -> Figure:
    owed = {name: amount for name, amount in view.balance.items() if amount > 0}
    heading, values = str(T("Unpaid")), words.sums(owed)
    account = words.sums(view.on_account)
    leads_on = bool(view.balance)
    if overdue:
        oldest = max(days_late(row, today) for row in overdue)
        late = TN("{count} day late", "{count} days late", oldest)
        if len(overdue) > 1:
            late = TN("{count} invoice late", "{count} invoices late", len(overdue))
        said = T("{late}; {amount} on account", late=late, amount=", ".join(account))
        whole, brief = str(said if account else late), str(late)
        return Figure(heading, values or [_NOTHING], whole, "danger", leads_on, brief)
    if account and not values:
        return Figure(str(T("On account")), account, str(T("Nothing is owed")), is_open=leads_on)
    more = T("Nothing is late") if values else T("Nothing is owed")
    if account:
        more = T("{amount} on account", amount=", ".join(account))
    return Figure(heading, values or [_NOTHING], str(more), is_open=leads_on)


def _deals(view: ContactView) -> Figure:
    count = view.open_deal_count
    more = TN("{count} deal", "{count} deals", count) if count else T("No open deals")
    leads_on = bool(view.deal_count)
    return Figure(
        str(T("Open deals")), words.sums(view.open_deals) or [_NOTHING], str(more), is_open=leads_on
    )


def _contacted(last: TimelineEntry | None, today: date) -> Figure:
    heading = str(T("Last contact"))
    if last is None:
        return Figure(heading, [_NOTHING], str(T("No call or email yet")))
    moment = clock.local(last.at)
    line = lines([last], {}, today=today)[-1]
    return Figure(heading, [words.ago(moment, today)], line.title)
