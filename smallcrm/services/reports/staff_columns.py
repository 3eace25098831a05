"""The columns of the report on the staff, and what exactly each of them counts."""

from __future__ import annotations

from smallcrm.core.text import T, Text
from smallcrm.services.reports.report import COUNT, DURATION, MONEY, WORDS, Column

_COLUMNS: tuple[tuple[Text, str, Text], ...] = (
    (T("Employee"), WORDS, T("Nobody is what no person is noted for.")),
    (
        T("Calls"),
        COUNT,
        T("All calls, also those that were missed or do not say which way they went."),
    ),
    (T("Outgoing"), COUNT, T("Calls that were made, also those that nobody took.")),
    (T("Taken"), COUNT, T("Incoming calls that somebody took.")),
    (T("Missed calls"), COUNT, T("Incoming calls that nobody took.")),
    (
        T("Talk time"),
        DURATION,
        T("How long the answered calls took together, in hours, minutes and seconds."),
    ),
    (T("Meetings"), COUNT, T("Meetings and visits of these days.")),
    (
        T("Tasks done"),
        COUNT,
        T(
            "Tasks that were marked as done in these days. One that repeats counts each time "
            "that it was marked."
        ),
    ),
    (
        T("Tasks late"),
        COUNT,
        T(
            "Tasks that were done after their time, and those that are still open though their "
            "time in these days has passed. A task for a whole day is late when the day is over."
        ),
    ),
    (
        T("First answers"),
        COUNT,
        T(
            "New leads, missed calls, incoming emails and messages of these days that were "
            "answered. Several from one contact in a row count as one. It counts for the person "
            "who answered."
        ),
    ),
    (
        T("Median wait"),
        DURATION,
        T("Half of the first answers came within this time. Nights and weekends count as well."),
    ),
    (T("90% within"), DURATION, T("Nine of ten first answers came within this time.")),
    (
        T("Unanswered"),
        COUNT,
        T(
            "New leads, missed calls, incoming emails and messages of these days that nobody has "
            "answered until now. They count for the owner of the lead, or for whom the entry names."
        ),
    ),
    (T("Won deals"), COUNT, T("Deals that were won in these days and are won still.")),
    (T("Sum won"), MONEY, T("What the won deals are worth.")),
    (
        T("Invoiced"),
        MONEY,
        T(
            "Invoices issued for deals of the person, less credit notes, with taxes. Drafts do "
            "not count."
        ),
    ),
    (
        T("Paid"),
        MONEY,
        T(
            "What was paid in these days on invoices of deals of the person, less what went back. "
            "Other payments are in the line Nobody."
        ),
    ),
)
ANSWERS = 9  # the place of the first column about answers


def columns() -> tuple[Column, ...]:
    """The columns, in the language of the screen."""
    return tuple(Column(str(name), kind, str(about)) for name, kind, about in _COLUMNS)
