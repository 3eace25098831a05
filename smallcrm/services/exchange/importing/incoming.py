"""The rows of a file that are contacts, in the order in which they come in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.services.contacts.custom import fitted_custom
from smallcrm.services.contacts.drafts import COMPANY, PERSON, ContactDraft
from smallcrm.services.custom_fields import TEXT, FieldRow, list_fields
from smallcrm.services.exchange.drafts import Preview, Record, RowWarning
from smallcrm.services.settings import get_business


class Incoming(NamedTuple):
    """A row of the file that is a contact; *row* is its number in the file.

    Attributes:
        lost: Positions of telephones that say nothing about who it is (see ``Record.lost``).
    """

    row: int
    draft: ContactDraft
    lost: tuple[int, ...] = ()


def contacts_of(preview: Preview, fields: Sequence[FieldRow] = ()) -> Iterator[Incoming]:
    """The contacts of *preview*: companies first, so that people find them wherever they stand.

    Values for *fields* (``typed_fields``) come in the form that these keep; those that do not fit
    go to the note.
    """
    for kind in (COMPANY, PERSON):
        for record in preview.contacts(kind):
            yield _incoming(record, fields)


def list_contacts(preview: Preview, fields: Sequence[FieldRow] = ()) -> list[Incoming]:
    """All that ``contacts_of`` gives, in its order: takes more memory, and less time."""
    people: list[Incoming] = []
    companies: list[Incoming] = []
    for record in preview.records():
        if not record.outcome:
            found = companies if record.kind == COMPANY else people
            found.append(_incoming(record, fields))
    return companies + people


def _incoming(record: Record, fields: Sequence[FieldRow]) -> Incoming:
    draft = record.draft
    return Incoming(record.row, fitted_custom(draft, fields)[0] if fields else draft, record.lost)


def typed_fields(session: Session) -> list[FieldRow]:
    """The fields of one's own that do not take just any text."""
    return [field for field in list_fields(session) if field.kind != TEXT]


def misfits_of(preview: Preview, fields: Sequence[FieldRow]) -> tuple[RowWarning, ...]:
    """The values that do not fit *fields*, in the order of the file."""
    if not fields:
        return ()
    return tuple(
        RowWarning(record.row, one.field.name, one.value, "value_misfit")
        for record in preview.records()
        if not record.outcome
        for one in fitted_custom(record.draft, fields)[1]
    )


def country_of(session: Session, preview: Preview) -> str:
    """Where telephone numbers of *preview* without a prefix are at home (ISO 3166)."""
    return preview.facts.country or get_business(session).country
