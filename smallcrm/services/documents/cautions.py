"""What is better known before a document is issued, and what nothing is refused for."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from smallcrm.core.text import T, Text
from smallcrm.services import settings
from smallcrm.services.documents import parties
from smallcrm.services.documents.drafts import INVOICE, DocumentDraft

_WITHOUT_NUMBER = {  # by the country of the seller
    "GR": T(
        "{name} is a business without a tax number (ΑΦΜ). In Greece an invoice to a business has "
        "to name it, and the customer may not be able to use this one. Enter it at the contact; "
        "the invoice can be issued without it.",
        name="",
    ),
    "RU": T(
        "{name} is a business without a tax number (ИНН). In Russia an invoice to a business is "
        "expected to name it, and the customer may not be able to use this one. Enter it at the "
        "contact; the invoice can be issued without it.",
        name="",
    ),
}


def of_customer(session: Session, draft: DocumentDraft) -> Text | None:
    """Say that an invoice of a Greek or Russian business is for one at home without a tax number.

    Greece: ΑΦΜ of the buyer, law 4308/2014, article 9. Russia: ИНН of the buyer, tax code,
    article 169, paragraph 5.

    Raises:
        NotFound: The customer is gone.
    """
    home = settings.get_business(session).country.upper()
    if draft.kind != INVOICE or home not in _WITHOUT_NUMBER:
        return None
    buyer = parties.buyer(session, draft)
    is_abroad = buyer.country.upper() not in ("", home)
    if is_abroad or buyer.tax_id.strip() or buyer.vat_id.strip():
        return None
    if not buyer.contact_person and not parties.is_company(session, draft.customer_id):
        return None
    return replace(_WITHOUT_NUMBER[home], values={"name": buyer.name})
