"""What is known of the money of one issued document."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from smallcrm.services import documents, payments
from smallcrm.services.documents import INVOICE, DocumentRow
from smallcrm.services.payments import Settlement


class MoneyFacts(NamedTuple):
    """Amounts are in the currency of the document.

    Attributes:
        settled: What paid or corrected it.
        usable: What is on the customer's account and could pay it now.
        on_account: All that the customer has here.
    """

    row: DocumentRow
    customer_id: int | None
    settled: Sequence[Settlement] = ()
    usable: Decimal = Decimal(0)
    on_account: Decimal = Decimal(0)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be paid."""
        return self.row.kind == INVOICE and self.row.open > 0

    @property
    def is_late(self) -> bool:
        """Whether it is not paid although it is due."""
        return self.is_open and self.row.status == "overdue"


def read(session: Any, document_id: int) -> MoneyFacts:
    """Look them up.

    Raises:
        NotFound: There is no such document.
    """
    row = documents.get_row(session, document_id)
    customer_id = documents.get_draft(session, document_id).customer_id
    account = payments.on_account(session, [customer_id] if customer_id else [])
    there = account.get(customer_id or 0, {}).get(row.currency, Decimal(0))
    if row.kind != INVOICE:
        return MoneyFacts(row, customer_id, on_account=there)
    return MoneyFacts(
        row,
        customer_id,
        payments.list_settlements(session, document_id),
        payments.available(session, customer_id, row.currency, document_id) if there else there,
        there,
    )
