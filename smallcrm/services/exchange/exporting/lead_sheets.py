"""Leads, campaigns and the people who work here as lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.money import decimals
from smallcrm.core.text import T, Text
from smallcrm.services import campaigns, leads, staff
from smallcrm.services.campaigns import CampaignRow
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value
from smallcrm.services.leads import STATE_NAMES, LeadRow
from smallcrm.services.settings import get_business
from smallcrm.services.staff import ROLE_NAMES, StaffRow

_CHUNK = 500
Row = TypeVar("Row")


def lead_ids(session: Session) -> list[int]:
    """All leads, those in the bin last."""
    return [*leads.list_ids(session), *leads.list_ids(session, leads.BIN)]


def leads_sheet(session: Session, ids: Sequence[int]) -> Sheet:
    """The leads *ids*, in their order; days and times as the clock here shows them."""
    columns = [
        Column(str(T("Name")), 28),
        Column(str(T("Company")), 28),
        Column(str(T("Email")), 28),
        Column(str(T("Phone")), 18),
        Column(str(T("Message")), 50),
        Column(str(T("Source")), 14),
        Column(str(T("Campaign")), 18),
        Column(str(T("Received")), 18),
        Column(str(T("Owner")), 18),
        Column(str(T("State")), 14),
        Column(str(T("First answer")), 18),
    ]
    return _sheet(session, T("Incoming leads"), columns, ids, leads.list_rows, _lead)


def campaigns_sheet(session: Session, ids: Sequence[int]) -> Sheet:
    """The campaigns *ids* with what they cost and brought in."""
    digits = decimals(get_business(session).currency)
    columns = [
        Column(str(T("Name")), 28),
        Column(str(T("Source")), 14),
        Column(str(T("Cost")), 14, digits),
        Column(str(T("Currency")), 10),
        Column(str(T("First day")), 12),
        Column(str(T("Last day")), 12),
        Column(str(T("Lead count")), 10, 0),
        Column(str(T("Deals")), 10, 0),
        Column(str(T("Deals won")), 10, 0),
        Column(str(T("Note")), 40),
    ]
    return _sheet(session, T("Campaigns"), columns, ids, campaigns.list_rows, _campaign)


def staff_ids(session: Session) -> list[int]:
    """Everybody who works here, in the order of the list."""
    return [row.id for row in staff.list_staff(session)]


def staff_sheet(session: Session, ids: Sequence[int]) -> Sheet:
    """The people *ids*, in their order."""
    columns = [Column(str(T("Name")), 28), Column(str(T("Role")), 20), Column(str(T("Email")), 28)]
    return _sheet(session, T("Staff"), columns, ids, staff_rows, _person)


def staff_rows(session: Session, ids: Sequence[int]) -> dict[int, StaffRow]:
    """The people *ids*, by id."""
    return {row.id: row for row in staff.list_staff(session) if row.id in set(ids)}


def _sheet(
    session: Session,
    title: Text,
    columns: Sequence[Column],
    ids: Sequence[int],
    read: Callable[[Session, Sequence[int]], dict[int, Row]],
    cells: Callable[[Row], list[Value]],
) -> Sheet:
    def some(chunk: Sequence[int]) -> list[list[Value]]:
        found = read(session, chunk)
        return [cells(found[key]) for key in chunk if key in found]

    return Sheet(str(title), columns, map(some, chunks(ids, _CHUNK)), len(ids))


def _lead(row: LeadRow) -> list[Value]:
    answered = row.answered_at
    return [
        row.name,
        row.company,
        row.email,
        row.phone,
        row.message,
        row.source,
        row.campaign,
        f"{clock.local(row.received_at):%Y-%m-%d %H:%M}",
        row.owner,
        str(STATE_NAMES[row.state]),
        "" if answered is None else f"{clock.local(answered):%Y-%m-%d %H:%M}",
    ]


def _campaign(row: CampaignRow) -> list[Value]:
    return [
        row.name,
        row.source,
        row.cost,
        row.currency,
        row.starts,
        row.ends,
        row.leads,
        row.deals,
        row.won,
        row.note,
    ]


def _person(row: StaffRow) -> list[Value]:
    return [row.name, str(ROLE_NAMES[row.role]), row.email]
