"""What recurring documents are called on screen."""

from __future__ import annotations

from smallcrm.core import formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services.recurring import RecurringRow, Rule

WAITING, ALL = "waiting", "all"
STATES: dict[str, Text] = {WAITING: T("Waiting to be made"), ALL: T("All recurring")}
NOTHING: dict[str, tuple[Text, Text]] = {
    WAITING: (
        T("Nothing is waiting"),
        T("A document stands here when its day has come, also when the computer was off."),
    ),
    ALL: (
        T("No recurring documents yet"),
        T("Open an invoice, a quote or a draft, and choose “Make it recurring”."),
    ),
}

_EVERY: dict[str, Text] = {
    "day": T("Every day"),
    "week": T("Every week"),
    "month": T("Every month"),
    "year": T("Every year"),
}


def how_often(rule: Rule) -> str:
    """``Every month``, ``Every 2 weeks``."""
    count = rule.every
    if count == 1:
        return str(_EVERY[rule.unit])
    texts = {
        "day": TN("Every {count} day", "Every {count} days", count),
        "week": TN("Every {count} week", "Every {count} weeks", count),
        "month": TN("Every {count} month", "Every {count} months", count),
        "year": TN("Every {count} year", "Every {count} years", count),
    }
    return str(texts[rule.unit])


def state(row: RecurringRow) -> tuple[str, str]:
    """What becomes of it, and the kind of pill that says so."""
    if row.is_paused:
        return str(T("Paused")), "neutral"
    if row.waiting:
        return str(TN("{count} waiting", "{count} waiting", row.waiting)), "warning"
    if row.next is None:
        return str(T("Ended")), "neutral"
    return str(T("Next {day}", day=formats.day(row.next))), "accent"


def made_as(*, issues_itself: bool) -> str:
    """What it is when it was made."""
    return str(T("Issued at once") if issues_itself else T("As a draft"))
