"""A program that writes contacts in a loop and is killed at random moments.

    python tests/db/kill_harness.py NEW_FILE --kills 200

Each writer says an id into a pipe after its commit returned. After every kill the file is
looked over: nothing that was said is missing, nothing is there by halves. After some kills a new
file is begun, else looking it over would take ever longer. One JSON object with the counts goes to
standard output.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import shutil
import time
from multiprocessing.connection import Connection
from pathlib import Path

from smallcrm.core.text import T
from smallcrm.db import inspection
from smallcrm.db.database import Database
from smallcrm.services import contacts, settings
from smallcrm.services.contacts import ContactDraft, Labelled

KILLS_OF_A_FILE = 50


def write_for_ever(path: Path, pipe: Connection) -> None:
    """Add a contact with two telephones and a note in one action; change, undo now and then."""
    database = Database(path)
    while True:
        with database.write(T("Add contact")) as session:
            draft = ContactDraft(
                "Anna", phones=(Labelled("111"), Labelled("222")), company="Anthos"
            )
            contact_id = contacts.create(session, draft)
            contacts.add_note(session, contact_id, "word " * 300)
        pipe.send(contact_id)
        if contact_id % 5 == 0:
            with database.write(T("Change contact")) as session:
                contacts.change(session, contact_id, ContactDraft("Boris", phones=draft.phones))
            database.undo()


def problems(path: Path, heard: set[int]) -> list[str]:
    """What is wrong with the file, after what its writers said."""
    database = Database(path)
    with database.read() as session:
        connection = session.connection()
        run = connection.exec_driver_sql
        found = [str(problem) for problem in inspection.problems(connection)]
        stored = set(run("SELECT id FROM contact WHERE kind = 'person'").scalars())
        halves = run(
            "SELECT id FROM contact c WHERE kind = 'person' AND"
            " ((SELECT count(*) FROM phone WHERE contact_id = c.id) <> 2"
            " OR (SELECT count(*) FROM activity WHERE contact_id = c.id) <> 1"
            " OR NOT EXISTS (SELECT 1 FROM change WHERE table_name = 'contact'"
            " AND row_id = c.id AND operation = 'I'))"
        )
        found += [f"contact {row_id} is there by halves" for row_id in halves.scalars()]
        found += [f"contact {row_id} is lost" for row_id in sorted(heard - stored)]
        if len(stored - heard) > 1:
            found.append(f"{len(stored - heard)} contacts that nobody heard of")
    database.close()
    heard |= stored
    return found


def begin(path: Path, empty: Path) -> None:
    """Put an empty file in the place of the one that was written so far, and of its log."""
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    shutil.copy(empty, path)


def killed(path: Path, moment: float) -> set[int]:
    """Start a writer, kill it after *moment* seconds of work; return what it said to be stored."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=write_for_ever, args=(path, sender))
    process.start()
    sender.close()
    said = {receiver.recv()}  # it is at work
    time.sleep(moment)
    process.kill()
    try:
        while True:
            said.add(receiver.recv())
    except EOFError:
        process.join()
    return said


def main() -> None:
    """Make the file, kill, look."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--kills", type=int, default=200)
    options = parser.parse_args()
    empty = options.file.with_name("empty.smallcrm")
    settings.create_file(empty, country="GR", currency="EUR", language="en").close()
    choice = random.Random(3)  # noqa: S311 - repeatable moments, no secret
    heard: set[int] = set()
    wrong: list[str] = []
    written = 0
    for number in range(options.kills):
        if number % KILLS_OF_A_FILE == 0:
            written += len(heard)
            heard.clear()
            begin(options.file, empty)
        heard |= killed(options.file, choice.random() * 0.05)
        wrong += problems(options.file, heard)
    print(json.dumps({"written": written + len(heard), "wrong": wrong}))  # noqa: T201


if __name__ == "__main__":
    main()
