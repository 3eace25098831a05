"""A deal as JSON: the public shape that ``deals show`` writes."""

from __future__ import annotations

from typing import Any

from smallcrm.core.money import decimals
from smallcrm.services.deals.lines import DealLines
from smallcrm.services.deals.view import DealView, StayRow
from smallcrm.services.documents import DocumentDraft
from smallcrm.services.documents.json_form import draft_to_json, totals_to_json


def to_json(view: DealView) -> dict[str, Any]:
    """Everything about a deal but its lines; amounts as decimal strings."""
    details = view.details
    digits = decimals(details.currency)
    return {
        "id": view.id,
        "uid": view.uid,
        "title": details.title,
        "contact": details.contact_id,
        "contact_name": view.contact,
        "company": details.company_id,
        "company_name": view.company,
        "stage": view.stage,
        "status": view.kind,
        "amount": None if details.amount is None else f"{details.amount:.{digits}f}",
        "currency": details.currency,
        "expected_close": details.expected_close.isoformat() if details.expected_close else None,
        "source": details.source,
        "campaign": view.campaign,
        "owner": view.owner,
        "tags": list(details.tags),
        "custom": dict(details.custom),
        "note": details.note,
        "stages": [_stay_to_json(stay) for stay in view.stays],
        "documents": list(view.document_ids),
        "files": view.file_count,
        "next_step": view.next_step.title if view.next_step else None,
    }


def lines_to_json(found: DealLines) -> dict[str, Any]:
    """The lines of a deal in the form of a document's draft, and their sums."""
    draft = DocumentDraft(
        currency=found.currency,
        prices_include_tax=found.prices_include_tax,
        lines=found.lines,
    )
    written = draft_to_json(draft)
    names = ("currency", "prices_include_tax", "lines")
    return {**{name: written[name] for name in names}, "totals": totals_to_json(found.totals)}


def _stay_to_json(stay: StayRow) -> dict[str, Any]:
    return {
        "stage": stay.stage,
        "status": stay.kind,
        "from": stay.entered_at.isoformat(),
        "until": stay.left_at.isoformat() if stay.left_at else None,
        "days": stay.lasted.days,
        "reason": stay.reason,
        "note": stay.note,
    }
