"""Copies are checked before they get their name, and never replace anything."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from smallcrm.core.errors import StorageError
from smallcrm.db import backup
from smallcrm.db.database import Database
from smallcrm.db.driver import sqlite
from tests.db.conftest import Book


def test_copy_holds_everything_and_opens_like_any_file(book, tmp_path):
    book.add("Anna", phones="111")
    copy = book.database.backup(target=tmp_path / "far" / "copy.smallcrm")
    assert copy.sha256 == hashlib.sha256(copy.path.read_bytes()).hexdigest()
    assert [file.name for file in copy.path.parent.iterdir()] == ["copy.smallcrm"]
    opened = Book(Database(copy.path))
    assert opened.dump() == book.dump()
    assert opened.database.undo().removed == 1
    opened.database.close()


def test_copies_among_the_backups_are_named_by_time_and_reason(book):
    names = [book.database.backup("before-import").path.name for _ in range(3)]
    assert len(set(names)) == 3
    assert all(re.fullmatch(r"test-\d{8}-\d{6}-before-import(-\d)?\.smallcrm", n) for n in names)


def test_copies_made_at_the_same_moment_are_all_kept(book, monkeypatch):
    book.add("Anna", phones="111")
    fill = backup._fill
    together = threading.Barrier(2, timeout=20)

    def fill_together(*given):
        together.wait()
        fill(*given)
        together.wait()

    monkeypatch.setattr(backup, "_fill", fill_together)
    with time_machine.travel("2026-11-29 12:00+00:00", tick=False), ThreadPoolExecutor(2) as pool:
        paths = [copy.path for copy in pool.map(book.database.backup, ["before-import"] * 2)]
    assert sorted(path.name for path in paths[0].parent.iterdir()) == sorted(
        [path.name for path in paths]
    )
    for path in paths:
        opened = Book(Database(path))
        assert opened.dump() == book.dump()
        opened.database.close()


def test_copy_made_while_somebody_writes_is_whole(book, tmp_path):
    stop = threading.Event()

    def write():
        while not stop.is_set():
            book.add("Anna", phones="111 222")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [book.database.backup(target=tmp_path / f"{n}.smallcrm") for n in range(5)]
    finally:
        stop.set()
        writer.join()
    for copy in copies:
        opened = Book(Database(copy.path))
        (people,) = opened.ask("SELECT count(*), (SELECT count(*) FROM phone) FROM contact")
        assert people[1] == 2 * people[0]
        assert opened.faults() == []
        opened.database.close()


def test_copy_never_takes_the_place_of_another_file(book, tmp_path):
    target = tmp_path / "letter.smallcrm"
    target.write_text("Dear")
    with pytest.raises(StorageError, match="exists already"):
        book.database.backup(target=target)
    assert target.read_text() == "Dear"
    assert list(tmp_path.glob(".*")) == []


def test_damaged_file_gives_no_copy(book, tmp_path):
    for number in range(40):
        book.add(f"Anna {number}", note="word " * 500)
    (page,) = book.ask("SELECT rootpage FROM sqlite_master WHERE name = 'ix_contact_order'")[0]
    book.database.close()
    data = bytearray(book.database.path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = os.urandom(4096)
    book.database.path.write_bytes(data)
    database = Database(book.database.path)
    with pytest.raises(StorageError, match="damaged"):
        database.backup(target=tmp_path / "copies" / "copy.smallcrm")
    assert list((tmp_path / "copies").iterdir()) == []
    database.close()


def test_full_disk_leaves_no_half_copy(book, tmp_path, monkeypatch):
    def fail(*_args):
        full = sqlite.OperationalError("database or disk is full")
        full.sqlite_errorcode = sqlite.SQLITE_FULL
        raise full  # SQLite's own backup knows nothing of SQLAlchemy

    monkeypatch.setattr(backup, "_fill", fail)
    with pytest.raises(StorageError, match="disk has"):
        book.database.backup(target=tmp_path / "copies" / "copy.smallcrm")
    assert list((tmp_path / "copies").iterdir()) == []


def test_unfinished_copies_are_swept(book, tmp_path):
    leftover = tmp_path / ".old.smallcrm.copying"
    of_others = tmp_path / ".letter.partial.txt", tmp_path / ".film.part"
    for file in (leftover, *of_others):
        file.touch()
        os.utime(file, (0, 0))
    book.database.backup(target=tmp_path / "copy.smallcrm")
    assert not leftover.exists()
    assert all(file.exists() for file in of_others)
