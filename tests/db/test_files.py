"""Files beside the data file: whole or not there, never changed, in every backup."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path

import pytest

from smallcrm.core.errors import Cancelled, StorageError
from smallcrm.db import files
from smallcrm.db.database import Database
from smallcrm.db.files import FileStore

HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "test.files")


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_bytes_are_kept_under_their_hash_once(store):
    assert store.add(io.BytesIO(b"hello")) == (HELLO, 5)
    store.add(io.BytesIO(b"hello"))
    assert names(store.folder) == [f"2c{os.sep}{HELLO}"]
    with store.open(HELLO) as file:
        assert file.read() == b"hello"
    assert store.state(HELLO) == "fine"


@pytest.mark.skipif(os.name != "posix", reason="rights as on POSIX")
def test_only_the_owner_may_read_them(store):
    store.add(io.BytesIO(b"hello"))
    assert stat.S_IMODE((store.folder / "2c" / HELLO).stat().st_mode) == 0o600
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_adding_that_is_cancelled_leaves_nothing_behind(store):
    def stop(_done):
        raise Cancelled

    with pytest.raises(Cancelled):
        store.add(io.BytesIO(b"hello"), stop)
    assert names(store.folder) == []


def test_damaged_bytes_are_not_handed_out_and_adding_them_again_heals(store, tmp_path):
    store.add(io.BytesIO(b"hello"))
    (store.folder / "2c" / HELLO).write_bytes(b"hellO")
    assert store.state(HELLO) == "damaged"
    with pytest.raises(StorageError, match="no longer what was added"):
        store.copy_out(HELLO, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    store.add(io.BytesIO(b"hello"))
    assert store.state(HELLO) == "fine"


def test_missing_bytes_are_told_of(store, tmp_path):
    assert store.state(HELLO) == "missing"
    with pytest.raises(StorageError, match="missing"):
        store.copy_out(HELLO, tmp_path / "out")


def test_lent_copy_can_only_be_read_and_is_swept_after_a_day(store):
    store.add(io.BytesIO(b"hello"))
    lent = store.lend(HELLO, "letter.txt")
    assert (lent.name, lent.read_bytes()) == ("letter.txt", b"hello")
    assert stat.S_IMODE(lent.stat().st_mode) & 0o222 == 0
    os.utime(lent.parent, (0, 0))
    again = store.lend(HELLO, "letter.txt")
    assert again.exists()
    assert not lent.exists()


def test_name_that_is_no_hash_leads_nowhere(store):
    with pytest.raises(ValueError, match=r"\.\."), store.open("../../etc/passwd"):
        pass


def test_copies_take_the_files_along_each_once(database, tmp_path):
    database.files.add(io.BytesIO(b"hello"))
    first, second = database.backup("one"), database.backup("two")
    shared = first.path.parent / "test.files"
    assert names(shared) == [f"2c{os.sep}{HELLO}"]
    assert files.folder_of(first.path) == files.folder_of(second.path) == shared
    copy = database.backup(target=tmp_path / "far" / "other.smallcrm")
    opened = Database(copy.path)
    assert opened.files.state(HELLO) == "fine"
    opened.close()


def test_damaged_file_is_left_out_of_a_copy_and_the_copy_is_made(database, tmp_path):
    database.files.add(io.BytesIO(b"hello"))
    (database.files.folder / "2c" / HELLO).write_bytes(b"hellO")
    copy = database.backup(target=tmp_path / "far" / "other.smallcrm")
    assert names(copy.path.parent) == ["other.smallcrm"]


def age(folder):
    """Make everything in *folder* two days old."""
    for path in folder.rglob("*"):
        os.utime(path, (path.stat().st_mtime - 200_000,) * 2)


def test_bytes_that_nobody_names_are_swept_after_a_day(database):
    store = database.files
    store.add(io.BytesIO(b"hello"))
    named = store.add(io.BytesIO(b"named")).sha256
    assert store.list_unnamed([named]) == []
    age(store.folder)
    assert store.list_unnamed([named]) == [(HELLO, 5)]
    assert store.sweep(store.list_unnamed([named])) == [(HELLO, 5)]
    assert store.state(HELLO) == "missing"
    assert store.state(named) == "fine"


def test_bytes_that_are_added_again_meanwhile_stay(database):
    store = database.files
    store.add(io.BytesIO(b"hello"))
    age(store.folder)
    unnamed = store.list_unnamed([])
    store.add(io.BytesIO(b"hello"))
    assert store.sweep(unnamed) == []
    assert store.state(HELLO) == "fine"


def test_folder_that_copies_share_is_not_swept(database):
    database.files.add(io.BytesIO(b"hello"))
    first, second = database.backup("one"), database.backup("two")
    age(database.files.folder)
    age(first.path.parent)
    for copy in (first.path, second.path):
        assert FileStore(files.folder_of(copy)).list_unnamed([]) == []
    beside = database.path.with_suffix(".other")
    beside.write_bytes(first.path.read_bytes())
    assert database.files.list_unnamed([]) == []
    beside.unlink()
    assert database.files.list_unnamed([]) == [(HELLO, 5)]


def test_file_beside_that_nobody_may_read_stops_nothing(database, monkeypatch):
    database.files.add(io.BytesIO(b"hello"))
    age(database.files.folder)
    locked = [database.path.with_name("private.txt"), database.path.with_suffix(".other")]
    for path in locked:
        path.touch()
    usual = Path.open

    def refuse(path, *how, **more):
        if path in locked:
            raise PermissionError(13, "denied", str(path))
        return usual(path, *how, **more)

    monkeypatch.setattr(Path, "open", refuse)
    assert database.files.list_unnamed([]) == []  # the second may be a data file as well
    locked[1].unlink()
    assert database.files.list_unnamed([]) == [(HELLO, 5)]


def test_copy_says_which_folder_cannot_be_written_to(store, tmp_path):
    store.add(io.BytesIO(b"hello"))
    with pytest.raises(StorageError) as refused:
        store.copy_out(HELLO, tmp_path / "gone" / "a.txt")
    assert str(tmp_path / "gone") in str(refused.value)
