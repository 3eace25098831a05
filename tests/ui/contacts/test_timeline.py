"""Notes and what else happened, by the keyboard."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QModelIndex, Qt

from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ActivityDraft, TimelineEntry
from smallcrm.ui.contacts import timeline_lines
from smallcrm.ui.contacts.timeline_delegate import wrapped

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def timeline(profile):
    return profile.card.timeline


def lines(timeline):
    model = timeline.model
    return [model.line(model.index(row, 0)) for row in range(model.rowCount())]


def bodies(timeline):
    return [line.body for line in lines(timeline) if line.body]


def write_note(qtbot, timeline, words):
    timeline.composer.setFocus()
    qtbot.keyClicks(timeline.composer, words)
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: words in bodies(timeline))


def test_enter_saves_a_note(qtbot, window, timeline, anna, database):
    with qtbot.waitSignal(window.context.said) as said:
        write_note(qtbot, timeline, "Called back")
    assert said.args == ["Note saved", True]
    assert timeline.composer.toPlainText() == ""
    with database.read() as session:
        assert contacts.list_timeline(session, anna)[0].body == "Called back"


def test_shift_enter_begins_another_line_and_blanks_are_no_note(qtbot, timeline):
    composer = timeline.composer
    composer.setFocus()
    qtbot.keyClicks(composer, "  ")
    qtbot.keyClick(composer, Qt.Key.Key_Return)
    assert composer.toPlainText() == "  "
    composer.clear()
    qtbot.keyClicks(composer, "one")
    before = composer.height()
    qtbot.keyClick(composer, Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(composer, "two")
    qtbot.waitUntil(lambda: composer.height() > before)
    qtbot.keyClick(composer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bodies(timeline) == ["one\ntwo"])


def test_note_is_changed_in_place_and_escape_leaves_it(qtbot, timeline):
    write_note(qtbot, timeline, "Gate 4471")
    view, composer = timeline.view, timeline.composer
    view.setFocus()
    view.setCurrentIndex(timeline.model.index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    assert composer.hasFocus()
    assert composer.toPlainText() == "Gate 4471"
    qtbot.keyClick(composer, Qt.Key.Key_Escape)
    assert composer.toPlainText() == ""
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(composer, "Gate 4472")
    qtbot.keyClick(composer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bodies(timeline) == ["Gate 4472"])


def test_delete_removes_the_note_and_not_the_contact(qtbot, window, timeline, anna, database):
    write_note(qtbot, timeline, "Wrong person")
    view = timeline.view
    view.setFocus()
    view.setCurrentIndex(timeline.model.index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bodies(timeline) == [])
    with database.read() as session:
        assert not contacts.get_view(session, anna).archived
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: bodies(timeline) == ["Wrong person"])


def test_entries_come_fifty_at_a_time(qtbot, timeline, anna, database):
    with database.write(T("Add notes")) as session:
        for number in range(120):
            contacts.add_note(session, anna, f"Note {number}")
    qtbot.waitUntil(lambda: timeline.model.rowCount() > 40)
    model = timeline.model
    assert len([line for line in lines(timeline) if line.entry]) == 50
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    entries = [line.entry for line in lines(timeline) if line.entry]
    assert len({(entry.kind, entry.id) for entry in entries}) == len(entries) == 121
    assert [line.title for line in lines(timeline) if line.entry is None] == ["This week"]


def test_document_opens_with_enter(qtbot, window, timeline, invoice):
    opened = []
    window.context.opened.disconnect()
    window.context.opened.connect(opened.append)
    qtbot.waitUntil(lambda: timeline.model.row_of("invoice", invoice) > 0)
    line = lines(timeline)[timeline.model.row_of("invoice", invoice)]
    assert (line.title, line.body, line.pill) == ("Invoice", "€124.00", "Draft")
    timeline.view.setFocus()
    timeline.view.setCurrentIndex(timeline.model.index(1, 0))
    qtbot.keyClick(timeline.view, Qt.Key.Key_Return)
    assert opened == [f"crm://document/{invoice}"]


def test_screen_reader_hears_the_whole_line(qtbot, timeline):
    write_note(qtbot, timeline, "Gate 4471")
    spoken = timeline.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Note, ")
    assert spoken.endswith("Gate 4471")


def test_model_is_a_good_qt_model(qtbot, timeline, qtmodeltester):
    write_note(qtbot, timeline, "Gate 4471")
    qtmodeltester.check(timeline.model)


def test_long_words_and_many_lines_find_their_place(theme):
    font = theme.font("body")
    assert len(wrapped("x" * 400, font, 200)) > 1
    many = wrapped("\n".join(map(str, range(30))), font, 200)
    assert len(many) == 8
    assert many[-1].endswith("…")
    assert wrapped("👩‍🌾 и ΰ\nend", font, 400) == ["👩‍🌾 и ΰ", "end"]


def test_typed_letters_go_to_an_entry_and_around(qtbot, timeline, anna, database):
    with database.write(T("Add entries")) as session:
        contacts.add_activity(session, anna, ActivityDraft("email", title="Offer"))
        contacts.add_note(session, anna, "Later")
    qtbot.waitUntil(lambda: timeline.model.rowCount() == 4)
    view = timeline.view
    view.setFocus()
    view.setCurrentIndex(timeline.model.index(1))
    qtbot.keyClicks(view, "ema")
    assert timeline.model.line(view.currentIndex()).title == "Email: “Offer”"
    start = timeline.model.index(3)
    match = timeline.model.match(start, Qt.ItemDataRole.DisplayRole, "NOTE")
    assert [index.row() for index in match] == [1]
    assert timeline.model.match(start, Qt.ItemDataRole.DisplayRole, "this week") == []


def test_reminder_says_for_what_it_went_out_and_how_much_was_open():
    moment = dt.datetime.fromisoformat("2026-02-10 09:00")
    sum_ = Money(3000, "EUR")
    entry = TimelineEntry("reminder", moment, "2026-0001, 2026-0002", "2", sum_, 1)
    _heading, line = timeline_lines.lines([entry], {}, today=dt.date(2026, 2, 11))
    assert (line.title, line.body) == ("Reminder for 2026-0001, 2026-0002", "Level 2")
    assert line.pill == "€30.00"
    assert timeline_lines.is_document(entry)  # Enter opens the first invoice
