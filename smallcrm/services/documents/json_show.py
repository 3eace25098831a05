"""Everything about one stored document as JSON: a public shape."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from smallcrm.core.money import decimals
from smallcrm.services.documents import queries
from smallcrm.services.documents.json_form import draft_to_json, party_to_json, totals_to_json


def document_to_json(session: Session, document_id: int) -> dict[str, Any]:
    """The fields of the draft, and what the document has become; amounts are decimal strings.

    Raises:
        NotFound: There is no such document, or it was deleted.
    """
    view = queries.get_view(session, document_id)
    row = queries.get_row(session, document_id)
    links = queries.list_links(session, document_id)
    return {
        **draft_to_json(replace(view.draft, date=view.date)),
        "id": document_id,
        "number": view.number,
        "status": view.status,
        "due_date": view.due_date.isoformat() if view.due_date else None,
        "seller": party_to_json(view.seller),
        "buyer": party_to_json(view.buyer),
        "totals": totals_to_json(view.totals),
        "open": f"{row.open:.{decimals(row.currency)}f}",
        "sha256": view.sha256,
        "links": [{"kind": link.kind, "id": link.id, "relation": link.relation} for link in links],
    }
