"""The row of one deal, for what reads or changes it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.models import Deal, Relation


def existing(session: Session, deal_id: int) -> Deal:
    """The deal.

    Raises:
        NotFound: it is gone.
    """
    deal = session.get(Deal, deal_id)
    if deal is None or deal.deleted_at is not None:
        raise NotFound(T("This deal is not there any more. Nothing was changed."))
    return deal


def first_company(session: Session, contact_id: int) -> int | None:
    """The company that a person works for; None for none, and for a company."""
    query = select(Relation.company_id).where(
        Relation.contact_id == contact_id, Relation.position == 0
    )
    found: int | None = session.scalar(query.limit(1))
    return found
