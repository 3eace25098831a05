"""Who sells and who buys, as it stands on a document."""

from __future__ import annotations

from dataclasses import fields, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.models import Address, Contact, Email, Phone, Relation, Url
from smallcrm.services import settings
from smallcrm.services.documents.drafts import DocumentDraft, PartyDraft

_ADDRESS = ("street", "city", "postcode", "region", "country")
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
    contact = get_contact(session, draft.customer_id)
    person = _from_contact(session, contact)
    company = session.scalar(
        select(Contact)
        .join(Relation, Relation.company_id == Contact.id)
        .where(Relation.contact_id == contact.id, Relation.position == 0)
        .limit(1)
    )
    return person if company is None else _on_behalf(_from_contact(session, company), person)


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


def _on_behalf(company: PartyDraft, person: PartyDraft) -> PartyDraft:
    """The company buys; what it lacks (often all but the name) is taken from its person.

    An address is one block: it is the company's or the person's, never a mixture.
    """
    base = replace(company, contact_person=person.name)
    blocks = (_ADDRESS, ("tax_id", "vat_id"), ("email",), ("phone",), ("website",))
    for block in blocks:
        if not any(getattr(company, name) for name in block):
            base = replace(base, **{name: getattr(person, name) for name in block})
    return base


def _from_contact(session: Session, contact: Contact) -> PartyDraft:
    def first(table: type[Email | Phone | Url]) -> str:
        of_contact = select(table.value).where(table.contact_id == contact.id)
        return session.scalar(of_contact.order_by(table.position).limit(1)) or ""

    address = session.scalar(
        select(Address).where(Address.contact_id == contact.id).order_by(Address.position).limit(1)
    )
    # A number that begins with its country's letters is one for cross-border trade.
    tax_id = "".join(contact.tax_id.split())
    is_vat_id = tax_id[:_PREFIX].isalpha()
    return PartyDraft(
        name=contact.name,
        street=address.street if address else "",
        city=address.city if address else "",
        postcode=address.postcode if address else "",
        region=address.region if address else "",
        country=address.country if address else "",
        tax_id="" if is_vat_id else tax_id,
        vat_id=tax_id if is_vat_id else "",
        email=first(Email),
        phone=first(Phone),
        website=first(Url),
    )
