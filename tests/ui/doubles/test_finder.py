"""What the window knows about doubles stays true while it is being found out."""

from __future__ import annotations

import threading

from smallcrm.core.changes import Changes
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.ui.doubles import finder


def test_what_comes_in_while_it_looks_is_looked_at_afterwards(qtbot, window, monkeypatch):
    find, gate, looks = finder._find, threading.Event(), []

    def slowly(session, path, progress):
        found = find(session, path, progress)
        looks.append(len(found))
        gate.wait(20)
        return found

    def bring_in(session):
        for number in range(60):
            phone = (Labelled("+30 210 1234567"),) if number < 2 else ()
            contacts.create(session, ContactDraft("Anna Keller" if phone else f"Person {number}",
                                                  phones=phone))  # fmt: skip

    monkeypatch.setattr(finder, "_find", slowly)
    found = finder.Finder.of(window.context)
    found.look()
    qtbot.waitUntil(lambda: len(looks) == 1)
    window.context.ops.write(window, T("Import"), bring_in, lambda _none: gate.set())
    qtbot.waitUntil(lambda: found.is_known and bool(found.groups), timeout=15_000)
    assert looks == [0, 1]


def test_closing_the_file_stops_looking(qtbot, window, monkeypatch):
    begun, stopped = threading.Event(), threading.Event()

    def forever(_session, _path, progress):
        begun.set()
        while not progress.stopped:
            stopped.wait(0.01)
        stopped.set()
        progress.report(0, 1)

    monkeypatch.setattr(finder, "_find", forever)
    finder.Finder.of(window.context).look()
    assert begun.wait(10)
    window.context.ops.close()
    assert stopped.is_set()


def test_answers_come_in_the_order_of_the_changes(window, monkeypatch):
    asked = []
    monkeypatch.setattr(window.context.ops, "query", lambda *call: asked.append(call))
    found = finder.Finder.of(window.context)
    found.is_known = True
    for number in (1, 2):
        found._on_changed(Changes({"contact": frozenset({number})}))
        found._follow()
    assert len(asked) == 1  # the second waits: the first may be answered late
    asked[0][2]([])
    found._follow()
    assert len(asked) == 2
