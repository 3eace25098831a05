"""A list of calls is dropped, looked at, brought in, and taken back."""

from __future__ import annotations

from threading import Event

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from smallcrm.core.text import T
from smallcrm.services import contacts, staff
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.exchange.fields import IGNORE
from smallcrm.services.staff import StaffDraft
from smallcrm.ui.importing import calls_look
from smallcrm.ui.shell.incoming import address_of

PATIENCE = 15_000  # milliseconds: a child process is started
LIST = (
    "date,from,to,duration,status\n"
    "2026-11-02 10:00:00,6912345678,101,83,ANSWERED\n"
    "2026-11-02 11:00:00,6912345678,101,0,NO ANSWER\n"
    "2026-11-02 12:00:00,101,2310555555,9,ANSWERED\n"
)


@pytest.fixture
def caller(database, window):
    """Dora, whose number is in the list, and Maria of the staff."""
    with database.write(T("Add contact")) as session:
        staff.add(session, StaffDraft("Maria"))
        draft = ContactDraft("Dora Day", phones=(Labelled("691 234 5678"),))
        return contacts.create(session, draft)


@pytest.fixture
def look(qtbot, window, page, write):
    """Opens a list and waits until it is known what it would bring."""

    def look(content, ending=""):
        with qtbot.waitSignal(page.calls.look.looked, timeout=PATIENCE):
            window.open(address_of(write(content)) + ending)
        return page.calls

    return look


@pytest.fixture
def bring_in(qtbot, click):
    """Presses the button and waits until the calls are noted."""

    def bring_in(pane):
        click(pane.accept_button)
        qtbot.waitUntil(pane.show_button.isVisible, timeout=PATIENCE)
        return pane

    return bring_in


def entries(database, contact_id):
    with database.read() as session:
        return contacts.list_timeline(session, contact_id, group="call")


def test_dropped_list_is_known_and_brought_in_once(qtbot, window, database, caller, bring_in, look):
    pane = bring_in(look(LIST))
    assert pane.title.text() == "2 calls are noted."
    assert pane.newest.isVisible()
    assert not pane.columns.isVisible()
    assert len(entries(database, caller)) == 2
    pane.show_button.click()
    assert window.host.address.startswith(f"crm://contact/{caller}/timeline")
    pane = look(LIST)
    assert not pane.accept_button.isEnabled()
    assert pane.columns.isVisible()
    assert "2 calls are here already" in pane.counts.text()


def test_list_is_looked_at_before_anything_changes(page, database, caller, look):
    pane = look(LIST)
    assert page._stack.currentWidget() is pane
    assert pane.accept_button.text() == "Bring in 2 calls"
    assert "1 call is with a number that nobody has." in pane.counts.text()
    assert pane.columns.choices["from"].value() == "caller"
    assert not entries(database, caller)


def test_list_is_taken_back_with_its_button_or_with_undo(
    qtbot, window, database, caller, bring_in, look
):
    pane = bring_in(look(LIST))
    pane.undo_button.click()
    qtbot.waitUntil(lambda: "taken back" in pane.title.text())
    assert not entries(database, caller)
    assert not pane.newest.isVisible()
    pane = bring_in(look(LIST))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "taken back" in pane.title.text())
    assert not entries(database, caller)


def test_extension_is_given_to_somebody_and_remembered(qtbot, database, caller, look, bring_in):
    pane = look(LIST)
    choice = pane.people.choices["101"]
    assert choice.value() == "0"
    with qtbot.waitSignal(pane.look.looked, timeout=PATIENCE):
        choice.setCurrentIndex(choice.findText("Maria"))
        choice.activated.emit(choice.currentIndex())
    bring_in(pane)
    assert {entry.owner for entry in entries(database, caller)} == {"Maria"}
    pane = look(LIST + "2026-11-03 11:00:00,6912345678,101,5,ANSWERED\n")
    assert pane.people.choices["101"].currentText() == "Maria"


def test_ambiguous_days_are_asked_once(qtbot, caller, look):
    pane = look("date,number,type,duration\n03/04/2026 10:00,6912345678,incoming,5\n")
    assert pane.question.is_open
    assert pane.newest.isVisible()
    with qtbot.waitSignal(pane.look.looked, timeout=PATIENCE):
        pane.question.answered.emit("mdy")
    assert not pane.question.is_open
    assert pane.look.options.dates == "mdy"


def test_columns_are_put_right_by_hand(qtbot, caller, look):
    pane = look("A;B;C\n02.11.2026 10:00;6912345678;83\n", "/calls")
    assert pane.banner.isVisible()
    assert not pane.accept_button.isEnabled()
    for heading, field in (("A", "date"), ("B", "callee"), ("C", "talked")):
        choice = pane.columns.choices[heading]
        choice.setCurrentIndex(choice.findData(field))
        with qtbot.waitSignal(pane.look.looked, timeout=PATIENCE):
            choice.activated.emit(choice.currentIndex())
    assert pane.accept_button.text() == "Bring in 1 call"
    assert not pane.banner.isVisible()
    choice = pane.columns.choices["C"]
    choice.setCurrentIndex(choice.findData("callee"))
    with qtbot.waitSignal(pane.look.looked, timeout=PATIENCE):
        choice.activated.emit(choice.currentIndex())
    assert pane.columns.choices["B"].value() == IGNORE


def test_unknown_numbers_are_saved(qtbot, caller, look, tmp_path):
    pane = look(LIST)
    assert pane.save_button.text() == "Save the 1 unknown number…"
    out = tmp_path / "out.xlsx"
    pane.save_unknown(out)
    qtbot.waitUntil(out.exists, timeout=PATIENCE)
    assert load_workbook(out).active["B2"].value == "2310555555"


def test_list_of_contacts_that_looks_like_calls_can_come_in_as_contacts(
    qtbot, page, caller, look, click
):
    pane = look("Name,Phone,Date,Duration\nFay,6999999999,2026-11-02,5\n")
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        click(pane.contacts_button)
    assert page._stack.currentWidget() is page.preview
    what = page.preview.file_card.what
    what.setCurrentIndex(what.findData("calls"))
    with qtbot.waitSignal(pane.look.looked, timeout=PATIENCE):
        what.activated.emit(what.currentIndex())
    assert page._stack.currentWidget() is pane


def test_file_that_cannot_be_read_is_told(qtbot, window, page, write):
    window.open(address_of(write("BEGIN:VCARD\nFN:Fay\nEND:VCARD\n")) + "/calls")
    qtbot.waitUntil(page.choose.banner.isVisible, timeout=PATIENCE)
    assert "address book" in page.choose.banner.accessibleName()


def be_endless(monkeypatch):
    """Looking for whose the numbers are takes for ever; the event is set when it has begun."""
    begun = Event()

    def look(_session, _lines, said, progress):
        begun.set()
        while True:
            progress.check()

    monkeypatch.setattr(calls_look.calls, "foretell", look)
    return begun


def test_reading_is_stopped_while_owners_are_looked_for(qtbot, window, page, write, monkeypatch):
    begun = be_endless(monkeypatch)
    window.open(address_of(write(LIST)))
    qtbot.waitUntil(begun.is_set, timeout=PATIENCE)
    page.calls.progress._stop.click()
    qtbot.waitUntil(page.choose.isVisible)
    assert not page.calls.progress.isVisible()


def test_stopping_another_look_leaves_the_list_as_it_was(qtbot, caller, look, monkeypatch):
    pane = look(LIST)
    begun = be_endless(monkeypatch)
    pane.columns.changed.emit({"date": "date"})
    qtbot.waitUntil(begun.is_set, timeout=PATIENCE)
    pane.progress._stop.click()
    assert pane.accept_button.isEnabled()
    assert not pane.progress.isVisible()
