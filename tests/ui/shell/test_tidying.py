"""Stored files that nothing needs any more go, from the palette."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from smallcrm.services import files


def test_files_that_nothing_needs_go_after_a_question(qtbot, window, database):
    stored = files.keep_bytes(database.files, b"forgotten")
    for path in database.files.folder.rglob("*"):
        os.utime(path, (0, 0))
    window.commands.action("file.tidy").trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box.defaultButton().text() == "Cancel"
    deed = next(each for each in box.findChildren(QPushButton) if each.text() == "Remove 1 file")
    with qtbot.waitSignal(window.context.said) as said:
        qtbot.mouseClick(deed, Qt.MouseButton.LeftButton)
    assert said.args[0] == "1 file that nothing needed any more is removed."
    assert database.files.state(stored.sha256) == "missing"


def test_without_such_files_it_says_so(qtbot, window):
    with qtbot.waitSignal(window.context.said) as said:
        window.commands.action("file.tidy").trigger()
    assert said.args[0] == "Every stored file is needed."
