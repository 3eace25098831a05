"""What reads the fields of one's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.models import Contact, CustomField, CustomValue
from smallcrm.services.custom_fields.values import stored

_EXAMPLES = 5


class FieldRow(NamedTuple):
    """A field.

    Attributes:
        kind: ``text``, ``number``, ``date``, ``choice`` or ``yesno``.
        choices: The words of a choice; empty otherwise.
    """

    id: int
    uid: str
    name: str
    kind: str
    choices: tuple[str, ...]

    def stored(self, text: str) -> str | None:
        """*text* as this field keeps it; None where it does not fit."""
        return stored(self.kind, text, self.choices)


class Account(NamedTuple):
    """How the values of a field go together with another kind.

    Attributes:
        fits: How many contacts have a value that stays.
        misfits: How many have one that does not fit.
        examples: A few of those values.
    """

    fits: int
    misfits: int
    examples: tuple[str, ...]


def list_fields(session: Session) -> list[FieldRow]:
    """All fields, in the order that the business gave them."""
    query = select(CustomField).order_by(CustomField.position, CustomField.id)
    return [_row(field) for field in session.scalars(query)]


def list_used_fields(session: Session) -> dict[int, int]:
    """How many contacts have a value, by the id of the field; fields without are left out."""
    query = select(CustomValue.field_id, func.count()).group_by(CustomValue.field_id)
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
    query = (
        select(CustomValue.value, func.count())
        .join(Contact, Contact.id == CustomValue.contact_id)
        .where(CustomValue.field_id == field_id)
        .group_by(CustomValue.value)
        .order_by(func.count().desc(), CustomValue.value)
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
    return FieldRow(field.id, field.uid, field.name, field.kind, words)


def _gone() -> NotFound:
    return NotFound(T("This field no longer exists."), hint=T("Nothing was changed."))
