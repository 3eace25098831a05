"""The window as a whole, driven by the keyboard."""

import os
import stat
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from smallcrm.core import paths
from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.ops import Ops
from smallcrm.ui.settings import Settings
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.keys_dialog import KeysDialog
from smallcrm.ui.shell.places import all_places

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def list_pane(window):
    return window.host.page.list_pane


def names(window):
    model = list_pane(window).model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_first_rows_are_there_before_the_services(window):
    assert names(window) == ["Ann Archer", "Bell Ltd", "Bob Bell", "Cleo Cole"]


def test_palette_finds_a_contact_and_opens_it(qtbot, window, people):
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    search = window.top_bar.search
    assert search.hasFocus()
    qtbot.keyClicks(search, "cleo")
    hits = window.palette_list.model
    qtbot.waitUntil(lambda: hits.rowCount() and hits.lines[0].title == "Cleo Cole")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.host.address == f"crm://contact/{people['Cleo Cole']}"
    assert not window.palette_list.isVisible()
    assert list_pane(window).view.current_id() == people["Cleo Cole"]


def test_palette_runs_a_command_by_its_words(qtbot, window, theme):
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    search = window.top_bar.search
    qtbot.keyClicks(search, ">dark")
    assert window.palette_list.model.rowCount() == 1
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert theme.is_dark
    assert Settings().scheme == "dark"


def test_palette_says_when_nothing_is_found_and_escape_leaves(qtbot, window):
    view = list_pane(window).view
    view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(window.top_bar.search, "#zzzz")
    qtbot.waitUntil(window.palette_list._empty.isVisible)
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Escape)
    assert not window.palette_list.isVisible()
    assert window.top_bar.search.text() == ""
    assert view.hasFocus()


def test_empty_palette_offers_what_was_seen_last(qtbot, window, people):
    window.open(f"crm://contact/{people['Ann Archer']}")
    window.open(f"crm://contact/{people['Bob Bell']}")
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    hits = window.palette_list.model
    assert [hits.lines[row].title for row in range(2)] == ["Bob Bell", "Ann Archer"]
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    assert window.host.address == f"crm://contact/{people['Ann Archer']}"


def test_back_and_forward_go_through_what_was_shown(qtbot, window, people):
    view = list_pane(window).view
    view.setFocus()
    for name in ("Ann Archer", "Bell Ltd", "Bob Bell"):
        qtbot.keyClick(view, Qt.Key.Key_Down if name != "Ann Archer" else Qt.Key.Key_Home)
    assert window.host.address == f"crm://contact/{people['Bob Bell']}"
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert view.current_id() == people["Ann Archer"]
    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    assert window.host.address != f"crm://contact/{people['Ann Archer']}"
    assert window.host.can_go_forward


def test_place_is_reached_by_its_number_and_marked_in_the_rail(qtbot, window):
    window.open("crm://welcome")
    assert not window.rail._places["contacts"][0].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL)
    assert window.host.address == "crm://contacts"
    assert window.rail._places["contacts"][0].isChecked()


def test_list_is_filtered_by_ctrl_f_and_goes_on_by_keyboard(qtbot, window, people):
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    search = list_pane(window).search
    assert search.hasFocus()
    qtbot.keyClicks(search, "bell")
    qtbot.waitUntil(lambda: names(window) == ["Bell Ltd", "Bob Bell"])
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert list_pane(window).view.hasFocus()
    assert list_pane(window).view.currentIndex().row() == 0


def test_empty_result_offers_to_show_all(qtbot, window):
    pane = list_pane(window)
    qtbot.keyClicks(pane.search, "nobody at all")
    qtbot.waitUntil(lambda: pane._nobody is not None and pane._nobody.isVisible())
    pane.show_all()
    qtbot.waitUntil(lambda: len(names(window)) == 4)


def test_only_companies_are_shown_when_their_chip_is_pressed(qtbot, window):
    pane = list_pane(window)
    qtbot.mouseClick(pane._chips._buttons["companies"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(window) == ["Bell Ltd"])
    assert pane._count.text() == "1"


def test_list_follows_what_others_do_and_keeps_its_place(qtbot, window, database, people):
    list_pane(window).show_contact(people["Cleo Cole"])
    with database.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Abe"))
    qtbot.waitUntil(lambda: len(names(window)) == 5)
    assert list_pane(window).view.current_id() == people["Cleo Cole"]


def test_hidden_list_reads_again_when_it_is_shown(qtbot, window, database):
    page = window.host.page
    window.open("crm://welcome")
    with database.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Abe"))
    qtbot.waitUntil(lambda: page._is_stale)
    window.open("crm://contacts")
    qtbot.waitUntil(lambda: len(names(window)) == 5)


def test_undo_key_takes_the_last_action_back_and_says_so(qtbot, window, database):
    with database.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Abe"))
    qtbot.waitUntil(lambda: len(names(window)) == 5)
    list_pane(window).view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: len(names(window)) == 4)
    assert window._snackbar._label.text() == "Undone: Add contact"
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    qtbot.waitUntil(lambda: len(names(window)) == 5)


def test_undo_with_nothing_to_undo_is_a_sentence(qtbot, window, database):
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(
        lambda: window._snackbar is not None and "nothing to undo" in window._snackbar._label.text()
    )


def test_final_step_stops_undo_and_the_message_says_so(qtbot, window, database):
    with database.write(T("Issue invoice"), can_undo=False) as session:
        contacts.create(session, ContactDraft("Abe"))
    arrow = window.top_bar._undo
    qtbot.waitUntil(lambda: "Issue invoice" in arrow.toolTip())
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    said = "The last step, “Issue invoice”, cannot be undone."
    qtbot.waitUntil(lambda: window._snackbar is not None and said in window._snackbar._label.text())
    assert "Abe" in names(window)
    assert arrow.isEnabled()


def test_arrows_say_what_they_would_do(qtbot, window):
    undo, redo = window.top_bar._undo, window.top_bar._redo
    qtbot.waitUntil(lambda: "Undo: Add contacts" in undo.toolTip())
    assert not redo.isEnabled()
    assert "There is nothing to redo." in redo.toolTip()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not undo.isEnabled())
    assert "There is nothing to undo." in undo.toolTip()
    assert redo.isEnabled()
    assert "Redo: Add contacts" in redo.toolTip()


def test_what_was_done_is_told_with_the_way_back(qtbot, window, people):
    window.context.say(T("Contact archived."), undo=True)
    assert window._snackbar._button.text() == "Undo"
    window.context.say("Copied")
    assert not window._snackbar._button.isVisible()


def test_rail_folds_in_a_narrow_window(qtbot, window):
    wide = window.rail.width()
    window.resize(1100, 760)
    assert window.rail.width() < 80 < wide
    assert window.rail._places["contacts"][0].accessibleName() == "Contacts"
    window.resize(1366, 860)
    assert window.rail.width() == wide


def test_text_size_keys_change_the_look_and_are_remembered(qtbot, window, theme):
    qtbot.keyClick(window, Qt.Key.Key_Equal, CONTROL)
    assert theme.text_size == 115
    assert Settings().text_size == 115
    qtbot.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert theme.text_size == 100


def test_f6_goes_round_the_parts_of_the_window(qtbot, window):
    window.rail.focusProxy().setFocus()
    seen = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen[0] is window.top_bar.search
    assert seen[1] is list_pane(window).view
    qtbot.keyClick(window, Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is not seen[-1]


def test_f1_lists_the_keys(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(KeysDialog)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_every_command_has_keys_or_stands_in_the_palette(window):
    actions = {action.objectName(): action for action in window.findChildren(QAction)}
    commands = window.commands._commands
    assert set(commands) <= set(actions)
    for name, command in commands.items():
        assert command.listed or not actions[name].shortcut().isEmpty(), name


@pytest.mark.parametrize("address", [f"crm://{place.name}" for place in all_places()])
def test_no_two_commands_that_work_at_once_share_a_shortcut(window, address):
    """Of two that have the same keys Qt runs neither."""
    window.open(address)
    page = window.host.page
    actions = [window.commands.action(command.name) for command in window.commands.live()]
    actions += [each for each in page.findChildren(QAction) if each not in actions]
    seen: dict[str, str] = {}
    for action in actions:
        for keys in action.shortcuts():
            assert keys.toString() not in seen, (action.objectName(), seen[keys.toString()])
            seen[keys.toString()] = action.objectName()
    for shortcut in page.findChildren(QShortcut):
        assert shortcut.key().toString() not in seen


def test_window_is_not_smaller_than_its_parts_need(window):
    window.resize(10, 10)
    assert (window.width(), window.height()) == (1024, 700)


def test_geometry_is_remembered_and_corrected_when_off_screen(qtbot, theme, database):
    settings = Settings()
    first = MainWindow(theme, Ops(lambda: database), settings)
    first.setGeometry(90_000, 90_000, 1100, 720)
    settings.keep_state("window", first.saveGeometry())
    second = MainWindow(theme, Ops(lambda: database), settings)
    second.show()
    screen = second.screen().availableGeometry()
    assert second.width() >= 1024
    assert screen.intersects(second.frameGeometry())
    for window in (first, second):
        window.deleteLater()


def test_first_window_is_no_higher_than_the_screen_and_leaves_room_for_its_title(
    qtbot, theme, database, monkeypatch
):
    screen = SimpleNamespace(availableSize=lambda: QSize(1280, 752))  # 800 less the task bar
    monkeypatch.setattr(MainWindow, "screen", lambda _window: screen)
    window = MainWindow(theme, Ops(lambda: database), Settings())
    qtbot.addWidget(window)
    assert window.size() == QSize(1280, 720)


def test_damaged_settings_count_as_unset(home):
    settings = Settings()
    settings.keep_note("folder", "x")
    settings.save()
    (home / "window.ini").write_bytes(b"\x00\xff[look\ntext_size=lots\nscheme=3")
    again = Settings()
    assert (again.text_size, again.language, again.state("window")) == (100, "", QByteArray())


def test_file_that_cannot_be_opened_is_told_in_the_window(qtbot, theme, tmp_path):
    def refuse():
        raise AssertionError

    window = MainWindow(theme, Ops(refuse), Settings())
    window._on_broken(_not_ours(tmp_path))
    assert "is not a data file" in window.banner.accessibleName()
    window.deleteLater()


def _not_ours(folder):
    return StorageError(T("{path} is not a data file of SmallCRM.", path=folder))


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("crm://contact/42", "contact", 42),
        ("crm://contact/99999999999999999999", "contact", 0),
        ("settings/look", "settings", 0),
        ("", "", 0),
    ],
)
def test_address_is_read_and_written(text, kind, number):
    address = Address.parse(text)
    assert (address.kind, address.id) == (kind, number)
    assert str(address).removeprefix("crm://") == text.removeprefix("crm://")


def test_unknown_address_changes_nothing(window):
    before = window.host.address
    window.open("crm://nowhere/1")
    assert window.host.address == before


def test_line_edits_keep_their_own_undo(qtbot, window, database):
    search = list_pane(window).search
    search.setFocus()
    qtbot.keyClicks(search, "abc")
    qtbot.keyClick(search, Qt.Key.Key_Z, CONTROL)
    assert search.text() == ""
    assert isinstance(search, QLineEdit)
    assert isinstance(window.centralWidget(), QWidget)


def test_new_menu_opens_by_keyboard_with_a_letter_for_each_line(qtbot, window):
    menu = window.rail._new.menu()
    words = [action.text() for action in menu.actions()]
    assert len(words) == len({word[word.index("&") + 1].casefold() for word in words})
    menu.actions()[0].trigger()
    assert window.host.address == "crm://contact/new"


@pytest.mark.skipif(os.name != "posix", reason="rights as on POSIX")
def test_settings_are_for_the_owner_only(home, qapp):
    home.mkdir()
    (home / "window.ini").write_text("[General]\nlanguage=el\n")
    (home / "window.ini").chmod(0o644)
    settings = Settings()
    settings.scheme = "dark"
    settings.save()
    paths.remember_file(home / "a.smallcrm")
    for name in ("window.ini", "last-file.txt"):
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o600
    assert (Settings().language, Settings().scheme) == ("el", "dark")
    assert paths.last_file() == (home / "a.smallcrm").resolve()


def test_window_that_goes_before_its_first_picture_is_told_of_it_no_more(
    qtbot, theme, database, qapp
):
    window = MainWindow(theme, Ops(lambda: database), Settings())
    window.grab()  # paints, and means to tell of it in a moment
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as errors:
        qtbot.wait(20)
    assert errors == []


def test_window_stays_once_when_the_last_change_could_not_be_written(qtbot, window):
    def refuse(_session):
        raise StorageError(T("The disk is full."))

    closed = []
    window.closed.connect(lambda: closed.append(True))
    window.context.ops.write(window, T("Change contact"), refuse, failed=lambda _error: None)
    window.close()
    assert window.isVisible()
    assert "not saved" in window.banner.accessibleName()
    window.close()
    assert closed
