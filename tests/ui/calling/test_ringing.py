"""The telephone rings: a second start of the program has the window show who it is."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from smallcrm.core.text import T
from smallcrm.services import calls, contacts, doubles, erasing, leads
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.ui.calling.add_number import AddNumberDialog
from smallcrm.ui.calling.ringing import Ringing
from smallcrm.ui.leads.form import LeadDialog

NUMBER = "+302101234567"
PATIENCE = 20_000  # milliseconds: a second process is started


@pytest.fixture
def anna(database):
    """Anna, who has the number."""
    with database.write(T("Add contact")) as session:
        draft = ContactDraft("Anna Archer", company="Acme", phones=(Labelled("210 123 4567"),))
        return contacts.create(session, draft)


@pytest.fixture
def ring(qtbot, window):
    """Has the telephone ring; returns the bar."""
    ringing = Ringing(window.context, window, window.middle, window.come_forward)
    bar = ringing.bar

    def ring(number=NUMBER):
        ringing.ring(number)
        qtbot.waitUntil(lambda: bar.isVisible() and number in bar.words.text())
        return bar

    return ring


@pytest.fixture
def press(qtbot):
    """Presses the button with these words."""

    def press(bar, words):
        button = next(each for each in bar.buttons if each.accessibleName() == words)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return press


def calls_of(database, contact_id):
    with database.read() as session:
        entries = contacts.list_timeline(session, contact_id, group="call")
        return [(entry.direction, entry.outcome) for entry in entries]


def test_window_shows_who_calls_wherever_it_was(window, anna, ring):
    window.open("crm://settings")
    window.showMinimized()
    bar = ring()
    assert not window.isMinimized()
    assert window.host.address == f"crm://contact/{anna}/timeline"
    assert bar.words.text() == f"Incoming call: Anna Archer (Acme), {NUMBER}"
    assert [button.accessibleName() for button in bar.buttons] == [
        *("Start the timer", "Note the call", "Missed")
    ]


def test_window_beside_the_clock_comes_back(window, anna, ring):
    window.hide()
    ring()
    assert window.isVisible()


def test_timer_of_the_call_is_started(window, anna, ring, press):
    bar = ring()
    press(bar, "Start the timer")
    assert bar.isHidden()
    call = window.context.talks.call
    assert (call.whom.id, call.direction, call.is_running) == (anna, "in", True)


def test_call_is_noted_in_the_line_for_notes(qtbot, window, database, anna, ring, press):
    bar = ring()
    press(bar, "Note the call")
    timeline = window.host.page._detail.card.timeline
    qtbot.waitUntil(lambda: timeline.options.kind == "call")
    qtbot.keyClicks(timeline.composer, "Ordered twenty roses")
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [way for way, _how in calls_of(database, anna)] == ["in"])
    assert bar.isHidden()


def test_missed_call_is_noted_with_one_click_and_can_be_taken_back(
    qtbot, window, database, anna, ring, press
):
    press(ring(), "Missed")
    qtbot.waitUntil(lambda: calls_of(database, anna) == [("in", "no_answer")])
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: calls_of(database, anna) == [])


def test_closing_notes_nothing(qtbot, database, anna, ring):
    bar = ring()
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert calls_of(database, anna) == []


def test_several_who_share_the_number_are_asked_about(window, database, anna, ring, press):
    with database.write(T("Add contact")) as session:
        other = contacts.create(session, ContactDraft("Ben", phones=(Labelled(NUMBER),)))
    bar = ring()
    assert [button.accessibleName() for button in bar.buttons] == ["Anna Archer (Acme)", "Ben"]
    press(bar, "Ben")
    assert window.host.address == f"crm://contact/{other}/timeline"
    assert "Ben" in bar.words.text()


def test_bar_follows_who_calls_when_contacts_change(qtbot, window, anna, people, ring, press):
    bar = ring()
    survivor, ops = people["Cleo Cole"], window.context.ops
    ops.write(window, T("Merge"), lambda session: doubles.merge(session, survivor, [anna]))
    qtbot.waitUntil(lambda: "Cleo Cole" in bar.words.text())
    press(bar, "Start the timer")
    assert window.context.talks.call.whom.id == survivor


def test_bar_knows_nobody_who_was_erased(qtbot, window, anna, ring):
    bar = ring()
    window.context.ops.administer(
        window, lambda file: erasing.erase_contact(file, anna), lambda _done: None
    )
    qtbot.waitUntil(lambda: bar.words.text() == f"Unknown number {NUMBER}")


def test_who_was_chosen_stays_chosen_whatever_else_changes(
    qtbot, window, database, anna, ring, press
):
    with database.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Ben", phones=(Labelled(NUMBER),)))
    bar = ring()
    press(bar, "Ben")
    window.open("crm://tasks")
    draft = ContactDraft("Anna Archer", note="Likes peonies", phones=(Labelled(NUMBER),))
    ops = window.context.ops
    ops.write(window, T("Change"), lambda session: contacts.change(session, anna, draft))
    with qtbot.waitSignal(ops.changed):
        pass
    found = []
    ops.ask(window, lambda session: calls.who_calls(session, NUMBER), found.append)
    qtbot.waitUntil(lambda: bool(found))  # behind what the bar asked for itself
    assert "Ben" in bar.words.text()
    assert window.host.address.startswith("crm://tasks")


def test_bar_is_reached_and_used_by_keys(qtbot, window, database, anna, ring):
    bar = ring()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.top_bar.setFocus()
    for _ in range(6):
        if bar.isAncestorOf(QApplication.focusWidget()):
            break
        qtbot.keyClick(window, Qt.Key.Key_F6)
    assert bar.buttons[0].hasFocus()
    qtbot.keyClick(bar.buttons[0], Qt.Key.Key_Tab)
    qtbot.keyClick(bar.buttons[1], Qt.Key.Key_Tab)
    qtbot.keyClick(bar.buttons[2], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: calls_of(database, anna) == [("in", "no_answer")])


def test_unknown_number_becomes_a_contact(qtbot, window, database, ring, press):
    bar = ring("+302310555555")
    assert bar.words.text() == "Unknown number +302310555555"
    press(bar, "New contact")
    form = window.host.page._new
    assert form.lines["phones"].text() == "+302310555555"
    qtbot.keyClicks(form.lines["name"], "Nina New")
    qtbot.keyClick(form.lines["name"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Nina New" in bar.words.text())


def test_unknown_number_is_given_to_somebody(qtbot, window, people, ring, press):
    bar = ring("+302310555555")
    press(bar, "Add to a contact…")
    dialog = window.findChild(AddNumberDialog)
    dialog.save()
    assert dialog.fields["phones"].error
    qtbot.keyClicks(dialog.other, "cleo")
    qtbot.waitUntil(lambda: bool(dialog.other._found))
    dialog.other.setText("Cleo Cole")
    dialog.save()
    qtbot.waitUntil(lambda: "Cleo Cole" in bar.words.text())
    assert window.host.address == f"crm://contact/{people['Cleo Cole']}/timeline"


def test_two_of_one_name_are_told_apart_when_the_number_is_given(
    qtbot, window, database, ring, press
):
    with database.write(T("Add contacts")) as session:
        ids = {
            mail: contacts.create(session, ContactDraft("Nina New", emails=(Labelled(mail),)))
            for mail in ("nina@a.example", "nina@b.example")
        }
    press(ring("+302310555555"), "Add to a contact…")
    dialog = window.findChild(AddNumberDialog)
    qtbot.keyClicks(dialog.other, "nina")
    qtbot.waitUntil(lambda: len(dialog.other._offers.stringList()) == 2)
    for mail, contact_id in ids.items():
        dialog.other.setText(f"Nina New  ·  {mail}")
        assert dialog.other.contact_id == contact_id
    dialog.other.setText("Nina New")
    assert dialog.other.contact_id is None


def test_unknown_number_becomes_a_lead(qtbot, window, database, ring, press):
    press(ring("+302310555555"), "New lead")
    qtbot.waitUntil(lambda: window.findChild(LeadDialog) is not None)
    dialog = window.findChild(LeadDialog)
    assert dialog.edits["phone"].text() == "+302310555555"
    dialog.edits["name"].setText("Nina")
    dialog.save()

    def found():
        with database.read() as session:
            return leads.list_ids(session)

    qtbot.waitUntil(lambda: len(found()) == 1)


def start(*arguments):
    """Another process of the program, as a telephone starts it."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-m", "smallcrm", *arguments],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_second_process_has_the_first_one_show_who_calls(qtbot, program, data_file, database, anna):
    program.open(data_file, may_create=False)
    qtbot.waitUntil(lambda: program._file.ops.is_ready and program._file._door is not None)
    window = program._window
    window.hide()
    other = start("--call", "tel:+30 210 123 4567", "--file", str(data_file))
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=PATIENCE)
    assert (other.communicate()[1], other.returncode) == ("", 0)
    qtbot.waitUntil(lambda: program._ringing is not None and program._ringing.bar.isVisible())
    assert "Anna Archer" in program._ringing.bar.words.text()


def test_without_a_window_one_is_opened_and_shows_who_calls(
    qtbot, program, data_file, database, anna
):
    program._caller = NUMBER
    program.open(data_file, may_create=False)
    window = program._window
    qtbot.waitUntil(lambda: program._ringing is not None and program._ringing.bar.isVisible())
    assert window.host.address == f"crm://contact/{anna}/timeline"


def test_what_is_no_number_is_said_and_opens_nothing(home):
    other = start("--call", "anonymous", "--lang", "en")
    said = other.communicate(timeout=60)[1]
    assert other.returncode == 1
    assert "“anonymous” is not a telephone number" in said
