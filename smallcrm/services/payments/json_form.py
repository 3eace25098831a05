"""A payment as the JSON of the command line and of what is handed over: a public shape."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from smallcrm.core.money import decimals
from smallcrm.services.payments.drafts import PaymentRow


def row_to_json(row: PaymentRow) -> dict[str, Any]:
    """Everything about one payment; amounts are decimal strings."""

    def money(amount: Decimal) -> str:
        return f"{amount:.{decimals(row.currency)}f}"

    return {
        "id": row.id,
        "kind": row.kind,
        "date": row.date.isoformat(),
        "contact": row.contact_id,
        "amount": money(row.amount),
        "currency": row.currency,
        "method": row.method,
        "reference": row.reference,
        "note": row.note,
        "allocations": [
            {"document": paid.document_id, "amount": money(paid.amount)} for paid in row.allocations
        ],
        "unallocated": money(row.unallocated),
    }
