"""A book of contacts with one method for each thing people do, and what its tables hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from smallcrm.core.text import T
from smallcrm.db import search
from smallcrm.db.database import Database
from smallcrm.db.schema import Schema
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled


class Book:
    """A data file, and shorthand for what happens in it: each call is one action."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def do(self, command: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with self.database.write(T("Test")) as session:
            return command(session, *args, **more)

    def read(self, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with self.database.read() as session:
            return query(session, *args, **more)

    def add(self, name: str, **more: Any) -> int:
        return self.do(contacts.create, self.draft(name, **more))

    @staticmethod
    def draft(name: str, *, phones: str = "", emails: str = "", **more: Any) -> ContactDraft:
        """*phones* and *emails* are words with blanks between them."""
        return ContactDraft(
            name,
            phones=tuple(map(Labelled, phones.split())),
            emails=tuple(map(Labelled, emails.split())),
            **more,
        )

    def change(self, contact_id: int, *, phones: str | None = None, **more: Any) -> None:
        old = self.read(contacts.get_draft, contact_id)
        if phones is not None:
            more["phones"] = tuple(map(Labelled, phones.split()))
        self.do(contacts.change, contact_id, old._replace(**more))

    def note(self, contact_id: int, body: str = "A word") -> int:
        return self.do(contacts.add_note, contact_id, body)

    def deal(self, contact_id: int) -> None:
        """A deal in the first stage."""
        self.sql(
            "INSERT INTO deal (uid, title, contact_id, stage_id, currency, source, note, position,"
            f" created_at, updated_at) SELECT 'deal', 'A deal', {contact_id}, min(id), 'EUR', '',"
            " '', 0, created_at, updated_at FROM stage"
        )

    def get(self, contact_id: int) -> ContactDraft:
        return self.read(contacts.get_draft, contact_id)

    def find(self, search: str, **more: Any) -> list[str]:
        """The names that *search* finds, in their order."""
        with self.database.read() as session:
            ids = contacts.list_ids(session, search=search, **more)
            rows = contacts.list_rows(session, ids)
        return [rows[contact_id].name for contact_id in ids]

    def sql(self, *statements: str) -> None:
        """Run statements as one action, past the services."""
        with self.database.write(T("Test")) as session:
            for statement in statements:
                session.connection().exec_driver_sql(statement)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with self.database.read() as session:
            return [tuple(row) for row in session.connection().exec_driver_sql(question)]

    def last_action(self) -> int:
        return self.ask("SELECT max(id) FROM action")[0][0]

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table that people's data is in, and the text that is searched."""
        with self.database.read() as session:
            tables = [*Schema(session.connection()).columns, "search_text"]
        return {table: self.ask(f"SELECT * FROM {table} ORDER BY 1") for table in tables}

    def indexed(self) -> set[tuple[Any, ...]]:
        """Every piece that the index has, and of which text."""
        with self.database.write(T("Look"), can_undo=False) as session:
            run = session.connection().exec_driver_sql
            found = set()
            for kind in search.KINDS:
                index = f"search_parts_{kind}"
                run(f"CREATE VIRTUAL TABLE temp.pieces USING fts5vocab('main', {index}, instance)")
                found |= {tuple(row) for row in run("SELECT term, doc FROM pieces")}
                run("DROP TABLE temp.pieces")
        return found

    def faults(self) -> list[tuple[Any, ...]]:
        """References that point at nothing."""
        return self.ask("PRAGMA foreign_key_check")


@pytest.fixture
def book(database: Database) -> Book:
    return Book(database)


@pytest.fixture
def other(data_file: Any, book: Book) -> Iterator[Book]:
    """The same file, opened once more."""
    database = Database(data_file)
    yield Book(database)
    database.close()
