"""A new contact in four actions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import Labelled

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    page = window.host.page
    assert page._new.isVisible()
    return page._new


def test_name_and_phone_are_saved_with_four_actions(qtbot, window, form, stored):
    qtbot.keyClicks(form.lines["name"], "Petros Vlachos")
    qtbot.keyClick(form.lines["name"], Qt.Key.Key_Tab)
    assert form.lines["phones"].hasFocus()
    qtbot.keyClicks(form.lines["phones"], "210 765 4321")
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form.lines["phones"], Qt.Key.Key_Return)
    draft = stored(saved.args[0])
    assert (draft.name, draft.phones) == ("Petros Vlachos", (Labelled("210 765 4321"),))
    assert window.host.address == f"crm://contact/{saved.args[0]}"
    view = window.host.page.list_pane.view
    qtbot.waitUntil(lambda: view.current_id() == saved.args[0])


def test_new_contact_opens_at_its_beginning_with_the_keyboard_in_the_note(
    qtbot, window, profile, anna
):
    profile.card.edit()
    window.open("crm://contact/new")
    page = window.host.page
    qtbot.keyClicks(page._new.lines["name"], "Petros Vlachos")
    qtbot.keyClick(page._new.lines["name"], Qt.Key.Key_Return)
    qtbot.waitUntil(profile.isVisible)
    assert profile.headline() == "Petros Vlachos"
    assert profile.card.tabs.current() == "timeline"
    assert profile.card.timeline.composer.hasFocus()


def test_company_is_made_with_its_person(qtbot, form, stored):
    qtbot.keyClicks(form.lines["name"], "Petros")
    qtbot.keyClicks(form.lines["company"], "Vlachos SA")
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert stored(saved.args[0]).company == "Vlachos SA"


def test_known_companies_are_offered(qtbot, form):
    company = form.lines["company"]
    company.setFocus()
    qtbot.keyClicks(company, "bel")
    qtbot.waitUntil(lambda: company._offers.stringList() == ["Bell Ltd"])


def test_same_phone_is_told_quietly_and_leads_there(qtbot, window, form, anna):
    form.lines["phones"].setFocus()
    qtbot.keyClicks(form.lines["phones"], "0030 210 1234567")
    qtbot.keyClick(form.lines["phones"], Qt.Key.Key_Tab)
    qtbot.waitUntil(form._similar.isVisible)
    told = form._similar.findChild(QLabel).text()
    assert told == "Anna Keller (Keller KG) has this phone number already."
    qtbot.mouseClick(form._similar.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert window.host.address == f"crm://contact/{anna}"
    assert form.is_empty


def test_nothing_typed_is_refused_beside_the_name(qtbot, form, database):
    qtbot.keyClick(form.lines["name"], Qt.Key.Key_Return)
    assert "needs a name" in form._fields["name"].error
    with database.read() as session:
        assert contacts.count(session) == 4


def test_wrong_email_is_told_beside_it_and_nothing_is_lost(qtbot, window, form, stored):
    qtbot.keyClicks(form.lines["name"], "Petros")
    qtbot.keyClicks(form.lines["emails"], "petros at home")
    qtbot.keyClick(form.lines["emails"], Qt.Key.Key_Return)
    assert "not an email" in form._fields["emails"].error
    window.open("crm://settings")
    assert window.host.address == "crm://contact/new"
    assert form.lines["name"].text() == "Petros"


def test_leaving_saves_what_is_typed(qtbot, window, form, database):
    qtbot.keyClicks(form.lines["name"], "Petros")
    window.open("crm://settings")
    qtbot.waitUntil(lambda: count(database) == 5)


def test_escape_gives_up(qtbot, window, form, database):
    qtbot.keyClicks(form.lines["name"], "Petros")
    qtbot.keyClick(form.lines["name"], Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert count(database) == 4


def test_empty_file_says_what_to_do_first(qtbot, window, database, people):
    with database.write(T("Archive")) as session:
        contacts.archive(session, contacts.list_ids(session))
    nobody = window.host.page._nobody
    qtbot.waitUntil(lambda: "Who do you work with?" in words(nobody, QLabel))
    assert "New contact" in words(nobody, QPushButton)


def words(widget, kind):
    return [part.text() for part in widget.findChildren(kind)]


def count(database):
    with database.read() as session:
        return contacts.count(session)


def test_fields_are_whole_in_the_smallest_window_with_the_largest_text(qtbot, window, theme):
    theme.set_text_size(150)
    window.resize(1024, 700)
    window.open("crm://contact/new")
    form = window.host.page._new
    qtbot.waitUntil(form.isVisible)
    for name, line in form.lines.items():
        assert line.height() >= line.sizeHint().height(), name
    form.start()
    for _ in range(6):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    shown = window.focusWidget().visibleRegion().boundingRect()
    assert shown.height() == window.focusWidget().height()
