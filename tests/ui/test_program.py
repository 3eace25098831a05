"""The composition root in this process: one file, another, another language."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smallcrm import app
from smallcrm.core import paths, text
from smallcrm.core.text import T
from smallcrm.services import contacts, settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.ui import knocking
from smallcrm.ui.settings import Settings


def ready(qtbot, program):
    qtbot.waitUntil(lambda: program._file.ops.is_ready)
    return program._window


def test_first_start_makes_the_file_and_welcomes(qtbot, program):
    assert program.open(paths.default_file(), may_create=True)
    window = ready(qtbot, program)
    assert window.host.address == "crm://welcome"
    assert paths.default_file().exists()
    words = [button.accessibleName() for button in window.host.page.findChildren(QPushButton)]
    assert "Look around with sample data" in words
    window.host.page._go("crm://contacts")
    assert Settings().is_welcomed
    qtbot.waitUntil(lambda: window.host.page.list_pane._nobody is not None)


def test_file_that_was_named_and_is_not_there_is_told_and_not_made(qtbot, program, tmp_path):
    path = tmp_path / "nowhere.smallcrm"
    program.open(path, may_create=False)
    qtbot.waitUntil(program._window.banner.isVisible)
    banner = program._window.banner
    assert "There is no file" in banner.accessibleName()
    words = {button.accessibleName() for button in banner.findChildren(QPushButton)}
    assert {"Open…", "New…"} <= words
    assert not path.exists()


def test_other_file_takes_the_place_of_the_first(qtbot, program, data_file, tmp_path):
    program.open(data_file, may_create=False)
    first = ready(qtbot, program)
    first.context.use_file(str(tmp_path / "other.smallcrm"))
    qtbot.waitUntil(lambda: program._window is not first)
    ready(qtbot, program)
    assert (tmp_path / "other.smallcrm").exists()
    qtbot.waitUntil(lambda: paths.last_file().name == "other.smallcrm")


def test_file_of_another_window_is_left_to_it(qtbot, program, data_file, qapp, home):
    program.open(data_file, may_create=False)
    window = ready(qtbot, program)
    second = app.Program(Settings())
    assert not second.open(data_file, may_create=False)
    assert second._window is None
    assert window.isVisible()


def test_other_language_makes_the_window_anew_where_one_was(qtbot, program, data_file, database):
    with database.write(T("Add contact")) as session:
        contact_id = contacts.create(session, ContactDraft("Ann"))
    program.open(data_file, may_create=False)
    first = ready(qtbot, program)
    first.open(f"crm://contact/{contact_id}")
    first.context.speak("el")
    second = program._window
    assert second is not first
    assert text.language() == Settings().language == "el"
    assert second.host.address == f"crm://contact/{contact_id}"
    qtbot.waitUntil(lambda: second.host.page.list_pane.view.current_id() == contact_id)
    assert second.palette_list.look_up is not None


def test_second_start_finds_the_window_that_was_made_anew(qtbot, program, data_file):
    program.open(data_file, may_create=False)
    window = ready(qtbot, program)
    qtbot.waitUntil(lambda: program._file._door is not None)
    door = program._file._door
    window.context.speak("ru")
    qtbot.waitUntil(lambda: program._file._door is not door)
    qtbot.wait(1)  # the first door ends now
    with qtbot.waitSignal(program._file._door.knocked):
        assert knocking.knock(program._file.name)


def british(monkeypatch):
    """A computer of which nobody chose where it stands."""
    for name in ("LC_ALL", "LC_MONETARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setattr(sys, "platform", "linux")


def test_guessed_country_is_said_at_the_first_start_and_another_chosen_by_keys(
    qtbot, program, monkeypatch
):
    british(monkeypatch)
    program.open(paths.default_file(), may_create=True)
    window = ready(qtbot, program)
    page = window.host.page
    qtbot.waitUntil(lambda: page._country.currentText() == "United Kingdom")
    assert "GBP" in page._told.text()
    page._language.setFocus()
    qtbot.keyClick(page._language, Qt.Key.Key_Tab)
    assert page.focusWidget() is page._country
    qtbot.keyClick(page._country, Qt.Key.Key_Space)  # opens the list
    choices = page._country.view()
    qtbot.waitUntil(choices.isVisible)
    qtbot.keyClicks(choices, "greec")
    qtbot.keyClick(choices, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "EUR" in page._told.text())
    assert "+30" in page._told.text()
    assert "24" in page._told.text()
    assert page._country.currentText() == "Greece"
    window.activateWindow()  # without a screen nobody gives it back
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page._country.currentText() == "United Kingdom")
    assert "+44" in page._told.text()


def test_country_without_known_tax_rates_claims_none(qtbot, program, monkeypatch):
    british(monkeypatch)
    program.open(paths.default_file(), may_create=True)
    page = ready(qtbot, program).host.page
    qtbot.waitUntil(lambda: page._country.currentText() == "United Kingdom")
    page._country.set_value("KZ")
    page._country.committed.emit("KZ")
    qtbot.waitUntil(lambda: "KZT" in page._told.text())
    assert "%" not in page._told.text()
    assert "add them in the settings" in page._told.text()


def test_first_quote_speaks_the_language_that_was_chosen_on_the_welcome_page(
    qtbot, program, monkeypatch
):
    british(monkeypatch)
    program.open(paths.default_file(), may_create=True)
    page = ready(qtbot, program).host.page
    page._language.activated.emit(page._language.findData("el"))
    window = program._window

    def business():
        return window.context.ops.read(settings.get_business)

    qtbot.waitUntil(lambda: business().language == "el")
    assert (business().country, business().currency) == ("GR", "EUR")
    window.open("crm://document/new/quote")
    assert window.host.page.editor.form.head._language.value() == "el"


def test_sample_data_say_that_they_are_and_show_the_way_out(qtbot, program, data_file, monkeypatch):
    monkeypatch.setattr(paths, "sample_file", lambda: data_file)
    program.open(data_file, may_create=False)
    ready(qtbot, program)
    qtbot.waitUntil(program._window.banner.isVisible)
    program._window.banner.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: program._file.path == paths.default_file())
    ready(qtbot, program)
