"""A little history for the contact in the pictures: notes, a quote, invoices, one of them late."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import time_machine
from PySide6.QtTest import QTest

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts, documents, files, pipeline, staff, tasks
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.main_window import MainWindow

_NOTES = (
    (1, "Wants the same centerpieces as last year, 14 tables. Asked for a discount on peonies."),
    (9, "Sent the final table plan. Colors are dusty pink and ivory, no yellow please."),
    (27, "Prefers delivery before 08:00, gate code 4471."),
    (66, "Met at the trade fair. Knows two hotels that look for a florist."),
)
_PAPERS = (
    (150, documents.INVOICE, "Spring wreaths", "480"),
    (40, documents.QUOTE, "12 x rose arrangement, delivery and set-up", "1935.48"),
    (20, documents.INVOICE, "Wedding at the lighthouse", "516.13"),
)


def tell(database: Database, contact_id: int) -> None:
    """Give the contact a past that is the same in every run, counted back from today."""
    steps = [(days, "", words, "") for days, words in _NOTES]
    steps += _PAPERS
    for days, kind, words, price in sorted(steps, key=lambda step: -step[0]):
        day = clock.today() - timedelta(days=days)
        with time_machine.travel(datetime.combine(day, time(9, 20)), tick=False):
            if kind:
                _issue(database, contact_id, kind, (day, words, price))
            else:
                _note(database, contact_id, words)
    _more(database, contact_id)


def _more(database: Database, contact_id: int) -> None:
    """Calls, a visit, a message, deals, a file, the next step."""
    now = clock.now()
    with database.write(T("Add somebody")) as session:
        owner_id = staff.add(session, StaffDraft("Nikos Georgiou"))
    call = ActivityDraft(
        "call",
        "Asked when the vans come.",
        direction="in",
        seconds=360,
        at=now - timedelta(hours=3),
    )
    missed = ActivityDraft("call", direction="in", outcome="no_answer", at=now - timedelta(days=2))
    mail = ActivityDraft("email", "", "Table plan", "out", at=now - timedelta(days=12))
    visit = ActivityDraft("visit", "Measured the hall.", "Lighthouse", seconds=5400,
                          at=now - timedelta(days=3), owner_id=owner_id)  # fmt: skip
    message = ActivityDraft("message", "The offer is fine, she decides on Monday.",
                            direction="in", outcome="whatsapp",
                            at=now - timedelta(hours=26), owner_id=owner_id)  # fmt: skip
    stored = files.keep_bytes(database.files, b"%PDF-1.7 a contract")
    with database.write(T("Add entries")) as session:
        for draft in (call, missed, mail, visit, message):
            contacts.add_activity(session, contact_id, draft)
        day = clock.today().isoformat()
        due = TaskDraft("Call about the June wedding order", f"{day} 23:30", "", contact_id)
        tasks.add_task(session, due)
        for title, amount, stage in (("June wedding", 2400, "Negotiation"), ("Lobby", 750, "")):
            deal = DealDraft(title, contact_id, Decimal(amount), stage=stage)
            pipeline.create_deal(session, deal)
        files.attach(session, contact_id, "Contract 2026.pdf", stored)


def _note(database: Database, contact_id: int, words: str) -> None:
    with database.write(T("Add note")) as session:
        contacts.add_note(session, contact_id, words)


def _issue(database: Database, contact_id: int, kind: str, paper: tuple[date, str, str]) -> None:
    day, words, price = paper
    draft = DocumentDraft(
        kind=kind,
        customer_id=contact_id,
        date=day,
        due_days=14 if kind == documents.INVOICE else None,
        valid_until=day + timedelta(days=30) if kind == documents.QUOTE else None,
        lines=(LineDraft(words, price=Decimal(price), tax_rate=Decimal(24)),),
    )
    with database.write(T("New document")) as session:
        document_id = documents.create_draft(session, draft)
    with database.write(T("Issue document"), can_undo=False) as session:
        documents.issue(session, document_id)


def look_for(window: MainWindow, typed: str) -> None:
    """Type into the palette as one does."""
    window.palette_list.start()
    window.top_bar.search.clear()
    QTest.keyClicks(window.top_bar.search, typed)
