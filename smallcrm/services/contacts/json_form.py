"""A contact as the JSON of ``contacts show`` and of exports: a public shape."""

from __future__ import annotations

from typing import Any

from smallcrm.core.mentions import plain
from smallcrm.services.contacts.queries import ContactRow
from smallcrm.services.contacts.relations import RelationView
from smallcrm.services.contacts.timeline import TimelineEntry
from smallcrm.services.contacts.view import ContactView
from smallcrm.services.files import FileRow


def to_json(view: ContactView) -> dict[str, Any]:
    """Everything about one contact; amounts are decimal strings."""
    draft = view.draft
    return {
        "id": view.id,
        "uid": view.uid,
        "kind": draft.kind,
        "name": draft.name,
        "given_name": draft.given_name,
        "family_name": draft.family_name,
        "company": draft.company,
        "role": draft.role,
        "emails": [
            {"value": item.value, "label": item.label, "primary": number == 0}
            for number, item in enumerate(draft.emails)
        ],
        "phones": [
            {**item._asdict(), "primary": number == 0} for number, item in enumerate(view.phones)
        ],
        "addresses": [address._asdict() for address in draft.addresses],
        "urls": [url._asdict() for url in draft.urls],
        "birthday": draft.birthday,
        "tax_id": draft.tax_id,
        "language": draft.language,
        "currency": draft.currency,
        "source": draft.source,
        "owner": draft.owner,
        "tags": list(draft.tags),
        "note": draft.note,
        "consent": draft.consent,
        "consent_on": draft.consent_on.isoformat() if draft.consent_on else None,
        "consent_source": draft.consent_source,
        "custom": dict(draft.custom),
        "external": dict(draft.external),
        "relations": [_relation(item) for item in view.relations],
        "balance": {currency: str(amount) for currency, amount in view.balance.items()},
        "on_account": {currency: str(amount) for currency, amount in view.on_account.items()},
        "archived": view.archived,
        "timeline": [_entry(entry) for entry in view.timeline],
    }


def row_to_json(row: ContactRow) -> dict[str, Any]:
    """One line of ``contacts list``; e-mails and telephones are plain strings."""
    return {
        "id": row.id,
        "uid": row.uid,
        "kind": row.kind,
        "name": row.name,
        "company": row.company,
        "emails": list(row.emails),
        "phones": list(row.phones),
        "city": row.city,
        "tags": list(row.tags),
    }


def file_to_json(row: FileRow) -> dict[str, Any]:
    """One line of ``contacts files``."""
    return {
        "id": row.id,
        "name": row.name,
        "size": row.size,
        "sha256": row.sha256,
        "added": f"{row.added_at.isoformat()}Z",
    }


def _relation(item: RelationView) -> dict[str, Any]:
    """Whose the role is: that of the contact itself (``own``), or of the other one."""
    return {
        "id": item.key,
        "contact": item.id,
        "name": item.name,
        "kind": item.kind,
        "role": item.role,
        "own": item.is_mine,
        "main": item.is_main,
        "since": item.since.isoformat() if item.since else None,
        "until": item.until.isoformat() if item.until else None,
        "former": item.is_former,
    }


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    amount = entry.amount
    return {
        "kind": entry.kind,
        "at": f"{entry.at.isoformat()}Z",
        "title": entry.title,
        "body": plain(entry.body),
        "amount": str(amount.amount) if amount else None,
        "currency": amount.currency if amount else None,
        "id": entry.id,
        "direction": entry.direction,
        "seconds": entry.seconds,
        "outcome": entry.outcome,
        "owner": entry.owner,
    }
