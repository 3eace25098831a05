"""Whom and what a deal points at, by name: who works on it, its campaign, its company."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.core.fold import fold
from smallcrm.models import Campaign, Contact, Relation, Staff

_AT_ONCE = 500  # ids in one statement


class Names:
    """Staff and campaigns of the file, and its companies as far as they are asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.staff = _present(session, Staff)
        self.campaigns = _present(session, Campaign)
        self._companies: dict[str, int | None] = {}

    def owner(self, name: str) -> int | None:
        """Who of the staff is called *name*, in any case; None for nobody."""
        return self.staff.get(fold(name.strip()))

    def campaign(self, name: str) -> int | None:
        """The campaign called *name*, in any case; None for none."""
        return self.campaigns.get(fold(name.strip()))

    def company(self, name: str) -> int | None:
        """The company called *name*, in any case, of twins the older one; None for none."""
        key = fold(name.strip())
        if key not in self._companies:
            query = select(Contact.id).where(
                Contact.folded == key, Contact.kind == "company", Contact.deleted_at.is_(None)
            )
            found = self._session.scalar(query.order_by(Contact.id).limit(1)) if key else None
            self._companies[key] = found
        return self._companies[key]


def companies_of(session: Session, contact_ids: Collection[int]) -> dict[int, int]:
    """The first company of each person that has one."""
    found: dict[int, int] = {}
    for some in chunks(list(contact_ids), _AT_ONCE):
        query = select(Relation.contact_id, Relation.company_id).where(
            Relation.contact_id.in_(some), Relation.position == 0
        )
        found.update(session.execute(query).all())
    return found


def kept(session: Session, model: type[Any], own: int | None, name: str) -> int | None:
    """*own* where that is what is called *name* already, though another one may be too."""
    row = None if own is None else session.get(model, own)
    return own if row is not None and name and row.name == name else None


def _present(session: Session, model: type[Any]) -> Mapping[str, int]:
    rows = session.execute(select(model.id, model.name).where(model.deleted_at.is_(None)))
    return {fold(name): key for key, name in reversed(rows.all())}
