"""Contacts as a list of columns: as many for telephones and addresses as somebody has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from smallcrm.core.text import T, Text
from smallcrm.models import Address, Contact, CustomField, CustomValue, Email, Phone, Url
from smallcrm.services import contacts
from smallcrm.services.contacts.drafts import COMPANY, AddressDraft, ContactDraft
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value
from smallcrm.services.exchange.targets.vcard import CardContact

OWN_ID = "SmallCRM ID"  # the same in every language: by it a list finds its contacts again
CHUNK = 500
_ADDRESS = (
    ("street", T("Street"), T("Address {number} - Street")),
    ("postcode", T("Postcode"), T("Address {number} - Postcode")),
    ("city", T("City"), T("Address {number} - City")),
    ("region", T("Region"), T("Address {number} - Region")),
    ("country", T("Country"), T("Address {number} - Country")),
)


class _Field(NamedTuple):
    """A column and what a contact has in it."""

    heading: str
    width: int
    value: Callable[[CardContact], str]


def sheet_of(session: Session, ids: Sequence[int]) -> Sheet:
    """The contacts *ids* as a list, read while it is written."""
    fields = _fields(session)

    def rows() -> Iterator[list[list[Value]]]:
        for chunk in cards_of(session, ids):
            yield [[field.value(contact) for field in fields] for contact in chunk]

    columns = [Column(field.heading, field.width) for field in fields]
    return Sheet(str(T("Contacts")), columns, rows(), len(ids))


def cards_of(session: Session, ids: Sequence[int]) -> Iterator[list[CardContact]]:
    """The contacts *ids*, some hundreds at a time, in their order."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        drafts = contacts.list_drafts(session, chunk)
        uids = dict(
            session.execute(select(Contact.id, Contact.uid).where(Contact.id.in_(chunk)))
            .tuples()
            .all()
        )
        yield [CardContact(uids[key], drafts[key]) for key in chunk if key in drafts]


def _fields(session: Session) -> list[_Field]:
    return [
        _Field(OWN_ID, 10, lambda contact: contact.uid),
        _own(T("Name"), 28, "name"),
        _Field(str(T("Person or company")), 12, lambda contact: _kind(contact.draft)),
        _own(T("First name"), 16, "given_name"),
        _own(T("Last name"), 18, "family_name"),
        _own(T("Company"), 28, "company"),
        _own(T("Job title"), 18, "role"),
        *_numbered(session, Email.position, _EMAIL, 28, "emails"),
        *_numbered(session, Phone.position, _PHONE, 18, "phones"),
        *_addresses(_most(session, Address.position)),
        *_numbered(session, Url.position, _URL, 24, "urls"),
        _own(T("Tax number"), 14, "tax_id"),
        _own(T("Birthday"), 12, "birthday"),
        _own(T("Language"), 10, "language"),
        _own(T("Currency"), 10, "currency"),
        _own(T("Source"), 14, "source"),
        _Field(str(T("Tags")), 20, lambda contact: ", ".join(contact.draft.tags)),
        _own(T("Note"), 40, "note"),
        *[_custom(name) for name in _custom_names(session)],
    ]


_EMAIL = (T("Email"), T("Email {number}", number=0))
_PHONE = (T("Phone"), T("Phone {number}", number=0))
_URL = (T("Website"), T("Website {number}", number=0))


def _own(heading: Text, width: int, name: str) -> _Field:
    return _Field(str(heading), width, lambda contact: str(getattr(contact.draft, name)))


def _kind(draft: ContactDraft) -> str:
    return str(T("Company") if draft.kind == COMPANY else T("Person"))


def _numbered(
    session: Session,
    position: InstrumentedAttribute[int],
    headings: tuple[Text, Text],
    width: int,
    part: str,
) -> Iterable[_Field]:
    for at in range(_most(session, position)):

        def value(contact: CardContact, at: int = at) -> str:
            items = getattr(contact.draft, part)
            return str(items[at].value) if at < len(items) else ""

        yield _Field(_heading(headings, at), width, value)


def _addresses(count: int) -> Iterable[_Field]:
    for at in range(count):
        for name, first, more in _ADDRESS:

            def value(contact: CardContact, at: int = at, name: str = name) -> str:
                found = contact.draft.addresses
                address = found[at] if at < len(found) else AddressDraft()
                return str(getattr(address, name))

            yield _Field(_heading((first, more), at), 18, value)


def _heading(headings: tuple[Text, Text], at: int) -> str:
    """``Phone``, then ``Phone 2`` and so on."""
    first, more = headings
    return str(first) if at == 0 else str(replace(more, values={"number": at + 1}))


def _custom(name: str) -> _Field:
    return _Field(name, 18, lambda contact: contact.draft.custom.get(name, ""))


def _custom_names(session: Session) -> list[str]:
    used = select(CustomValue.field_id).distinct()
    query = select(CustomField.name).where(CustomField.id.in_(used))
    return list(session.scalars(query.order_by(CustomField.position, CustomField.id)))


def _most(session: Session, position: InstrumentedAttribute[int]) -> int:
    """How many of them the contact with the most has; at least one column is always there."""
    return (session.scalar(select(func.max(position))) or 0) + 1
