"""What changes the list of people who work here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.models import Staff
from smallcrm.services.ordering import next_position, put_at
from smallcrm.services.staff.queries import EMPLOYEE, ROLE_NAMES, existing, list_staff, present

MOST = 20  # people: for more, one PC and one file are not the right tool
_LONGEST = 150  # characters of a name
_LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True)
class StaffDraft:
    """Somebody as a form has him; *role* is ``owner``, ``employee`` or ``accountant``."""

    name: str
    role: str = EMPLOYEE
    email: str = ""


def add(session: Session, draft: StaffDraft) -> int:
    """Add somebody at the end of the list; return the id.

    Raises:
        UserError: the name is empty or taken, the role is none, or there are twenty already.
    """
    if len(list_staff(session)) >= MOST:
        raise UserError(
            T("There are {count} people already, and the list holds no more.", count=MOST),
            hint=T("Nothing was saved. Remove somebody who does not work here any more."),
            field="name",
        )
    values = _checked(session, draft, 0)
    person = Staff(position=next_position(session, Staff), **values)
    session.add(person)
    session.flush()
    return person.id


def change(session: Session, staff_id: int, draft: StaffDraft) -> None:
    """Make somebody what *draft* says; what belongs to him stays his.

    Raises:
        NotFound: he is gone.
        UserError: as for ``add``.
    """
    person = existing(session, staff_id)
    for name, value in _checked(session, draft, staff_id).items():
        setattr(person, name, value)
    session.flush()


def remove(session: Session, staff_id: int) -> None:
    """Take somebody off the list; what was his says so still, and new leads go to others.

    Raises:
        NotFound: he is gone already.
    """
    existing(session, staff_id).deleted_at = clock.now()
    session.flush()


def move(session: Session, staff_id: int, place: int) -> None:
    """Put somebody at *place* (from 0) in the list; raises NotFound when he is gone."""
    put_at(present(session), existing(session, staff_id), place)
    session.flush()


def _checked(session: Session, draft: StaffDraft, staff_id: int) -> dict[str, str]:
    name = " ".join(draft.name.split())[:_LONGEST]
    if not name:
        raise UserError(
            T("Somebody who works here needs a name."),
            hint=T("Nothing was saved. Type one."),
            field="name",
        )
    if any(fold(row.name) == fold(name) and row.id != staff_id for row in list_staff(session)):
        raise UserError(
            T("Somebody here is called {name} already.", name=name),
            hint=T("Nothing was saved. Add the family name or a letter."),
            field="name",
        )
    if draft.role not in ROLE_NAMES:
        raise UserError(
            T("{role} is nothing that somebody here can be.", role=draft.role),
            hint=T("Nothing was saved. Use one of: {names}.", names=", ".join(ROLE_NAMES)),
            field="role",
        )
    return {"name": name, "role": draft.role, "email": draft.email.strip()[:_LONGEST_EMAIL]}
