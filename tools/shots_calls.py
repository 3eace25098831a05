"""Pictures of calls: a list that comes in, and the telephone that rings."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from smallcrm.core import paths
from smallcrm.core.text import T
from smallcrm.services import calls, contacts, staff
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.staff import StaffDraft
from smallcrm.ui.calling.add_number import AddNumberDialog
from smallcrm.ui.calling.caller_bar import CallerBar
from smallcrm.ui.calling.ringing import Ringing
from smallcrm.ui.importing.calls_pane import CallsPane
from smallcrm.ui.importing.page import ImportPage
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.shell.incoming import address_of

_PATIENCE = 15  # seconds
_KNOWN, _SHARED, _UNKNOWN = "+306900000101", "+302100000202", "+302310555555"
_LIST = (
    "calldate,clid,src,dst,channel,dstchannel,duration,billsec,disposition,uniqueid\n"
    "2026-11-02 09:15:01,,101,6900000101,PJSIP/101-a,PJSIP/out-b,95,83,ANSWERED,17.1\n"
    "2026-11-02 10:20:01,,6900000101,s,PJSIP/out-c,PJSIP/102-d,15,0,NO ANSWER,17.2\n"
    "2026-11-02 11:21:01,,101,2100000202,PJSIP/101-e,PJSIP/out-f,9,0,BUSY,17.3\n"
    "2026-11-02 12:22:01,,2100000202,s,PJSIP/out-1,PJSIP/102-f,700,655,ANSWERED,17.4\n"
    "2026-11-02 13:30:01,,102,101,PJSIP/102-0,PJSIP/101-1,15,10,ANSWERED,17.5\n"
    "2026-11-02 14:30:01,,2310555555,s,PJSIP/out-0,PJSIP/101-1,15,10,ANSWERED,17.6\n"
    "2026-11-02 15:30:01,,2310555556,s,PJSIP/out-0,PJSIP/101-1,15,0,NO ANSWER,17.7\n"
    "soon,,101,6900000101,PJSIP/101-a,PJSIP/out-b,95,83,ANSWERED,17.8\n"
)
_PHONE = (
    "Name,Number,Type,Date,Duration\n"
    "Maria,6900000101,Incoming,03/04/2026 10:00,83\n"
    ",2310555555,Missed,03/04/2026 11:00,0\n"
)


def preview(window: MainWindow) -> None:
    """What a list of a telephone system was taken for."""
    _opened(window, _LIST)


def question(window: MainWindow) -> None:
    """A list of a mobile phone, with days that can be read in two ways."""
    _opened(window, _PHONE)


def done(window: MainWindow) -> None:
    """What was brought in, with the way back."""
    pane = _opened(window, _LIST)
    pane.accept()
    _wait(lambda: pane.show_button.isVisible() or not pane.accept_button.isVisible())


def ringing(window: MainWindow) -> None:
    """Somebody calls who is known."""
    _ring(window, _KNOWN)


def unknown(window: MainWindow) -> None:
    """Somebody calls whom nobody knows."""
    _ring(window, _UNKNOWN)


def several(window: MainWindow) -> None:
    """Somebody calls from a number that several share."""
    _ring(window, _SHARED)


def whose(window: MainWindow) -> None:
    """Whose the number is."""
    _ring(window, _UNKNOWN)
    AddNumberDialog(window.context, _UNKNOWN, window).open()


def hang_up(window: MainWindow) -> None:
    """Nobody calls or talks any more: the next picture is another page."""
    window.context.talks.drop()
    for bar in window.findChildren(CallerBar):
        bar.hide()


def _ring(window: MainWindow, number: str) -> None:
    _people(window)
    ringing = Ringing(window.context, window, window.middle, window.come_forward)
    ringing.ring(number)
    _wait(lambda: ringing.bar.isVisible() and number in ringing.bar.words.text())


def _opened(window: MainWindow, content: str) -> CallsPane:
    page = window.host.page
    if not isinstance(page, ImportPage):
        raise TypeError(page)
    _people(window)
    path = Path(paths.data_folder(), "calls.csv")
    path.write_text(content, "utf-8")
    known: list[object] = []
    page.calls.look.looked.connect(known.append)
    window.open(address_of(path))
    _wait(lambda: bool(known))
    return page.calls


def _people(window: MainWindow) -> None:
    """Two who have one number, one who has another, two who work here; once in a file."""
    stored: list[object] = []

    def add(session: object) -> None:
        if calls.who_calls(session, _KNOWN):  # type: ignore[arg-type]
            return
        if not staff.list_staff(session):  # type: ignore[arg-type]
            staff.add(session, StaffDraft("Maria"))  # type: ignore[arg-type]
        for name, kind, number in (
            ("Katerina Ioannou", "person", _KNOWN),
            ("Hotel Miramare", "company", _SHARED),
            ("Nikos Georgiou", "person", _SHARED),
        ):
            draft = ContactDraft(name, kind, phones=(Labelled(number),))
            contacts.create(session, draft)  # type: ignore[arg-type]

    window.context.ops.write(window, T("Add contacts"), add, stored.append)
    _wait(lambda: bool(stored))


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not until() and time.monotonic() < end:
        QCoreApplication.processEvents()
