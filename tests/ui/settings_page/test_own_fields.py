"""Settings, contact fields: add, rename, change the kind, reorder, remove."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from smallcrm.core.text import T
from smallcrm.services import contacts, custom_fields
from smallcrm.services.contacts import ContactDraft
from smallcrm.ui.settings_page.own_field_dialog import OwnFieldDialog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def section(qtbot, window):
    """The section, on screen."""
    window.activateWindow()
    window.open("crm://settings/fields")
    page = window.host.page
    qtbot.waitUntil(lambda: page.section is not None and hasattr(page.section, "add"))
    return page.section


@pytest.fixture
def stored(database):
    def read():
        with database.read() as session:
            return [(row.name, row.kind) for row in custom_fields.list_fields(session)]

    return read


def dialog_of(qtbot, window):
    qtbot.waitUntil(lambda: window.findChild(OwnFieldDialog) is not None)
    return window.findChild(OwnFieldDialog)


def press_save(qtbot, dialog):
    buttons = dialog.findChild(QDialogButtonBox)
    qtbot.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Save), LEFT)


def add_size(database, size):
    with database.write(T("Add")) as session:
        return contacts.create(session, ContactDraft("Dora", custom={"Size": size}))


def test_field_is_added_with_its_choices(qtbot, window, section, stored):
    assert not section.table.isVisible()
    qtbot.mouseClick(section.add, LEFT)
    dialog = dialog_of(qtbot, window)
    qtbot.keyClicks(dialog.name, "Color")
    dialog.kind.set_value("choice")
    dialog.kind.committed.emit("choice")
    qtbot.keyClicks(dialog.choices, "Red")
    qtbot.keyClick(dialog.choices, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.choices, "Blue")
    press_save(qtbot, dialog)
    qtbot.waitUntil(lambda: stored() == [("Color", "choice")])
    qtbot.waitUntil(lambda: section.model.rowCount() == 1)
    assert section.model.index(0, 2).data() == "Red, Blue"


def test_field_is_for_deals_and_then_for_both(qtbot, window, section, database):
    def uses():
        with database.read() as session:
            rows = custom_fields.list_fields(session)
        return [(row.for_contacts, row.for_deals) for row in rows]

    qtbot.mouseClick(section.add, LEFT)
    dialog = dialog_of(qtbot, window)
    qtbot.keyClicks(dialog.name, "Guests")
    dialog.use.set_value("deals")
    press_save(qtbot, dialog)
    qtbot.waitUntil(lambda: uses() == [(False, True)])
    qtbot.waitUntil(lambda: section.model.rowCount() == 1)
    assert [section.model.index(0, column).data() for column in (3, 4)] == ["–", "0"]
    section.table.setCurrentIndex(section.model.index(0, 0))
    qtbot.waitUntil(lambda: window.findChild(OwnFieldDialog) is None)
    qtbot.mouseClick(section.edit, LEFT)
    dialog = dialog_of(qtbot, window)
    assert dialog.use.value() == "deals"
    dialog.use.set_value("both")
    press_save(qtbot, dialog)
    qtbot.waitUntil(lambda: uses() == [(True, True)])


def test_name_of_a_field_is_whole_in_a_narrow_window(qtbot, window, section, database, theme):
    add_size(database, "38")
    window.resize(1024, 700)
    theme.set_text_size(150)
    section.reload()
    qtbot.waitUntil(lambda: section.table.columnWidth(0) >= section.table.sizeHintForColumn(0))
    assert not section.table.horizontalScrollBar().maximum()


def test_wrong_name_is_said_beside_its_field(qtbot, window, section, stored):
    qtbot.mouseClick(section.add, LEFT)
    dialog = dialog_of(qtbot, window)
    press_save(qtbot, dialog)
    qtbot.waitUntil(lambda: "needs a name" in dialog.fields["name"].error)
    assert stored() == []


def test_dialog_tells_what_does_not_fit_before_it_is_saved(
    qtbot, window, section, database, stored
):
    dora = add_size(database, "large")
    qtbot.waitUntil(lambda: section.model.rowCount() == 1)
    section.table.setCurrentIndex(section.model.index(0, 0))
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    dialog = dialog_of(qtbot, window)
    dialog.kind.set_value("number")
    dialog.kind.committed.emit("number")
    qtbot.waitUntil(dialog.account.isVisible)
    assert "1 value does not fit" in dialog.account.text()
    assert "large" in dialog.account.text()
    press_save(qtbot, dialog)
    qtbot.waitUntil(lambda: stored() == [("Size", "number")])
    with database.read() as session:
        assert contacts.get_draft(session, dora).note == "Size: large"


def test_fields_are_moved_and_removed_and_come_back(qtbot, window, section, database, stored):
    with database.write(T("Add")) as session:
        for name in ("A", "B"):
            custom_fields.add(session, name)
    qtbot.waitUntil(lambda: section.model.rowCount() == 2)
    section.table.setCurrentIndex(section.model.index(1, 0))
    qtbot.mouseClick(section.up, LEFT)
    qtbot.waitUntil(lambda: [name for name, _kind in stored()] == ["B", "A"])
    qtbot.waitUntil(lambda: section.table.current_id() != 0)
    qtbot.mouseClick(section.remove, LEFT)
    qtbot.waitUntil(lambda: len(stored()) == 1)
    window.context.ops.undo(section, lambda _done: None)
    qtbot.waitUntil(lambda: [name for name, _kind in stored()] == ["B", "A"])


def test_table_is_as_high_as_its_fields_and_scrolls_where_they_are_many(
    qtbot, window, section, database
):
    def add(*names):
        with database.write(T("Add")) as session:
            for name in names:
                custom_fields.add(session, name, "number")

    table = section.table
    add("Size")
    qtbot.waitUntil(table.isVisible)
    one = table.height()
    add("Width")
    qtbot.waitUntil(lambda: table.height() == one + table.rowHeight(0))
    assert table.verticalScrollBar().maximum() == 0
    add(*(f"Field {number}" for number in range(12)))
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 0)
