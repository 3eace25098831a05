"""Writers that issue invoices in a loop and are killed at random moments.

By hand, for as long as you like:

    python tests/services/documents/crash_harness.py NEW_FILE --kills 1000 --writers 3

Each writer says a number into a pipe after its commit returned. In the end every number that
was said is in the file, nothing is missing, doubled or broken, and at most one invoice per kill
is there that nobody heard of. One JSON object with the counts goes to standard output.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import time
from collections.abc import Callable
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import documents, settings
from smallcrm.services.documents import DocumentDraft, LineDraft, PartyDraft

DRAFT = DocumentDraft(
    customer=PartyDraft(name="Ελένη"),
    lines=(LineDraft("Roses", Decimal(3), price=Decimal("12.35"), tax_rate=Decimal(24)),),
)
_PAUSE = 0.01  # seconds between two issues: SQLite's lock has no queue, others need a gap
_PATIENCE = 30  # seconds for a writer to start
_LONGEST = 0.06  # seconds until the kill: a few issues


def issue_for_ever(path: Path, pipe: Connection, count: int | None = None) -> None:
    """Issue invoices (*count* of them), and say each number once it is safe."""
    database = Database(path)
    done = 0
    while count is None or done < count:
        with database.write(T("Issue"), can_undo=False) as session:
            number = documents.issue(session, documents.create_draft(session, DRAFT))
        pipe.send(number)
        done += 1
        time.sleep(_PAUSE)
    database.close()


Work = Callable[[Path, Connection, int | None], None]


class Writers:
    """Some processes that issue (or do other *work*), and what they said."""

    def __init__(
        self, path: Path, count: int, each: int | None = None, *, work: Work = issue_for_ever
    ) -> None:
        methods = multiprocessing.get_all_start_methods()
        # A forked writer starts at once; where there is no fork it has to import everything.
        self._context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
        self._path, self._each, self._work = path, each, work
        self.heard: list[str] = []
        self._running = [self._start() for _ in range(count)]

    def kill_one(self, choice: random.Random) -> None:
        """Kill a writer that is at work, in the middle of whatever it does; start another."""
        place = choice.randrange(len(self._running))
        self._running[place][1].poll(_PATIENCE)  # it has issued something
        time.sleep(choice.random() * _LONGEST)
        self._end(place, kill=True)
        self._running[place] = self._start()

    def finish(self, *, kill: bool) -> None:
        """End all writers; without *kill* they do their share first."""
        for place in range(len(self._running)):
            self._end(place, kill=kill)

    def _start(self):
        here, there = self._context.Pipe(duplex=False)
        writer = self._context.Process(target=self._work, args=(self._path, there, self._each))
        writer.start()
        there.close()
        return writer, here

    def _end(self, place: int, *, kill: bool) -> None:
        writer, pipe = self._running[place]
        if kill:
            writer.kill()
        while True:
            try:
                self.heard.append(pipe.recv())
            except EOFError:
                break
        pipe.close()
        writer.join()


def make(path: Path) -> None:
    """A new data file of a business that may issue."""
    with_seller = {"name": "Anthos Flowers", "tax_id": "123456783"}
    database = settings.create_file(path, country="GR", currency="EUR", language="en")
    with database.write(T("Settings")) as session:
        settings.change(session, with_seller)
        session.flush()
        # Load fonts once, not in every writer that is forked later.
        draft_id = documents.create_draft(session, DRAFT)
        documents.get_pdf(session, draft_id)
        documents.delete_draft(session, draft_id)
    database.close()


def result(path: Path, heard: list[str]) -> dict[str, object]:
    """What the file says, against what the writers said."""
    database = Database(path)
    with database.read() as session:
        found = documents.check(session)
        rows = documents.list_rows(session, documents.list_ids(session))
    database.close()
    numbers = {row.number for row in rows.values()}
    return {
        "issued": len(numbers - {""}),
        "drafts": sum(row.status == "draft" for row in rows.values()),
        "heard": len(heard),
        "heard_twice": len(heard) - len(set(heard)),
        "lost": sorted(set(heard) - numbers),
        "gaps": found.gaps,
        "twins": found.twins,
        "broken": [broken.number for broken in found.broken],
    }


def main() -> None:
    """Make the file, kill, check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--each", type=int, help="no kills: so many invoices of each writer")
    options = parser.parse_args()
    make(options.file)
    choice = random.Random(2)  # noqa: S311 - repeatable moments, no secret
    writers = Writers(options.file, options.writers, options.each)
    if options.each is None:
        for _ in range(options.kills):
            writers.kill_one(choice)
    writers.finish(kill=options.each is None)
    print(json.dumps(result(options.file, writers.heard)))  # noqa: T201


if __name__ == "__main__":
    main()
