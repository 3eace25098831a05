"""A first look at the data file: what the first screen shows, before the services are loaded.

SQLAlchemy costs more than the whole window to load, so the first page is read with the bare
driver, read-only; the one exception to "SQL lives in services".
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.db import opening
from smallcrm.db.driver import sqlite

_PAGE = 40  # more rows than any screen shows at once


class GlanceRow(NamedTuple):
    """One contact, as its line in the list begins."""

    id: int
    kind: str
    name: str
    company: str
    updated_at: str


class Glance(NamedTuple):
    """What the first screen needs.

    Attributes:
        business: Its name; may be empty.
        rows: The first contacts.
        is_all: Whether there are no more. They are not counted: at 100,000 that takes as long as
            everything else here.
    """

    business: str
    rows: list[GlanceRow]
    is_all: bool


def first_page(path: Path) -> Glance:
    """Read the beginning of the contact list.

    Raises:
        StorageError: not our file, or it cannot be read.
    """
    opening.check_ours(path)
    try:
        how = urlencode({"mode": "ro", **opening.reading_only(path)})
        connection = sqlite.connect(f"{path.resolve().as_uri()}?{how}", uri=True)
        try:
            return _read(connection)
        finally:
            connection.close()
    except sqlite.Error as error:
        raise StorageError(T("The file {path} cannot be opened.", path=path)) from error


def _read(connection: sqlite.Connection) -> Glance:  # type: ignore[name-defined]
    rows = connection.execute(
        "SELECT c.id, c.kind, c.name, coalesce(company.name, ''), c.updated_at"
        " FROM contact c"
        " LEFT JOIN relation r ON r.contact_id = c.id AND r.position = 0"
        " LEFT JOIN contact company ON company.id = r.company_id"
        " WHERE c.deleted_at IS NULL ORDER BY c.folded, c.id LIMIT ?",
        (_PAGE,),
    ).fetchall()
    name = connection.execute(
        "SELECT json_extract(value, '$') FROM setting WHERE name = 'name'"
    ).fetchone()
    return Glance(
        (name[0] if name else "") or "", [GlanceRow(*row) for row in rows], len(rows) < _PAGE
    )
