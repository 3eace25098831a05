"""Ties between people and companies, and consent, by the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from smallcrm.services import contacts
from smallcrm.ui.contacts.relation_dialog import RelationDialog

KEY = Qt.Key


@pytest.fixture
def ties(database, anna):
    """The ties of the contact as the file has them."""

    def read():
        with database.read() as session:
            return contacts.list_relations(session, [anna]).get(anna, [])

    return read


def shown(profile):
    return [label.text() for label in profile.aside.findChildren(QLabel)]


def dialog_of(qtbot, window):
    qtbot.waitUntil(lambda: window.findChild(RelationDialog) is not None)
    dialog = window.findChild(RelationDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def press(qtbot, profile, name):
    buttons = profile.aside.findChildren(QPushButton)
    button = next(one for one in buttons if one.accessibleName() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_second_company_is_tied_and_the_role_is_shown(qtbot, window, profile, ties):
    press(qtbot, profile, "Add a tie")
    dialog = dialog_of(qtbot, window)
    qtbot.keyClicks(dialog.other, "Bell L")
    qtbot.waitUntil(lambda: "Bell Ltd" in dialog.other._offers.stringList())
    dialog.other.completer().popup().hide()
    qtbot.keyClicks(dialog.other, "td")
    qtbot.keyClicks(dialog.role, "Adviser")
    qtbot.keyClick(dialog.role, KEY.Key_Return)
    qtbot.waitUntil(lambda: len(ties()) == 2)
    assert [(tie.name, tie.role) for tie in ties()] == [
        ("Keller KG", "Owner"),
        ("Bell Ltd", "Adviser"),
    ]
    qtbot.waitUntil(lambda: "Adviser" in shown(profile))


def test_somebody_who_left_is_shown_as_former(qtbot, window, profile, ties, stored, anna):
    press(qtbot, profile, "Change the tie to Keller KG")
    dialog = dialog_of(qtbot, window)
    qtbot.keyClicks(dialog.until, "2025-06-30")
    qtbot.keyClick(dialog.until, KEY.Key_Return)
    qtbot.waitUntil(lambda: ties()[0].is_former)
    qtbot.waitUntil(lambda: "Owner, former, until 30 Jun 2025" in shown(profile))
    assert stored(anna).company == ""


def test_nobody_chosen_is_told_beside_the_field(qtbot, window, profile, ties):
    press(qtbot, profile, "Add a tie")
    dialog = dialog_of(qtbot, window)
    qtbot.keyClicks(dialog.other, "Nobody at all")
    qtbot.keyClick(dialog.other, KEY.Key_Return)
    assert dialog.fields["other"].error == "Choose somebody from the list."
    dialog.reject()
    assert len(ties()) == 1


def test_consent_is_kept_with_its_day(qtbot, profile, stored, anna):
    profile.card.edit()
    form = profile.card.form
    choice = form._editors["consent"]
    choice.setFocus()
    qtbot.keyClick(choice, KEY.Key_Down)
    qtbot.waitUntil(lambda: stored(anna).consent == "given")
    assert stored(anna).consent_on is not None
    day = form._editors["consent_on"]
    qtbot.waitUntil(lambda: day.value() is not None)
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "2026-10-01")
    qtbot.keyClick(day, KEY.Key_Return)
    qtbot.waitUntil(lambda: str(stored(anna).consent_on) == "2026-10-01")
    day.selectAll()
    qtbot.keyClick(day, KEY.Key_Delete)
    qtbot.keyClick(day, KEY.Key_Return)
    qtbot.waitUntil(lambda: stored(anna).consent_on is None)
