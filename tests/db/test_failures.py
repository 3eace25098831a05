"""What goes wrong with disks and locks becomes a sentence; the data stays as it was."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from smallcrm.core.errors import StorageError, UserError
from smallcrm.core.text import T
from smallcrm.db import database as database_module
from smallcrm.db import failures, glance
from smallcrm.db.database import Database
from smallcrm.db.driver import sqlite
from smallcrm.services import contacts
from tests.db.old_files import make_v1

ROOT = Path(__file__).parents[2]
needs_posix = pytest.mark.skipif(os.name != "posix", reason="rights and limits of this kind")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def without_rights() -> None:
    """Let the rights of files hold for root too (CAP_DAC_OVERRIDE is dropped)."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def run(code: str, *arguments: object) -> dict[str, object]:
    """What *code* prints as JSON, run in a process that the rights of files hold for."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        preexec_fn=without_rights,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


READ_AND_WRITE = """
import json, sys
from pathlib import Path
from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.db import glance
from smallcrm.db.database import Database
from smallcrm.services import contacts
said = {}
try:
    said["glance"] = [row.name for row in glance.first_page(Path(sys.argv[1])).rows]
    database = Database(Path(sys.argv[1]))
    said["is_read_only"] = database.is_read_only
    with database.read() as session:
        said["count"] = contacts.count(session, search="anna")
    with database.write(T("Test")) as session:
        contacts.create(session, contacts.ContactDraft("Boris"))
    said["error"] = ""
except StorageError as error:
    said["error"] = str(error)
print(json.dumps(said))
"""


def test_full_disk_loses_nothing(book):
    book.add("Anna")
    with book.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    driver = book.database._writer.connection.driver_connection
    driver.execute(f"PRAGMA max_page_count = {pages}")
    before = book.dump()
    with pytest.raises(StorageError, match=r"not saved: the disk has \d+ MB left.*is safe"):
        book.add("Boris", note="x" * 100_000)
    assert book.dump() == before
    driver.execute("PRAGMA max_page_count = 1000000")
    book.add("Boris", note="x" * 100_000)
    assert book.find("boris") == ["Boris"]


@needs_posix
def test_file_that_may_not_grow_loses_nothing(data_file):
    code = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        + READ_AND_WRITE.replace('ContactDraft("Boris")', 'ContactDraft("B", note="x" * 500_000)')
    )
    before = digest(data_file)
    assert str(run(code, data_file)["error"]).startswith("The change was not saved: the disk ")
    database = Database(data_file)
    with database.read() as session:
        assert contacts.count(session) == 0
    database.close()
    assert digest(data_file) == before


@needs_posix
@pytest.mark.parametrize("what", ["folder", "file", "both"])
def test_what_may_only_be_read_is_read(data_file, tmp_path, what):
    database = Database(data_file)
    with database.write(T("Test")) as session:
        contacts.create(session, contacts.ContactDraft("Anna"))
    database.close()
    folder = tmp_path / "stick"
    folder.mkdir()
    path = Path(shutil.move(data_file, folder / "mine.smallcrm"))
    before = digest(path)
    path.chmod(0o400 if what != "folder" else 0o600)
    folder.chmod(0o500 if what != "file" else 0o700)
    try:
        said = run(READ_AND_WRITE, path)
    finally:
        folder.chmod(0o700)
    assert said["glance"] == ["Anna"]
    assert (said["is_read_only"], said["count"]) == (True, 1)
    assert str(said["error"]).startswith(f"The change was not saved: {path} can only be read.")
    assert digest(path) == before


BACK_UP = """
import json, sys
from contextlib import closing
from pathlib import Path
from smallcrm.core.errors import UserError
from smallcrm.db.database import Database
with closing(Database(Path(sys.argv[1]))) as database:
    try:
        said = str(database.backup().path)
    except UserError as error:
        said = str(error)
print(json.dumps({"said": said}))
"""


@needs_posix
def test_copy_beside_a_file_in_a_folder_that_may_only_be_read_is_refused(data_file, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    path = Path(shutil.move(data_file, folder / "mine.smallcrm"))
    folder.chmod(0o500)
    try:
        said = run(BACK_UP, path)["said"]
    finally:
        folder.chmod(0o700)
    assert re.match(r"The file \S+ cannot be made.*Choose a folder", str(said), re.DOTALL)


@needs_posix
def test_old_file_that_may_only_be_read_is_refused(tmp_path):
    path = tmp_path / "old.smallcrm"
    make_v1(path)
    path.chmod(0o400)
    before = digest(path)
    assert "from an older version" in str(run(READ_AND_WRITE, path)["error"])
    assert digest(path) == before


@needs_posix
def test_log_of_a_killed_program_in_a_folder_of_others_is_no_traceback(data_file, tmp_path):
    code = (
        "import os, sys, pathlib\n"
        "from smallcrm.core.text import T\n"
        "from smallcrm.db.database import Database\n"
        "from smallcrm.services import contacts\n"
        "database = Database(pathlib.Path(sys.argv[1]))\n"
        "with database.write(T('Test')) as session:\n"
        "    contacts.create(session, contacts.ContactDraft('Anna'))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    folder = tmp_path / "stick"
    folder.mkdir()
    path = Path(shutil.move(data_file, folder / "mine.smallcrm"))
    subprocess.run([sys.executable, "-c", code, str(path)], env=environment, check=False)
    (folder / "mine.smallcrm-shm").unlink()
    folder.chmod(0o500)
    try:
        said = run(READ_AND_WRITE, path)
    finally:
        folder.chmod(0o700)
    assert "cannot be opened" in str(said["error"])


@needs_posix
def test_new_file_in_a_folder_of_others_is_refused_with_a_sentence(tmp_path):
    tmp_path.chmod(0o500)
    code = (
        "import json, sys, pathlib\n"
        "from smallcrm.core.errors import UserError\n"
        "from smallcrm.db.database import Database\n"
        "try:\n"
        "    Database.create(pathlib.Path(sys.argv[1]))\n"
        "except UserError as error:\n"
        "    print(json.dumps({'error': str(error), 'field': error.field}))\n"
    )
    try:
        said = run(code, tmp_path / "deep" / "mine.smallcrm")
    finally:
        tmp_path.chmod(0o700)
    assert "cannot be made. Choose a folder that you may write to." in str(said["error"])
    assert said["field"] == "path"


def damage(path: Path, choice: random.Random) -> None:
    """One wrong bit, or one page of nothing, anywhere behind the header."""
    data = bytearray(path.read_bytes())
    place = choice.randrange(100, len(data))
    if choice.random() < 0.5:
        data[place] ^= 1 << choice.randrange(8)
    else:
        page = place // 4096 * 4096
        start = max(page, 100)
        data[start : page + 4096] = bytes(page + 4096 - start)
    path.write_bytes(data)


@pytest.mark.parametrize("count", [40, pytest.param(1000, marks=pytest.mark.slow)])
@pytest.mark.timeout(600)
def test_damaged_file_is_never_a_traceback(book, tmp_path, count):
    for number in range(30):
        book.add(f"Anna {number}", phones="111 222", company="Anthos", note="word " * 200)
    book.database.close()
    choice = random.Random(5)  # noqa: S311 - repeatable, no secret
    path = tmp_path / "damaged.smallcrm"
    refused = 0
    for _ in range(count):
        for leftover in tmp_path.glob("damaged.smallcrm*"):
            leftover.unlink()
        shutil.copy(book.database.path, path)
        damage(path, choice)
        refused += not use(path)
    assert refused > count / 20


def use(path: Path) -> bool:
    """Look at the file and change it; False when it was found damaged."""
    database = None
    try:
        glance.first_page(path)
        database = Database(path)
        with database.read() as session:
            ids = contacts.list_ids(session, search="anna")
            contacts.list_views(session, ids)
        with database.write(T("Test")) as session:
            contacts.create(session, contacts.ContactDraft("Boris", company="Anthos"))
        database.undo()
    except (UserError, ValueError):  # a wrong figure in a date: SQLite cannot see that
        return False
    except (OperationalError, IntegrityError) as error:
        # A wrong letter in the description of the tables: in a statement, in a condition.
        if error.orig.sqlite_errorcode not in (sqlite.SQLITE_ERROR, sqlite.SQLITE_CONSTRAINT):
            raise
        return False
    finally:
        if database is not None:
            database.close()
    return True


def test_file_that_was_found_damaged_is_not_written_any_more(book):
    book.add("Anna")
    wrong = sqlite.DatabaseError("database disk image is malformed")
    wrong.sqlite_errorcode = 11

    def fail(session):
        raise OperationalError("SELECT", {}, wrong)

    with pytest.raises(StorageError, match=r"damaged\. Nothing more is written"):
        book.do(fail)
    before = digest(book.database.path)
    with pytest.raises(StorageError, match=r"damaged\. Nothing more is written"):
        book.add("Boris")
    assert digest(book.database.path) == before
    assert book.find("anna") == ["Anna"]


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk has"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "disk has"),
    ],
)
def test_full_disk_of_the_system_is_told(book, error, word):
    def fail(session):
        raise error

    with pytest.raises(StorageError, match=word):
        book.do(fail)


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "No such file", "full busy locked readonly.xlsx"),
        PermissionError(errno.EACCES, "Permission denied", "corrupt.pdf"),
        ValueError("database is locked"),
    ],
)
def test_other_failures_are_not_taken_for_those_of_the_data_file(book, error):
    def fail(session):
        raise error

    with pytest.raises(type(error)) as caught:
        book.do(fail)
    assert caught.value is error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (13, r"cannot be read: the disk has \d+ MB left\. Nothing was changed\. Free some"),
        (10 | (1 << 8), r"cannot be read: the disk .*Nothing was changed"),
    ],
)
def test_full_disk_while_reading_is_not_told_as_a_change_that_is_lost(book, code, words):
    wrong = sqlite.OperationalError("database or disk is full")
    wrong.sqlite_errorcode = code
    with pytest.raises(StorageError, match=words), book.database.read():
        raise OperationalError("SELECT", {}, wrong)


def test_full_disk_while_opening_says_that_the_file_cannot_be_read(data_file, monkeypatch):
    def full(_connection):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(database_module, "expect_much", full)
    with pytest.raises(StorageError, match="cannot be read: the disk has"):
        Database(data_file)


def test_disk_that_is_gone_is_told(tmp_path):
    wrong = sqlite.OperationalError("disk I/O error")
    wrong.sqlite_errorcode = 10 | (3 << 8)
    said = failures.explain(wrong, tmp_path / "gone" / "mine.smallcrm")
    assert "disk does not take it" in str(said)


def test_lock_without_a_name_is_told(tmp_path):
    wrong = sqlite.OperationalError("database is locked")
    wrong.sqlite_errorcode = 5
    assert "Another program" in str(failures.explain(wrong, tmp_path / "mine.smallcrm"))
