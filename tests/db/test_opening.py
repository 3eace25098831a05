"""A file is looked at before anything is written to it; what is not ours stays as it is."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from smallcrm.core.errors import StorageError
from smallcrm.db import glance, inspection, opening, version
from smallcrm.db.database import Database
from smallcrm.db.driver import sqlite
from smallcrm.services import contacts

FILES = Path(__file__).parents[1] / "files"


def refused(path: Path, words: str) -> None:
    """Opening says *words* and leaves the file and its folder as they were."""
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(path.parent.iterdir())
    for open_it in (Database, glance.first_page):
        with pytest.raises(StorageError, match=words) as caught:
            open_it(path)
        assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else None) == before
    assert sorted(path.parent.iterdir()) == beside


def test_file_of_another_program_is_refused_byte_identical(tmp_path):
    path = tmp_path / "other.db"
    connection = sqlite.connect(path)
    connection.execute("CREATE TABLE contact (name)")
    connection.close()
    refused(path, "is not a data file of SmallCRM")


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\0", b"PK\3\4" * 100, bytes(5000)])
def test_anything_else_is_refused_byte_identical(tmp_path, content):
    path = tmp_path / "letter.smallcrm"
    path.write_bytes(content)
    refused(path, "is not a data file of SmallCRM")


def test_file_that_is_not_there_is_refused(tmp_path):
    refused(tmp_path / "nothing.smallcrm", "There is no file")


def test_folder_is_refused(tmp_path):
    path = tmp_path / "folder.smallcrm"
    path.mkdir()
    refused(path, "cannot be opened")


def test_file_of_a_newer_version_is_refused_byte_identical(data_file):
    data = bytearray(data_file.read_bytes())
    struct.pack_into(">I", data, 60, version.LATEST + 1)
    data_file.write_bytes(data)
    refused(data_file, "newer version of SmallCRM")


def test_newer_version_is_noticed_in_the_log_too(data_file):
    """A program that was killed leaves its last words in the log beside the file."""
    with sqlite.connect(data_file) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute(f"PRAGMA user_version = {version.LATEST + 1}")
        connection.commit()
        copies = {
            file.name: file.read_bytes() for file in data_file.parent.glob(f"{data_file.name}*")
        }
    connection.close()
    for name, content in copies.items():
        (data_file.parent / name).write_bytes(content)
    with pytest.raises(StorageError, match="newer version of SmallCRM"):
        Database(data_file)


@pytest.mark.parametrize("path", sorted(FILES.glob("v*.smallcrm")), ids=lambda path: path.stem)
def test_files_of_all_versions_open_and_are_sound(path, tmp_path):
    mine = tmp_path / path.name
    mine.write_bytes(path.read_bytes())
    database = Database(mine)
    with database.read() as session:
        run = session.connection().exec_driver_sql
        assert run("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert run("PRAGMA foreign_key_check").all() == []
        assert run("PRAGMA user_version").scalar() == version.LATEST
        assert inspection.problems(session.connection()) == []  # what is searched among them
        names = [
            row.name for row in contacts.list_rows(session, contacts.list_ids(session)).values()
        ]
    database.close()
    assert "Ελένη Παπαδοπούλου" in names


def test_there_is_a_file_of_this_version():
    assert (FILES / f"v{version.LATEST:04}.smallcrm").exists()


def test_triggers_are_those_of_the_version(tmp_path, empty_file):
    """Other triggers need a new version: a file keeps the ones that it was made with."""
    kept = FILES / f"v{version.LATEST:04}.smallcrm"
    question = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    found = []
    for path in (kept, empty_file):
        connection = sqlite.connect(f"{path.as_uri()}?immutable=1", uri=True)
        found.append(connection.execute(question).fetchall())
        connection.close()
    assert found[0] == found[1]


def test_unfinished_files_are_swept_when_they_are_old(tmp_path):
    for name in ("old", "young"):
        (tmp_path / name).touch()
    os.utime(tmp_path / "old", (0, 0))
    opening.sweep(tmp_path, "*")
    assert [file.name for file in tmp_path.iterdir()] == ["young"]


def test_unfinished_file_that_somebody_else_sweeps_is_no_obstacle(tmp_path, monkeypatch):
    (tmp_path / "old").touch()
    os.utime(tmp_path / "old", (0, 0))
    monkeypatch.setattr(Path, "glob", lambda folder, _: iter([folder / "gone", folder / "old"]))
    opening.sweep(tmp_path, "*")
    assert list(tmp_path.iterdir()) == []
