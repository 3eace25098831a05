"""The palette itself: where the keyboard goes, what is said while there is nothing to show."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from smallcrm.core import languages
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.ui.shell import hits
from smallcrm.ui.shell.palette import PAUSE

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_escape_goes_back_to_where_the_keyboard_was_before_a_click(qtbot, window):
    view = window.host.page.list_pane.view
    view.setFocus()
    search = window.top_bar.search
    search.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.mouseClick(search, Qt.MouseButton.LeftButton)
    assert window.palette_list.isVisible()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_escape_works_when_the_field_it_came_from_is_gone(qtbot, window):
    field = QLineEdit(window.host.page)
    field.show()
    field.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    with qtbot.waitSignal(field.destroyed):
        field.deleteLater()
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Escape)
    assert not window.palette_list.isVisible()


def test_what_was_typed_before_the_data_was_open_is_looked_up_then(qtbot, window):
    palette, look_up = window.palette_list, window.palette_list.look_up
    palette.look_up = None  # as it is while the file is still being opened
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(window.top_bar.search, "archer")
    qtbot.wait(PAUSE * 2)
    assert not palette._empty.isVisible()  # nobody knows yet that there is nothing
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    palette.look_up = look_up
    qtbot.waitUntil(lambda: window.host.page.headline() == "Ann Archer")


@pytest.fixture(params=["el", "ru"])
def foreign(request):
    """A window in Greek, then in Russian."""
    languages.use(request.param)
    yield request.param
    languages.use("en")


@pytest.mark.parametrize("typed", ["new invoice", "νεο τιμολογιο", "новый счет"])
def test_command_is_found_by_the_words_of_any_language(qtbot, window, foreign, typed):
    found = hits.commands_matching(window.context.commands, typed)
    assert str(T("New invoice")) in [hit.title for hit in found]


def test_english_words_run_a_command_in_a_foreign_window(qtbot, window, foreign):
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(window.top_bar.search, ">new invoice")
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    assert window.host.address.startswith("crm://document/new/invoice")


def test_words_of_the_screen_come_before_those_of_another_language(qtbot, window, foreign):
    titles = [hit.title for hit in hits.commands_matching(window.context.commands, "new")]
    assert str(T("New contact")) in titles
    own = str(T("New contact")).split()[0]
    first = [hit.title for hit in hits.commands_matching(window.context.commands, own)]
    assert fold(own) in fold(first[0])


def test_people_sign_alone_says_what_to_type_and_runs_nothing(qtbot, window):
    before = window.host.address
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(window.top_bar.search, "@")
    assert window.palette_list._empty.text() == "Type a name, a phone number or an email."
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    assert window.host.address == before
    assert window.palette_list.isVisible()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("doubles", "doubles"),
        ("bin", "contact-list/bin"),
        ("table", "contact-list/table"),
        ("list of", "contacts"),
        ("tiles", "contact-list/cards"),
    ],
)
def test_doubles_and_bin_are_offered_everywhere(qtbot, window, typed, address):
    window.open("crm://settings/look")
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(window.top_bar.search, f">{typed}")
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    assert window.host.address == f"crm://{address}"


@pytest.mark.parametrize(
    ("language", "typed", "title"),
    [
        ("en", "filter", "Filter contacts by conditions"),
        ("ru", "фильтр", "Отобрать контакты по условиям"),
        ("ru", "таблица", "Контакты таблицей"),
        ("ru", "список", "Контакты списком"),
        ("el", "φιλτρο", "Φίλτρο επαφών με συνθήκες"),
        ("el", "πίνακας", "Επαφές σε πίνακα"),
        ("el", "κάρτες", "Επαφές σε κάρτες"),
    ],
)
def test_ways_to_look_at_contacts_are_found_by_everyday_words(window, language, typed, title):
    window.open("crm://settings/look")
    languages.use(language)
    assert title in [hit.title for hit in hits.commands_matching(window.commands, typed)]


def test_filter_is_opened_from_anywhere(qtbot, window):
    window.open("crm://settings/look")
    window.commands.action("go.filter").trigger()
    panel = window.host.page.whole.panel
    qtbot.waitUntil(panel.isVisible)
    panel.closed.emit()
    window.open("crm://contact-list/cards")
    assert not panel.isVisible()
