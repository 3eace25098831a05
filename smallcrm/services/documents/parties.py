"""Who sells and who buys, as it stands on a document."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.models import Address, Contact, Email, Phone, Relation, Url
from smallcrm.services.documents.drafts import DocumentDraft, PartyDraft
from smallcrm.services.settings import FIELDS, Business

_ADDRESS = ("street", "city", "postcode", "region", "country")
_WAYS: dict[str, Any] = {"email": Email, "phone": Phone, "website": Url}
_LANGUAGE = select(Contact.language).where(Contact.id == bindparam("contact"))
_PREFIX = 2  # letters of the country before a VAT number


def seller(business: Business) -> PartyDraft:
    """The business as the settings describe it."""
    names = {field.name for field in fields(PartyDraft)} & set(FIELDS)
    return PartyDraft(**{name: getattr(business, name) for name in names})


def buyer(session: Session, draft: DocumentDraft) -> PartyDraft:
    """The customer as typed on *draft*, else as the contact is kept now.

    Raises:
        NotFound: There never was such a contact.
    """
    if draft.customer is not None:
        return draft.customer
    if draft.customer_id is None:
        return PartyDraft()
    rows = session.execute(_described(), {"contact": draft.customer_id})
    found = {row.id: _party(row) for row in rows}
    person = found.pop(draft.customer_id, None)
    if person is None:
        raise _gone(draft.customer_id)
    return _on_behalf(found.popitem()[1], person) if found else person


def get_contact(session: Session, contact_id: int) -> Contact:
    """The contact that a document is for, archived or not.

    Raises:
        NotFound: There never was such a contact.
    """
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise _gone(contact_id)
    return contact


def is_company(session: Session, contact_id: int | None) -> bool:
    """Whether a contact is a company, and no person."""
    contact = session.get(Contact, contact_id) if contact_id is not None else None
    return contact is not None and contact.kind == "company"


def language_of(session: Session, contact_id: int) -> str:
    """The language of a contact's documents; empty for none.

    Raises:
        NotFound: There never was such a contact.
    """
    found = session.scalar(_LANGUAGE, {"contact": contact_id})
    if found is None:
        raise _gone(contact_id)
    return found


def missing(seller: PartyDraft, *, is_taxed: bool) -> list[str]:
    """The fields of the settings that are empty, and that every issued document needs.

    A tax number only where there is tax, or may be.
    """
    fields_of_all = [name for name in ("name", "country") if not getattr(seller, name).strip()]
    has_number = bool(seller.tax_id.strip() or seller.vat_id.strip())
    return fields_of_all if has_number or not is_taxed else [*fields_of_all, "tax_id"]


def _gone(contact_id: int) -> NotFound:
    return NotFound(
        T("There is no contact {id}.", id=contact_id),
        hint=T("Choose another customer; the document was not changed."),
        field="customer",
    )


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


@cache
def _described() -> Select[*tuple[Any, ...]]:
    """What documents say of a contact and its company, a row each; put together once."""

    def first(column: InstrumentedAttribute[Any], table: Any) -> ScalarSelect[Any]:
        of_contact = select(column).where(table.contact_id == Contact.id)
        return of_contact.order_by(table.position).limit(1).correlate(Contact).scalar_subquery()

    is_first = and_(Relation.contact_id == bindparam("contact"), Relation.position == 0)
    company = select(Relation.company_id).where(is_first).limit(1).scalar_subquery()
    ways = [first(table.value, table).label(name) for name, table in _WAYS.items()]
    described = select(
        Contact.id,
        Contact.name,
        Contact.tax_id,
        *[getattr(Address, name) for name in _ADDRESS],
        *ways,
    ).outerjoin(Address, Address.id == first(Address.id, Address))
    return described.where(or_(Contact.id == bindparam("contact"), Contact.id == company))


def _party(row: Row[*tuple[Any, ...]]) -> PartyDraft:
    # A number that begins with its country's letters is one for cross-border trade.
    tax_id = "".join(row.tax_id.split())
    is_vat_id = tax_id[:_PREFIX].isalpha()
    return PartyDraft(
        name=row.name,
        tax_id="" if is_vat_id else tax_id,
        vat_id=tax_id if is_vat_id else "",
        **{name: getattr(row, name) or "" for name in (*_ADDRESS, *_WAYS)},
    )
