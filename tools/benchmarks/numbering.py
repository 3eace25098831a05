"""Target 14: save and number an invoice, beside the same rows written with bare SQL."""

from __future__ import annotations

import shutil
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.db.driver import sqlite
from smallcrm.services import contacts, documents, settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.documents.pdf.render import render
from tools.benchmarks import measure

_TIMES = 40
_LINES = 5


def run() -> None:
    """Issue invoices of five lines (their PDF is target 12 and left out of the figure)."""
    path = measure.FOLDER / "numbering.smallcrm"
    path.unlink(missing_ok=True)
    measure.FOLDER.mkdir(parents=True, exist_ok=True)
    database = settings.create_file(path, country="GR", currency="EUR", language="en")
    with database.write(T("Prepare")) as session:
        settings.change(session, {"name": "Bench", "vat_id": "EL123456789"})
        customer = contacts.create(session, ContactDraft("Customer"))
    draft = DocumentDraft(
        customer_id=customer,
        lines=tuple(
            LineDraft(f"Item {n}", Decimal(2), "pcs", Decimal("9.90"), tax_rate=Decimal(24))
            for n in range(_LINES)
        ),
    )
    ours: list[float] = []
    raw = _Raw(measure.FOLDER / "raw.db")
    limit: list[float] = []
    page = b"%PDF" + b"x" * 20_000
    for _ in range(_TIMES):
        with database.write(T("Draft")) as session:
            document_id = documents.create_draft(session, draft)

        def issue(document_id: int = document_id) -> None:
            with database.write(T("Issue"), can_undo=False) as session:
                documents.issue(session, document_id)

        ours.append(measure.seconds(issue) - _printing(database, document_id))
        limit.append(measure.seconds(lambda: raw.save(page)))
    database.close()
    measure.compare("issue.median", median(ours) * 1000, median(limit) * 1000, "ms", "goal 2")
    measure.show("issue.p95", measure.percentile(ours, 0.95) * 1000, "ms (gate 16)")


def _printing(database: Database, document_id: int) -> float:
    """How long the page of this document alone takes."""
    with database.read() as session:
        view = documents.get_view(session, document_id)
    return measure.seconds(partial(render, view))


class _Raw:
    """The least that must be written: the document, its lines, the counter, the page."""

    def __init__(self, path: Path) -> None:
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True)
        self._run = sqlite.connect(str(path), isolation_level=None)
        for statement in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "CREATE TABLE document (id INTEGER PRIMARY KEY, number TEXT UNIQUE, content TEXT)",
            "CREATE TABLE line (id INTEGER PRIMARY KEY, document_id INT, content TEXT)",
            "CREATE TABLE counter (id INTEGER PRIMARY KEY, value INT)",
            "CREATE TABLE blob (sha256 TEXT PRIMARY KEY, data BLOB)",
            "INSERT INTO counter VALUES (1, 0)",
        ):
            self._run.execute(statement)

    def save(self, page: bytes) -> None:
        """One invoice in one transaction."""
        run = self._run.execute
        run("BEGIN IMMEDIATE")
        run("UPDATE counter SET value = value + 1")
        (value,) = run("SELECT value FROM counter").fetchone()
        run("INSERT INTO document (number, content) VALUES (?, ?)", (f"2026-{value}", "x" * 800))
        for _ in range(_LINES):
            run("INSERT INTO line (document_id, content) VALUES (?, ?)", (value, "x" * 80))
        run("INSERT INTO blob VALUES (?, ?)", (f"{value:064}", page))
        run("COMMIT")
