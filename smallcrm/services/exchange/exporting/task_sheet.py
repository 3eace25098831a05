"""Tasks and meetings as a list, with all that they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.text import T
from smallcrm.models import Document, Task
from smallcrm.services import tasks
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value
from smallcrm.services.tasks import KIND_NAMES, PRIORITY_NAMES, TaskRow, rule_words

_CHUNK = 500


class TaskFurther(NamedTuple):
    """What a list of tasks on screen does without.

    Attributes:
        anchor: The first wall time of one that repeats; else empty.
        exceptions: Wall times that are left out, with commas.
        reminders: Minutes before its time, with commas.
        document: The number of the document that it is about; empty for none, and for drafts.
    """

    anchor: str
    exceptions: str
    reminders: str
    document: str


def tasks_sheet(session: Session, ids: Sequence[int]) -> Sheet:
    """The tasks *ids*, in their order; when they were done as the clock here shows it."""
    columns = [
        Column(str(T("Task")), 40),
        Column(str(T("Contact")), 28),
        Column(str(T("Due at")), 18),
        Column(str(T("Time zone")), 18),
        Column(str(T("Done")), 18),
        Column(str(T("Kind")), 12),
        Column(str(T("Deal")), 28),
        Column(str(T("Repeats")), 28),
        Column(str(T("Rule (RRULE)")), 28),
        Column(str(T("First time")), 18),
        Column(str(T("Times left out")), 28),
        Column(str(T("Priority")), 12),
        Column(str(T("Reminders (minutes before)")), 18),
        Column(str(T("Takes (minutes)")), 12, 0),
        Column(str(T("Owner")), 20),
        Column(str(T("Document")), 16),
        Column(str(T("Note")), 40),
    ]
    return Sheet(str(T("Tasks")), columns, _rows(session, ids), len(ids))


def further_of(session: Session, ids: Sequence[int]) -> dict[int, TaskFurther]:
    """What else the tasks *ids* (some hundreds) say, by id."""
    query = (
        select(
            Task.id, Task.anchor, Task.exceptions, Task.reminders, Document.number.label("number")
        )
        .outerjoin(Document, Document.id == Task.document_id)
        .where(Task.id.in_(ids))
    )
    return {
        row.id: TaskFurther(row.anchor, row.exceptions, row.reminders, row.number or "")
        for row in session.execute(query)
    }


def _rows(session: Session, ids: Sequence[int]) -> Iterator[list[list[Any]]]:
    for some in chunks(ids, _CHUNK):
        found = tasks.list_task_rows(session, some)
        further = further_of(session, some)
        yield [_row(found[key], further[key]) for key in some if key in found]


def _row(row: TaskRow, more: TaskFurther) -> list[Value]:
    done = "" if row.done_at is None else f"{clock.local(row.done_at):%Y-%m-%d %H:%M}"
    return [
        row.title,
        row.contact,
        row.due,
        row.zone,
        done,
        str(KIND_NAMES[row.kind]),
        row.deal,
        rule_words.sentence(row.rule, more.anchor or row.due, row.zone),
        row.rule,
        more.anchor,
        more.exceptions,
        str(PRIORITY_NAMES[row.priority]),
        more.reminders,
        row.minutes,
        row.owner,
        more.document,
        row.note,
    ]
