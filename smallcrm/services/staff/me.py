"""Which of the people sits at this computer: kept here, not in the data file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from smallcrm.core import notes, who
from smallcrm.services.staff.queries import StaffRow, find_by_name, get, list_staff

_NOTE = "who"


def wanted(file: Path) -> str:
    """The uid of who was chosen last on this computer for the data file; empty for nobody."""
    return notes.note(notes.of_file(_NOTE, file))


def recall(session: Session, file: Path, name: str = "") -> StaffRow | None:
    """Have the history name who uses this computer: *name*, else who was chosen last.

    Returns:
        Him; None where nobody was chosen, or he does not work here any more.

    Raises:
        UserError: nobody here is called *name*.
    """
    uid = wanted(file)
    found = (
        find_by_name(session, name)
        if name
        else next((row for row in list_staff(session) if row.uid == uid), None)
    )
    who.use(None if found is None else who.Person(found.uid, found.name))
    return found


def be(session: Session, file: Path, staff_id: int) -> StaffRow | None:
    """Remember on this computer who uses it; 0 for nobody in particular.

    Raises:
        NotFound: he does not work here any more.
    """
    found = get(session, staff_id) if staff_id else None
    notes.keep(notes.of_file(_NOTE, file), found.uid if found else "")
    return recall(session, file)


def find_me(session: Session) -> StaffRow | None:
    """Who uses the program now; None where nobody was chosen."""
    person = who.chosen()
    if person is None:
        return None
    return next((row for row in list_staff(session) if row.uid == person.uid), None)
