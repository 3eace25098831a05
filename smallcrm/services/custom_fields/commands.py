"""What changes the fields of one's own. No value is ever dropped: what does not fit is noted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import case, delete, select, union, update
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.models import Contact, CustomField, CustomValue, Deal, DealValue
from smallcrm.services.custom_fields.queries import CONTACTS, DEALS, Account, account_of, get_field
from smallcrm.services.custom_fields.values import CHOICE, KINDS, TEXT, stored
from smallcrm.services.ordering import next_position, put_at

_LONGEST = 150  # characters of a name
# Whose values there are: their table, the column that says of whom, and whose note takes misfits.
_OWNERS: tuple[tuple[Any, Any, Any], ...] = (
    (CustomValue, CustomValue.contact_id, Contact),
    (DealValue, DealValue.deal_id, Deal),
)
_NO_SYNC = {"synchronize_session": False}


def add(
    session: Session,
    name: str,
    kind: str = TEXT,
    choices: Sequence[str] = (),
    use: Sequence[str] = (CONTACTS,),
) -> int:
    """Add a field at the end and return its id; *use* is ``contacts``, ``deals`` or both.

    Raises:
        UserError: the name is blank or taken, or a choice has no words to choose from.
    """
    clean = _free_name(session, name, 0)
    words = _checked(kind, choices)
    _check_use(use)
    field = CustomField(
        name=clean,
        folded=fold(clean),
        kind=kind,
        choices=json.dumps(words, ensure_ascii=False),
        position=next_position(session, CustomField),
        for_contacts=CONTACTS in use,
        for_deals=DEALS in use,
    )
    session.add(field)
    session.flush()
    return field.id


def rename(session: Session, field_id: int, name: str) -> None:
    """Call a field something else; its values stay.

    Raises:
        NotFound: the field is gone.
        UserError: the name is blank or taken.
    """
    field = _get(session, field_id)
    clean = _free_name(session, name, field_id)
    field.name, field.folded = clean, fold(clean)
    session.flush()


def set_use(session: Session, field_id: int, use: Sequence[str]) -> None:
    """Have a field be for ``contacts``, for ``deals``, or for both.

    Values of those that it is no longer for are kept, and there again when it is for them again.

    Raises:
        NotFound: the field is gone.
        UserError: it would be for nothing.
    """
    _check_use(use)
    field = _get(session, field_id)
    field.for_contacts, field.for_deals = CONTACTS in use, DEALS in use
    session.flush()


def move(session: Session, field_id: int, place: int) -> None:
    """Put a field at *place* (from 0) among the others."""
    query = select(CustomField).order_by(CustomField.position, CustomField.id)
    put_at(session.scalars(query).all(), _get(session, field_id), place)
    session.flush()


def change(session: Session, field_id: int, kind: str, choices: Sequence[str] = ()) -> Account:
    """Make a field another *kind*, or give it other words to choose from.

    Values that fit are kept in the form of the new kind. Those that do not fit are moved to the
    note of their contact or deal, under the name of the field. Where only the spelling of some
    words changes (as many as before, in the same places), their values change with them.

    Returns:
        What became of the values.
    """
    field = get_field(session, field_id)
    words = _checked(kind, choices)
    if kind == field.kind == CHOICE:
        _respell(session, field_id, _renamed(field.choices, words))
    account = account_of(session, field_id, kind, words)
    for value in _values(session, field_id):
        fitting = stored(kind, value, words)
        if fitting is None:
            _note(session, field_id, field.name, value)
        elif fitting != value:
            _respell(session, field_id, {value: fitting})
    row = _get(session, field_id)
    row.kind, row.choices = kind, json.dumps(words, ensure_ascii=False)
    session.flush()
    return account


def remove(session: Session, field_id: int) -> int:
    """Take a field away with all its values (Undo brings both back); return how many had one."""
    field = _get(session, field_id)
    gone = 0
    for table, _, _ in _OWNERS:
        found = delete(table).where(table.field_id == field_id).returning(table.id)
        gone += len(session.execute(found).all())
    session.delete(field)
    session.flush()
    return gone


def _get(session: Session, field_id: int) -> CustomField:
    field = session.get(CustomField, field_id)
    if field is None:
        raise NotFound(T("This field no longer exists."), hint=T("Nothing was changed."))
    return field


def _free_name(session: Session, name: str, field_id: int) -> str:
    clean = " ".join(name.split())[:_LONGEST]
    if not clean:
        raise UserError(
            T("A field needs a name."), hint=T("Nothing was saved. Type one."), field="name"
        )
    taken = select(CustomField.name).where(
        CustomField.folded == fold(clean), CustomField.id != field_id
    )
    other = session.scalar(taken)
    if other is not None:
        raise UserError(
            T("There is a field called {name} already.", name=other),
            hint=T("Nothing was saved. Choose another name."),
            field="name",
        )
    return clean


def _check_use(use: Sequence[str]) -> None:
    if not use or set(use) - {CONTACTS, DEALS}:
        raise UserError(
            T("A field is for contacts, for deals, or for both."),
            hint=T("Nothing was saved. Choose at least one."),
            field="use",
        )


def _checked(kind: str, choices: Sequence[str]) -> list[str]:
    """The words to choose from: trimmed, each once; none for other kinds."""
    if kind not in KINDS:
        raise UserError(
            T("{kind} is no kind of field.", kind=kind),
            hint=T("Nothing was saved. The kinds are: {names}.", names=", ".join(KINDS)),
            field="kind",
        )
    if kind != CHOICE:
        return []
    words: dict[str, str] = {}
    for choice in choices:
        if word := " ".join(choice.split()):
            words.setdefault(fold(word), word)
    if not words:
        raise UserError(
            T("A choice needs words to choose from."),
            hint=T("Nothing was saved. Type at least one."),
            field="choices",
        )
    return list(words.values())


def _renamed(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Which words are only spelled anew: as many words, and the changed ones are all new."""
    if len(old) != len(new):
        return {}
    changed = {was: now for was, now in zip(old, new, strict=True) if was != now}
    kept = {fold(word) for word in old}
    is_order = any(fold(now) in kept and fold(now) != fold(was) for was, now in changed.items())
    return {} if is_order else changed


def _values(session: Session, field_id: int) -> list[str]:
    queries = [select(table.value).where(table.field_id == field_id) for table, _, _ in _OWNERS]
    return list(session.scalars(union(*queries)))


def _respell(session: Session, field_id: int, spellings: Mapping[str, str]) -> None:
    for old, new in spellings.items():
        for table, _, _ in _OWNERS:
            session.execute(
                update(table)
                .where(table.field_id == field_id, table.value == old)
                .values(value=new),
                execution_options=_NO_SYNC,
            )


def _note(session: Session, field_id: int, name: str, value: str) -> None:
    """Move *value* from the field to the notes of those who have it."""
    line = f"{name}: {value}"
    for table, owner_id, owner in _OWNERS:
        theirs = table.field_id == field_id, table.value == value
        session.execute(
            update(owner)
            .where(owner.id.in_(select(owner_id).where(*theirs)))
            .values(note=case((owner.note == "", line), else_=owner.note + f"\n{line}")),
            execution_options=_NO_SYNC,
        )
        session.execute(delete(table).where(*theirs), execution_options=_NO_SYNC)
