"""What came while the program did not run: one list at the start, each item handled once."""

from smallcrm.services.digest.commands import hold, mark_all, mark_seen
from smallcrm.services.digest.items import BIRTHDAY, CALL, DEAL, INVOICE, RECURRING, TASK, Item
from smallcrm.services.digest.queries import SOURCES, collect, last_seen

__all__ = [
    "BIRTHDAY",
    "CALL",
    "DEAL",
    "INVOICE",
    "RECURRING",
    "SOURCES",
    "TASK",
    "Item",
    "collect",
    "hold",
    "last_seen",
    "mark_all",
    "mark_seen",
]
