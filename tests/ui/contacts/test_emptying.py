"""The bin is looked into after the start."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import update

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.models import Contact
from smallcrm.services import contacts


def test_what_is_in_the_bin_for_long_goes(qtbot, window, database, people):
    ann = people["Ann Archer"]
    with database.write(T("Archive")) as session:
        contacts.archive(session, [ann])
        long_ago = clock.now() - dt.timedelta(days=40)
        session.execute(update(Contact).where(Contact.id == ann).values(deleted_at=long_ago))

    def in_bin():
        with database.read() as session:
            return contacts.list_ids(session, archived=True)

    assert in_bin() == [ann]
    window.host.page._look_into_bin()
    qtbot.waitUntil(lambda: in_bin() == [])
