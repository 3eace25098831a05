"""Addresses of the pages of tasks."""

from __future__ import annotations

LIST = "crm://tasks"
NEW = "crm://task/new"
MISSED = "crm://missed"


def of(task_id: int) -> str:
    """The address of one task."""
    return f"crm://task/{task_id}"
