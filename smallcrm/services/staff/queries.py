"""What reads the people who work here."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.models import Staff

OWNER, EMPLOYEE, ACCOUNTANT = "owner", "employee", "accountant"
ROLE_NAMES: dict[str, Text] = {
    OWNER: T("Owner of the business"),
    EMPLOYEE: T("Employee"),
    ACCOUNTANT: T("Accountant"),
}


class StaffRow(NamedTuple):
    """Somebody who works here; *role* is ``owner``, ``employee`` or ``accountant``."""

    id: int
    uid: str
    name: str
    role: str
    email: str


def list_staff(session: Session) -> list[StaffRow]:
    """Everybody, in the order of the list."""
    return [_row(person) for person in present(session)]


def get(session: Session, staff_id: int) -> StaffRow:
    """One of them; raises NotFound when he is gone."""
    return _row(existing(session, staff_id))


def find_by_name(session: Session, name: str) -> StaffRow:
    """The one called *name*, in any case.

    Raises:
        UserError: nobody here is called so.
    """
    people = list_staff(session)
    found = next((row for row in people if fold(row.name) == fold(" ".join(name.split()))), None)
    if found is None:
        names = ", ".join(row.name for row in people)
        raise UserError(
            T("Nobody here is called {name}.", name=name),
            hint=T("Nothing was changed. Choose one of: {names}.", names=names)
            if names
            else T("Nothing was changed. Add the people who work here first."),
            field="staff",
        )
    return found


def present(session: Session) -> list[Staff]:
    """Everybody in the order of the list, as rows that can be changed."""
    query = select(Staff).where(Staff.deleted_at.is_(None)).order_by(Staff.position, Staff.id)
    return list(session.scalars(query))


def existing(session: Session, staff_id: int) -> Staff:
    """The stored person; raises NotFound when he is gone."""
    person = session.get(Staff, staff_id)
    if person is None or person.deleted_at is not None:
        raise NotFound(T("This person does not work here any more. Nothing was changed."))
    return person


def _row(person: Staff) -> StaffRow:
    return StaffRow(person.id, person.uid, person.name, person.role, person.email)
