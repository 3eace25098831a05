"""Who of the staff an extension or a name in a list of calls is; remembered in the data file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.fold import fold
from smallcrm.models import Setting
from smallcrm.services import staff
from smallcrm.services.calls.drafts import Employee, WhoElse
from smallcrm.services.staff import StaffRow

_SETTING = "calls.employees"
_NOBODY = ""


def employees(session: Session, texts: Iterable[str], said: WhoElse) -> list[Employee]:
    """Whose calls there are, the busiest first: as the user says, as remembered, else by name.

    Args:
        session: Open.
        texts: Of each call: ``101``, ``101 Maria``, ``Maria``.
        said: What the user says of them; None is nobody.
    """
    people = staff.list_staff(session)
    remembered = _remembered(session)
    told = {_key(text): staff_id for text, staff_id in said.items()}
    by_uid = {row.uid: row.id for row in people}
    found = []
    for text, count in Counter(filter(None, texts)).most_common():
        keys = [_key(text), _key(text.partition(" ")[0])]
        key = next((each for each in keys if each in told), "")
        kept = next((each for each in keys if each in remembered), "")
        if key:
            whose = told[key]
        elif kept:
            whose = by_uid.get(remembered[kept])
        else:
            whose = _by_name(text, people)
        found.append(Employee(text, count, whose))
    return found


def remember(session: Session, said: WhoElse) -> None:
    """Keep what the user said, for the next list."""
    if not said:
        return
    uids = {row.id: row.uid for row in staff.list_staff(session)}
    known = _remembered(session)
    known |= {_key(text): uids.get(staff_id or 0, _NOBODY) for text, staff_id in said.items()}
    row = session.scalar(select(Setting).where(Setting.name == _SETTING))
    if row is None:
        row = Setting(name=_SETTING)
        session.add(row)
    row.value = json.dumps(known, ensure_ascii=False, sort_keys=True)
    session.flush()


def _remembered(session: Session) -> dict[str, str]:
    stored = session.scalar(select(Setting.value).where(Setting.name == _SETTING))
    return dict(json.loads(stored)) if stored else {}


def _by_name(text: str, people: Iterable[StaffRow]) -> int | None:
    """The one whose name is in *text*, or who alone has all the words of it."""
    words = {word for word in fold(text).replace(",", " ").split() if not word.isdecimal()}
    if not words:
        return None
    names = {row.id: set(fold(row.name).split()) for row in people}
    same = [key for key, name in names.items() if name == words]
    part = [key for key, name in names.items() if name <= words or words <= name]
    fitting = same or part
    return fitting[0] if len(fitting) == 1 else None


def _key(text: str) -> str:
    return fold(" ".join(text.split()))
