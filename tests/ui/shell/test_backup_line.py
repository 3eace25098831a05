"""The foot of the rail knows of every copy, whoever made it."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft
from smallcrm.ui import copies
from smallcrm.ui.shell import backup_state
from smallcrm.ui.shell.rail import Rail


def line(window):
    return window.rail._state._second.text()


@pytest.fixture
def without_copies(qtbot, window):
    qtbot.waitUntil(lambda: line(window) == "No backup yet")
    return window


def test_copy_made_by_a_button_is_told(qtbot, without_copies, database):
    database.backup()
    without_copies.context.backed_up.emit()
    qtbot.waitUntil(lambda: line(without_copies).startswith("Backup "))


def test_copy_made_before_an_import_is_told(qtbot, without_copies, database):
    database.backup("before-import")
    with database.write(T("Import")) as session:
        contacts.create(session, ContactDraft("Abe"))
    qtbot.waitUntil(lambda: line(without_copies).startswith("Backup "))


def test_copy_made_by_another_program_is_told_soon(qtbot, without_copies, database):
    state = without_copies.findChild(backup_state.BackupState)
    state._timer.setInterval(20)
    database.backup()
    qtbot.waitUntil(lambda: line(without_copies).startswith("Backup "))


def test_line_of_a_window_that_is_gone_looks_no_more(qtbot, without_copies, database, monkeypatch):
    looked = []

    def look_for(path):
        looked.append(path)
        return copies.look_for(path)

    monkeypatch.setattr(backup_state, "look_for", look_for)
    rail = Rail(without_copies.ui)
    backup_state.BackupState(without_copies.context, rail)
    qtbot.waitUntil(lambda: len(looked) == 1)
    rail.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(without_copies.context.ops.changed), database.write(T("Add")) as session:
        contacts.create(session, ContactDraft("Abe"))
    qtbot.waitUntil(lambda: len(looked) == 2)  # by the line of the window that is there
    qtbot.wait(50)
    assert len(looked) == 2
