"""Change a deal by ``field=value`` words, as ``deals set`` has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.models import Contact
from smallcrm.services import campaigns, staff
from smallcrm.services.contacts import COMPANY
from smallcrm.services.contacts.editing import split_pair
from smallcrm.services.deals.details import change_details, get_details

_CUSTOM = "custom."
_PLAIN = ("title", "currency", "source", "note")
FIELDS = (
    *("title", "contact", "company", "amount", "currency", "closes", "source", "campaign"),
    *("owner", "note", "tag", f"{_CUSTOM}NAME"),
)  # for people


def edit(session: Session, deal_id: int, pairs: Sequence[str]) -> None:
    """Change a deal by *pairs*: ``title=Roof``, ``tag+=urgent``, ``custom.Width=60``.

    ``owner``, ``campaign`` and ``company`` take names, ``contact`` an id; an empty value takes
    what there is away. A plain ``tag=…`` takes the place of all tags.

    Raises:
        NotFound: the deal is gone.
        UserError: a word has no ``=``, a field is unknown, or its value is not right.
    """
    changes: dict[str, Any] = {}
    tags = list(get_details(session, deal_id).tags)
    for pair in pairs:
        name, value = split_pair(pair)
        if name.rstrip("+-") in ("tag", "tags"):
            tags = _changed(tags, name[-1], value)
            changes["tags"] = tuple(tags)
        elif name.startswith(_CUSTOM):
            changes.setdefault("custom", {})[name.removeprefix(_CUSTOM)] = value
        elif name in _PLAIN:
            changes[name] = value
        elif name in _READERS:
            field, read = _READERS[name]
            changes[field] = read(session, value) if value else None
        else:
            raise _unknown(name)
    change_details(session, deal_id, changes)


def _changed(tags: list[str], sign: str, value: str) -> list[str]:
    if sign == "-":
        return [tag for tag in tags if fold(tag) != fold(value)]
    return [*tags, value] if sign == "+" else [value] if value else []


def _amount(_session: Session, value: str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation as error:
        raise _refused(
            "amount",
            T("{amount} is not an amount.", amount=value),
            T("Nothing was saved. Write figures only, for example 12.5."),
        ) from error


def _day(_session: Session, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _refused(
            "closes",
            T("“{typed}” is not a date.", typed=value),
            T("Nothing was changed. Write it as 2026-11-30."),
        ) from error


def _contact(_session: Session, value: str) -> int:
    if not value.isdecimal():
        raise _refused(
            "contact",
            T("{value} is not the id of a contact.", value=value),
            T("Nothing was changed. “contacts list” tells the ids."),
        )
    return int(value)


def _company(session: Session, value: str) -> int:
    query = select(Contact.id).where(
        Contact.folded == fold(value), Contact.kind == COMPANY, Contact.deleted_at.is_(None)
    )
    found = session.scalar(query.order_by(Contact.id).limit(1))
    if found is None:
        raise _refused(
            "company",
            T("No company is called {name}.", name=value),
            T("Nothing was changed. Check how it is spelled, or add it first."),
        )
    return found


def _owner(session: Session, value: str) -> int:
    return staff.find_by_name(session, value).id


def _campaign(session: Session, value: str) -> int:
    return campaigns.find_by_name(session, value)


_READERS: dict[str, tuple[str, Callable[[Session, str], object]]] = {
    "amount": ("amount", _amount),
    "closes": ("expected_close", _day),
    "contact": ("contact_id", _contact),
    "company": ("company_id", _company),
    "owner": ("owner_id", _owner),
    "campaign": ("campaign_id", _campaign),
}


def _refused(field: str, message: Text, hint: Text) -> UserError:
    return UserError(message, hint=hint, field=field)


def _unknown(name: str) -> UserError:
    return _refused(
        name,
        T("A deal has no field {name}.", name=name),
        T("Nothing was changed. The fields are: {names}.", names=", ".join(FIELDS)),
    )
