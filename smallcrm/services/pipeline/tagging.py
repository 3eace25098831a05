"""The tags of deals, and what they have in fields of the business's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from smallcrm.core.fold import fold
from smallcrm.db import bulk
from smallcrm.models import CustomField, DealTag, DealValue, Tag
from smallcrm.services import custom_fields
from smallcrm.services.contacts.custom import refuse_misfit
from smallcrm.services.custom_fields import DEALS, FieldRow, list_fields

_LONGEST = 100  # characters of a tag


def tags_of(session: Session, deal_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The tags of some hundreds of deals, in the order in which they came."""
    query = select(DealTag.deal_id, Tag.name).join(Tag).where(DealTag.deal_id.in_(deal_ids))
    found: dict[int, list[str]] = defaultdict(list)
    for deal_id, name in session.execute(query.order_by(DealTag.id)):
        found[deal_id].append(name)
    return {deal_id: tuple(names) for deal_id, names in found.items()}


def set_tags(session: Session, deal_id: int, names: Sequence[str]) -> None:
    """Have the deal have these tags and no others; those that are not there yet are made."""
    wanted = {fold(word): word for name in names if (word := " ".join(name.split())[:_LONGEST])}
    have = select(DealTag.id, Tag.folded).join(Tag).where(DealTag.deal_id == deal_id)
    before = {folded: link_id for link_id, folded in session.execute(have)}
    gone = [link_id for folded, link_id in before.items() if folded not in wanted]
    session.execute(delete(DealTag).where(DealTag.id.in_(gone)))
    for folded, word in wanted.items():
        if folded not in before:
            session.add(DealTag(deal_id=deal_id, tag_id=_tag(session, folded, word)))
    session.flush()


def values_of(session: Session, deal_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """What some hundreds of deals have in fields of one's own: values by the name of the field."""
    query = (
        select(DealValue.deal_id, CustomField.name, DealValue.value)
        .join(CustomField, CustomField.id == DealValue.field_id)
        .where(DealValue.deal_id.in_(deal_ids))
        .order_by(CustomField.position, CustomField.id)
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for deal_id, name, value in session.execute(query):
        found[deal_id][name] = value
    return dict(found)


def set_values(session: Session, deal_id: int, values: Mapping[str, str]) -> None:
    """Have the deal have these values; fields that are not named keep theirs, empty ones lose it.

    A field that is not there yet is added, for deals; one of contacts is for deals too from now on.

    Raises:
        UserError: a value is not of the kind of its field.
    """
    fields = {fold(row.name): row for row in list_fields(session)}
    for name, typed in values.items():
        row, text = fields.get(fold(name)), typed.strip()
        if row is None:
            if text:
                _set(session, deal_id, _added(session, name).id, text)
            continue
        if text and not row.for_deals:
            session.get_one(CustomField, row.id).for_deals = True
        _set(session, deal_id, row.id, refuse_misfit(row, text) if text else "")
    session.flush()


def add_tags(session: Session, tags: Mapping[int, Sequence[str]]) -> None:
    """Give many new deals, by their ids, their tags; those that are not there yet are made."""
    known: dict[str, int] = {}
    rows: dict[tuple[int, int], None] = {}
    for deal_id, names in tags.items():
        for name in names:
            word = " ".join(name.split())[:_LONGEST]
            folded = fold(word)
            if folded and folded not in known:
                known[folded] = _tag(session, folded, word)
            if folded:
                rows[deal_id, known[folded]] = None
    bulk.insert_rows(session.connection(), "deal_tag", ("deal_id", "tag_id"), list(rows))


def add_values(session: Session, values: Mapping[int, Mapping[str, str]]) -> None:
    """Give many new deals, by their ids, their values; see ``set_values``.

    Raises:
        UserError: a value is not of the kind of its field.
    """
    fields = {fold(row.name): row for row in list_fields(session)}
    found: dict[tuple[int, int], str] = {}
    for deal_id, own in values.items():
        for name, typed in own.items():
            text = typed.strip()
            if not text:
                continue
            row = fields.get(fold(name)) or _added(session, name)
            if not row.for_deals:
                session.get_one(CustomField, row.id).for_deals = True
                row = row._replace(for_deals=True)
            fields[fold(name)] = row
            found[deal_id, row.id] = refuse_misfit(row, text)
    rows = [(*key, value) for key, value in found.items()]
    columns = ("deal_id", "field_id", "value")
    bulk.insert_rows(session.connection(), "deal_value", columns, rows)


def _added(session: Session, name: str) -> FieldRow:
    field_id = custom_fields.add(session, name, use=(DEALS,))
    return custom_fields.get_field(session, field_id)


def _set(session: Session, deal_id: int, field_id: int, value: str) -> None:
    query = select(DealValue).where(DealValue.deal_id == deal_id, DealValue.field_id == field_id)
    row = session.scalar(query)
    if row is None and value:
        session.add(DealValue(deal_id=deal_id, field_id=field_id, value=value))
    elif row is not None and not value:
        session.delete(row)
    elif row is not None:
        row.value = value


def _tag(session: Session, folded: str, name: str) -> int:
    found = session.scalar(select(Tag.id).where(Tag.folded == folded))
    if found is None:
        made = Tag(name=name, folded=folded)
        session.add(made)
        session.flush()
        found = made.id
    return found
