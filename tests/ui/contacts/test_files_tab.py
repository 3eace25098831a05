"""Files of a contact in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent

from smallcrm.services import files


@pytest.fixture
def tab(qtbot, profile):
    profile.card.choose("files")
    qtbot.waitUntil(profile.card.files.isVisible)
    return profile.card.files


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Anna", "utf-8")
    return path


@pytest.fixture
def opened(monkeypatch):
    """The files that were handed to other programs."""
    found = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toLocalFile()))
    return found


def drop(tab, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    tab.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))


def test_dropped_file_is_kept_opened_as_a_copy_saved_and_removed(
    qtbot, window, tab, letter, opened, tmp_path
):
    drop(tab, letter)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    assert tab.model.index(0, 0).data() == "letter.txt"
    tab.table.setFocus()
    tab.table.setCurrentIndex(tab.model.index(0, 0))
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert opened[0].endswith("letter.txt")
    assert opened[0] != str(letter)
    tab.save_to(tab._current(), tmp_path / "out.txt")
    qtbot.waitUntil((tmp_path / "out.txt").exists)
    with qtbot.waitSignal(window.context.said):
        qtbot.mouseClick(tab.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 0)
    window.context.ops.undo(window, lambda _undone: None)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)


def test_dangerous_file_is_not_opened_and_the_reason_is_told(
    qtbot, tab, tmp_path, opened, monkeypatch
):
    told = []
    monkeypatch.setattr("smallcrm.ui.ops.show_error", lambda _owner, error: told.append(str(error)))
    program = tmp_path / "photo.jpg.exe"
    program.write_bytes(b"MZ")
    drop(tab, program)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    tab.table.setCurrentIndex(tab.model.index(0, 0))
    qtbot.mouseClick(tab.open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "could run a program" in told[0]
    assert opened == []


def test_large_file_is_refused_with_a_sentence(qtbot, tab, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(
        type(tab._context), "fail", lambda _self, _owner, error: told.append(str(error))
    )
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    drop(tab, large)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "too large" in told[0]
    assert not tab.panel.isVisible()
