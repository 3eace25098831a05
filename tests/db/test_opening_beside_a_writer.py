"""Opening the file takes no lock that somebody else may hold."""

from __future__ import annotations

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import settings


def test_file_opens_and_reads_while_somebody_writes(database):
    with database.write(T("Long work")) as session:
        settings.change(session, {"name": "Not yet"})
        other = Database(database.path)
        with other.read() as reading:
            assert settings.get_business(reading).name == ""
        other.close()
