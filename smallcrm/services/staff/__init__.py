"""Who works here: names with a usual view. They lock nothing, and there are no passwords."""

from smallcrm.services.staff.commands import (
    MOST,
    StaffDraft,
    add,
    change,
    move,
    remove,
)
from smallcrm.services.staff.me import be, find_me, recall, wanted
from smallcrm.services.staff.queries import (
    ACCOUNTANT,
    EMPLOYEE,
    OWNER,
    ROLE_NAMES,
    StaffRow,
    find_by_name,
    get,
    list_staff,
)

__all__ = [
    "ACCOUNTANT",
    "EMPLOYEE",
    "MOST",
    "OWNER",
    "ROLE_NAMES",
    "StaffDraft",
    "StaffRow",
    "add",
    "be",
    "change",
    "find_by_name",
    "find_me",
    "get",
    "list_staff",
    "move",
    "recall",
    "remove",
    "wanted",
]
