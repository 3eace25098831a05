"""The addresses of leads, for buttons anywhere in the window."""

from __future__ import annotations

LIST = "crm://leads"
NEW = "crm://lead/new"
CAMPAIGNS = "crm://campaigns"
SETTINGS = "crm://settings/leads"
PEOPLE = "crm://settings/people"


def of(lead_id: int) -> str:
    """One lead."""
    return f"crm://lead/{lead_id}"
