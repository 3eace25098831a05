"""For the pictures: a day with something in every section of Today, and one with nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from PySide6.QtTest import QTest
from sqlalchemy import update

from smallcrm.core import clock
from smallcrm.models import Contact, Deal, Document, Lead, Task
from smallcrm.services import documents, leads, tasks
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.leads import LeadDraft
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.main_window import MainWindow
from tools import shots_dues, shots_tasks

_TURN = 400  # milliseconds
_LEAD = "Olga asks for flowers"


def show(window: MainWindow) -> None:
    """Late tasks and invoices, quotes, deals, birthdays and a lead."""
    shots_tasks.fill(window)
    shots_dues.fill(window)
    shots_tasks.write(window, _fill)
    QTest.qWait(_TURN)


def unfold(window: MainWindow) -> None:
    """The same with the tasks of tomorrow, as far down as it goes."""
    show(window)
    page: Any = window.host.page
    page.todo.fold()
    QTest.qWait(_TURN)
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    QTest.qWait(_TURN)


def empty(window: MainWindow) -> None:
    """Everything is done: only next week has something."""
    shots_tasks.write(window, _clear)
    QTest.qWait(_TURN)


def _fill(session: Any) -> None:
    if leads.list_ids(session, search=_LEAD):
        return
    leads.add(session, LeadDraft(_LEAD, source="Web form"))
    today = clock.today()
    for contact_id, ahead in ((5, 0), (6, 1), (8, 4)):
        day = today + dt.timedelta(days=ahead)
        session.get(Contact, contact_id).birthday = f"--{day:%m-%d}"
    line = LineDraft("Flowers for a wedding", price=Decimal("1250.00"), tax_rate=Decimal(24))
    for contact_id, days in ((9, 20), (10, 12)):
        draft = DocumentDraft(kind=documents.QUOTE, customer_id=contact_id, lines=(line,))
        made = documents.create_draft(session, draft)
        documents.issue(session, made)
        session.get(Document, made).sent_at = clock.now() - dt.timedelta(days=days)


def _clear(session: Any) -> None:
    """Only for the picture: the rows go without a word."""
    now = clock.now()
    for table in (Task, Deal, Lead):
        session.execute(update(table).values(deleted_at=now))
    session.execute(update(Document).where(Document.issued_at.is_not(None)).values(void_at=now))
    session.execute(update(Task).values(next_at=None))
    session.execute(update(Contact).values(birthday=""))
    day = (clock.today() + dt.timedelta(days=4)).isoformat()
    tasks.add_task(session, TaskDraft("Call Anna", f"{day} 10:00", contact_id=1))
