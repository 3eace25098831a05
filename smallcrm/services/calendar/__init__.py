"""What a calendar shows of everything that has a day, and the files of other calendars."""

from smallcrm.services.calendar.bringing_in import KEEP, TAKE, BroughtIn, bring_in, foretell
from smallcrm.services.calendar.comparing import Conflict
from smallcrm.services.calendar.differences import Difference
from smallcrm.services.calendar.foretelling import Foretold
from smallcrm.services.calendar.moving import move
from smallcrm.services.calendar.showing import (
    BIRTHDAY,
    DEAL,
    INVOICE,
    MEETING,
    TASK,
    CalendarRow,
    list_between,
)

__all__ = [
    "BIRTHDAY",
    "DEAL",
    "INVOICE",
    "KEEP",
    "MEETING",
    "TAKE",
    "TASK",
    "BroughtIn",
    "CalendarRow",
    "Conflict",
    "Difference",
    "Foretold",
    "bring_in",
    "foretell",
    "list_between",
    "move",
]
