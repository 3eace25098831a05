"""The write-ahead log is copied into the file after long actions, and nobody waits for it."""

from __future__ import annotations

from threading import Event

import pytest
from sqlalchemy import text

from smallcrm.core.text import T
from smallcrm.db import search
from smallcrm.db.database import Database
from smallcrm.db.driver import sqlite
from smallcrm.models import Tag

MANY = 1200  # rows that one action changes; from 1,001 on it is a long one
LONG = 20  # seconds


def add_tags(database, count, start=0):
    with database.write(T("Tags")) as session:
        names = [f"{number} {'wide ' * 15}" for number in range(start, start + count)]
        session.add_all([Tag(name=name, folded=name) for name in names])


def usual(database):
    """After how many pages commits of the writing connection copy the log themselves."""
    with database.write(T("Look")) as session:
        return session.execute(text("PRAGMA wal_autocheckpoint")).scalar_one()


def test_after_a_long_action_all_of_the_log_is_in_the_file(database):
    add_tags(database, MANY)
    database._log.wait()
    # The file is whole without the log, as for somebody who reads it alone.
    alone = sqlite.connect(f"{database.path.as_uri()}?immutable=1", uri=True)
    assert alone.execute("SELECT count(*) FROM tag").fetchone() == (MANY,)
    alone.close()
    assert usual(database) == 1000


def test_long_actions_one_after_the_other_lose_nothing(database):
    for start in range(0, 3 * MANY, MANY):
        add_tags(database, MANY, start)
    path = database.path
    database.close()
    again = Database(path)
    with again.read() as session:
        assert session.execute(text("SELECT count(*) FROM tag")).scalar_one() == 3 * MANY
    again.close()


def test_nobody_writes_the_file_anew_while_the_log_is_copied(database, monkeypatch):
    begun, order = Event(), []
    copy, forget = database._log._copy, search.forget_deleted

    def slowly():
        begun.wait(LONG)
        copy()
        order.append("copied")

    def forgetting(connection):
        order.append("written anew")
        forget(connection)

    monkeypatch.setattr(database._log, "_copy", slowly)
    monkeypatch.setattr(search, "forget_deleted", forgetting)
    add_tags(database, MANY)
    monkeypatch.setattr(database, "refuse_unsafe", begun.set)
    database.compact()
    assert order == ["copied", "written anew"]
    log = database.path.with_name(f"{database.path.name}-wal")
    assert not log.stat().st_size


def test_commits_copy_the_log_as_usual_after_a_long_action_that_failed(database):
    def refuse(*_arguments):
        raise ValueError("stop")

    database._log.leave(database._writer)
    with pytest.raises(ValueError, match="stop"), database.write(T("Tags")):
        refuse()
    assert usual(database) == 1000
