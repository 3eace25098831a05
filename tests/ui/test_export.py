"""All contacts leave through the window."""

from __future__ import annotations

from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog, QMenu

from smallcrm.core.errors import StorageError

PATIENCE = 15_000


def test_contacts_are_exported_from_the_menu_of_the_list(qtbot, window, tmp_path):
    pane = window.host.page.list_pane
    labels = [action.text() for menu in pane.findChildren(QMenu) for action in menu.actions()]
    assert {"Import contacts…", "Export contacts…"} <= set(labels)
    window.commands.action("file.export").trigger()
    dialog = window.findChild(QFileDialog)
    path = tmp_path / "all.xlsx"
    with qtbot.waitSignal(window.context.said, timeout=PATIENCE) as said:
        dialog.fileSelected.emit(str(path))
    dialog.close()
    assert said.args[0] == "4 contacts are written to all.xlsx."
    assert load_workbook(path).active.max_row == 5


def test_a_place_that_cannot_be_written_to_is_told(qtbot, window, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(window.context, "fail", lambda _owner, error: told.append(error))
    window.commands.action("file.export").trigger()
    dialog = window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "all.csv"))
    dialog.close()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert isinstance(told[0], StorageError)
