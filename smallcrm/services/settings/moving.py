"""When the business turns out to be in another country: what follows from that."""

from __future__ import annotations

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from smallcrm.models import Document, TaxRate
from smallcrm.services.settings import taxes


def nothing_issued(session: Session) -> bool:
    """Whether no document has a number yet, so that the ground may still change."""
    return not session.scalar(select(exists().where(Document.issued_at.is_not(None))))


def replace_taxes(session: Session, old: str, new: str) -> None:
    """Take the usual rates of *new* in place of those of *old*, unless somebody changed them."""
    wanted = [(name, rate) for name, _, rate, _, _ in taxes.presets(old)]
    found = [(row.name, str(row.rate)) for row in taxes.list_tax_rates(session)]
    if found == wanted:
        session.execute(delete(TaxRate))
        taxes.add_presets(session, new)
        session.flush()
