"""A file is written as a whole, or what was there stays; a data file is never replaced."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from smallcrm.core.errors import StorageError, UserError
from smallcrm.core.whole_file import replacing


def test_what_was_there_is_replaced_only_when_all_went_well(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("old", "utf-8")
    with pytest.raises(StorageError), replacing(path) as temporary:
        (temporary / "below").write_text("no folder is there", "utf-8")
    assert [(one.name, one.read_text("utf-8")) for one in tmp_path.iterdir()] == [
        ("list.csv", "old")
    ]
    with replacing(path) as temporary:
        temporary.write_text("new", "utf-8")
    assert path.read_text("utf-8") == "new"


def test_data_file_is_not_replaced_under_whatever_name(tmp_path):
    path = tmp_path / "list.zip"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE contact (id)")
    before = path.read_bytes()
    with pytest.raises(UserError) as refused, replacing(path) as temporary:
        temporary.write_bytes(b"PK")
    assert refused.value.field == "path"
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
