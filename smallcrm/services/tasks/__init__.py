"""Tasks: what is to be done, once or again and again; the first open one is a next step."""

from smallcrm.services.tasks.commands import (
    add_task,
    change_task,
    count_in_zone,
    finish_task,
    finish_tasks,
    keep_wall_time,
    postpone_task,
    remove_tasks,
    reopen_tasks,
    restore_tasks,
    skip_occurrence,
    snooze_tasks,
)
from smallcrm.services.tasks.drafts import HIGH, LOW, MEETING, NORMAL, TASK, TaskDraft
from smallcrm.services.tasks.due import DueTask, due
from smallcrm.services.tasks.queries import (
    TaskRow,
    find_next,
    find_next_of_deal,
    get_draft,
    get_task,
    list_next,
    list_next_of_deals,
    list_task_ids,
    list_task_rows,
)
from smallcrm.services.tasks.stored import is_astray, refresh

__all__ = [
    "HIGH",
    "LOW",
    "MEETING",
    "NORMAL",
    "TASK",
    "DueTask",
    "TaskDraft",
    "TaskRow",
    "add_task",
    "change_task",
    "count_in_zone",
    "due",
    "find_next",
    "find_next_of_deal",
    "finish_task",
    "finish_tasks",
    "get_draft",
    "get_task",
    "is_astray",
    "keep_wall_time",
    "list_next",
    "list_next_of_deals",
    "list_task_ids",
    "list_task_rows",
    "postpone_task",
    "refresh",
    "remove_tasks",
    "reopen_tasks",
    "restore_tasks",
    "skip_occurrence",
    "snooze_tasks",
]
