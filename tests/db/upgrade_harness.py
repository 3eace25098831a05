"""Upgrade an old file again and again, killed after each of its statements.

    python tests/db/upgrade_harness.py FOLDER [EACH]

kills after every statement, or every EACH-th one. Afterwards the file is the old one or the new
one, never between. One JSON object with the counts goes to standard output.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from smallcrm.db.database import Database
from smallcrm.db.driver import sqlite
from tests.db.old_files import make_v1


def upgrade(path: Path, last: int) -> None:
    """Open the file; die after *last* statements."""
    count = 0

    @event.listens_for(Engine, "after_cursor_execute")
    def _count(*_: object) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    Database(path).close()
    path.with_name("statements").write_text(str(count))


def state(path: Path) -> str:
    """Everything that is in the file, as one text; the log of the last writer is read in."""
    connection = sqlite.connect(path)
    connection.create_function("searchable", 1, str)
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'"
        " ORDER BY 1"
    ).fetchall()
    found = [
        connection.execute("PRAGMA user_version").fetchall(),
        connection.execute("PRAGMA integrity_check").fetchall(),
        connection.execute("SELECT name, sql FROM sqlite_master ORDER BY 1").fetchall(),
        [connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables],
    ]
    connection.close()
    return repr(found)


def main() -> None:
    """Count the statements once, then kill after each."""
    folder, each = Path(sys.argv[1]), int((*sys.argv, "1")[2])
    old = folder / "old.smallcrm"
    make_v1(old)
    context = multiprocessing.get_context("fork")
    path = folder / "work" / "mine.smallcrm"

    def run(last: int) -> str:
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.copy(old, path)
        process = context.Process(target=upgrade, args=(path, last))
        process.start()
        process.join()
        return state(path)

    wanted = {state(old): "old", run(0): "new"}
    statements = int((path.parent / "statements").read_text())
    found = {"old": 0, "new": 0, "half": [], "statements": statements}
    for last in range(1, statements + 1, each):
        kind = wanted.get(run(last), "half")
        found[kind] = found[kind] + ([last] if kind == "half" else 1)
    found["new"] += wanted.get(run(statements + 1), "") == "new"
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
