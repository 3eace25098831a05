"""What the reminders are called on screen."""

from __future__ import annotations

from smallcrm.core import formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services.dunning import Letter, Reminder

DUE, SENT, SKIPPED = "due", "sent", "skipped"
STATES: dict[str, Text] = {
    DUE: T("Due now"),
    SENT: T("Sent before"),
    SKIPPED: T("Get no reminders"),
}
NOTHING: dict[str, tuple[Text, Text]] = {
    DUE: (
        T("No reminder is due"),
        T("Invoices that are still open stand here when their next reminder is due."),
    ),
    SENT: (
        T("No reminder was sent yet"),
        T("Each one is kept here exactly as it went out."),
    ),
    SKIPPED: (
        T("Everybody gets reminders"),
        T("Customers and invoices that you leave alone stand here."),
    ),
}


def late(row: Reminder) -> str:
    """How long an invoice is late, or how long there is still time."""
    if row.days_late > 0:
        return str(TN("{count} day late", "{count} days late", row.days_late))
    if row.days_late == 0:
        return str(T("Due today"))
    return str(TN("Due in {count} day", "Due in {count} days", -row.days_late))


def sentence(letter: Letter) -> str:
    """Which invoices are in *letter*: ``2026-0001: €100.00, 12 days late, level 1``."""
    return "\n".join(
        str(
            T(
                "{number}: {amount}, {late}, level {level}",
                number=row.number,
                amount=formats.money(row.open, letter.currency),
                late=late(row),
                level=row.level,
            )
        )
        for row in letter.reminders
    )
