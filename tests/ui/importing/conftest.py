"""A window, files to bring in, and the import page on screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from smallcrm.services import contacts
from smallcrm.ui.shell.incoming import address_of
from smallcrm.ui.widgets.button import Button

CLEAN = "Name,Email,Phone\nDora Day,dora@mail.example,+44 1632 960004\nEve Eden,eve@mail.example,\n"
PATIENCE = 15_000  # milliseconds: a child process is started


@pytest.fixture
def window(qtbot, window):
    """The whole window, in front."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def write(tmp_path):
    """Writes a file; returns its path."""

    def write(content=CLEAN, name="list.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return path

    return write


@pytest.fixture
def page(window):
    """The import page, asking for a file."""
    window.open("crm://import")
    return window.host.page


@pytest.fixture
def preview(qtbot, window, page):
    """Opens a file and waits until it can be brought in, or something is asked."""

    def preview(path):
        with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
            window.open(address_of(path))
        return page.preview

    return preview


@pytest.fixture
def click(qtbot):
    """Presses a button with the mouse, as a person who sees it."""

    def click(button):
        assert button.isVisible()
        assert button.isEnabled()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return click


@pytest.fixture
def names(database):
    """The names of all contacts now."""

    def names():
        with database.read() as session:
            rows = contacts.list_rows(session, contacts.list_ids(session))
            return sorted(row.name for row in rows.values())

    return names


@pytest.fixture
def earlier(qtbot, preview, page, write, click):
    """Brings Dora in, then Eve; gives the buttons beside their imports, Eve's first."""
    for number, name in enumerate(("Dora", "Eve"), 1):
        pane = preview(write(f"Name,Email\n{name},{name}@mail.example\n", f"{number}.csv"))
        click(pane.accept_button)
        qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
        click(page.result.again_button)

    def buttons(words):
        found = page.choose.earlier.findChildren(Button)
        return [one for one in found if one.text() == words and one.isVisible()]

    return buttons
