"""When the business turns out to be in another country: what follows from that."""

from __future__ import annotations

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from smallcrm.core.phones import e164
from smallcrm.models import Document, Phone
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


def reread_phones(session: Session, old: str, new: str) -> None:
    """Take numbers without the code of a country for numbers of *new*, no longer of *old*.

    Else who calls would not be known, and a call would go abroad. A number that was understood
    otherwise than as one of *old* (its contact lives elsewhere) stays as it is.
    """
    found = session.execute(select(Phone.id, Phone.value, Phone.e164)).all()
    read = ((row, e164(row.value, new)) for row in found)
    changed = [
        {"id": row.id, "e164": now}
        for row, now in read
        if row.e164 != now and row.e164 == e164(row.value, old)
    ]
    if changed:
        session.execute(update(Phone), changed)
