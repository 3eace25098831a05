"""Look of documents: saved at once, and seen on the page beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from smallcrm.core.text import T
from smallcrm.services import settings


@pytest.fixture
def section(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open("crm://settings/layout")
    found = window.host.page.section
    qtbot.waitUntil(lambda: found.page.count == 1)
    return found


@pytest.fixture
def layout(database):
    def read():
        with database.read() as session:
            return settings.get_layout(session)

    return read


def bar(section):
    """The color of the bar at the top of the page."""
    return section.page.page(0).pixelColor(5, 2).name().upper()


def retype(qtbot, line, words):
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_named_color_is_saved_and_seen_on_the_page(qtbot, section, layout):
    names = section.editors["layout.accent"].names
    names.setFocus()
    qtbot.keyClicks(names, "Terra")
    qtbot.waitUntil(lambda: layout().accent == "#B3471F")
    qtbot.waitUntil(lambda: bar(section) == "#B3471F")
    assert section.editors["layout.accent"].code.text() == "#B3471F"


def test_a_color_of_ones_own_is_typed_and_a_wrong_one_is_told(qtbot, section, layout):
    editor = section.editors["layout.accent"]
    retype(qtbot, editor.code, "bluish")
    qtbot.waitUntil(lambda: "not a color" in section.fields["layout.accent"].error)
    assert layout().accent == "#2F5FD0"
    retype(qtbot, editor.code, "aa3377")
    qtbot.waitUntil(lambda: layout().accent == "#AA3377")
    qtbot.waitUntil(lambda: bar(section) == "#AA3377")
    assert editor.names.currentText() == "A color of one's own"
    assert not section.fields["layout.accent"].error


def test_a_column_is_ticked_and_undone(qtbot, window, section, layout):
    tick = section.editors["layout.position"]
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center() * 0.2)
    qtbot.waitUntil(lambda: layout().position)
    window.commands.action("window.undo").trigger()
    qtbot.waitUntil(lambda: not layout().position)
    qtbot.waitUntil(lambda: not tick.isChecked())


def test_texts_are_kept_for_each_language(qtbot, section, layout):
    section.language.setFocus()
    qtbot.keyClicks(section.language, "Deu")
    german = section.editors["layout.footer.de"]
    assert german.isVisible()
    assert not section.editors["layout.footer.en"].isVisible()
    german.setFocus()
    qtbot.keyClicks(german, "Amtsgericht Bonn")
    german.commit()
    qtbot.waitUntil(lambda: layout().footer == {"de": "Amtsgericht Bonn"})


def test_a_bank_in_russia_asks_for_more_and_says_what_does_not_fit(qtbot, window, database):
    window.open("crm://settings/business")
    section = window.host.page.section
    assert section.fields["kpp"].isHidden()
    with database.write(T("Settings")) as session:
        values = {"country": "RU", "iban": "40702810138250123018", "bic": "044525225"}
        settings.change(session, values)
    qtbot.waitUntil(lambda: not section.fields["kpp"].isHidden())
    assert "does not belong" in section.fields["bic"].editor.accessibleDescription()
    assert section.editors["iban"].text() == "40702810138250123018"
    retype(qtbot, section.editors["iban"], "40702810138250123017")
    qtbot.waitUntil(lambda: section.fields["bic"].editor.accessibleDescription() == "")
