"""The open data file: transactions, notifications, two processes, rights, moved files."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from smallcrm.core.errors import StorageError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.db import engine, holder
from smallcrm.db.database import Database
from smallcrm.services import contacts, settings
from smallcrm.services.contacts import ContactDraft

ROOT = Path(__file__).parents[2]
POSIX = os.name == "posix"


def create(path, **more):
    return settings.create_file(path, country="GR", currency="EUR", language="en", **more)


def child(code: str, *arguments: object, **more: object) -> subprocess.Popen[str]:
    """Another process that runs *code* with *arguments*."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **more,
    )


WRITE_AND_WAIT = """
import sys
from pathlib import Path
from smallcrm.core.text import T
from smallcrm.db.database import Database
with Database(Path(sys.argv[1])).write(T("Long work")) as session:
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def writer(data_file):
    """Another process in the middle of writing."""
    process = child(WRITE_AND_WAIT, data_file)
    assert process.stdout.readline() == "writing\n"
    yield process
    process.kill()
    process.communicate()


def test_commit_is_seen_by_another_opening(book, other):
    contact_id = book.add("Anna")
    assert other.get(contact_id).name == "Anna"


def test_reader_sees_one_state_throughout(book, other):
    with book.database.read() as session:
        assert contacts.count(session) == 0
        other.add("Anna")
        assert contacts.count(session) == 0
    assert book.read(contacts.count) == 1


def test_readers_do_not_wait_for_a_writer(book):
    counted = []

    def count():
        counted.append(book.read(contacts.count))

    with book.database.write(T("Long work")) as session:
        contacts.create(session, book.draft("Anna"))
        reader = threading.Thread(target=count)
        reader.start()
        reader.join(5)
    assert counted == [0]


def test_only_the_writer_keeps_many_pages_in_memory(database):
    with database.read() as session:
        reads = session.connection().exec_driver_sql("PRAGMA cache_size").scalar()
    with database.write(T("Nothing")) as session:
        writes = session.connection().exec_driver_sql("PRAGMA cache_size").scalar()
    assert (reads, writes) == (-4096, -32768)  # KiB


def test_connections_that_rest_disturb_nobody_and_answer_as_before(database):
    with database.read() as reader:
        before = reader.scalar(text("SELECT count(*) FROM contact"))
        with database.read():
            pass  # its connection rests now
        connections = database.engine.pool.checkedin()
        database.rest()
        assert database.engine.pool.checkedin() == connections
        assert reader.scalar(text("SELECT count(*) FROM contact")) == before
    with database.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Ann"))
    database.rest()
    with database.read() as reader:
        assert reader.scalar(text("SELECT count(*) FROM contact")) == before + 1


def test_what_is_committed_is_on_the_disk_and_others_are_waited_for_five_seconds(database):
    for transaction in (database.read(), database.write(T("Nothing"))):
        with transaction as session:
            ask = session.connection().exec_driver_sql
            assert ask("PRAGMA synchronous").scalar() == 2  # FULL: also when the power goes
            assert ask("PRAGMA busy_timeout").scalar() == 5000  # milliseconds


def test_threads_write_one_after_the_other(book):
    threads = [threading.Thread(target=book.add, args=(f"Anna {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert book.read(contacts.count) == 8


def test_data_version_moves_when_somebody_else_commits_and_only_then(book, other):
    before = book.database.data_version
    book.add("Anna")
    assert book.database.data_version == before
    other.add("Boris")
    assert book.database.data_version > before


def test_second_process_is_told_who_writes(data_file, writer, monkeypatch):
    monkeypatch.setattr(engine, "_PRAGMAS", (*engine._PRAGMAS, "busy_timeout = 200"))
    database = Database(data_file)
    told = pytest.raises(StorageError, match=rf"being written by SmallCRM \({writer.pid}\)")
    with told, database.write(T("Test")) as session:
        contacts.create(session, contacts.ContactDraft("Anna"))
    writer.communicate("")
    with database.write(T("Test")) as session:
        contacts.create(session, contacts.ContactDraft("Anna"))
    database.close()


@pytest.mark.slow
def test_second_process_waits_five_seconds(data_file, writer):
    database = Database(data_file)
    start = time.monotonic()
    with pytest.raises(StorageError), database.write(T("Test")):
        pass
    assert 4.5 < time.monotonic() - start < 8
    database.close()


@pytest.mark.skipif(not POSIX, reason="processes are killed by signal")
def test_killed_writer_leaves_neither_lock_nor_misleading_note(data_file, writer, book):
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    assert (data_file.parent / f"{data_file.name}-writer").exists()
    assert holder.name(data_file) == ""
    book.add("Anna")
    assert not (data_file.parent / f"{data_file.name}-writer").exists()
    assert book.find("anna") == ["Anna"]


def test_new_file_never_takes_the_place_of_another(tmp_path):
    path = tmp_path / "mine.smallcrm"
    path.write_text("a letter")
    with pytest.raises(StorageError, match="exists already"):
        create(path)
    assert path.read_text() == "a letter"
    assert list(tmp_path.glob(".mine*")) == []


def test_log_of_a_file_that_is_gone_is_not_read_into_the_new_one(tmp_path, empty_file):
    path = tmp_path / "shop.smallcrm"
    old = Database.create(path)
    with old.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Old"))
    log = path.with_name("shop.smallcrm-wal")
    words = log.read_bytes()
    old.close()
    path.unlink()
    log.write_bytes(words)
    new = Database.create(path)
    try:
        with new.read() as session:
            assert session.scalar(text("SELECT count(*) FROM contact")) == 0
    finally:
        new.close()
    assert log.with_name("shop.smallcrm-wal.left").read_bytes() == words


def test_name_that_is_taken_meanwhile_stays_what_it_is(tmp_path):
    path = tmp_path / "mine.smallcrm"
    with pytest.raises(StorageError, match="exists already"):
        Database.create(path, lambda session: path.write_text("a letter"))
    assert path.read_text() == "a letter"
    assert list(tmp_path.glob(".mine*")) == []


def test_new_file_that_cannot_be_filled_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError):
        Database.create(tmp_path / "mine.smallcrm", lambda session: 1 / 0)
    assert list(tmp_path.glob("*mine*")) == []


@pytest.mark.skipif(not POSIX, reason="processes are killed by signal")
@pytest.mark.parametrize("moment", ["filling", "making"])
def test_killed_making_leaves_no_half_file_and_the_next_one_sweeps(tmp_path, moment):
    path = tmp_path / "mine.smallcrm"
    code = (
        "import os, sys, pathlib\n"
        "from smallcrm.db import making\n"
        "from smallcrm.db.database import Database\n"
        "def die(*_): os.kill(os.getpid(), 9)\n"
        f"{'making._protect = die' if moment == 'making' else ''}\n"
        "Database.create(pathlib.Path(sys.argv[1]), die)\n"
    )
    child(code, path).communicate()
    assert not path.exists()
    left = list(tmp_path.glob(".mine*"))
    assert left
    create(path).close()
    assert list(tmp_path.glob(".mine*")) == left  # it may be somebody else's who is still busy
    path.unlink()
    for leftover in left:
        os.utime(leftover, (0, 0))
    create(path).close()
    assert list(tmp_path.glob(".mine*")) == []


@pytest.mark.skipif(not POSIX, reason="rights of this kind")
def test_everything_is_for_its_owner_only(tmp_path):
    path = tmp_path / "folder" / "mine.smallcrm"
    old = os.umask(0o022)
    try:
        database = create(path)
        with database.write(T("Test")) as session:
            contacts.create(session, contacts.ContactDraft("Anna"))
            names = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        copy = database.backup()
        database.close()
    finally:
        os.umask(old)
    sides = ("", "-wal", "-shm", "-writer")
    assert names == {f"mine.smallcrm{side}": 0o600 for side in sides}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700


def test_closed_file_is_one_file(data_file):
    database = Database(data_file)
    with database.write(T("Test")) as session:
        contacts.create(session, contacts.ContactDraft("Anna"))
    database.close()
    assert [file.name for file in data_file.parent.glob("test.smallcrm*")] == ["test.smallcrm"]


@pytest.mark.skipif(not POSIX, reason="an open file cannot be moved")
@pytest.mark.parametrize("what", ["deleted", "moved", "replaced"])
def test_file_that_is_no_longer_there_takes_no_changes(book, data_file, empty_file, what):
    book.add("Anna")
    if what == "deleted":
        data_file.unlink()
    else:
        data_file.rename(data_file.with_name("elsewhere"))
    if what == "replaced":
        data_file.write_bytes(empty_file.read_bytes())
    with pytest.raises(StorageError, match="moved or deleted while it was open"):
        book.add("Boris")
    if what == "moved":
        data_file.with_name("elsewhere").rename(data_file)
        book.add("Boris")


def test_names_with_odd_letters_are_fine(tmp_path):
    path = tmp_path / "Ανθός & Ёлка %20 #1 [x]?.smallcrm"
    create(path).close()
    database = Database(path)
    assert database.backup().path.exists()
    database.close()


def test_file_can_be_written_after_a_commit_that_was_refused(database):
    """A key that is looked at only in the end: SQLite refuses the COMMIT, not a statement."""

    def point_nowhere():
        with database.write(T("Broken")) as session:
            run = session.connection().exec_driver_sql
            run("PRAGMA defer_foreign_keys = ON")
            run("INSERT INTO dunning_skip (contact_id) VALUES (999)")

    with pytest.raises(IntegrityError):
        point_nowhere()
    with database.write(T("Fine")) as session:
        contacts.create(session, ContactDraft("Anna"))
    with database.read() as session:
        assert len(contacts.list_ids(session)) == 1


def test_statement_that_begins_after_its_question_was_given_up_is_broken_off(database):
    count = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
        " SELECT count(*) FROM n"
    )
    progress = Progress()
    with database.read(progress) as session:
        progress.cancel()
        with pytest.raises(OperationalError, match="interrupted"):
            session.scalar(count)
    with database.read(Progress()) as session:
        assert session.scalar(count) == 1_000_000
