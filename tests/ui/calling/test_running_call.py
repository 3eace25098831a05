"""The call that runs: one at a time, also after a crash, and whatever becomes of the contact."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from smallcrm.core import notes
from smallcrm.core.text import T
from smallcrm.services import contacts, doubles, erasing
from smallcrm.services.contacts import ActivityDraft
from smallcrm.ui.calling.bar import CallBar
from smallcrm.ui.talks import Talks, Whom

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def newest(database, contact_id):
    with database.read() as session:
        return contacts.list_timeline(session, contact_id)[0]


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_call_goes_on_while_other_pages_are_shown(desk, anna, people):
    qtbot, window, _profile, bar, seconds, _opened = desk
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    window.open("crm://tasks")
    assert bar.isVisible()
    assert window.commands.action("call.end").isEnabled()
    window.open(f"crm://contact/{people['Ann Archer']}")
    seconds.now += 125
    qtbot.waitUntil(lambda: bar.time.text() == "02:05")
    qtbot.keyClick(window, KEY.Key_E, CONTROL | SHIFT)
    assert window.host.address == f"crm://contact/{anna}/timeline"
    detail = window.host.page._detail
    qtbot.waitUntil(lambda: detail.card.timeline.options.fields.duration.text() == "2:05")


def test_one_call_at_a_time_and_none_is_lost(qtbot, window, profile, bar, seconds, opened):
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    seconds.now += 30
    press(qtbot, bar.end)
    timeline = profile.card.timeline
    timeline.composer.setFocus()
    qtbot.keyClick(timeline.composer, KEY.Key_Escape)
    assert timeline.options.kind == "note"
    assert bar.words.text() == "The call with Anna Keller is not noted yet"
    with qtbot.waitSignal(window.context.said) as said:
        qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    assert said.args[0].startswith("The call with Anna Keller is not noted yet")
    assert len(opened) == 2  # she is called all the same
    press(qtbot, bar.end)
    assert timeline.options.fields.duration.text() == "0:30"
    press(qtbot, bar.drop)
    assert bar.isHidden()
    assert timeline.options.kind == "note"


def test_after_a_crash_the_bar_asks_how_long_it_took(desk, monkeypatch, anna, database):
    qtbot, window, profile, _bar, _seconds, _opened = desk
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    monkeypatch.setattr("smallcrm.ui.talks._SESSION", "another run of the program")
    window.context._talks = Talks(window.context.ops, window.context)
    again = CallBar(window.context, window)
    qtbot.addWidget(again)
    again.show()
    assert again.words.text().startswith("How long did the call with Anna Keller take?")
    assert again.time.isHidden()
    timeline = profile.card.timeline
    window.context.talks.offered.connect(lambda _id: timeline._take())
    press(qtbot, again.end)
    duration = timeline.options.fields.duration
    assert duration.hasFocus()
    qtbot.keyClicks(duration, "7")
    qtbot.keyClick(duration, KEY.Key_Return)
    qtbot.waitUntil(lambda: newest(database, anna).seconds == 420)
    qtbot.waitUntil(lambda: window.context.talks.call is None)
    assert notes.note(notes.of_file("call", database.path)) == ""


def test_how_long_an_ended_call_took_is_known_after_a_crash(desk, monkeypatch):
    qtbot, window, _profile, _bar, seconds, _opened = desk
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    seconds.now += 75
    qtbot.keyClick(window, KEY.Key_E, CONTROL | SHIFT)
    monkeypatch.setattr("smallcrm.ui.talks._SESSION", "another run of the program")
    window.context._talks = Talks(window.context.ops, window.context)
    again = CallBar(window.context, window)
    qtbot.addWidget(again)
    assert again.time.text() == "01:15"


def test_the_timer_of_a_window_that_is_made_anew_goes_on(window, profile, seconds, opened, qtbot):
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    seconds.now += 10
    again = Talks(window.context.ops, window.context, seconds)
    assert again.call.is_running
    assert again.seconds() == 10


def test_a_call_follows_a_contact_that_becomes_one_with_another(desk, anna, people, database):
    qtbot, window, _profile, bar, seconds, _opened = desk
    survivor = people["Ann Archer"]
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    window.open("crm://tasks")
    window.context.ops.write(
        window, T("Merge"), lambda session: doubles.merge(session, survivor, [anna])
    )
    qtbot.waitUntil(lambda: bar.words.text() == "Call with Ann Archer")
    again = Talks(window.context.ops, window.context, seconds)
    assert again.call.whom.id == survivor
    assert again.call.is_running
    seconds.now += 5
    qtbot.keyClick(window, KEY.Key_E, CONTROL | SHIFT)
    assert window.host.address == f"crm://contact/{survivor}/timeline"
    timeline = window.host.page._detail.card.timeline
    qtbot.waitUntil(lambda: timeline.options.fields.duration.text() == "0:05")
    window.context.ops.undo(window, lambda _undone: None)
    qtbot.waitUntil(lambda: bar.words.text() == "The call with Anna Keller is not noted yet")


def test_what_waits_to_be_noted_follows_too(desk, anna, people):
    qtbot, window, _profile, _bar, _seconds, _opened = desk
    survivor = people["Ann Archer"]
    window.open("crm://tasks")
    uid = window.context.ops.read(lambda session: contacts.get_uid(session, anna))
    window.context.talks.begin(Whom(anna, uid, "Anna Keller"))
    window.context.talks.end()
    window.context.ops.write(
        window, T("Merge"), lambda session: doubles.merge(session, survivor, [anna])
    )
    qtbot.waitUntil(lambda: window.context.talks.take(survivor) is not None)


def test_what_waits_of_somebody_else_stays_when_the_call_is_noted(desk, anna, people):
    _qtbot, window, _profile, _bar, _seconds, _opened = desk
    talks, bob = window.context.talks, people["Bob Bell"]
    window.open("crm://tasks")
    uid = window.context.ops.read(lambda session: contacts.get_uid(session, anna))
    talks.begin(Whom(anna, uid, "Anna Keller"))
    talks.end()
    talks.offer(bob, ActivityDraft("message", direction="out", outcome="viber"))
    talks.drop()
    assert talks.call is None
    assert talks.take(bob).outcome == "viber"


def test_there_is_no_call_with_somebody_who_is_erased(desk, anna, database):
    qtbot, window, _profile, bar, _seconds, _opened = desk
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    window.open("crm://tasks")
    window.context.ops.administer(
        window, lambda file: erasing.erase_contact(file, anna), lambda _done: None
    )
    qtbot.waitUntil(bar.isHidden)
    assert notes.note(notes.of_file("call", database.path)) == ""


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"uid": "x"}', '{"uid":1,"at":"yesterday"}'])
def test_a_damaged_note_of_a_call_is_no_call(window, profile, database, kept):
    notes.keep(notes.of_file("call", database.path), kept)
    assert Talks(window.context.ops, window.context).call is None
