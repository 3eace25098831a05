"""Target 7: from a keystroke to the answer of the query, among 100,000 contacts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection

from smallcrm.core.fold import fold
from smallcrm.db.database import Database
from smallcrm.services import contacts
from tools.benchmarks import measure

_TYPED = ("παπαδοπουλου", "петров", "keller", "person4567", "4567", "ashford garage", "οπτικα")


def run() -> None:
    """Type each word letter by letter; compare with the bare full-text query."""
    database = Database(measure.sample())
    ours: list[float] = []
    raw: list[float] = []
    with database.read() as session:
        connection = session.connection()
        _make_raw(connection)
        for _ in range(2):  # the first round warms the cache
            ours.clear()
            raw.clear()
            for typed in _keystrokes():
                mine = partial(contacts.find_ids, session, typed)
                ours.append(measure.seconds(mine))
                query = " ".join(f'"{word}"*' for word in fold(typed).split())
                raw.append(measure.seconds(partial(_raw, connection, query)))
    database.close()
    ours_ms, raw_ms = (measure.percentile(each, 0.95) * 1000 for each in (ours, raw))
    measure.compare("search.p95", ours_ms, raw_ms, "ms", "5 ms, goal 3")


def _make_raw(connection: Connection) -> None:
    """The plainest index of the same text, with the beginnings of words."""
    run = connection.exec_driver_sql
    run(
        "CREATE VIRTUAL TABLE temp.search_raw USING fts5(text, content='',"
        " tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
    )
    run("INSERT INTO search_raw (rowid, text) SELECT id, text FROM search_text")


def _raw(connection: Connection, query: str) -> None:
    sql = "SELECT rowid FROM search_raw WHERE search_raw MATCH ? LIMIT 200"
    connection.exec_driver_sql(sql, (query,)).all()


def _keystrokes() -> Iterator[str]:
    for word in _TYPED:
        for length in range(1, len(word) + 1):
            yield word[:length]
