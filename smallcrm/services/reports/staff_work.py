"""What each of the people who work here did, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.models import Staff
from smallcrm.services.reports.scope import Scope, check
from smallcrm.services.reports.staff_money import Earned, earned
from smallcrm.services.reports.staff_talks import Talks, talks
from smallcrm.services.reports.staff_tasks import Tasks, tasks
from smallcrm.services.reports.staff_waits import Waits, waits


@dataclass
class StaffLine:
    """One person; *staff_id* None: what is nobody's in particular.

    Attributes:
        works_here: Whether he is on the list of the staff still.
    """

    staff_id: int | None
    name: str = ""
    works_here: bool = True
    talks: Talks = field(default_factory=Talks)
    waits: Waits = field(default_factory=Waits)
    tasks: Tasks = field(default_factory=Tasks)
    earned: Earned = field(default_factory=Earned)


def staff_work(session: Session, scope: Scope) -> tuple[StaffLine, ...]:
    """All who work here, in the order of their list, then who left and has a part in these days.

    Nobody is the last line, and always there: what no person is noted for. Of *scope* count the
    days, and its owner, who then has the only line; all pipelines, sources and campaigns count.

    Raises:
        UserError: the days stand in the wrong order, or centuries away.
    """
    check(scope)
    found = (
        talks(session, scope),
        waits(session, scope),
        tasks(session, scope),
        earned(session, scope),
    )
    active = {key for part in found for key in part}
    said, waited, to_do, won = found
    return tuple(
        StaffLine(
            line.staff_id,
            line.name,
            line.works_here,
            said.get(line.staff_id, line.talks),
            waited.get(line.staff_id, line.waits),
            to_do.get(line.staff_id, line.tasks),
            won.get(line.staff_id, line.earned),
        )
        for line in _people(session)
        if (line.works_here or line.staff_id in active) and scope.owner_id in (None, line.staff_id)
    )


def total(lines: tuple[StaffLine, ...]) -> StaffLine:
    """All *lines* together; its waits are those of all, not a mean of medians."""
    found = StaffLine(None)
    for line in lines:
        found.talks = found.talks.plus(line.talks)
        found.waits = found.waits.plus(line.waits)
        found.tasks = found.tasks.plus(line.tasks)
        found.earned = found.earned.plus(line.earned)
    return found


def _people(session: Session) -> list[StaffLine]:
    query = select(Staff.id, Staff.name, Staff.deleted_at).order_by(
        Staff.deleted_at.is_not(None), Staff.position, Staff.id
    )
    people = [StaffLine(key, name, left is None) for key, name, left in session.execute(query)]
    return [*people, StaffLine(None)]
