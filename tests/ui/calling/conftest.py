"""The page of a contact who can be called, and what is handed to other programs."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from PySide6.QtGui import QDesktopServices

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.ui import main_window
from smallcrm.ui.calling.bar import CallBar
from smallcrm.ui.talks import Talks


@pytest.fixture
def opened(monkeypatch):
    """What was handed to other programs."""
    found = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()))
    return found


@pytest.fixture
def soon(monkeypatch):
    """What the window does when it has been there for a while, it does at once."""
    monkeypatch.setattr(main_window, "_IDLE", 0)


@pytest.fixture
def window(qtbot, soon, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def anna(database, people):
    draft = ContactDraft("Anna Keller", phones=(Labelled("+30 210 123 4567"), Labelled("101")))
    with database.write(T("Add contact")) as session:
        return contacts.create(session, draft)


class Seconds:
    """A clock that only grows, as fast as the test says."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds(window):
    """The clock of the timer of calls."""
    clock = Seconds()
    window.context._talks = Talks(window.context.ops, window.context, clock)
    return clock


@pytest.fixture
def profile(qtbot, window, anna, seconds):
    window.open(f"crm://contact/{anna}")
    found = window.host.page._detail
    qtbot.waitUntil(lambda: found.header.name == "Anna Keller")
    found.card.choose("timeline")
    return found


@pytest.fixture
def bar(qtbot, window, profile):
    qtbot.waitUntil(lambda: window.findChild(CallBar) is not None)
    return window.findChild(CallBar)


class Desk(NamedTuple):
    """The page of a contact who can be called."""

    qtbot: Any
    window: Any
    profile: Any
    bar: Any
    seconds: Any
    opened: Any


@pytest.fixture
def desk(qtbot, window, profile, bar, seconds, opened):
    return Desk(qtbot, window, profile, bar, seconds, opened)
