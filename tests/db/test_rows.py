"""Plain rows of a query."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from smallcrm.core.text import T
from smallcrm.db.rows import fetch_rows
from smallcrm.models import Contact

_NAMES = select(Contact.name).where(Contact.id == bindparam("id"))


def test_rows_have_what_the_session_changed_before(book):
    contact_id = book.add("Anna")
    with book.database.write(T("Test")) as session:
        session.get_one(Contact, contact_id).name = "Berta"
        assert fetch_rows(session, _NAMES, {"id": contact_id}) == [("Berta",)]
        with session.no_autoflush:
            session.get_one(Contact, contact_id).name = "Clara"
            assert fetch_rows(session, _NAMES, {"id": contact_id}) == [("Berta",)]
