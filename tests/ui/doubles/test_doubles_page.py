"""Doubles in the window, by the keys that people press."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QRadioButton

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.ui.doubles import addresses
from smallcrm.ui.doubles.finder import Finder
from smallcrm.ui.theme.tokens import METRICS


def draft(name, phone="", *, tags=(), note=""):
    return ContactDraft(name, phones=(Labelled(phone),) if phone else (), tags=tags, note=note)


@pytest.fixture
def twice(database):
    """Two that are one, and a third pair that is less sure; the ids."""
    people = [
        draft("Παπαδόπουλος Γ.", "210 1234567", tags=("vip",), note="Tulips"),
        draft("Γιώργος Παπαδόπουλος", "+30 2101234567", note="Pays late"),
        draft("Anna Keller", "2107654321"),
        draft("Anna Keller", "+302107654321"),
    ]
    with database.write(T("Test")) as session:
        return [contacts.create(session, person) for person in people]


@pytest.fixture
def page(qtbot, window, twice):
    """The page with both groups, in front."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open("crm://doubles")
    page = window.host.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 2 and page._found is not None)
    return page


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


def names(database):
    """Of those that are there twice, as many as there are now."""
    with database.read() as session:
        rows = contacts.list_rows(session, contacts.list_ids(session))
    others = {"Ann Archer", "Bob Bell", "Bell Ltd", "Cleo Cole"}
    return [row.name for row in rows.values() if row.name not in others]


def test_the_surest_group_comes_first_and_says_why(page):
    group = page._shown
    assert page._why.text() == "Similar name, same phone"
    assert group.score >= page._finder.groups[1].score
    assert page.view.hasFocus()


def test_the_day_that_a_contact_was_added_is_that_of_the_wall(qtbot, page, monkeypatch):
    monkeypatch.setattr(clock, "local", lambda instant: instant + timedelta(days=1))
    page.skip.click()
    tomorrow = formats.day(clock.now().date() + timedelta(days=1))
    qtbot.waitUntil(lambda: shown(page).count(f"Added on {tomorrow}") == 2)


def shown(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_merging_by_keys_takes_what_is_chosen_and_undo_restores_it(
    qtbot, window, page, database, twice
):
    press(qtbot, page.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page._found is not None and set(page._found.ids) == set(twice[:2]))
    assert page.compare.choices["name"] == twice[1]  # the fuller one
    choice = next(
        each
        for each in page.compare.findChildren(QRadioButton)
        if each.accessibleName() == "Name: Παπαδόπουλος Γ."
    )
    choice.setFocus()
    press(qtbot, choice, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.context.ops.changed):
        press(qtbot, page.compare, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert sorted(names(database)) == ["Anna Keller", "Anna Keller", "Παπαδόπουλος Γ."]
    with database.read() as session:
        merged = contacts.find_ids(session, "Παπαδόπουλος")
        found = contacts.get_draft(session, merged[0])
    assert found.note in {"Tulips\nPays late", "Pays late\nTulips"}
    assert len(found.phones) == 1
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(names(database)) == 4)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=5000)


def test_not_the_same_is_remembered_and_can_be_undone(qtbot, window, page, database):
    with qtbot.waitSignal(page.context.ops.changed):
        press(qtbot, page.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert len(names(database)) == 4
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=5000)


@pytest.mark.parametrize("size", [(1024, 700), (1366, 768), (1920, 1000)])
def test_message_does_not_lie_over_the_buttons_for_the_next_group(qtbot, window, page, size):
    window.resize(*size)
    press(qtbot, page.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and page.merge.isEnabled())
    bar = window._snackbar
    assert bar.isVisible()
    for button in (page.merge, page.apart, page.skip):
        place = QRect(button.mapTo(window, QPoint()), button.size())
        assert not place.intersects(QRect(bar.mapTo(window, QPoint()), bar.size()))


def test_later_goes_on_to_the_next_group(qtbot, page):
    first = page._shown
    press(qtbot, page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page._shown != first and page._found is not None)
    assert page.model.rowCount() == 2


def test_a_click_on_merge_does_it(qtbot, page, database):
    with qtbot.waitSignal(page.context.ops.changed):
        qtbot.mouseClick(page.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(database)) == 3)


def test_when_all_is_done_the_page_says_so(qtbot, page):
    for left in (1, 0):
        qtbot.waitUntil(lambda: page._found is not None)
        qtbot.mouseClick(page.apart, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda left=left: page.model.rowCount() == left)
    assert page._stack.currentWidget() is page._nothing


def test_more_than_two_are_merged_after_one_question(qtbot, window, database, twice):
    with database.write(T("Test")) as session:
        third = contacts.create(session, draft("Anna Keller", "2107654321"))
    ids = [*twice[2:], third]
    window.open(addresses.of(ids))
    page = window.host.page
    qtbot.waitUntil(lambda: page._found is not None)
    qtbot.mouseClick(page.merge, Qt.MouseButton.LeftButton)
    box = window.findChild(QMessageBox)
    assert box.defaultButton().text() == "Cancel"
    words = [label for label in box.findChildren(QLabel) if label.isVisible() and label.text()]
    assert {each.mapTo(box, QPoint()).x() for each in words} == {METRICS.s5}  # an even edge
    deed = next(each for each in box.findChildren(QPushButton) if "Merge 3" in each.text())
    qtbot.mouseClick(deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(database)) == 3)
    qtbot.waitUntil(lambda: window.host.address.startswith("crm://contact/"))


def test_contacts_chosen_in_the_list_are_compared(qtbot, window, twice):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open("crm://contacts")
    view = window.host.page.list_pane.view
    qtbot.waitUntil(lambda: window.host.page.list_pane.model.rowCount() == 8)
    view.setFocus()
    view.go_to(twice[2])
    press(qtbot, view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    page = window.host.page
    qtbot.waitUntil(lambda: page.objectName() == "doubles" and page._found is not None)
    assert set(page._found.ids) == set(twice[2:])


def test_a_quiet_line_above_the_list_and_a_card_beside_the_contact_lead_there(qtbot, window, twice):
    window.open("crm://contacts")
    Finder.of(window.context).look()
    pane = window.host.page.list_pane

    def line():
        return next(
            (each for each in pane.findChildren(QPushButton) if "possible double" in each.text()),
            None,
        )

    qtbot.waitUntil(lambda: line() is not None and line().isVisible())
    assert line().text() == "2 possible doubles"
    window.open(f"crm://contact/{twice[2]}")
    contacts_page = window.host.page

    def told():
        labels = contacts_page.findChildren(QLabel)
        return any(each.text() == "This contact may be there twice" for each in labels)

    qtbot.waitUntil(told)
    compare = next(
        each for each in contacts_page.findChildren(QPushButton) if each.text() == "Compare"
    )
    compare.click()
    qtbot.waitUntil(lambda: window.host.page.objectName() == "doubles")


def test_narrow_comparison_needs_no_scrolling_sideways_and_keeps_what_is_chosen(
    qtbot, window, page, theme
):
    press(qtbot, page.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "name" in page.compare.choices)
    chosen = next(side.id for side in page._found.sides if side.id != page.compare.choices["name"])
    page.compare._groups["name"].button(chosen).click()
    window.resize(1024, 700)
    theme.set_text_size(150)
    qtbot.waitUntil(lambda: page.compare._is_narrow)
    qtbot.waitUntil(lambda: not page.compare.horizontalScrollBar().maximum())
    assert page.compare.choices["name"] == chosen


def test_a_refusal_of_advertising_is_seen_and_stays(qtbot, window, database):
    with database.write(T("Test")) as session:
        given = ContactDraft("Ann Refuser", consent="given", phones=(Labelled("2109999999"),))
        refused = ContactDraft("Ann Refuser", consent="refused", phones=(Labelled("2109999999"),))
        ids = [contacts.create(session, each) for each in (given, refused)]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open(f"crm://doubles/{','.join(map(str, ids))}")
    page = window.host.page
    qtbot.waitUntil(lambda: page._found is not None)
    words = [label.text() for label in page.compare.findChildren(QLabel)]
    assert "Consent to advertising" in words
    assert any(each.startswith("Whoever refused advertising") for each in words)
    assert "consent" not in page.compare.choices
    press(qtbot, page.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(database).count("Ann Refuser") == 1)
    with database.read() as session:
        drafts = contacts.list_drafts(session, contacts.list_ids(session)).values()
    assert [each.consent for each in drafts if each.name == "Ann Refuser"] == ["refused"]


def test_tab_goes_from_the_list_through_the_comparison_to_the_deeds(qtbot, page):
    page.view.setFocus()
    seen = []
    while QApplication.focusWidget() is not page.merge and len(seen) < 40:
        press(qtbot, QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[-1] is page.merge
    assert all(page.compare.isAncestorOf(each) for each in seen[:-1])
    press(qtbot, page.merge, Qt.Key.Key_Tab)
    assert page.apart.hasFocus()


def test_second_press_of_the_key_is_no_second_step(qtbot, page, monkeypatch):
    written = []
    monkeypatch.setattr(page.context.ops, "write", lambda *call: written.append(call))
    for _press in range(2):
        press(qtbot, page.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(written) == 1


def test_held_key_merges_nothing_further(page):
    assert not page.context.commands.action("doubles.merge").autoRepeat()
