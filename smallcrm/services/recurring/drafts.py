"""Recurring documents as a form has them, and as lists show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from smallcrm.core.text import T, Text
from smallcrm.services.documents import DocumentDraft
from smallcrm.services.recurring.schedule import DAY, MONTH, WEEK, YEAR, Rule

UNIT_NAMES: dict[str, Text] = {
    DAY: T("days"),
    WEEK: T("weeks"),
    MONTH: T("months"),
    YEAR: T("years"),
}


@dataclass(frozen=True, slots=True)
class RecurringDraft:
    """A document to make every so often.

    Attributes:
        contact_id: The customer.
        draft: What it says; may have ``{{month}}``, ``{{year}}`` and ``{{day}}`` of the period.
        rule: When.
        name: What the owner calls it; empty for the customer and the first line.
        issues_itself: Whether it is issued when it is made, or waits as a draft.
    """

    contact_id: int
    draft: DocumentDraft
    rule: Rule
    name: str = ""
    issues_itself: bool = False


class RecurringRow(NamedTuple):
    """One line of a list.

    Attributes:
        next: The next day it falls on, also one that has passed; None when it has ended.
        waiting: How many days have come that have no document yet.
        made: How many documents it made.
    """

    id: int
    name: str
    contact_id: int
    customer: str
    kind: str
    total: Decimal
    currency: str
    rule: Rule
    issues_itself: bool
    is_paused: bool
    next: dt.date | None
    waiting: int
    made: int


class Waiting(NamedTuple):
    """A document that is to be made for a day that has come."""

    recurring_id: int
    name: str
    customer: str
    period: dt.date
    total: Decimal
    currency: str
    issues_itself: bool


class Made(NamedTuple):
    """The document of one period; *number* is empty while it is a draft."""

    recurring_id: int
    period: dt.date
    document_id: int
    number: str


class Failed(NamedTuple):
    """A document that could not be made, and why; what comes after it waits as well."""

    recurring_id: int
    name: str
    period: dt.date
    reason: Text


class Run(NamedTuple):
    """What making all that waits came to."""

    made: tuple[Made, ...]
    failed: tuple[Failed, ...]
