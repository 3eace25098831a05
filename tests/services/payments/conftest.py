"""The business of the documents' tests, with a customer who pays."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from smallcrm.db.database import Database
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft
from tests.services.documents.conftest import Office


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
def new_office(empty_file: Path, tmp_path: Path) -> Iterator[Callable[[], tuple[Office, int]]]:
    """Makes a business with a file of its own and one customer, again for each example."""
    made: list[Database] = []

    def make() -> tuple[Office, int]:
        path = tmp_path / f"{len(made)}.smallcrm"
        shutil.copy(empty_file, path)
        made.append(Database(path))
        office = Office(made[-1])
        return office, office.do(contacts.create, ContactDraft("Anna"))

    yield make
    for database in made:
        database.close()
