"""The list under the search: its first page at once, the rest behind it without a move."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.segments import first_page
from smallcrm.ui.contact_lists import asking
from smallcrm.ui.paged_model import PAGE

_CROWD = 120
_PRESSED = Qt.KeyboardModifier.ControlModifier


class Gate:
    """Holds up the whole lists, of which the first pages are there."""

    def __init__(self, monkeypatch):
        self.asked = []
        self._open = threading.Event()
        self._list_ids = asking.list_ids
        monkeypatch.setattr(asking, "list_ids", self._wait)

    def open(self):
        self._open.set()

    def close(self):
        self._open.clear()

    def _wait(self, session, asked):
        self.asked.append(asked.search)
        if threading.current_thread() is not threading.main_thread():
            assert self._open.wait(20)
        return self._list_ids(session, asked)


@pytest.fixture
def crowd(database, people):
    """Many who are found by an ``m``, most of them by ``mi`` as well; ids in their order."""
    with database.write(T("Add contacts")) as session:
        for number in range(_CROWD):
            name = f"{'Mona' if number % 6 == 0 else 'Mia'} {number:03}"
            contacts.create(session, ContactDraft(name, emails=(Labelled(f"m{number}@m.example"),)))
    with database.read() as session:
        return contacts.list_ids(session, search="m")


@pytest.fixture
def pane(qtbot, crowd, window):
    """The list of all of them; the pane."""
    pane = window.host.page.list_pane
    qtbot.waitUntil(lambda: pane.model.rowCount() >= _CROWD)
    pane.search.setFocus()
    return pane


@pytest.fixture
def gate(monkeypatch, pane):
    monkeypatch.setattr(first_page, "_FEW", 20)
    gate = Gate(monkeypatch)
    yield gate
    gate.open()


def begin(qtbot, pane, gate, typed="m"):
    """Type until the first page is there and the rest is on its way."""
    qtbot.keyClicks(pane.search, typed)
    qtbot.waitUntil(lambda: gate.asked[-1:] == [pane.search.text()])
    assert pane.model.rowCount() == PAGE


def click(qtbot, shown, number):
    """Choose that contact besides those that are chosen."""
    index = shown.model.index(number, 0) if shown.view is shown.table else None
    place = shown.view.visualRect(index or shown.cards.cards.place_of(number)).center()
    qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, _PRESSED, place)


def complete(qtbot, pane, gate, count=_CROWD):
    gate.open()
    qtbot.waitUntil(lambda: pane.model.rowCount() == count)


def test_first_page_is_there_before_the_rest_and_nothing_moves_when_that_comes(
    qtbot, pane, gate, crowd
):
    begin(qtbot, pane, gate)
    assert pane.model.ids == crowd[:PAGE]
    assert pane._count.text() == "…"
    qtbot.keyClick(pane.search, Qt.Key.Key_Down)
    for _ in range(20):
        qtbot.keyClick(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    place, resets = pane.view.verticalScrollBar().value(), []
    assert place > 0
    before = (pane.view.current_id(), pane.view.chosen_ids())
    pane.model.modelReset.connect(lambda: resets.append(1))
    complete(qtbot, pane, gate)
    assert pane.model.ids == crowd
    assert pane.view.verticalScrollBar().value() == place
    assert (pane.view.current_id(), pane.view.chosen_ids()) == before
    assert len(before[1]) > 1
    assert resets == []
    qtbot.waitUntil(lambda: pane._count.text() == str(_CROWD))


def test_contact_that_comes_with_the_rest_is_chosen_as_before(qtbot, window, pane, gate, crowd):
    last = crowd[-1]
    window.open(f"crm://contact/{last}")
    assert pane.view.current_id() == last
    pane.search.setFocus()
    begin(qtbot, pane, gate)
    assert pane.view.current_id() == 0
    complete(qtbot, pane, gate)
    assert (pane.view.current_id(), pane.view.chosen_ids()) == (last, [last])
    assert pane.view.verticalScrollBar().value() == 0
    assert window.host.page._wanted == last


def test_contact_picked_in_the_first_page_stays_the_chosen_one(qtbot, window, pane, gate, crowd):
    window.open(f"crm://contact/{crowd[-1]}")
    pane.search.setFocus()
    begin(qtbot, pane, gate)
    qtbot.mouseClick(
        pane.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=pane.view.visualRect(pane.model.index(2, 0)).center(),
    )
    complete(qtbot, pane, gate)
    assert (pane.view.current_id(), pane.view.chosen_ids()) == (crowd[2], [crowd[2]])
    assert window.host.page._wanted == crowd[2]


def test_next_key_wins_over_the_rest_that_is_on_its_way(qtbot, pane, gate, database):
    begin(qtbot, pane, gate)
    qtbot.keyClicks(pane.search, "o")  # few are called Mona
    qtbot.waitUntil(lambda: pane.model.rowCount() == _CROWD // 6)
    with database.read() as session:
        found = contacts.list_ids(session, search="mo")
    heard = []
    pane.filled.connect(lambda: heard.append(pane.model.rowCount()))
    gate.open()
    qtbot.keyClicks(pane.search, "n")
    qtbot.waitUntil(lambda: bool(heard))
    assert pane.model.ids == found
    assert set(heard) == {len(found)}


def test_everything_chosen_in_the_first_page_is_everything(qtbot, pane, gate):
    begin(qtbot, pane, gate)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_A, _PRESSED)
    complete(qtbot, pane, gate)
    assert len(pane.view.chosen_ids()) == _CROWD


def test_everything_chosen_in_the_first_page_goes_into_the_bin(qtbot, pane, gate, database):
    begin(qtbot, pane, gate)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_A, _PRESSED)
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    gate.open()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 0)
    with database.read() as session:
        assert contacts.count(session, search="m") == 0


def test_list_is_printed_whole(qtbot, pane, gate, opened):
    begin(qtbot, pane, gate)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_P, _PRESSED)
    assert opened().page.count > 1
    assert pane.model.rowCount() == _CROWD


def test_list_that_is_asked_for_anew_is_printed_whole(qtbot, pane, gate, opened, crowd):
    begin(qtbot, pane, gate)
    pane.reload()
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_P, _PRESSED)
    assert pane.model.ids == crowd
    resets = []
    pane.model.modelReset.connect(lambda: resets.append(1))
    gate.open()
    assert opened().page.count > 1
    assert resets == []  # the answer in the thread comes too late


@pytest.fixture(params=["table", "cards"])
def wide(request, qtbot, window, pane, gate):
    """The table or the cards, in which the first page of a search is there."""
    gate.open()
    window.open(f"crm://contact-list/{request.param}")
    shown = window.host.page.whole
    qtbot.waitUntil(lambda: shown.model.rowCount() >= _CROWD)
    gate.close()
    qtbot.keyClicks(shown.head.search, "m")
    qtbot.waitUntil(lambda: shown.reader.is_begun)
    return shown


def test_table_and_cards_show_the_first_page_before_the_rest(qtbot, wide, gate, crowd):
    assert wide.model.ids == crowd[:PAGE]
    assert wide.head.count.text() == "…"
    for number in (0, 2):
        click(qtbot, wide, number)
    gate.open()
    qtbot.waitUntil(lambda: wide.model.rowCount() == _CROWD)
    assert wide.model.ids == crowd
    assert wide.chosen_ids() == [crowd[0], crowd[2]]
    qtbot.waitUntil(lambda: wide.head.count.text() == str(_CROWD))


@pytest.mark.parametrize("wide", ["table"], indirect=True)
def test_conditions_are_not_told_the_first_page_for_all_that_is_found(qtbot, wide, gate):
    wide.open_filter()
    assert wide.panel.count.text() == "…"
    gate.open()
    qtbot.waitUntil(lambda: wide.panel.count.text() == f"{_CROWD} contacts")
    gate.close()
    wide.head.search.setFocus()
    qtbot.keyClicks(wide.head.search, "i")
    qtbot.waitUntil(lambda: wide.reader.is_begun)
    assert wide.panel.count.text() == "…"


def test_all_chosen_in_the_first_page_of_table_and_cards_are_all(qtbot, wide):
    wide.view.setFocus()
    qtbot.keyClick(wide.view, Qt.Key.Key_A, _PRESSED)
    assert len(wide.chosen_ids()) == _CROWD
    assert not wide.reader.is_begun


@pytest.mark.parametrize("wide", ["table"], indirect=True)
def test_search_among_all_that_are_chosen_does_not_wait_for_the_rest(qtbot, wide, gate):
    qtbot.keyClick(wide.head.search, Qt.Key.Key_Backspace)
    gate.open()
    qtbot.waitUntil(lambda: wide.model.rowCount() > _CROWD)
    gate.close()
    wide.choose_all()
    qtbot.keyClicks(wide.head.search, "m")
    qtbot.waitUntil(lambda: wide.model.rowCount() < _CROWD)
    assert wide.reader.is_begun
    gate.open()
    qtbot.waitUntil(lambda: wide.model.rowCount() == _CROWD)
    assert len(wide.chosen_ids()) == _CROWD


def test_search_begins_at_the_top_wherever_the_list_stood(qtbot, pane, gate, crowd):
    pane.view.scrollToBottom()
    begin(qtbot, pane, gate)
    assert pane.view.verticalScrollBar().value() == 0
    complete(qtbot, pane, gate)
    assert pane.view.verticalScrollBar().value() == 0
    assert pane.model.ids == crowd


def test_other_contacts_are_shown_from_their_first_one(qtbot, pane, crowd):
    pane.view.scrollToBottom()
    pane._chips.chosen.emit("people")
    qtbot.waitUntil(lambda: pane.asked.chip == "people" and pane.view.currentIndex().row() < 0)
    qtbot.waitUntil(lambda: pane.view.verticalScrollBar().value() == 0)


def test_list_that_somebody_changes_meanwhile_is_filled_anew(qtbot, pane, gate, database, crowd):
    begin(qtbot, pane, gate)
    with database.write(T("Archive")) as session:
        contacts.archive(session, crowd[:1])
    complete(qtbot, pane, gate, _CROWD - 1)
    assert pane.model.ids == crowd[1:]
