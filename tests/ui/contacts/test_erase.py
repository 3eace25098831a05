"""A person is erased only by somebody who types the name."""

from __future__ import annotations

from PySide6.QtCore import Qt

from smallcrm.ui.contacts.erase_dialog import EraseDialog


def test_button_waits_for_the_name_and_then_erases(qtbot, window, profile, stored, anna):
    profile.do("contact.erase")
    qtbot.waitUntil(lambda: window.findChild(EraseDialog) is not None)
    dialog = window.findChild(EraseDialog)
    qtbot.waitUntil(dialog.isVisible)
    qtbot.keyClicks(dialog.name, "Anna")
    assert not dialog.erase.isEnabled()
    qtbot.keyClicks(dialog.name, " keller")
    assert dialog.erase.isEnabled()
    with qtbot.waitSignal(window.context.said):
        qtbot.mouseClick(dialog.erase, Qt.MouseButton.LeftButton)
    assert stored(anna).name == f"Erased contact {anna}"
    assert stored(anna).phones == ()
