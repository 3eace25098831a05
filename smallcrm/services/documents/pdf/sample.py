"""An invented draft on which the owner sees how documents will look."""

from __future__ import annotations

from decimal import Decimal

from smallcrm.core.text import T, Text
from smallcrm.services.documents.drafts import DocumentDraft, LineDraft, PartyDraft
from smallcrm.services.documents.pdf.words import words

_LINES: tuple[tuple[Text, str, str, int, str], ...] = (
    (T("First item"), "12", "95", 0, "A-101"),
    (T("Second item"), "1.5", "48.50", 10, "A-102"),
    (T("Third item"), "1", "1249.90", 0, "B-7"),
)


def sample(language: str, currency: str, rate: Decimal) -> DocumentDraft:
    """An invoice of three lines in *language*, one with a discount, with tax at *rate* %."""
    say = words(language, currency)
    lines = tuple(
        LineDraft(
            description=say(name),
            quantity=Decimal(quantity),
            price=Decimal(price),
            discount_percent=Decimal(discount),
            tax_rate=rate,
            item_code=code,
        )
        for name, quantity, price, discount, code in _LINES
    )
    return DocumentDraft(
        customer=PartyDraft(say(T("A customer"))),
        due_days=14,
        currency=currency,
        language=language,
        lines=lines,
    )
