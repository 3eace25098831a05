"""What a digest is made of."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from smallcrm.services.tasks import DueTask

TASK, INVOICE, RECURRING, BIRTHDAY, DEAL = "task", "invoice", "recurring", "birthday", "deal"
CALL = "call"


class Item(NamedTuple):
    """Something that came.

    Attributes:
        source: Which of ``SOURCES`` found it.
        key: Names it in its source; what is marked as seen by it does not come again.
        title: What it is about: words of the user, a number, a name.
        at: When it fell due, in UTC.
        id: Of the task, the invoice, the recurring document, the deal or the contact: of a call
            too, which *key* names.
        contact: Whom it concerns; may be empty. *phone* is the first number.
        amount: What is still open of an invoice, as text in its currency; else empty.
        task: Of a task, all that a reminder shows.
    """

    source: str
    key: str
    title: str
    at: datetime
    id: int
    contact: str = ""
    phone: str = ""
    amount: str = ""
    task: DueTask | None = None
