"""When the business turns out to be in another country: what follows from that."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from smallcrm.models import Document
from smallcrm.services.settings import taxes
from smallcrm.services.settings.tax_sets import tax_set


def nothing_issued(session: Session) -> bool:
    """Whether no document has a number yet, so that the ground may still change."""
    return not session.scalar(select(exists().where(Document.issued_at.is_not(None))))


def replace_taxes(session: Session, old: str, new: str) -> None:
    """Take the usual rates of *new* in place of those of *old*, unless somebody changed them."""
    wanted = [(preset.name, preset.rate) for preset in tax_set(old).rates]
    found = [(row.name, row.rate) for row in taxes.list_tax_rates(session)]
    if found == wanted:
        taxes.take_tax_set(session, new)
