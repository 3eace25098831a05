"""A business that may issue, a customer of it, and shorthand for documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import documents, settings
from smallcrm.services.documents import DocumentDraft, LineDraft, PartyDraft

CUSTOMER = PartyDraft(
    name="Ελένη Παπαδοπούλου", street="Odos 1", city="Volos", postcode="38221", country="GR"
)


class Office:
    """A data file whose business is described, and one method for each thing people do."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with self.write() as session:
            settings.change(
                session, {"name": "Anthos Flowers", "country": "GR", "tax_id": "123456783"}
            )

    @contextmanager
    def write(self, *, can_undo: bool = True) -> Iterator[Any]:
        with self.database.write(T("Test"), can_undo=can_undo) as session:
            yield session

    @staticmethod
    def sample(**more: Any) -> DocumentDraft:
        """An invoice of 3 x 12.35 at 24 %: 37.05 and 8.89 tax."""
        line = LineDraft("Roses", Decimal(3), price=Decimal("12.35"), tax_rate=Decimal(24))
        return DocumentDraft(**{"customer": CUSTOMER, "lines": (line,), **more})

    def read(self, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with self.database.read() as session:
            return query(session, *args, **more)

    def do(self, command: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with self.write() as session:
            return command(session, *args, **more)

    def draft(self, **more: Any) -> int:
        return self.do(documents.create_draft, self.sample(**more))

    def issue(self, document_id: int, day: str | None = None) -> str:
        with self.write(can_undo=False) as session:
            date = dt.date.fromisoformat(day) if day else None
            return documents.issue(session, document_id, date)

    def issued(self, day: str = "2026-03-01", **more: Any) -> int:
        document_id = self.draft(**more)
        self.issue(document_id, day)
        return document_id

    def row(self, document_id: int) -> documents.DocumentRow:
        return self.read(documents.get_row, document_id)

    def sql(self, *statements: str) -> None:
        """Run statements past all services, as somebody with a tool of their own would."""
        with self.write(can_undo=False) as session:
            for statement in statements:
                session.connection().exec_driver_sql(statement)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)
