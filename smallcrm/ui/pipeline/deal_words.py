"""What is said about deals: how long, how much, what undo calls a change."""

from __future__ import annotations

from datetime import timedelta

from smallcrm.core import formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services.deals import DealDetails

KINDS = {"open": "accent", "won": "success", "lost": "danger"}  # of pills
_HOUR = 3600  # seconds


def address(deal_id: int) -> str:
    """Where the page of a deal is."""
    return f"crm://deal/{deal_id}"


def lasted(time: timedelta) -> str:
    """``12 days``; hours on the first day, less than that as such."""
    if time.days:
        return str(TN("{count} day", "{count} days", time.days))
    hours = time.seconds // _HOUR
    if hours:
        return str(TN("{count} hour", "{count} hours", hours))
    return str(T("Less than an hour"))


def worth(details: DealDetails) -> str:
    """The amount with its currency; empty where nobody knows it yet."""
    if details.amount is None:
        return ""
    return formats.money(details.amount, details.currency)


def change(title: str) -> Text:
    """What undo calls a change of the deal called *title*."""
    return T("Change deal {title}", title=title)
