"""Make one contact of several: nothing that belongs to one of them is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Contact, CustomField, CustomValue, Email, External, Phone, Relation
from smallcrm.services.contact_values.plain_rows import derived
from smallcrm.services.contacts.drafts import OWN_SYSTEM, REFUSED
from smallcrm.services.doubles import joining, references, ties, verdicts

ADDRESS, COMPANY_OF, NAME = "address", "company", "name"
CONSENT = "consent"
CUSTOM = "custom:"  # stands before the name of a field of one's own
# What is chosen together: a name is not put together of two, a consent is not half given.
BLOCKS: dict[str, tuple[str, ...]] = {
    NAME: ("name", "given_name", "family_name"),
    "role": ("role",),
    "birthday": ("birthday",),
    "tax_id": ("tax_id",),
    "language": ("language",),
    "currency": ("currency",),
    "source": ("source",),
    "owner": ("owner",),
    CONSENT: ("consent", "consent_on", "consent_source"),
}

Choices = Mapping[str, int]
_FIELDS = select(CustomField.id, CustomField.name)
_QUIETLY = {"synchronize_session": False}  # nothing of these tables is in memory


def merge(
    session: Session, survivor_id: int, other_ids: Sequence[int], choices: Choices | None = None
) -> None:
    """Put *other_ids* into *survivor_id*; undo takes them apart again exactly.

    Notes are joined; telephones, e-mails, addresses, web pages, tags and relations are all kept,
    each once. Whatever pointed at one of them points at the survivor: deals, documents, tasks,
    files, notes, lists. Issued documents keep what is printed on them. The others are gone; the
    survivor answers to their ids, so that a list that was exported before still finds it.

    Args:
        session: The session of one action.
        survivor_id: The contact that stays.
        other_ids: Those that become part of it.
        choices: Whose value of a field is kept where they differ: a key of ``BLOCKS``,
            ``address`` or ``company`` (which one stands first), ``custom:`` with the name of a
            field. Without a choice it is the survivor's, or the first that is not blank. Whoever
            refused advertising, in whichever of them, has refused it.

    Raises:
        NotFound: one of them is not there or in the bin.
        UserError: fewer than two, or a person and a company.
    """
    ids = list(dict.fromkeys([survivor_id, *other_ids]))
    found = _checked(session, ids)
    chosen = _checked_choices(session, choices or {}, ids)
    values = _own_values(session, [found[key] for key in ids], chosen)
    verdicts.follow(session, survivor_id, ids[1:])
    ties.join(session, ids, chosen.get(COMPANY_OF))
    for model in joining.LISTS:
        first = chosen.get(ADDRESS) if model.__tablename__ == ADDRESS else None
        joining.join(session, model, ids, first)
    _choose_custom(session, ids, chosen)
    for column in references.columns():
        references.repoint(session, column, survivor_id, ids[1:])
    _write_own(session, found[survivor_id], values)
    session.add_all(
        External(contact_id=survivor_id, system=OWN_SYSTEM, value=found[key].uid) for key in ids[1:]
    )
    session.flush()
    session.expunge_all()
    gone = delete(Contact).where(Contact.id.in_(ids[1:]))
    session.execute(gone, execution_options=_QUIETLY)


def _checked(session: Session, ids: Sequence[int]) -> dict[int, Contact]:
    if len(ids) < 2:  # noqa: PLR2004 - it takes two
        raise UserError(
            T("Two contacts are needed to merge."),
            hint=T("Nothing was changed. Choose at least two."),
        )
    alive = select(Contact).where(Contact.id.in_(ids), Contact.deleted_at.is_(None))
    found = {contact.id: contact for contact in session.scalars(alive)}
    if len(found) < len(ids):
        raise NotFound(T("This contact no longer exists."))
    if len({contact.kind for contact in found.values()}) > 1:
        raise UserError(
            T("A person and a company cannot be merged."),
            hint=T("Nothing was changed. Make both a person or both a company first."),
            field="kind",
        )
    return found


def _checked_choices(session: Session, choices: Choices, ids: Sequence[int]) -> dict[str, int]:
    """The choices as a copy, when all of them can be followed."""
    custom = {CUSTOM + name for _, name in session.execute(_FIELDS)}
    for field, contact_id in choices.items():
        if field not in {*BLOCKS, ADDRESS, COMPANY_OF, *custom} or contact_id not in ids:
            raise UserError(
                T("{field} cannot be taken from contact {id}.", field=field, id=contact_id),
                hint=T("Nothing was changed. Name a field and one of the contacts to be merged."),
                field=field,
            )
    return dict(choices)


def _choose_custom(session: Session, ids: Sequence[int], chosen: Choices) -> None:
    """Where two have a value in one field, only the chosen one is left."""
    names = {CUSTOM + name: key for key, name in session.execute(_FIELDS)}
    for field, contact_id in chosen.items():
        if field not in names:
            continue
        values = CustomValue.field_id == names[field]
        own = select(CustomValue.id).where(values, CustomValue.contact_id == contact_id)
        if session.scalar(own) is not None:
            others = CustomValue.contact_id.in_([each for each in ids if each != contact_id])
            session.execute(delete(CustomValue).where(values, others), execution_options=_QUIETLY)


def _own_values(session: Session, merged: Sequence[Contact], chosen: Choices) -> dict[str, Any]:
    """What is to stand in the survivor's own row."""
    values: dict[str, Any] = {}
    wishes = {"role": chosen.get(COMPANY_OF), **chosen}  # a role belongs to its company
    for field, names in BLOCKS.items():
        source = _source(session, field, merged, wishes.get(field))
        values |= {name: getattr(source, name) for name in names}
    values["note"] = _notes([contact.note for contact in merged])
    values["created_at"] = min(contact.created_at for contact in merged)
    return values | derived(values["name"], merged[0].kind)._asdict()


def _write_own(session: Session, survivor: Contact, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(survivor, name, value)
    survivor.updated_at = clock.now()
    main = (Relation.contact_id == survivor.id) & (Relation.position == 0)
    for relation in session.scalars(select(Relation).where(main)):
        relation.role = survivor.role


def _source(session: Session, field: str, merged: Sequence[Contact], wanted: int | None) -> Contact:
    """Whose value is kept: the wanted one's, else the first that has one."""
    by_id = {contact.id: contact for contact in merged}
    if field == CONSENT and (refused := [one for one in merged if one.consent == REFUSED]):
        latest = max(refused, key=lambda one: one.consent_on or date.min)
        return by_id[wanted] if wanted in [one.id for one in refused] else latest
    if wanted in by_id and (field != "role" or by_id[wanted].role):
        return by_id[wanted]
    if field == NAME:
        named = (one for one in merged if not _stands_in(session, one))
        return next(named, merged[0])
    return next((one for one in merged if getattr(one, BLOCKS[field][0])), merged[0])


def _stands_in(session: Session, contact: Contact) -> bool:
    """Whether it is shown under an e-mail or a telephone because nobody knew the name."""
    return any(
        contact.name
        in session.scalars(select(model.value).where(model.contact_id == contact.id)).all()
        for model in (Email, Phone)
    )


def _notes(notes: Sequence[str]) -> str:
    """Both, one below the other; one that the other contains stands there once."""
    kept: list[str] = []
    for note in notes:
        if note and not any(note in other for other in kept):
            kept = [other for other in kept if other not in note] + [note]
    return "\n".join(kept)
