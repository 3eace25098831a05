"""The menu of one contact in the wide list, by its key and by the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtWidgets import QApplication, QMenu

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import Labelled


@pytest.fixture
def dialed(monkeypatch):
    """The addresses that were handed to other programs."""
    found = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()))
    return found


@pytest.fixture
def menu_of(qtbot, page):
    """Opens the menu of the current contact by its key; gives it, or that of one number."""

    def menu_of(number=""):
        view = page.whole.view
        spot = view.visualRect(view.currentIndex()).center()  # where Qt has the key ask for it
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Keyboard, spot, view.viewport().mapToGlobal(spot)
        )
        QApplication.sendEvent(view, event)
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        if not number:
            return menu
        return next(one.menu() for one in menu.actions() if one.text() == number)

    return menu_of


@pytest.fixture
def go_to(page, crowd, database):
    """Gives a contact numbers, and puts the cursor on it."""

    def go_to(name, *numbers):
        with database.write(T("Change contact")) as session:
            draft = contacts.get_draft(session, crowd[name])
            phones = tuple(Labelled(number, "work") for number in numbers)
            contacts.change(session, crowd[name], draft._replace(phones=phones))
        view, model = page.whole.view, page.whole.model
        row, is_table = model.row_of(crowd[name]), view is page.whole.table
        view.setFocus()
        view.setCurrentIndex(model.index(row, 1) if is_table else view.cards.place_of(row))

    return go_to


def trigger(menu, words):
    next(one for one in menu.actions() if one.text() == words).trigger()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


@pytest.mark.parametrize("view", ["table", "cards"])
def test_menu_key_calls_and_writes_to_a_contact_of_the_list(window, dialed, menu_of, go_to, view):
    window.open(f"crm://contact-list/{view}")
    go_to("Dora Dean", "+30 210 123 4567")
    menu = menu_of()
    assert next(one.text() for one in menu.actions()) == "Open"
    trigger(menu, "Call")
    assert dialed == ["tel:+302101234567"]
    assert window.context.talks.call.whom.name == "Dora Dean"


def test_each_number_of_a_contact_has_its_own_menu(dialed, menu_of, go_to):
    go_to("Eva Elm", "+30 210 123 4567", "+44 1632 960004")
    trigger(menu_of("+44 1632 960004"), "Write by WhatsApp")
    assert dialed == ["https://wa.me/441632960004"]


def test_right_click_leaves_what_is_chosen_and_opens_the_contact_beneath_it(
    qtbot, page, window, crowd, choose
):
    choose(crowd["Dora Dean"], crowd["Eva Elm"])
    table = page.whole.table
    index = page.whole.model.index(page.whole.model.row_of(crowd["Eva Elm"]), 0)
    spot = table.visualRect(index).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, spot, table.viewport().mapToGlobal(spot)
    )
    QApplication.sendEvent(table.viewport(), event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert len(page.whole.chosen_ids()) == 2
    trigger(menu, "Open")
    qtbot.waitUntil(lambda: window.host.address == f"crm://contact/{crowd['Eva Elm']}")


def test_the_key_for_something_new_makes_a_contact_here_too(qtbot, page, window):
    qtbot.keyClick(page.whole.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.host.address == "crm://contact/new"
