"""The timeline as lines of words: headings of weeks and months, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from smallcrm.core import clock, formats
from smallcrm.core.text import T, Text
from smallcrm.services.contacts.timeline import TimelineEntry
from smallcrm.services.documents import KINDS, DocumentRow
from smallcrm.ui.documents import words as document_words


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list.

    Attributes:
        title: In strong letters; the only thing that a heading has.
        body: Beneath it; may have several lines.
        when: At the right; never elided.
        icon, ink: The picture, and the kind (``tokens.KINDS``) of its color.
        entry: What it stands for; None for a heading.
    """

    title: str
    body: str = ""
    when: str = ""
    pill: str = ""
    pill_kind: str = "neutral"
    icon: str = ""
    ink: str = "neutral"
    entry: TimelineEntry | None = None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.pill, self.when, self.body) if part)


_LOOKS: dict[str, tuple[Text, str, str]] = {
    "note": (T("Note"), "note", "neutral"),
    "call": (T("Phone call"), "phone", "accent"),
    "meeting": (T("Meeting"), "people", "accent"),
    "email": (T("Email"), "mail", "neutral"),
    "created": (T("Added to the contacts"), "person_add", "neutral"),
}


def lines(
    entries: Iterable[TimelineEntry],
    documents: Mapping[int, DocumentRow],
    after: str = "",
    today: date | None = None,
) -> list[Line]:
    """*entries* with a heading wherever another stretch of time begins.

    Args:
        entries: Newest first.
        documents: What is known of the documents among them.
        after: The heading under which the list stands already.
        today: The day that "this week" is seen from.
    """
    today = today or clock.today()
    found: list[Line] = []
    for entry in entries:
        heading = heading_of(clock.local(entry.at).date(), today)
        if heading != after:
            found.append(Line(heading))
            after = heading
        found.append(_line(entry, documents.get(entry.id), today))
    return found


def heading_of(day: date, today: date) -> str:
    """The stretch of time that *day* belongs to: this week, earlier this month, a month."""
    if day > today - timedelta(days=today.weekday() + 1):
        return str(T("This week"))
    if (day.year, day.month) == (today.year, today.month):
        return str(T("Earlier this month"))
    return formats.month(day)


def _line(entry: TimelineEntry, document: DocumentRow | None, today: date) -> Line:
    when = formats.recent(clock.local(entry.at), today)
    if entry.kind in KINDS:
        return _document_line(entry, document, when, today)
    title, icon, ink = _LOOKS.get(entry.kind, _LOOKS["note"])
    return Line(str(title), entry.body, when, icon=icon, ink=ink, entry=entry)


def _document_line(
    entry: TimelineEntry, document: DocumentRow | None, when: str, today: date
) -> Line:
    money = entry.amount
    body = formats.money(money.amount, money.currency) if money is not None else ""
    title = (
        document_words.title(entry.kind, entry.title)
        if entry.title
        else str(document_words.KINDS[entry.kind])
    )
    pill, kind = ("", "neutral")
    if document is not None:
        pill, kind = document_words.status(document.status, document.due_date, today)
    icon = "invoice" if entry.kind in ("invoice", "credit_note") else "documents"
    return Line(title, body, when, pill, kind, icon, kind, entry)
