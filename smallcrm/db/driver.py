"""Which SQLite is used, and whether it can be trusted with a write-ahead log."""

from __future__ import annotations

import importlib.util

from smallcrm.core.loading import load

# The wheel's SQLite where there is one for this platform, else the standard library's.
sqlite = load("pysqlite3.dbapi2" if importlib.util.find_spec("pysqlite3") else "sqlite3")

_FIXED = (3, 51, 3)
_BACKPORTS = ((3, 50, 7), (3, 44, 6))


def has_safe_wal() -> bool:
    """Whether this SQLite is free of the WAL-reset corruption of 3.7.0 to 3.51.2.

    Source: the change logs of SQLite 3.51.3, 3.50.7 and 3.44.6.
    """
    version: tuple[int, int, int] = sqlite.sqlite_version_info
    return version >= _FIXED or any(
        version[:2] == backport[:2] and version >= backport for backport in _BACKPORTS
    )
