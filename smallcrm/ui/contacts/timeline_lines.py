"""The timeline as lines of words: headings of weeks and months, and what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from smallcrm.core import clock, formats
from smallcrm.core.mentions import pieces
from smallcrm.core.text import TN, T, Text
from smallcrm.services.contacts import TimelineEntry
from smallcrm.services.contacts.activities import CALL, INCOMING, MESSAGE, NO_ANSWER, REACHED
from smallcrm.services.contacts.activities import KINDS as WRITTEN
from smallcrm.services.documents import KINDS, DocumentRow
from smallcrm.ui.contacts import talk_words
from smallcrm.ui.documents import words as document_words
from smallcrm.ui.documents.payments import words as payment_words


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list.

    Attributes:
        title: In strong letters; the only thing that a heading has.
        body: Beneath it; may have several lines.
        when: At the right; never elided.
        icon, ink: The picture, and the kind (``tokens.KINDS``) of its color.
        entry: What it stands for; None for a heading.
        people: Whom the body names, as it does that, and their uids.
    """

    title: str
    body: str = ""
    when: str = ""
    pill: str = ""
    pill_kind: str = "neutral"
    icon: str = ""
    ink: str = "neutral"
    entry: TimelineEntry | None = None
    people: tuple[tuple[str, str], ...] = ()

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.pill, self.when, self.body) if part)


_LOOKS: dict[str, tuple[Text, str, str]] = {
    "note": (T("Note"), "note", "neutral"),
    "call": (T("Phone call"), "phone", "accent"),
    "meeting": (T("Meeting"), "people", "accent"),
    "visit": (T("Visit"), "pin", "accent"),
    "message": (T("Message"), "message", "neutral"),
    "email": (T("Email"), "mail", "neutral"),
    "created": (T("Added to the contacts"), "person_add", "neutral"),
}
_ABOUT: dict[str, Callable[[str], Text]] = {
    "meeting": lambda subject: T("Meeting: {subject}", subject=subject),
    "visit": lambda subject: T("Visit: {subject}", subject=subject),
    "email": lambda subject: T("Email: “{subject}”", subject=subject),
}
_REMINDER = "reminder"
# What became of a document, and the kind of its color.
_FATES: dict[str, tuple[Callable[[str], Text], str, str]] = {
    "sent": (lambda name: T("{document} was sent", document=name), "send", "accent"),
    "accepted": (lambda name: T("{document} was accepted", document=name), "check", "success"),
    "declined": (lambda name: T("{document} was declined", document=name), "close", "neutral"),
    "void": (lambda name: T("{document} was made void", document=name), "close", "neutral"),
}


def is_document(entry: TimelineEntry) -> bool:
    """Whether the entry is about a document, whose id it has."""
    return entry.kind in KINDS or entry.kind in _FATES or entry.kind == _REMINDER


def is_written(entry: TimelineEntry) -> bool:
    """Whether somebody wrote the entry, so that it can be changed and removed."""
    return entry.kind in WRITTEN


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
        return str(T("Earlier"))
    return formats.month(day)


def _line(entry: TimelineEntry, document: DocumentRow | None, today: date) -> Line:
    when = formats.recent(clock.local(entry.at), today)
    if entry.kind in KINDS:
        return _document_line(entry, document, when, today)
    if entry.kind in _FATES:
        return _fate_line(entry, document, when)
    if entry.kind in _ABOUT_MONEY:
        return _ABOUT_MONEY[entry.kind](entry, when)
    if entry.kind == "task":
        done = str(T("Done: {title}", title=entry.title))
        return Line(done, "", when, icon="check", ink="success", entry=entry)
    return _activity_line(entry, when)


def _activity_line(entry: TimelineEntry, when: str) -> Line:
    title, icon, ink = _LOOKS.get(entry.kind, _LOOKS["note"])
    pill = minutes(entry.seconds)
    if entry.kind == CALL:
        title = talk_words.call_title(entry.direction, entry.outcome)
        if entry.outcome == NO_ANSWER:
            ink = "danger" if entry.direction == INCOMING else "warning"
    elif entry.kind in ("email", MESSAGE):
        pill = str(talk_words.DIRECTIONS.get(entry.direction, ""))
    if entry.title and entry.kind in _ABOUT:
        title = _ABOUT[entry.kind](entry.title)
    said = [
        (_unbroken(piece.text) if piece.uid else piece.text, piece.uid)
        for piece in pieces(entry.body)
    ]
    people = tuple(part for part in said if part[1])
    words = "".join(text for text, _ in said)
    untold = "" if entry.kind in _ABOUT else entry.title
    known = (untold, _came_of(entry), words)
    body = "\n".join(part for part in known if part)
    return Line(str(title), body, when, pill, icon=icon, ink=ink, entry=entry, people=people)


def _unbroken(name: str) -> str:
    """*name* so that it stays on one line."""
    return name.replace(" ", "\u00a0")


def _came_of(entry: TimelineEntry) -> str:
    """What came of it, and who it was; what the title says already is left out."""
    is_told = entry.kind == CALL and entry.outcome in (NO_ANSWER, REACHED)
    outcome = "" if is_told else talk_words.outcome(entry.kind, entry.outcome)
    return "  ·  ".join(part for part in (outcome, entry.owner) if part)


def minutes(seconds: int | None) -> str:
    """``6 min``, ``1 h 30 min``; empty where nobody measured."""
    if not seconds:
        return ""
    hours, rest = divmod(max(round(seconds / 60), 1), 60)
    if not hours:
        return str(TN("{count} min", "{count} min", rest))
    return str(
        T("{hours} h {minutes} min", hours=hours, minutes=rest)
        if rest
        else T("{hours} h", hours=hours)
    )


def _deal_line(entry: TimelineEntry, when: str) -> Line:
    money = entry.amount
    pill = formats.money(money.amount, money.currency) if money is not None else ""
    title, kind = T("New deal: {title}", title=entry.title), "neutral"
    if entry.outcome == "won":
        title, kind = T("Deal won: {title}", title=entry.title), "success"
    elif entry.outcome == "lost":
        title, kind = T("Deal lost: {title}", title=entry.title), "danger"
    elif entry.kind == "deal_moved":
        title = T("{title} moved to {stage}", title=entry.title, stage=entry.body)
    return Line(str(title), "", when, pill, icon="money", ink=kind, entry=entry)


def _reminder_line(entry: TimelineEntry, when: str) -> Line:
    money = entry.amount
    pill = formats.money(money.amount, money.currency) if money is not None else ""
    title = T("Reminder for {numbers}", numbers=entry.title)
    level = str(T("Level {number}", number=entry.body))
    return Line(str(title), level, when, pill, "warning", "send", "warning", entry)


def _payment_line(entry: TimelineEntry, when: str) -> Line:
    money = entry.amount
    pill = formats.money(money.amount, money.currency) if money is not None else ""
    is_back = entry.kind == "refund"
    title = T("Money given back") if is_back else T("Payment")
    said = (payment_words.method(entry.title), entry.body)
    body = ", ".join(part for part in said if part)
    ink, icon = ("neutral", "undo") if is_back else ("success", "money")
    return Line(str(title), body, when, pill, ink, icon, ink, entry)


def _fate_line(entry: TimelineEntry, document: DocumentRow | None, when: str) -> Line:
    make, icon, ink = _FATES[entry.kind]
    name = _name(document.kind if document is not None else "quote", entry.title)
    return Line(str(make(name)), "", when, icon=icon, ink=ink, entry=entry)


def _name(kind: str, number: str) -> str:
    return document_words.title(kind, number) if number else str(document_words.KINDS[kind])


def _document_line(
    entry: TimelineEntry, document: DocumentRow | None, when: str, today: date
) -> Line:
    money = entry.amount
    body = formats.money(money.amount, money.currency) if money is not None else ""
    pill, kind = ("", "neutral")
    if document is not None:
        pill, kind = document_words.status(document.status, document.due_date, today)
    icon = "invoice" if entry.kind in ("invoice", "credit_note") else "documents"
    return Line(_name(entry.kind, entry.title), body, when, pill, kind, icon, kind, entry)


_ABOUT_MONEY: dict[str, Callable[[TimelineEntry, str], Line]] = {
    "deal": _deal_line,
    "deal_moved": _deal_line,
    _REMINDER: _reminder_line,
    **dict.fromkeys(payment_words.KINDS, _payment_line),
}
