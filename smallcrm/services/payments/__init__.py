"""Payments, refunds, and what they settle."""

from smallcrm.services.payments.changing import change, get_draft
from smallcrm.services.payments.commands import (
    add,
    add_for,
    mark_paid,
    refund,
    release,
    remove,
    use_account,
)
from smallcrm.services.payments.drafts import (
    METHODS,
    Movement,
    OpenInvoice,
    Paid,
    PaymentDraft,
    PaymentRow,
    Settlement,
)
from smallcrm.services.payments.json_form import row_to_json
from smallcrm.services.payments.movements import list_movements
from smallcrm.services.payments.queries import (
    available,
    get_row,
    list_ids,
    list_open,
    list_rows,
    list_settlements,
    on_account,
    sum_up,
)

__all__ = [
    "METHODS",
    "Movement",
    "OpenInvoice",
    "Paid",
    "PaymentDraft",
    "PaymentRow",
    "Settlement",
    "add",
    "add_for",
    "available",
    "change",
    "get_draft",
    "get_row",
    "list_ids",
    "list_movements",
    "list_open",
    "list_rows",
    "list_settlements",
    "mark_paid",
    "on_account",
    "refund",
    "release",
    "remove",
    "row_to_json",
    "sum_up",
    "use_account",
]
