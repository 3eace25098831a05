"""Addresses of the pages of tasks."""

from __future__ import annotations

from datetime import date, datetime

from smallcrm.core import formats
from smallcrm.ui.shell.address import Address

LIST = "crm://tasks"
NEW = "crm://task/new"
MISSED = "crm://missed"


def of(task_id: int) -> str:
    """The address of one task."""
    return f"crm://task/{task_id}"


def new_at(when: date) -> str:
    """The address that begins a new task on a day, or on a day and a time."""
    return f"{NEW}/{when.isoformat()}"


def when_of(address: Address) -> str:
    """The time in an address of ``new_at``, as people type it; empty where it has none."""
    try:
        when = datetime.fromisoformat(address.parts[1])
    except (IndexError, ValueError):
        return ""
    at = f" {formats.time_of_day(when)}" if "T" in address.parts[1] else ""
    return f"{formats.short_day(when)}{at} "
