"""The page of contacts under the keyboard: its parts, the way back, what can be done when."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from smallcrm.services import contacts

SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def test_f6_goes_from_the_list_to_the_contact_and_back(qtbot, window, profile):
    pane = window.host.page.list_pane
    pane.search.setFocus()
    press(qtbot, Qt.Key.Key_F6)
    assert profile.card.isAncestorOf(QApplication.focusWidget())
    profile.card.timeline.composer.setFocus()
    press(qtbot, Qt.Key.Key_F6, SHIFT)
    assert pane.view.hasFocus()


def test_escape_in_a_contact_goes_back_to_the_list(qtbot, window, profile):
    profile.card.edit()
    name = QApplication.focusWidget()
    qtbot.keyClicks(name, "x")
    press(qtbot, Qt.Key.Key_Escape)  # takes the typing back
    assert (name.text(), name.hasFocus()) == ("Anna Keller", True)
    press(qtbot, Qt.Key.Key_Escape)
    assert window.host.page.list_pane.view.hasFocus()


def test_deeds_are_offered_only_with_a_contact_on_screen(qtbot, window, people):
    texts = {command.name for command in window.commands.offered()}
    assert "contact.archive" not in texts
    window.open(f"crm://contact/{people['Ann Archer']}")
    texts = {command.name for command in window.commands.offered()}
    assert "contact.archive" in texts
    window.open("crm://contact/new")
    texts = {command.name for command in window.commands.offered()}
    assert "contact.archive" not in texts


def test_new_contact_typed_and_left_is_saved_and_escape_forgets_it(qtbot, window, database):
    window.open("crm://contact/new")
    qtbot.keyClicks(QApplication.focusWidget(), "Zoe")
    press(qtbot, Qt.Key.Key_Escape)
    window.open("crm://contact/new")
    assert QApplication.focusWidget().text() == ""
    with database.read() as session:
        assert "Zoe" not in {row.name for row in contacts.list_rows(
            session, contacts.list_ids(session)).values()}  # fmt: skip


def test_a_table_is_pasted_in_the_list_beside_the_profile(qtbot, window):
    QApplication.clipboard().setText("Name\tCity\nGus\tRome")
    pane = window.host.page.list_pane
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.host.address.startswith("crm://import/"))


def test_text_is_pasted_into_the_search_of_the_list(qtbot, window):
    QApplication.clipboard().setText("bell")
    pane = window.host.page.list_pane
    pane.search.setFocus()
    qtbot.keyClick(pane.search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pane.search.text() == "bell"
    assert not window.host.address.startswith("crm://import/")
