"""Three leads on the page, and how they are pressed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import leads, staff
from smallcrm.services.leads import LeadDraft, RuleDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.ui import outside


def do(database, command, *arguments, **more):
    with database.write(T("Test")) as session:
        return command(session, *arguments, **more)


@pytest.fixture
def staff_ids(database):
    return [
        do(database, staff.add, StaffDraft(name, role))
        for name, role in (("Maria", "owner"), ("Peter", "employee"))
    ]


@pytest.fixture
def ids(database, staff_ids):
    """Three leads, the newest first: Dora with all, Eve without a telephone, Fred from before."""
    do(database, leads.add_rule, RuleDraft((staff_ids[0],)))
    drafts = (
        (LeadDraft("Dora", "Dora Ltd", "dora@mail.example", "210 123", "Roses", "Site"), 5),
        (LeadDraft("Eve", email="eve@mail.example"), 120),
        (LeadDraft("Fred", source="Fair"), 60 * 72),
    )
    made = []
    for draft, minutes in drafts:
        values = {name: getattr(draft, name) for name in LeadDraft.__slots__}
        at = clock.now() - timedelta(minutes=minutes)
        made.append(do(database, leads.add, LeadDraft(**values | {"received_at": at})))
    return made


@pytest.fixture
def page(qtbot, window, ids):
    window.open("crm://leads")
    page = window.host.page
    qtbot.waitUntil(lambda: page.list.model.ids == ids)
    page.list.view.setFocus()
    return page


@pytest.fixture
def called(monkeypatch):
    """What was handed to other programs."""
    found = []
    monkeypatch.setattr(
        outside.QDesktopServices, "openUrl", lambda url: found.append(url.toString())
    )
    return found


@pytest.fixture
def press(qtbot, window):
    def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
        focus = QApplication.focusWidget() or window
        qtbot.keyClick(focus, key, modifiers)

    return press
