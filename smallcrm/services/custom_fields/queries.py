"""What reads the fields of one's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.models import Contact, CustomField, CustomValue, Deal, DealValue
from smallcrm.services.custom_fields.values import stored

CONTACTS, DEALS = "contacts", "deals"  # what a field can be for
_EXAMPLES = 5


class FieldRow(NamedTuple):
    """A field.

    Attributes:
        kind: ``text``, ``number``, ``date``, ``choice`` or ``yesno``.
        choices: The words of a choice; empty otherwise.
        for_contacts, for_deals: Whose pages show it: one of them, or both.
    """

    id: int
    uid: str
    name: str
    kind: str
    choices: tuple[str, ...]
    for_contacts: bool = True
    for_deals: bool = False

    def stored(self, text: str) -> str | None:
        """*text* as this field keeps it; None where it does not fit."""
        return stored(self.kind, text, self.choices)


class Account(NamedTuple):
    """How the values of a field go together with another kind.

    Attributes:
        fits: How many contacts and deals have a value that stays.
        misfits: How many have one that does not fit.
        examples: A few of those values.
    """

    fits: int
    misfits: int
    examples: tuple[str, ...]


def list_fields(session: Session, subject: str = "") -> list[FieldRow]:
    """All fields, or those for ``contacts`` or ``deals``, in the order of the business."""
    query = select(CustomField).order_by(CustomField.position, CustomField.id)
    if subject:
        is_for = CustomField.for_deals if subject == DEALS else CustomField.for_contacts
        query = query.where(is_for)
    return [_row(field) for field in session.scalars(query)]


def list_used_fields(session: Session, subject: str = CONTACTS) -> dict[int, int]:
    """How many contacts (or deals) have a value, by the id of the field; else it is left out."""
    field_id = DealValue.field_id if subject == DEALS else CustomValue.field_id
    query = select(field_id, func.count()).group_by(field_id)
    return dict(session.execute(query).all())


def get_field(session: Session, field_id: int) -> FieldRow:
    """One field.

    Raises:
        NotFound: it is gone.
    """
    field = session.get(CustomField, field_id)
    if field is None:
        raise _gone()
    return _row(field)


def find_field(session: Session, name: str) -> FieldRow:
    """The field called *name*; case and accents do not matter.

    Raises:
        NotFound: there is none.
    """
    field = session.scalar(select(CustomField).where(CustomField.folded == fold(name.strip())))
    if field is None:
        raise NotFound(
            T("There is no field called {name}.", name=name), hint=T("Nothing was changed.")
        )
    return _row(field)


def account_of(session: Session, field_id: int, kind: str, choices: Sequence[str] = ()) -> Account:
    """What would become of the values of a field that were of another *kind*."""
    theirs = select(CustomValue.value).where(CustomValue.field_id == field_id)
    of_contacts = theirs.join(Contact, Contact.id == CustomValue.contact_id)
    of_deals = select(DealValue.value).join(Deal).where(DealValue.field_id == field_id)
    values = union_all(of_contacts, of_deals).subquery()
    query = (
        select(values.c.value, func.count())
        .group_by(values.c.value)
        .order_by(func.count().desc(), values.c.value)
    )
    fits, misfits = 0, 0
    examples: list[str] = []
    for value, count in session.execute(query):
        if stored(kind, value, choices) is not None:
            fits += count
            continue
        misfits += count
        if len(examples) < _EXAMPLES:
            examples.append(value)
    return Account(fits, misfits, tuple(examples))


def _row(field: CustomField) -> FieldRow:
    words = tuple(json.loads(field.choices))
    use = field.for_contacts, field.for_deals
    return FieldRow(field.id, field.uid, field.name, field.kind, words, *use)


def _gone() -> NotFound:
    return NotFound(T("This field no longer exists."), hint=T("Nothing was changed."))
