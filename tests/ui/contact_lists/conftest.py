"""The window on some people, the wide list in front."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from smallcrm.core.text import T
from smallcrm.services import contacts, custom_fields
from smallcrm.services.contacts import AddressDraft, ContactDraft


@pytest.fixture
def crowd(database):
    """Six contacts in two cities, some with tags; their ids by name."""
    with database.write(T("Add contacts")) as session:
        custom_fields.add(session, "Size", "number")
        return {
            name: contacts.create(
                session,
                ContactDraft(
                    name, addresses=(AddressDraft(city=city),), tags=tags, custom={"Size": size}
                ),
            )
            for name, city, tags, size in (
                ("Dora Dean", "Athens", ("VIP",), "40"),
                ("Eva Elm", "Volos", (), "38.5"),
                ("=Finn", "Athens", (), "9"),
            )
        }


@pytest.fixture
def page(qtbot, window, crowd):
    """The table, filled."""
    window.activateWindow()
    window.open("crm://contact-list/table")
    page = window.host.page
    qtbot.waitUntil(lambda: page.whole.model.rowCount() == 7 and bool(page.whole._facts.fields))
    return page


@pytest.fixture
def names(page):
    """Who is in the list, in its order."""

    def names():
        model = page.whole.model
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    return names


@pytest.fixture
def choose(page):
    """Chooses rows by clicks on their first cells."""

    def choose(*ids):
        table = page.whole.table
        for place, contact_id in enumerate(ids):
            index = page.whole.model.index(page.whole.model.row_of(contact_id), 0)
            more = Qt.KeyboardModifier.ControlModifier if place else Qt.KeyboardModifier.NoModifier
            spot = table.visualRect(index).center()
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, more, spot)

    return choose
