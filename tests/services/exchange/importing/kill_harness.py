"""Imports that are killed at random moments: all of a file comes in, or nothing.

By hand, for as long as you like:

    python tests/services/exchange/importing/kill_harness.py NEW_FILE --kills 100 --rows 10000

Each round starts a process that imports a list, and kills it after a random time; what came
through is taken back. One JSON object with the counts goes to standard output.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
from pathlib import Path

from sqlalchemy import text

from smallcrm.core.progress import Progress
from smallcrm.db import search
from smallcrm.db.database import Database
from smallcrm.services import settings
from smallcrm.services.exchange.drafts import Preview, ReadOptions
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import Wishes
from smallcrm.services.exchange.reading.inspection import inspect

_PATIENCE = 60  # seconds for an import that nobody kills
_TABLES = ("contact", "email", "phone", "tag", "contact_tag", "custom_value", "relation")


def bring(path: Path, preview: Preview, started: multiprocessing.synchronize.Event) -> None:
    """Import *preview* into *path*."""
    database = Database(path)
    started.set()
    bring_in(database, preview, Wishes("list.csv"), Progress())
    database.close()


def counts(path: Path) -> dict[str, int]:
    """How many rows each table has; the file must be whole."""
    database = Database(path)
    with database.read() as session:
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert search.count_wrong(session.connection()) == 0
        found = {
            name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in _TABLES
        }
        # An import takes indexes and triggers away for a while.
        for kind in ("index", "trigger"):
            query = text("SELECT count(*) FROM sqlite_master WHERE type = :kind")
            found[kind] = session.execute(query, {"kind": kind}).scalar()
    database.close()
    return found


def write_list(path: Path, rows: int) -> None:
    """A list of *rows* people with everything that goes into tables of its own."""
    lines = ["Name,Company,Email,Phone,Tags,Shoe size"]
    lines += [
        f"Person {n},Firm {n % 50},p{n}@mail.example,+44 1632 {n:06},T{n % 7},{n % 9 + 36}"
        for n in range(rows)
    ]
    path.write_text("\n".join(lines), "utf-8")


def main() -> None:
    """Kill imports, and count what is there after each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument("--longest", type=float, default=1, help="seconds until a kill")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    settings.create_file(options.file, country="GB", currency="GBP", language="en").close()
    source = options.file.with_suffix(".csv")
    write_list(source, options.rows)
    preview = inspect(source, ReadOptions())
    before = counts(options.file)
    one_round(options.file, preview, _PATIENCE)
    after = take_back(options.file)
    choice = random.Random(options.seed)  # noqa: S311 - moments, not secrets
    found = {"killed": 0, "nothing": 0, "everything": 0, "partial": 0}
    while found["killed"] < options.kills:
        found["killed"] += one_round(options.file, preview, choice.random() * options.longest)
        now = counts(options.file)
        outcome = {str(before): "nothing", str(after): "everything"}.get(str(now), "partial")
        found[outcome] += 1
        if outcome == "everything":
            take_back(options.file)
            assert counts(options.file) == before
    print(json.dumps(found))  # noqa: T201


def take_back(path: Path) -> dict[str, int]:
    """Undo the import; return how many rows there were."""
    found = counts(path)
    database = Database(path)
    database.undo()
    database.close()
    return found


def one_round(path: Path, preview: Preview, seconds: float) -> bool:
    """Import for *seconds*, then kill; say whether it was still at work."""
    methods = multiprocessing.get_all_start_methods()
    # A forked importer starts at once; where there is no fork it has to import everything.
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    started = context.Event()
    process = context.Process(target=bring, args=(path, preview, started))
    process.start()
    started.wait(_PATIENCE)
    process.join(seconds)
    is_at_work = process.is_alive()
    process.kill()
    process.join()
    process.close()
    return is_at_work


if __name__ == "__main__":
    main()
