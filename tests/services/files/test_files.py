"""Files of contacts."""

from __future__ import annotations

import os

import pytest

from smallcrm.core.errors import Cancelled, NotFound, StorageError, UserError
from smallcrm.core.progress import Progress
from smallcrm.services import contacts, files


@pytest.fixture
def offer(tmp_path):
    path = tmp_path / "offer.pdf"
    path.write_bytes(b"%PDF-1.7 offer")
    return path


def test_file_is_added_listed_and_saved_elsewhere(do, ask, database, anna, offer, tmp_path):
    stored = files.keep(database.files, offer, Progress())
    key = do(files.attach, anna, "../offer.pdf", stored)
    assert ask(files.list_file_ids, anna) == [key]
    row = ask(files.get_file, key)
    assert (row.name, row.size) == ("offer.pdf", 14)
    assert ask(contacts.get_view, anna).file_count == 1
    offer.unlink()
    out = tmp_path / "out.pdf"
    out.write_bytes(b"older")
    files.save_file(database.files, row, out)
    assert out.read_bytes() == b"%PDF-1.7 offer"


def test_undo_of_adding_loses_nothing(do, ask, database, anna, offer):
    key = do(files.attach, anna, "offer.pdf", files.keep(database.files, offer, Progress()))
    database.undo()
    assert ask(files.list_file_ids, anna) == []
    database.redo()
    assert database.files.state(ask(files.get_file, key).sha256) == "fine"


def test_file_is_renamed_and_removed_and_undo_brings_it_back(do, ask, database, anna, offer):
    key = do(files.attach, anna, "offer.pdf", files.keep(database.files, offer, Progress()))
    do(files.rename_file, key, "Offer: June.pdf")
    assert ask(files.get_file, key).name == "Offer_ June.pdf"
    do(files.remove_file, key)
    with pytest.raises(NotFound):
        ask(files.get_file, key)
    database.undo()
    assert ask(files.list_file_ids, anna) == [key]


def test_large_file_is_refused_before_it_is_read(database, tmp_path):
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    with pytest.raises(UserError, match="too large: 100 MB"):
        files.keep(database.files, path, Progress())
    assert not database.files.folder.exists()


def test_what_cannot_be_read_is_refused(database, tmp_path):
    for path in (tmp_path / "none.pdf", tmp_path):
        with pytest.raises(UserError, match="cannot be read"):
            files.keep(database.files, path, Progress())


def test_adding_stops_when_the_user_has_enough(database, offer):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        files.keep(database.files, offer, progress)


def test_dangerous_file_is_kept_and_not_opened(do, ask, database, anna):
    stored = files.keep_bytes(database.files, b"MZ")
    key = do(files.attach, anna, "photo.jpg.exe", stored)
    with pytest.raises(UserError, match="could run a program"):
        files.lend_file(database.files, ask(files.get_file, key))


def test_file_that_is_gone_from_the_disk_is_told_of(do, ask, database, anna):
    stored = files.keep_bytes(database.files, b"hello")
    key = do(files.attach, anna, "a.txt", stored)
    assert ask(files.list_lost, database.files) == []
    database.files.remove(stored.sha256)
    row = ask(files.get_file, key)
    assert ask(files.list_lost, database.files) == [(row, "missing")]
    with pytest.raises(StorageError, match="missing"):
        files.lend_file(database.files, row)


def test_file_for_nobody_is_refused(do, database):
    stored = files.keep_bytes(database.files, b"hello")
    with pytest.raises(NotFound):
        do(files.attach, 99, "a.txt", stored)


def unused(database):
    """What would be swept if it were old enough."""
    for path in database.files.folder.rglob("*"):
        os.utime(path, (0, 0))
    with database.read() as session:
        return [one.sha256 for one in files.list_unused(session, database.files)]


def test_what_undo_and_redo_may_need_is_used(do, database, anna):
    stored = files.keep_bytes(database.files, b"contract")
    assert unused(database) == [stored.sha256]
    key = do(files.attach, anna, "contract.pdf", stored)
    assert unused(database) == []
    do(files.remove_file, key)
    assert unused(database) == []
    database.undo()
    database.undo()  # the addition
    assert unused(database) == []
    database.redo()
    assert unused(database) == []
    assert database.files.state(stored.sha256) == "fine"
