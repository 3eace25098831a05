"""Documents that are made again and again by a rule, each period once."""

from smallcrm.services.recurring.commands import (
    change,
    create,
    draft_of,
    make,
    make_all,
    pause,
    remove,
    resume,
    skip,
)
from smallcrm.services.recurring.drafts import (
    UNIT_NAMES,
    Failed,
    Made,
    RecurringDraft,
    RecurringRow,
    Run,
    Waiting,
)
from smallcrm.services.recurring.queries import get, list_ids, list_rows, list_waiting
from smallcrm.services.recurring.schedule import UNITS, Rule, end_of
from smallcrm.services.recurring.template import BLANKS

__all__ = [
    "BLANKS",
    "UNITS",
    "UNIT_NAMES",
    "Failed",
    "Made",
    "RecurringDraft",
    "RecurringRow",
    "Rule",
    "Run",
    "Waiting",
    "change",
    "create",
    "draft_of",
    "end_of",
    "get",
    "list_ids",
    "list_rows",
    "list_waiting",
    "make",
    "make_all",
    "pause",
    "remove",
    "resume",
    "skip",
]
