"""Tasks: what is to be done, for a contact or by itself; the first open one is its next step."""

from smallcrm.services.tasks.commands import (
    TaskDraft,
    add_task,
    finish_task,
    postpone_task,
)
from smallcrm.services.tasks.queries import (
    TaskRow,
    find_next,
    find_next_of_deal,
    get_task,
    list_next,
    list_task_ids,
    list_task_rows,
)

__all__ = [
    "TaskDraft",
    "TaskRow",
    "add_task",
    "find_next",
    "find_next_of_deal",
    "finish_task",
    "get_task",
    "list_next",
    "list_task_ids",
    "list_task_rows",
    "postpone_task",
]
