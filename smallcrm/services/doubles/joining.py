"""Put the telephones, e-mails, addresses of several contacts into one list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Table, delete, select, update
from sqlalchemy.orm import Session

from smallcrm.core.fold import fold
from smallcrm.models import Address, Email, External, Phone, Url
from smallcrm.services.doubles.cards import phone_tail

Row = dict[str, Any]
_IDENTITY = ("id", "contact_id", "position")


def _phone(row: Row) -> object:
    return phone_tail(row["value"], row["e164"]) or row["value"]


def _value(row: Row) -> object:
    return fold(row["value"])


def _address(row: Row) -> object:
    names = ("street", "postcode", "city")
    return tuple("".join(filter(str.isalnum, fold(row[name]))) for name in names)


def _external(row: Row) -> object:
    return row["system"], row["value"]


# Each list of a contact, and what two entries of it have in common that are the same.
LISTS: dict[Any, Callable[[Row], object]] = {
    Phone: _phone,
    Email: _value,
    Url: _value,
    Address: _address,
    External: _external,
}


def join(session: Session, model: Any, ids: Sequence[int], first: int | None = None) -> None:
    """Give all entries of *model* that *ids* have to the first of them, each once.

    Of two that are the same, the one that says more stays.

    Args:
        session: The session.
        model: A key of ``LISTS``.
        ids: The survivor, then the others.
        first: Whose entries are to stand first; the survivor's when None.
    """
    table: Table = model.__table__
    order = [first, *ids] if first is not None else list(ids)
    order = list(dict.fromkeys(order))
    found = session.execute(select(table).where(table.c["contact_id"].in_(ids)))
    rows = sorted((dict(row) for row in found.mappings()), key=lambda row: _place(row, order))
    kept: dict[object, Row] = {}
    for row in rows:
        key = LISTS[model](row)
        if key not in kept or _facts(row) > _facts(kept[key]):
            kept[key] = row  # a later one takes the place of the poorer
    _drop(session, table, [row["id"] for row in rows if row not in kept.values()])
    for position, row in enumerate(kept.values()):
        _move(session, table, row, ids[0], position)


def _place(row: Row, order: Sequence[int]) -> tuple[int, int, int]:
    return order.index(row["contact_id"]), row.get("position", 0), row["id"]


def _facts(row: Row) -> int:
    return sum(bool(value) for name, value in row.items() if name not in _IDENTITY)


def _drop(session: Session, table: Table, row_ids: Sequence[int]) -> None:
    if row_ids:
        session.execute(delete(table).where(table.c["id"].in_(row_ids)))


def _move(session: Session, table: Table, row: Row, survivor: int, position: int) -> None:
    values = {"contact_id": survivor}
    if "position" in row:
        values["position"] = position
    if any(row[name] != value for name, value in values.items()):
        session.execute(update(table).where(table.c["id"] == row["id"]).values(values))
