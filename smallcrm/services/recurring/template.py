"""What a recurring document says, as it is kept, and as it is made for one period."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

from smallcrm.core import formats, named_blanks
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.documents.drafts import INVOICE, QUOTE, ZERO
from smallcrm.services.documents.json_form import draft_to_json
from smallcrm.services.documents.json_reader import draft_from_json, parse

BLANKS = ("month", "year", "day")  # of the period, in the language of the document


def dump(draft: DocumentDraft) -> str:
    """*draft* as JSON, without what belongs to one document only: its dates, its customer's id.

    The contact is kept beside it, where merging two of them finds it.
    """
    plain = replace(
        draft,
        customer_id=None,
        customer=None,
        date=None,
        tax_date=None,
        delivery_date=None,
        valid_until=None,
        prepaid=ZERO,
        payable_rounding=ZERO,
        preceding=(),
        type_code="",
        remainder=None,
    )
    values = draft_to_json(plain)
    return json.dumps(
        {name: value for name, value in values.items() if value is not None}, ensure_ascii=False
    )


def load(stored: str, contact_id: int) -> DocumentDraft:
    """The draft that ``dump`` wrote, for *contact_id*."""
    return replace(draft_from_json(parse(stored)), customer_id=contact_id)


def for_period(
    draft: DocumentDraft, period: date, day: date | None, valid_days: int
) -> DocumentDraft:
    """*draft* as the document of *period*, dated *day*; ``{{month}}`` and so on filled in.

    Args:
        draft: The template.
        period: What it is for.
        day: The date of the document; None for that of its issue.
        valid_days: How long a quote holds.
    """
    language = draft.language or None
    values = {
        "month": formats.month(period, language),
        "year": str(period.year),
        "day": formats.day(period, language),
    }

    def filled(line: LineDraft) -> LineDraft:
        return replace(line, description=named_blanks.fill(line.description, values))

    until = (day or period) + timedelta(days=valid_days) if draft.kind == QUOTE else None
    return replace(
        draft,
        date=day,
        delivery_date=period if draft.kind == INVOICE and day != period else None,
        valid_until=until,
        lines=tuple(map(filled, draft.lines)),
        note=named_blanks.fill(draft.note, values),
    )
