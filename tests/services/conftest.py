"""Commands and queries on a data file of one's own, each in a transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft


@pytest.fixture
def do(database: Database) -> Callable[..., Any]:
    """Run a command as one action."""

    def run(command: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with database.write(T("Test")) as session:
            return command(session, *args, **more)

    return run


@pytest.fixture
def ask(database: Database) -> Callable[..., Any]:
    """Run a query."""

    def run(query: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with database.read() as session:
            return query(session, *args, **more)

    return run


@pytest.fixture
def anna(do: Callable[..., Any]) -> int:
    """A contact with nothing but a name; its id."""
    contact_id: int = do(contacts.create, ContactDraft("Anna"))
    return contact_id
