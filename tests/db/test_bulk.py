"""Many rows at once: all of them, as they are."""

from __future__ import annotations

import pytest

from smallcrm.core.packed_rows import pack_rows
from smallcrm.core.text import T
from smallcrm.db import bulk

COLUMNS = ("id", "contact_id", "position", "value", "label")


def rows(count, contact_id):
    return [
        (number + 1, contact_id, number % 3, f"it's ?1 {number}", "") for number in range(count)
    ]


def stored(book):
    return [tuple(row) for row in book.ask(f"SELECT {', '.join(COLUMNS)} FROM url ORDER BY id")]


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 75])
def test_all_rows_come_in_just_as_they_are(book, count):
    contact_id = book.add("Anna")
    some = rows(count, contact_id)
    book.do(lambda session: bulk.insert_rows(session.connection(), "url", COLUMNS, some))
    assert stored(book) == some


@pytest.mark.parametrize("count", [1, 2, 30])
def test_a_column_may_be_counted_from_a_number(book, count):
    contact_id = book.add("Anna")
    packed = pack_rows(COLUMNS, rows(count, 0))
    book.do(
        lambda session: bulk.insert_packed(
            session.connection(), "url", packed, ("contact_id", contact_id)
        )
    )
    assert stored(book) == rows(count, contact_id)


def schema_of(book):
    return book.ask("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")


def test_indexes_that_are_built_afterwards_are_the_same(book):
    before = schema_of(book)

    def work(session):
        connection = session.connection()
        with bulk.indexed_afterwards(connection, {"ix_contact_order", "ix_phone_digits"}):
            found = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
            assert "ix_contact_order" not in found
            assert "ix_phone_digits" not in found
            assert "ix_phone_e164" in found

    book.do(work)
    assert schema_of(book) == before


def test_what_fails_before_the_indexes_are_built_brings_them_back(book):
    before = schema_of(book)
    with (
        pytest.raises(ZeroDivisionError),
        book.database.write(T("Test")) as session,
        bulk.indexed_afterwards(session.connection(), {"ix_contact_order"}),
    ):
        raise ZeroDivisionError
    assert schema_of(book) == before
