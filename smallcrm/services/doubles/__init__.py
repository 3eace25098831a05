"""Contacts that may be one: find them, compare them, merge them, or say that they are two."""

from smallcrm.services.doubles.comparing import (
    Comparison,
    Difference,
    Side,
    compare_contacts,
)
from smallcrm.services.doubles.finding import find_groups, find_groups_of
from smallcrm.services.doubles.groups import Group
from smallcrm.services.doubles.merging import merge
from smallcrm.services.doubles.verdicts import set_apart

__all__ = [
    "Comparison",
    "Difference",
    "Group",
    "Side",
    "compare_contacts",
    "find_groups",
    "find_groups_of",
    "merge",
    "set_apart",
]
