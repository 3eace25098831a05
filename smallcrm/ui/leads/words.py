"""How leads are spoken of on screen."""

from __future__ import annotations

from datetime import datetime

from smallcrm.core import clock, formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services import leads
from smallcrm.services.leads import LeadRow, Speed, Speeds

NOTHING: dict[str, tuple[Text, Text]] = {
    leads.NEW: (
        T("Nobody is waiting"),
        T("Who asks for the first time stands here. Drop a message or a list, or type it in."),
    ),
    leads.ANSWERED: (T("Nobody was answered yet"), T("Who was answered and is not yet a deal.")),
    leads.CONVERTED: (T("No lead became a deal yet"), T("A lead becomes a contact with a deal.")),
    leads.DISMISSED: (T("No lead is dismissed"), T("Leads that nothing came of.")),
    leads.BIN: (T("The bin is empty"), T("Leads that were moved to the bin.")),
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400  # seconds
_SOON, _LATE = 30 * _MINUTE, 4 * _HOUR  # how long somebody may wait before it is said louder


def span(seconds: int) -> str:
    """How long: ``12 min``, ``3 h``, ``2 days``."""
    if seconds < _MINUTE:
        return str(T("less than a minute"))
    if seconds < _HOUR:
        return str(TN("{count} min", "{count} min", seconds // _MINUTE))
    if seconds < 2 * _DAY:
        return str(TN("{count} h", "{count} h", seconds // _HOUR))
    return str(TN("{count} day", "{count} days", seconds // _DAY))


def age(row: LeadRow, now: datetime) -> tuple[str, str]:
    """How long somebody waits or waited, or how it ended; and the kind of pill that says so."""
    if row.deleted_at is not None:
        return str(T("In the bin")), "neutral"
    if row.converted_at is not None:
        return str(T("Became a deal")), "success"
    if row.dismissed_at is not None:
        return str(T("Dismissed")), "neutral"
    if row.answered_at is not None:
        return str(T("Answered after {time}", time=waited(row))), "success"
    seconds = int((now - row.received_at).total_seconds())
    kind = "accent" if seconds < _SOON else "warning" if seconds < _LATE else "danger"
    return str(T("Waiting {time}", time=span(seconds))), kind


def waited(row: LeadRow) -> str:
    """How long it took to the first answer; empty while there is none."""
    if row.answered_at is None:
        return ""
    return span(max(int((row.answered_at - row.received_at).total_seconds()), 0))


def received(row: LeadRow) -> str:
    """When it came, as short as today allows."""
    return formats.recent(clock.local(row.received_at), clock.today())


def speed(found: Speeds) -> str:
    """How soon leads are answered, on the average; empty where nobody was answered."""
    if found.total is None:
        return ""
    total = T("First answer after {time} on average.", time=span(found.total.seconds))
    parts = [f"{_each(each)}." for each in (found.by_owner, found.by_source) if each]
    return " ".join([str(total), *parts])


def reached(row: LeadRow) -> str:
    """Beneath its name in the list: for whom it asks, or how it is reached, or what it says."""
    first = next((text for text in (row.company, row.phone, row.email) if text != row.title), "")
    return first or " ".join(row.message.split())[:80]


def spoken(row: LeadRow) -> str:
    """What a screen reader says for a row."""
    parts = (row.title, reached(row), row.source, row.owner, age(row, clock.now())[0])
    return ", ".join(filter(None, parts))


def _each(speeds: list[Speed]) -> str:
    return ", ".join(f"{each.who} {span(each.seconds)}" for each in speeds)
