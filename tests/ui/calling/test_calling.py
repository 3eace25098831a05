"""A call is handed over, timed, and noted; a chat is opened and noted; keys and clicks."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from smallcrm.core import clock, notes, who
from smallcrm.core.text import T
from smallcrm.services import contacts, deals, pipeline, staff
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.ui.calling.bar import CallBar
from smallcrm.ui.contacts.phone_row import PhoneRow
from smallcrm.ui.talks import Talks
from smallcrm.ui.widgets.button import Button

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NUMBER = "+302101234567"


@pytest.fixture
def opened(monkeypatch):
    """What was handed to other programs."""
    found = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()))
    return found


@pytest.fixture
def window(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def anna(database, people):
    draft = ContactDraft("Anna Keller", phones=(Labelled("+30 210 123 4567"), Labelled("101")))
    with database.write(T("Add contact")) as session:
        return contacts.create(session, draft)


class Seconds:
    """A clock that only grows, as fast as the test says."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds(window):
    """The clock of the timer of calls."""
    clock = Seconds()
    window.context._talks = Talks(window.context.ops, window.context, clock)
    return clock


@pytest.fixture
def profile(qtbot, window, anna, seconds):
    window.open(f"crm://contact/{anna}")
    found = window.host.page._detail
    qtbot.waitUntil(lambda: found.header.name == "Anna Keller")
    found.card.choose("timeline")
    return found


@pytest.fixture
def bar(qtbot, window, profile):
    qtbot.waitUntil(lambda: window.findChild(CallBar) is not None)
    return window.findChild(CallBar)


class Desk(NamedTuple):
    """The page of a contact who can be called."""

    qtbot: Any
    window: Any
    profile: Any
    bar: Any
    seconds: Any
    opened: Any


@pytest.fixture
def desk(qtbot, window, profile, bar, seconds, opened):
    return Desk(qtbot, window, profile, bar, seconds, opened)


def newest(database, contact_id):
    with database.read() as session:
        return contacts.list_timeline(session, contact_id)[0]


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(menu, words):
    action = next(one for one in menu.actions() if one.text() == words)
    action.trigger()


def open_menu(widget):
    """The menu of the number beside *widget*'s first phone, as it is when it is opened."""
    button = next(
        one
        for one in widget.findChildren(Button)
        if one.accessibleName() == "Call or write to this number" and one.menu()
    )
    button.menu().aboutToShow.emit()
    return button.menu()


def test_a_call_is_timed_and_noted_by_keys(desk, anna, database):
    qtbot, window, profile, bar, seconds, opened = desk
    assert bar.isHidden()
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    assert opened == [f"tel:{NUMBER}"]
    assert bar.isVisible()
    assert bar.words.text() == "Call with Anna Keller"
    seconds.now += 395
    qtbot.waitUntil(lambda: bar.time.text() == "06:35")
    press(qtbot, bar.end)
    options, composer = profile.card.timeline.options, profile.card.timeline.composer
    assert (options.kind, options.fields.duration.text()) == ("call", "6:35")
    assert composer.hasFocus()
    seconds.now += 60  # writing it down takes no longer than the call
    qtbot.keyClicks(composer, "Wants peonies")
    qtbot.keyClick(composer, KEY.Key_Return)
    qtbot.waitUntil(lambda: newest(database, anna).kind == "call")
    entry = newest(database, anna)
    assert (entry.seconds, entry.direction, entry.outcome) == (395, "out", "reached")
    assert entry.body == "Wants peonies"
    qtbot.waitUntil(bar.isHidden)
    qtbot.keyClick(window, KEY.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: newest(database, anna).kind == "created")


def test_what_is_typed_while_one_talks_becomes_what_was_said(desk):
    qtbot, window, profile, bar, seconds, _opened = desk
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    composer = profile.card.timeline.composer
    composer.setFocus()
    qtbot.keyClicks(composer, "Monday at nine")
    seconds.now += 60
    press(qtbot, bar.end)
    assert composer.toPlainText() == "Monday at nine"
    assert profile.card.timeline.options.kind == "call"


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


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"uid": "x"}', '{"uid":1,"at":"yesterday"}'])
def test_a_damaged_note_of_a_call_is_no_call(window, profile, database, kept):
    notes.keep(notes.of_file("call", database.path), kept)
    assert Talks(window.context.ops, window.context).call is None


def test_an_incoming_call_is_timed_too(qtbot, window, profile, bar, seconds, opened):
    profile.deeds.do("contact.answer")
    assert opened == []
    assert bar.words.text() == "Call from Anna Keller"
    seconds.now += 61
    press(qtbot, bar.end)
    fields = profile.card.timeline.options.fields
    assert fields.direction.value() == "in"
    offered = [fields.outcome.itemText(row) for row in range(fields.outcome.count())]
    assert offered == ["Reached", "Missed", "Voicemail"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Call by SIP", f"sip:{NUMBER}"),
        ("Write by WhatsApp", "https://wa.me/302101234567"),
        ("Write by Viber", "viber://chat?number=%2B302101234567"),
        ("Write a text message (SMS)", f"sms:{NUMBER}"),
    ],
)
def test_the_menu_of_a_number_opens_its_programs(profile, opened, words, expected):
    choose(open_menu(profile.aside), words)
    assert opened == [expected]


def test_a_chat_is_offered_to_be_noted(qtbot, profile, opened, anna, database):
    choose(open_menu(profile.aside), "Write by WhatsApp")
    timeline = profile.card.timeline
    fields = timeline.options.fields
    assert timeline.options.kind == "message"
    assert (fields.direction.value(), fields.outcome.value()) == ("out", "whatsapp")
    qtbot.keyClicks(timeline.composer, "The offer is there")
    qtbot.keyClick(timeline.composer, KEY.Key_Return)
    qtbot.waitUntil(lambda: newest(database, anna).kind == "message")
    entry = newest(database, anna)
    assert (entry.body, entry.outcome, entry.direction) == ("The offer is there", "whatsapp", "out")


def test_a_number_of_the_house_is_called_and_not_written_to(profile, opened):
    profile.card.choose("details")
    [_, inner] = profile.card.form._editors["phones"].rows
    assert isinstance(inner, PhoneRow)
    menu = open_menu(inner)
    assert [one.text() for one in menu.actions() if one.text()] == [
        *("Call", "Start the timer of an incoming call", "Copy the number")
    ]
    choose(menu, "Call")
    choose(menu, "Copy the number")
    assert opened == ["tel:101"]
    assert QGuiApplication.clipboard().text() == "101"


def test_where_no_program_opens_numbers_it_is_said_and_copied(qtbot, window, profile, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    with qtbot.waitSignal(window.context.said) as said:
        qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    assert said.args[0].startswith("No program of this computer opens such numbers.")
    assert QGuiApplication.clipboard().text() == NUMBER


def test_call_uses_sip_where_the_settings_say_so(qtbot, window, profile, opened, anna):
    window.open("crm://settings/calls")
    section = window.host.page.section
    section.way.setFocus()
    qtbot.keyClick(section.way, KEY.Key_Down)
    qtbot.keyClicks(section.domain, "pbx example")
    qtbot.keyClick(section.domain, KEY.Key_Return)
    assert "not the name of a server" in section.fields["sip_domain"].error
    section.domain.selectAll()
    qtbot.keyClicks(section.domain, "pbx.shop.example")
    qtbot.keyClick(section.domain, KEY.Key_Return)
    window.open(f"crm://contact/{anna}")
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    assert opened == [f"sip:{NUMBER}@pbx.shop.example"]


def test_tab_goes_through_all_kinds_and_leaves_nothing_behind(qtbot, profile):
    timeline = profile.card.timeline
    composer, options = timeline.composer, timeline.options
    composer.setFocus()
    seen = [options.kind]
    for _ in range(6):
        qtbot.keyClick(composer, KEY.Key_Tab)
        seen.append(options.kind)
    assert seen == ["note", "call", "meeting", "visit", "message", "email", "task"]
    qtbot.keyClick(composer, KEY.Key_Backtab)
    assert options.kind == "email"
    qtbot.keyClick(composer, KEY.Key_Tab)
    qtbot.keyClick(composer, KEY.Key_Tab)
    assert not composer.hasFocus()
    assert options.kind == "note"


def test_down_goes_to_the_fields_from_the_last_line_only(qtbot, profile):
    timeline = profile.card.timeline
    timeline.begin("call")
    composer = timeline.composer
    qtbot.keyClicks(composer, "one")
    qtbot.keyClick(composer, KEY.Key_Return, SHIFT)
    qtbot.keyClicks(composer, "two")
    qtbot.keyClick(composer, KEY.Key_Up)
    qtbot.keyClick(composer, KEY.Key_Down)
    assert composer.hasFocus()
    qtbot.keyClick(composer, KEY.Key_Down)
    assert timeline.options.fields.direction.hasFocus()


def test_a_visit_is_written_by_keys_with_who_and_when(qtbot, profile, anna, database, monkeypatch):
    with database.write(T("Add people")) as session:
        maria = staff.add(session, StaffDraft("Maria"))
        staff.add(session, StaffDraft("Petros"))
        person = staff.get(session, maria)
    monkeypatch.setattr(who, "_chosen", who.Person(person.uid, "Maria"))
    timeline = profile.card.timeline
    composer, fields = timeline.composer, timeline.options.fields
    composer.setFocus()
    qtbot.keyClicks(composer, "Measured the hall")
    for _ in range(3):
        qtbot.keyClick(composer, KEY.Key_Tab)
    qtbot.keyClick(composer, KEY.Key_Down)
    assert fields.subject.hasFocus()
    typed = ("Hall", "1:30", "5/1/2026", "9.15")
    for text in typed:
        qtbot.keyClicks(QApplication.focusWidget(), text)
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    assert fields.owner.hasFocus()
    assert fields.owner.currentText() == "Maria"
    qtbot.keyClick(fields.owner, KEY.Key_Down)
    qtbot.keyClick(fields.owner, KEY.Key_Tab)
    assert timeline.options.save.hasFocus()
    qtbot.keyClick(timeline.options.save, KEY.Key_Space)

    def visit():
        with database.read() as session:
            return next(iter(contacts.list_timeline(session, anna, group="visit")), None)

    qtbot.waitUntil(lambda: visit() is not None)
    entry = visit()
    assert (entry.title, entry.seconds, entry.owner) == ("Hall", 5400, "Petros")
    assert clock.local(entry.at).strftime("%Y-%m-%d %H:%M") == "2026-01-05 09:15"
    qtbot.waitUntil(lambda: timeline.model.row_of("visit", entry.id) > 0)
    timeline.view.setFocus()
    timeline.view.setCurrentIndex(timeline.model.index(timeline.model.row_of("visit", entry.id)))
    qtbot.keyClick(timeline.view, KEY.Key_F2)
    assert (fields.duration.text(), fields.time.text()) == ("1:30", "09:15")
    assert fields.owner.currentText() == "Petros"
    qtbot.keyClicks(composer, "Measured twice")
    qtbot.keyClick(composer, KEY.Key_Return)
    qtbot.waitUntil(lambda: visit().body == "Measured twice")
    assert visit() == entry._replace(body="Measured twice")


def test_a_day_that_is_none_is_told_and_the_words_stay(qtbot, profile):
    timeline = profile.card.timeline
    timeline.begin("visit")
    qtbot.keyClicks(timeline.composer, "There")
    timeline.options.fields.time.setText("25:00")
    qtbot.keyClick(timeline.composer, KEY.Key_Return)
    assert "not a time" in timeline.error.text()
    assert timeline.composer.toPlainText() == "There"


def test_visits_and_messages_have_chips_where_there_are_some(qtbot, profile, anna, database):
    filters = profile.card.timeline.filters
    assert not filters._buttons["visit"].isVisible()
    with database.write(T("Add")) as session:
        for kind in ("visit", "message"):
            contacts.add_activity(session, anna, contacts.ActivityDraft(kind, "Some words"))
    qtbot.waitUntil(filters._buttons["visit"].isVisible)
    assert filters._buttons["message"].isVisible()
    assert filters._buttons["call"].isHidden()


def test_the_page_of_a_deal_writes_the_same_kinds(qtbot, window, profile, anna, database):
    with database.write(T("Add deal")) as session:
        deal = pipeline.create_deal(session, DealDraft("Kitchen", anna))
    window.open(f"crm://deal/{deal}")
    timeline = window.host.page.tabs.timeline
    timeline.composer.setFocus()
    qtbot.keyClicks(timeline.composer, "Measured")
    for _ in range(3):
        qtbot.keyClick(timeline.composer, KEY.Key_Tab)
    qtbot.keyClick(timeline.composer, KEY.Key_Return)

    def entries():
        with database.read() as session:
            return deals.list_timeline(session, deal, group="visit")

    qtbot.waitUntil(lambda: len(entries()) == 1)
    assert entries()[0].body == "Measured"
    qtbot.waitUntil(lambda: timeline.model.row_of("visit", entries()[0].id) > 0)


def test_a_call_with_the_customer_of_a_deal_is_noted_at_the_deal(desk, anna, database):
    qtbot, window, _profile, bar, seconds, _opened = desk
    with database.write(T("Add deal")) as session:
        deal = pipeline.create_deal(session, DealDraft("Kitchen", anna))
    qtbot.keyClick(window, KEY.Key_C, CONTROL | SHIFT)
    window.open(f"crm://deal/{deal}")
    seconds.now += 90
    press(qtbot, bar.end)
    assert window.host.address == f"crm://deal/{deal}"
    timeline = window.host.page.tabs.timeline
    assert timeline.options.fields.duration.text() == "1:30"
    qtbot.mouseClick(timeline.options.save, Qt.MouseButton.LeftButton)

    def calls():
        with database.read() as session:
            return deals.list_timeline(session, deal, group="call")

    qtbot.waitUntil(lambda: len(calls()) == 1)
    assert calls()[0].seconds == 90


def test_menus_of_numbers_have_names_and_tips(profile):
    menus = [one for one in profile.aside.findChildren(Button) if isinstance(one.menu(), QMenu)]
    assert menus
    assert all(one.toolTip() and one.accessibleName() for one in menus)
