"""All of today in one look."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.services.today.dues import Dues, look_at_dues
from smallcrm.services.today.slipping import Slipping, look_at_slipping
from smallcrm.services.today.todo import ToDo, look_at_todo


class Today(NamedTuple):
    """What the page Today shows of the day *day*."""

    day: date
    todo: ToDo
    dues: Dues
    slipping: Slipping

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all waits."""
        return self.todo.is_empty and self.dues.is_empty and self.slipping.is_empty


def look(session: Session, now: datetime, owner_id: int | None = None) -> Today:
    """Everything that waits, seen from the instant *now* (UTC).

    *owner_id* asks for the tasks, deals and leads of one of the staff. Money, contacts and
    birthdays are everybody's business: they belong to no one in particular.
    """
    today = clock.local(now).date()
    return Today(
        today,
        look_at_todo(session, now, owner_id),
        look_at_dues(session, today),
        look_at_slipping(session, now, owner_id),
    )
