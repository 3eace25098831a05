"""What is left behind when another file or another page is wanted: nothing that goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from smallcrm.services.exchange.preparing.process import FEW
from smallcrm.ui.shell.incoming import address_of

PATIENCE = 15_000
CALENDAR = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Talk\nDTSTART:20990101T090000Z\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)


@pytest.fixture
def long_file(write):
    rows = [f"Dora {number},d{number}@mail.example" for number in range(FEW + 1)]
    return write("\n".join(["Name,Email", *rows]), "long.csv")


@pytest.fixture
def process(preview, page, long_file):
    """The process that prepares the contacts of a long file whose preview is open."""
    preview(long_file)
    process = page._looked.preview._preparing._child._process
    assert process.poll() is None
    return process


def press_accept(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_leaving_the_page_ends_the_process_that_prepared_the_contacts(qtbot, window, process):
    window.open("crm://contacts")
    qtbot.waitUntil(lambda: process.poll() is not None)


def test_another_kind_of_file_ends_it_too(qtbot, window, write, process):
    window.open(address_of(write(CALENDAR, "a.ics")))
    qtbot.waitUntil(lambda: process.poll() is not None)


def test_long_file_that_one_comes_back_to_is_read_again_and_comes_in(
    qtbot, window, page, process, names
):
    window.open("crm://contacts")
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        window.host.back()
    press_accept(qtbot, window)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert page.result._headline.text() == f"{FEW + 1} contacts added."


def test_file_that_comes_while_another_is_read_is_the_one_that_is_shown(
    qtbot, window, page, write, long_file
):
    window.open(address_of(long_file))
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        window.open(address_of(write()))
    qtbot.waitUntil(page.preview.accept_button.isEnabled)
    assert page.preview.isVisible()
    assert page.preview._title.text() == "list.csv"


def test_calendar_that_comes_while_a_file_is_read_stays_on_screen(
    qtbot, window, page, write, long_file
):
    window.open(address_of(long_file))
    assert page.look._running
    window.open(address_of(write(CALENDAR, "a.ics")))
    qtbot.waitUntil(lambda: not window.context.ops._calls)
    assert page.calendar.isVisible()


def test_the_key_brings_in_nothing_of_a_file_that_is_not_wanted_any_more(
    qtbot, window, preview, page, write
):
    preview(write()).left.emit()
    qtbot.waitUntil(page.choose.isVisible)
    press_accept(qtbot, window)
    assert page._storing is None


def test_the_key_does_not_bring_a_file_in_twice(qtbot, window, preview, page, write):
    preview(write())
    press_accept(qtbot, window)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    press_accept(qtbot, window)
    assert page._storing is None
