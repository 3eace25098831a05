"""What the kinds and states of documents are called."""

from __future__ import annotations

from smallcrm.core.text import T, Text
from smallcrm.services.documents.drafts import CREDIT_NOTE, INVOICE, ORDER, QUOTE

KIND_NAMES: dict[str, Text] = {
    QUOTE: T("Quote"),
    ORDER: T("Order"),
    INVOICE: T("Invoice"),
    CREDIT_NOTE: T("Credit note"),
}
STATUS_NAMES: dict[str, Text] = {
    "draft": T("Draft"),
    "issued": T("Issued"),
    "sent": T("Sent"),
    "accepted": T("Accepted"),
    "declined": T("Declined"),
    "part_paid": T("Part paid"),
    "paid": T("Paid"),
    "overdue": T("Overdue"),
    "credited": T("Credited"),
    "void": T("Void"),
}
