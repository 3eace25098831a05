"""Payments, refunds, and what they settle."""

from smallcrm.services.payments.commands import add, add_for, refund, release, remove, use_account
from smallcrm.services.payments.drafts import (
    METHODS,
    OpenInvoice,
    Paid,
    PaymentDraft,
    PaymentRow,
    Settlement,
)
from smallcrm.services.payments.queries import (
    get_row,
    list_ids,
    list_open,
    list_rows,
    list_settlements,
    on_account,
)

__all__ = [
    "METHODS",
    "OpenInvoice",
    "Paid",
    "PaymentDraft",
    "PaymentRow",
    "Settlement",
    "add",
    "add_for",
    "get_row",
    "list_ids",
    "list_open",
    "list_rows",
    "list_settlements",
    "on_account",
    "refund",
    "release",
    "remove",
    "use_account",
]
