"""Contacts as a list of columns: as many for telephones and addresses as somebody has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from smallcrm.core.text import T
from smallcrm.models import Address, Contact, Email, Phone, Url
from smallcrm.services import contacts
from smallcrm.services.contacts.drafts import COMPANY, AddressDraft, ContactDraft
from smallcrm.services.custom_fields import (
    DATE,
    NUMBER,
    YESNO,
    FieldRow,
    list_fields,
    list_used_fields,
    shown,
    typed,
)
from smallcrm.services.exchange import own_headings as headings
from smallcrm.services.exchange.own_headings import Heading
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value
from smallcrm.services.exchange.targets.vcard import CardContact

CHUNK = 500


class _Field(NamedTuple):
    """A column and what a contact has in it."""

    heading: str
    width: int
    value: Callable[[CardContact], Value]


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
        query = select(Contact.id, Contact.uid).where(Contact.id.in_(chunk))
        uids = dict(session.execute(query).all())
        yield [CardContact(uids[key], drafts[key]) for key in chunk if key in drafts]


def _fields(session: Session) -> list[_Field]:
    return [
        _Field(headings.OWN_ID, 10, lambda contact: contact.uid),
        _own(headings.NAME, 28, "name"),
        _Field(headings.KIND.text(), 12, lambda contact: _kind(contact.draft)),
        _own(headings.GIVEN_NAME, 16, "given_name"),
        _own(headings.FAMILY_NAME, 18, "family_name"),
        _own(headings.COMPANY, 28, "company"),
        _own(headings.ROLE, 18, "role"),
        *_numbered(_most(session, Email.position), headings.EMAIL, 28, "emails"),
        *_numbered(_most(session, Phone.position), headings.PHONE, 18, "phones"),
        *_addresses(_most(session, Address.position)),
        *_numbered(_most(session, Url.position), headings.URL, 24, "urls"),
        _own(headings.TAX_ID, 14, "tax_id"),
        _own(headings.BIRTHDAY, 12, "birthday"),
        _own(headings.LANGUAGE, 10, "language"),
        _own(headings.CURRENCY, 10, "currency"),
        _own(headings.SOURCE, 14, "source"),
        _Field(headings.TAGS.text(), 20, lambda contact: ", ".join(contact.draft.tags)),
        _own(headings.NOTE, 40, "note"),
        *[_custom(field) for field in _custom_fields(session)],
    ]


def _own(heading: Heading, width: int, name: str) -> _Field:
    return _Field(heading.text(), width, lambda contact: str(getattr(contact.draft, name)))


def _kind(draft: ContactDraft) -> str:
    return str(T("Company") if draft.kind == COMPANY else T("Person"))


def _numbered(count: int, heading: Heading, width: int, part: str) -> Iterable[_Field]:
    for at in range(count):

        def value(contact: CardContact, at: int = at) -> str:
            items = getattr(contact.draft, part)
            return str(items[at].value) if at < len(items) else ""

        yield _Field(heading.text(at + 1), width, value)


def _addresses(count: int) -> Iterable[_Field]:
    for at in range(count):
        for heading in headings.ADDRESS:

            def value(contact: CardContact, at: int = at, name: str = heading.field) -> str:
                found = contact.draft.addresses
                address = found[at] if at < len(found) else AddressDraft()
                return str(getattr(address, name))

            yield _Field(heading.text(at + 1), 18, value)


def _custom(field: FieldRow) -> _Field:
    """Numbers and days as what they are, so that a spreadsheet can reckon with them."""

    def value(contact: CardContact) -> Value:
        found = contact.draft.custom.get(field.name, "")
        if field.kind in {NUMBER, DATE}:
            exact = typed(field.kind, found)
            return exact if isinstance(exact, Decimal | date) else found
        return shown(field.kind, found) if field.kind == YESNO and found else found

    return _Field(field.name, 18, value)


def _custom_fields(session: Session) -> list[FieldRow]:
    used = list_used_fields(session)
    return [field for field in list_fields(session) if field.id in used]


def _most(session: Session, position: InstrumentedAttribute[int]) -> int:
    """How many of them the contact with the most has; at least one column is always there."""
    return (session.scalar(select(func.max(position))) or 0) + 1
