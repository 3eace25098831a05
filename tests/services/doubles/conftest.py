"""A data file with one method for each thing people do, and what its tables hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.db.schema import Schema
from smallcrm.services import contacts, settings
from smallcrm.services.contacts import ContactDraft, Labelled


class File:
    """A data file, and shorthand: each call is one action."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def do(self, command: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with self.database.write(T("Test")) as session:
            return command(session, *args, **more)

    def final(self, command: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with self.database.write(T("Test"), can_undo=False) as session:
            return command(session, *args, **more)

    def ask(self, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with self.database.read() as session:
            return query(session, *args, **more)

    def add(self, name: str, *, phones: str = "", emails: str = "", **more: Any) -> int:
        """*phones* and *emails* are words with commas between them."""
        draft = ContactDraft(
            name,
            phones=tuple(Labelled(each.strip()) for each in phones.split(",") if each),
            emails=tuple(Labelled(each.strip()) for each in emails.split(",") if each),
            **more,
        )
        return self.do(contacts.create, draft)

    def get(self, contact_id: int) -> ContactDraft:
        return self.ask(contacts.get_draft, contact_id)

    def values(self, question: str) -> list[Any]:
        """The first column of what an SQL question finds."""
        with self.database.read() as session:
            return list(session.connection().exec_driver_sql(question).scalars())

    def sql(self, *statements: str) -> None:
        """Run statements as one action, past the services."""
        with self.database.write(T("Test")) as session:
            for statement in statements:
                session.connection().exec_driver_sql(statement)

    def dump(self) -> dict[str, list[Any]]:
        """Every row of every table that people's data is in, and the text that is searched."""
        with self.database.read() as session:
            run = session.connection().exec_driver_sql
            tables = [*Schema(session.connection()).columns, "search_text"]
            return {
                table: [tuple(row) for row in run(f"SELECT * FROM {table} ORDER BY 1")]
                for table in tables
            }


@pytest.fixture
def file(database: Database) -> File:
    found = File(database)
    business = {"name": "Anthos Flowers", "country": "GR", "tax_id": "123456783"}
    found.final(settings.change, business)
    return found
