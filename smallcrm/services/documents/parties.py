"""Who sells and who buys, as it stands on a document."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.models import Address, Contact, Email, Phone, Url
from smallcrm.services import settings
from smallcrm.services.documents.drafts import DocumentDraft, PartyDraft

_PREFIX = 2  # letters of the country before a VAT number


def seller(session: Session) -> PartyDraft:
    """The business as the settings describe it now."""
    business = settings.get_business(session)
    names = {field.name for field in fields(PartyDraft)} & set(settings.FIELDS)
    return PartyDraft(**{name: getattr(business, name) for name in names})


def buyer(session: Session, draft: DocumentDraft) -> PartyDraft:
    """The customer as typed on *draft*, else as the contact is kept now."""
    if draft.customer is not None:
        return draft.customer
    if draft.customer_id is None:
        return PartyDraft()
    return _from_contact(session, get_contact(session, draft.customer_id))


def get_contact(session: Session, contact_id: int) -> Contact:
    """The contact that a document is for, archived or not.

    Raises:
        NotFound: There never was such a contact.
    """
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise NotFound(
            T("There is no contact {id}.", id=contact_id),
            hint=T("Choose another customer; the document was not changed."),
            field="customer",
        )
    return contact


def _from_contact(session: Session, contact: Contact) -> PartyDraft:
    def first(table: type[Email | Phone | Url]) -> str:
        of_contact = select(table.value).where(table.contact_id == contact.id)
        return session.scalar(of_contact.order_by(table.position).limit(1)) or ""

    address = session.scalar(
        select(Address).where(Address.contact_id == contact.id).order_by(Address.position).limit(1)
    )
    # A number that begins with its country's letters is one for cross-border trade.
    is_vat_id = contact.tax_id[:_PREFIX].isalpha()
    return PartyDraft(
        name=contact.name,
        street=address.street if address else "",
        city=address.city if address else "",
        postcode=address.postcode if address else "",
        region=address.region if address else "",
        country=address.country if address else "",
        tax_id="" if is_vat_id else contact.tax_id,
        vat_id=contact.tax_id if is_vat_id else "",
        email=first(Email),
        phone=first(Phone),
        website=first(Url),
    )
