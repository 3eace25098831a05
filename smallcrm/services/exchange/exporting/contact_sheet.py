"""Contacts as a list of columns: as many for telephones and addresses as somebody has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from smallcrm.core.text import T
from smallcrm.models import Action, Address, Contact, Email, Phone, Relation, Url
from smallcrm.services import contacts, custom_fields
from smallcrm.services.exchange.exporting import own_values
from smallcrm.services.exchange.own_lists import further, own_cells
from smallcrm.services.exchange.own_lists import own_headings as headings
from smallcrm.services.exchange.own_lists.own_headings import Heading
from smallcrm.services.exchange.own_lists.stamp import Stamp
from smallcrm.services.exchange.systems import own
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value
from smallcrm.services.exchange.targets.vcard import CardContact

CHUNK = 500


class Cell(NamedTuple):
    """A column of the list; *field* as in ``own_cells``, empty for the contact's own id."""

    field: str
    heading: str
    width: int = 18
    kind: str = custom_fields.TEXT


def sheet_of(session: Session, ids: Sequence[int], *, is_all: bool = False) -> Sheet:
    """The contacts *ids* (all of them where *is_all*) as a list, read while it is written."""
    cells = columns_of(session)

    def rows() -> Iterator[list[list[Value]]]:
        for chunk in cards_of(session, ids):
            known = select(Contact.uid, Contact.id)
            keys = dict(
                session.execute(known.where(Contact.uid.in_([one.uid for one in chunk]))).all()
            )
            ties = further.cells(session, list(keys.values()))
            yield [
                [_value(contact, cell, ties.get(keys[contact.uid], "")) for cell in cells]
                for contact in chunk
            ]

    columns = [Column(cell.heading, cell.width) for cell in cells]
    last = session.scalar(select(Action.uid).order_by(Action.id.desc()).limit(1))
    state = Stamp(last, is_all, len(ids)).text() if last else ""
    return Sheet(str(T("Contacts")), columns, rows(), len(ids), state)


def cards_of(session: Session, ids: Sequence[int]) -> Iterator[list[CardContact]]:
    """The contacts *ids*, some hundreds at a time, in their order."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        drafts = contacts.list_drafts(session, chunk)
        query = select(Contact.id, Contact.uid).where(Contact.id.in_(chunk))
        uids = dict(session.execute(query).all())
        yield [CardContact(uids[key], drafts[key]) for key in chunk if key in drafts]


def columns_of(session: Session) -> list[Cell]:
    """The columns of the list, as many as somebody has telephones, addresses and so on."""
    return [
        Cell("", headings.OWN_ID, 10),
        _one(headings.NAME, 28),
        _one(headings.KIND, 12),
        _one(headings.GIVEN_NAME, 16),
        _one(headings.FAMILY_NAME, 18),
        _one(headings.COMPANY, 28),
        _one(headings.ROLE, 18),
        *_several(_most(session, Email.position), (headings.EMAIL, headings.EMAIL_LABEL), 28),
        *_several(_most(session, Phone.position), (headings.PHONE, headings.PHONE_LABEL), 18),
        *_several(_most(session, Address.position), headings.ADDRESS, 18),
        *_several(_most(session, Url.position), (headings.URL, headings.URL_LABEL), 24),
        _one(headings.TAX_ID, 14),
        _one(headings.BIRTHDAY, 12),
        _one(headings.LANGUAGE, 10),
        _one(headings.CURRENCY, 10),
        _one(headings.SOURCE, 14),
        _one(headings.OWNER, 14),
        _one(headings.CONSENT, 10),
        _one(headings.CONSENT_ON, 12),
        _one(headings.CONSENT_SOURCE, 18),
        _one(headings.TAGS, 20),
        _one(headings.NOTE, 40),
        _one(headings.EXTERNAL_IDS, 20),
        *_further(session),
        *_custom(session),
    ]


def _further(session: Session) -> Iterable[Cell]:
    """The column of former and further companies, where anybody has one."""
    if session.scalar(select(Relation.id).where(Relation.position > 0).limit(1)) is not None:
        yield _one(headings.RELATIONS, 36)


def _one(heading: Heading, width: int) -> Cell:
    return Cell(heading.field, heading.text(), width)


def _several(count: int, group: Sequence[Heading], width: int) -> Iterable[Cell]:
    for number in range(1, count + 1):
        for heading in group:
            room = 10 if heading.field.endswith("_label") else width
            yield Cell(own_cells.numbered(heading.field, number), heading.text(number), room)


def _custom(session: Session) -> Iterable[Cell]:
    """The fields of one's own that somebody has; one named like ours says that it is another."""
    used = custom_fields.list_used_fields(session)
    for field in custom_fields.list_fields(session):
        if field.id in used:
            heading = own.heading_of(field.name)
            yield Cell(f"{own_cells.CUSTOM}{field.name}", heading, 18, field.kind)


def _value(contact: CardContact, cell: Cell, ties: str) -> Value:
    if not cell.field:
        return contact.uid
    if cell.field == further.FIELD:
        return ties
    text = own_cells.stored(contact.draft, cell.field)
    if cell.kind == custom_fields.TEXT or not text:
        return own_cells.shown(cell.field, text)
    return own_values.exact(cell.kind, text)


def _most(session: Session, position: InstrumentedAttribute[int]) -> int:
    """How many of them the contact with the most has; at least one column is always there."""
    return (session.scalar(select(func.max(position))) or 0) + 1
