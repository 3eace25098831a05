"""The people who work here and the rules for leads, in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from smallcrm.core.text import T
from smallcrm.services import leads, staff
from smallcrm.services.staff import StaffDraft
from smallcrm.ui import file_dialog
from smallcrm.ui.settings_page.people import PersonDialog
from smallcrm.ui.settings_page.rule_dialog import RuleDialog

LEFT = Qt.MouseButton.LeftButton


def ask(database, query):
    with database.read() as session:
        return query(session)


def shown(kind):
    every = QApplication.topLevelWidgets()
    return [each for each in every if isinstance(each, kind) and each.isVisible()]


def dialog(qtbot, kind):
    qtbot.waitUntil(lambda: bool(shown(kind)))
    return shown(kind)[0]


@pytest.fixture
def names(database):
    return lambda: [row.name for row in ask(database, staff.list_staff)]


def section_of(window, key):
    window.open(f"crm://settings/{key}")
    return window.host.page.section


def test_people_are_added_renamed_moved_and_taken_away(qtbot, window, names):
    section = section_of(window, "people")
    assert section._nothing.isVisible()
    for name in ("Maria", "Peter"):
        QTest.mouseClick(section.add, LEFT)
        box = dialog(qtbot, PersonDialog)
        qtbot.keyClicks(box.name, name)
        qtbot.keyClick(box.name, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda name=name: names()[-1:] == [name])
        qtbot.waitUntil(lambda: not shown(PersonDialog))
    qtbot.waitUntil(lambda: section.model.rowCount() == 2)
    section.table.setCurrentIndex(section.model.index(1, 0))
    QTest.mouseClick(section.up, LEFT)
    qtbot.waitUntil(lambda: names() == ["Peter", "Maria"])
    qtbot.waitUntil(lambda: section.model.index(0, 0).data() == "Peter")
    section.table.setCurrentIndex(section.model.index(0, 0))
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    box = dialog(qtbot, PersonDialog)
    box.name.clear()
    qtbot.keyClicks(box.name, "maria")
    qtbot.keyClick(box.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "already" in box.fields["name"].error)
    box.reject()
    QTest.mouseClick(section.remove, LEFT)
    qtbot.waitUntil(lambda: names() == ["Maria"])


def test_names_of_people_are_whole_in_a_narrow_window(qtbot, window, database):
    with database.write(T("Test")) as session:
        staff.add(session, StaffDraft("Dora Vasiliou", staff.OWNER, "dora@mail.example"))
    window.context.theme.set_text_size(150)
    window.resize(1024, 700)
    table = section_of(window, "people").table
    qtbot.waitUntil(lambda: table.isColumnHidden(2))
    assert table.columnWidth(0) >= table.sizeHintForColumn(0)


def test_rule_is_made_of_people_source_and_minutes(qtbot, window, database):
    with database.write(T("Test")) as session:
        for name in ("Maria", "Peter"):
            staff.add(session, StaffDraft(name))
    section = section_of(window, "leads")
    QTest.mouseClick(section.add, LEFT)
    box = dialog(qtbot, RuleDialog)
    maria, peter = box.people.values()
    for tick in (maria, peter):
        qtbot.keyClick(tick, Qt.Key.Key_Space)
    qtbot.keyClick(box.source, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.fields["people"].error.startswith("A rule needs"))
    qtbot.keyClick(peter, Qt.Key.Key_Space)
    qtbot.keyClicks(box.source, "Site")
    qtbot.keyClick(box.source, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.model.rowCount() == 1)
    cells = [section.model.index(0, column).data() for column in range(4)]
    assert cells == ["Site", "Peter", "One after the other", "15 minutes"]
    section.table.setCurrentIndex(section.model.index(0, 0))
    QTest.mouseClick(section.remove, LEFT)
    qtbot.waitUntil(lambda: ask(database, leads.list_rules) == [])


def test_folder_is_chosen_and_given_up(qtbot, window, database, tmp_path, monkeypatch):
    section = section_of(window, "leads")
    folder = tmp_path / "in"
    folder.mkdir()
    asked = []
    monkeypatch.setattr(
        file_dialog, "ask_folder", lambda *_words: asked.append(_words) or _Chosen(str(folder))
    )
    QTest.mouseClick(section.choose, LEFT)
    assert leads.watched_folder(database.path) == folder
    assert section._folder.text() == str(folder)
    QTest.mouseClick(section.stop, LEFT)
    assert leads.watched_folder(database.path) is None
    assert not section.stop.isVisible()


class _Chosen:
    """A dialog in which a folder is chosen at once."""

    def __init__(self, name):
        self.fileSelected = self
        self._name = name

    def connect(self, slot):
        slot(self._name)
