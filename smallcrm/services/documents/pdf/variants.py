"""What else one document can be printed as, besides itself."""

from __future__ import annotations

from enum import StrEnum

from smallcrm.services.documents.drafts import INVOICE, ORDER, QUOTE


class Variant(StrEnum):
    """A way to print a document; none but the first is ever stored."""

    ITSELF = "itself"
    COPY = "copy"  # says so, and what is paid of it and still open
    PROFORMA = "proforma"
    DELIVERY_NOTE = "delivery_note"

    def suits(self, kind: str) -> bool:
        """Whether a document of *kind* can be printed so."""
        is_about_goods = kind in (QUOTE, ORDER, INVOICE)
        return is_about_goods or self in (Variant.ITSELF, Variant.COPY)
