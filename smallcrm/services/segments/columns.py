"""What a table of contacts can show: the columns, and what a contact has in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.money import Money
from smallcrm.core.text import T, Text
from smallcrm.models import Activity, Contact, CustomField, CustomValue, Document
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, emptying
from smallcrm.services.custom_fields import CONTACTS, list_fields, typed
from smallcrm.services.segments.rules import CUSTOM
from smallcrm.services.segments.sums import amounts, issued_by_customer, open_deals

# What a cell holds; several amounts where there are several currencies.
Cell = str | int | Decimal | date | datetime | bool | tuple[Money, ...] | None

NAME = "name"
ARCHIVED = "archived"
STAYS = "stays"  # in the bin, however long: documents, deals or people need the contact
COLUMNS: Mapping[str, Text] = {
    NAME: T("Name"),
    "company": T("Company"),
    "role": T("Role"),
    "phone": T("Phone"),
    "email": T("Email"),
    "city": T("City"),
    "country": T("Country"),
    "tags": T("Tags"),
    "kind": T("Kind"),
    "source": T("Source"),
    "owner": T("Owner"),
    "tax_id": T("Tax number"),
    "birthday": T("Birthday"),
    "consent": T("Consent"),
    "last_contact": T("Last contact"),
    "last_purchase": T("Last purchase"),
    "invoiced_year": T("Invoiced this year"),
    "invoiced": T("Invoiced ever"),
    "unpaid": T("Unpaid"),
    "overdue": T("Overdue"),
    "open_deals": T("Open deals"),
    "created": T("Created"),
    "changed": T("Changed"),
    ARCHIVED: T("In the bin"),
}
USUAL = (NAME, "company", "phone", "email", "city", "tags", "last_contact", "unpaid")
_MONEY = ("invoiced_year", "invoiced", "unpaid", "overdue")
RIGHT = frozenset({*_MONEY, "open_deals"})


class ColumnSpec(NamedTuple):
    """A column that can be shown; *key* is one of ``COLUMNS`` or ``custom:UID``."""

    key: str
    title: Text | str
    is_right: bool = False


class TableRow(NamedTuple):
    """One line of a table of contacts: what it has in each of the columns that were asked for."""

    id: int
    name: str
    kind: str
    cells: Mapping[str, Cell]


def list_columns(session: Session) -> list[ColumnSpec]:
    """All columns that there are, those of one's own fields last."""
    own = [ColumnSpec(key, title, key in RIGHT) for key, title in COLUMNS.items()]
    fields = list_fields(session, CONTACTS)
    return own + [
        ColumnSpec(f"{CUSTOM}{field.uid}", field.name, field.kind == "number") for field in fields
    ]


def list_table_rows(
    session: Session, ids: Sequence[int], keys: Sequence[str]
) -> dict[int, TableRow]:
    """The lines for *ids* (a page of them) with the columns *keys*; gone ids are left out."""
    drafts = contacts.list_drafts(session, ids)
    cells: dict[int, dict[str, Cell]] = {contact_id: {} for contact_id in drafts}
    for key in keys:
        reader = _DRAFT_CELLS.get(key)
        if reader is not None:
            for contact_id, draft in drafts.items():
                cells[contact_id][key] = reader(draft)
            continue
        for contact_id, value in _column(session, key, ids).items():
            if contact_id in cells:
                cells[contact_id][key] = value
    return {
        contact_id: TableRow(contact_id, drafts[contact_id].name, drafts[contact_id].kind, found)
        for contact_id, found in cells.items()
    }


def _column(session: Session, key: str, ids: Sequence[int]) -> Mapping[int, Cell]:
    if key.startswith(CUSTOM):
        return _custom(session, key.removeprefix(CUSTOM), ids)
    if key in _MONEY:
        return _sums(session, key, ids)
    if key == ARCHIVED:
        return _archived(session, ids)
    if key in _INSTANTS:
        query = select(Contact.id, getattr(Contact, _INSTANTS[key])).where(Contact.id.in_(ids))
    elif key == "last_contact":
        query = (
            select(Activity.contact_id, func.max(Activity.at))
            .where(Activity.contact_id.in_(ids), Activity.deleted_at.is_(None))
            .group_by(Activity.contact_id)
        )
    elif key == "last_purchase":
        query = _grouped(issued_by_customer(Document.kind == "invoice"), ids)
    else:
        query = _counted(ids)
    return {row[0]: row[1] for row in session.execute(query)}


def _archived(session: Session, ids: Sequence[int]) -> dict[int, Cell]:
    """When they came into the bin; ``STAYS`` for those that are never taken out of it."""
    query = select(Contact.id, Contact.deleted_at).where(Contact.id.in_(ids))
    cells: dict[int, Cell] = {row[0]: row[1] for row in session.execute(query)}
    return cells | dict.fromkeys(emptying.needed(session, ids), STAYS)


def _grouped(query: Select[Any], ids: Sequence[int]) -> Select[Any]:
    customer = Document.customer_id
    return query.add_columns(func.max(Document.date)).where(customer.in_(ids)).group_by(customer)


def _counted(ids: Sequence[int]) -> Select[Any]:
    query = open_deals()
    owner = query.selected_columns[0]
    return query.add_columns(func.count()).where(owner.in_(ids)).group_by(owner)


def _sums(session: Session, key: str, ids: Sequence[int]) -> dict[int, tuple[Money, ...]]:
    query, customer, currency, total = amounts(key, clock.today())
    query = (
        query.add_columns(currency, total)
        .where(customer.in_(ids))
        .group_by(customer, currency)
        .order_by(currency)
    )
    found: dict[int, list[Money]] = defaultdict(list)
    for customer_id, currency, minor in session.execute(query):
        if minor:
            found[customer_id].append(Money(minor, currency))
    return {contact_id: tuple(sums) for contact_id, sums in found.items()}


def _custom(session: Session, uid: str, ids: Sequence[int]) -> dict[int, Cell]:
    query = (
        select(CustomValue.contact_id, CustomField.kind, CustomValue.value)
        .join(CustomField, CustomField.id == CustomValue.field_id)
        .where(CustomField.uid == uid, CustomValue.contact_id.in_(ids))
    )
    return {row[0]: typed(row[1], row[2]) for row in session.execute(query)}


def _first(items: Iterable[Any], name: str) -> str:
    return next((value for item in items if (value := str(getattr(item, name)))), "")


_INSTANTS = {"created": "created_at", "changed": "updated_at"}
_DRAFT_CELLS: Mapping[str, Callable[[ContactDraft], Cell]] = {
    NAME: lambda draft: draft.name,
    "company": lambda draft: draft.company,
    "role": lambda draft: draft.role,
    "phone": lambda draft: ", ".join(phone.value for phone in draft.phones),
    "email": lambda draft: ", ".join(email.value for email in draft.emails),
    "city": lambda draft: _first(draft.addresses, "city"),
    "country": lambda draft: _first(draft.addresses, "country"),
    "tags": lambda draft: ", ".join(draft.tags),
    "kind": lambda draft: draft.kind,
    "source": lambda draft: draft.source,
    "owner": lambda draft: draft.owner,
    "consent": lambda draft: draft.consent,
    "tax_id": lambda draft: draft.tax_id,
    "birthday": lambda draft: draft.birthday,
}
