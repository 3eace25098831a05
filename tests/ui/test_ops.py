"""The way from windows to the data: threads, order of answers, failures."""

import threading

import pytest
from PySide6.QtCore import QMetaMethod, QObject, QThread
from PySide6.QtWidgets import QWidget
from sqlalchemy import text

from smallcrm.core.errors import Cancelled, StorageError, UserError
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft
from smallcrm.ui import ops as ops_module
from smallcrm.ui.ops import Ops


def add(name):
    return lambda session: contacts.create(session, ContactDraft(name))


@pytest.fixture
def owner(qapp):
    return QObject()


@pytest.fixture
def shown(monkeypatch):
    """The errors that were shown to the user."""
    said = []
    monkeypatch.setattr(ops_module, "show_error", lambda _owner, error: said.append(error))
    return said


def test_write_answers_on_the_gui_thread_after_changed(qtbot, ops, owner):
    heard = []
    ops.changed.connect(lambda changes: heard.append(("changed", changes.touches("contact"))))

    def done(contact_id):
        heard.append(("done", contact_id > 0, QThread.currentThread().isMainThread()))

    ops.write(owner, T("Add contact"), add("Ann"), done)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [("changed", True), ("done", True, True)]


def test_calls_made_before_the_file_is_open_wait_for_it(qtbot, database, owner):
    gate = threading.Event()

    def open_slowly():
        gate.wait(5)
        return database

    ops = Ops(open_slowly)
    found = []
    ops.query(owner, contacts.list_ids, found.append)
    ops.write(owner, T("Add contact"), add("Ann"))
    qtbot.wait(30)
    assert not ops.is_ready
    assert found == []
    with qtbot.waitSignal(ops.ready):
        gate.set()
    qtbot.waitUntil(lambda: found != [])
    ops.close()


def test_file_that_cannot_be_opened_is_told_once(qtbot, owner, shown, tmp_path):
    ops = Ops(lambda: Database(tmp_path / "missing.smallcrm"))
    with qtbot.waitSignal(ops.broken) as got:
        ops.query(owner, contacts.list_ids, lambda _ids: None)
    assert isinstance(got.args[0], StorageError)
    qtbot.wait(50)
    assert shown == []
    ops.close()


def test_failed_write_changes_nothing_and_says_why(qtbot, ops, owner):
    failed = []
    ops.write(owner, T("Add contact"), add("  "), failed=failed.append)
    qtbot.waitUntil(lambda: failed != [])
    assert isinstance(failed[0], UserError)
    assert failed[0].field == "name"
    assert ops.read(contacts.list_ids) == []


def test_failure_that_nobody_catches_is_shown(qtbot, ops, owner, shown):
    ops.query(owner, lambda _session: 1 / 0, lambda _result: None)
    qtbot.waitUntil(lambda: shown != [])
    assert isinstance(shown[0], ZeroDivisionError)


def test_answer_is_dropped_when_its_owner_is_gone(qtbot, ops):
    owner = QWidget()
    got = []
    with qtbot.waitSignal(ops.changed):
        ops.write(owner, T("Add contact"), add("Ann"), got.append)
        owner.deleteLater()
    qtbot.wait(50)
    assert got == []


def test_long_work_reports_and_can_be_stopped(qtbot, ops, owner):
    reports, ends = [], []

    def work(database, progress):
        with database.write(T("Work")) as session:
            add("Ann")(session)
            for step in range(1000):
                progress.report(step, 1000)
                threading.Event().wait(0.002)

    def reported(done, total):
        reports.append((done, total))
        progress.cancel()

    progress = ops.work_on_file(
        owner, work, reported=reported, done=ends.append, failed=ends.append
    )
    qtbot.waitUntil(lambda: ends != [])
    assert reports
    assert isinstance(ends[0], Cancelled)
    assert ops.read(contacts.list_ids) == []


def test_work_without_the_file_runs_in_a_thread(qtbot, ops, owner):
    got = []
    ops.run(owner, lambda _progress: QThread.currentThread().isMainThread(), done=got.append)
    qtbot.waitUntil(lambda: got == [False])


def test_undo_and_redo_say_what_they_did(qtbot, ops, owner):
    got = []
    ops.write(owner, T("Add contact"), add("Ann"))
    ops.undo(owner, got.append)
    qtbot.waitUntil(lambda: len(got) == 1)
    assert ops.read(contacts.list_ids) == []
    ops.redo(owner, got.append)
    qtbot.waitUntil(lambda: len(got) == 2)
    assert [str(undone.label) for undone in got] == ["Add contact", "Add contact"]
    assert len(ops.read(contacts.list_ids)) == 1


def test_commit_of_another_process_is_announced(qtbot, ops, database, owner):
    other = Database(database.path)
    with other.write(T("Add contact")) as session:
        add("Ann")(session)
    other.close()
    with qtbot.waitSignal(ops.changed, timeout=5000) as got:
        pass
    assert got.args[0].touches("contact")
    assert got.args[0].ids("contact") == frozenset({-1})


def test_file_rests_once_after_the_last_answer(qtbot, ops, database, owner, monkeypatch):
    rested = []
    monkeypatch.setattr(database, "rest", lambda: rested.append(ops._resting.isActive()))
    ops._resting.setInterval(20)
    ops._timer.setInterval(5)  # to look for commits of others is no work
    ops.query(owner, contacts.list_ids, lambda _ids: None)
    qtbot.waitUntil(lambda: bool(rested))
    ops.settle()
    assert rested == [False]
    assert not ops._resting.isActive()


def test_nothing_is_started_after_the_end(qtbot, ops, owner):
    answers = []
    ops.close()
    ops.query(owner, contacts.list_ids, answers.append)
    ops.close()
    qtbot.wait(20)
    assert answers == []


def test_nothing_of_qt_hangs_on_the_progress_of_a_job(qtbot, ops):
    """A connection that ends in the worker's thread waits for ever for one being made here."""
    owner = QWidget()
    qtbot.addWidget(owner)
    progress = ops.run(owner, lambda progress: progress.report(1, 2), done=lambda _none: None)
    assert not owner.isSignalConnected(QMetaMethod.fromSignal(owner.destroyed))
    assert not progress.stopped


def test_work_stops_when_its_owner_is_gone(qtbot, ops):
    owner, ended = QWidget(), threading.Event()

    def work(progress):
        try:
            for step in range(10_000):
                progress.report(step, 10_000)
                threading.Event().wait(0.001)
        except Cancelled:
            ended.set()

    ops.run(owner, work, done=lambda _none: None)
    owner.deleteLater()
    qtbot.waitUntil(ended.is_set)


def endless(began):
    """A query that ends only when it is broken off."""
    counting = text(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    )

    def run(session):
        began.set()
        return session.scalar(counting)

    return run


def test_a_newer_question_breaks_off_the_one_that_runs(qtbot, ops, owner, shown):
    began, found = threading.Event(), []
    ops.ask(owner, endless(began), found.append)
    qtbot.waitUntil(began.is_set)
    qtbot.wait(20)
    ops.ask(owner, contacts.list_ids, found.append)
    qtbot.waitUntil(lambda: found == [[]])
    assert shown == []
    ops.close()  # waits for both threads


def test_a_question_that_waits_is_not_asked_once_a_newer_one_is_there(qtbot, ops, owner, shown):
    gate, asked, found = threading.Event(), [], []

    def busy(_session):
        gate.wait(5)

    for _ in range(2):
        ops.query(owner, busy, lambda _none: None)
    for number in range(3):
        ops.ask(owner, lambda _session, number=number: asked.append(number) or number, found.append)
    gate.set()
    qtbot.waitUntil(lambda: found == [2])
    assert asked == [2]
    assert shown == []


def test_questions_of_two_windows_do_not_disturb_each_other(qtbot, ops, owner):
    other, found = QObject(), []
    ops.ask(owner, lambda _session: "one", found.append)
    ops.ask(other, lambda _session: "other", found.append)
    qtbot.waitUntil(lambda: sorted(found) == ["one", "other"])


def test_only_a_change_that_cannot_be_written_counts_as_unsaved(qtbot, ops, owner, shown):
    unsaved, failed = [], []
    ops.unsaved.connect(unsaved.append)

    def refuse(_something):
        raise StorageError(T("The disk is full."))

    ops.run(owner, refuse, done=failed.append, failed=failed.append)
    ops.administer(owner, refuse, failed.append, failed.append)
    qtbot.waitUntil(lambda: len(failed) == 2)
    assert unsaved == []
    ops.write(owner, T("Add contact"), refuse, failed=failed.append)
    qtbot.waitUntil(lambda: len(failed) == 3)
    assert unsaved == [failed[2]]


def test_settling_tells_whether_all_is_written(qtbot, ops, owner, database):
    qtbot.waitUntil(lambda: ops.is_ready)
    answers = []

    def refuse(_session):
        raise StorageError(T("The disk is full."))

    ops.write(owner, T("Add contact"), lambda _session: "written", answers.append)
    assert ops.settle()
    assert answers == ["written"]
    ops.write(owner, T("Add contact"), refuse, failed=answers.append)
    assert not ops.settle()
    assert isinstance(answers[1], StorageError)
    assert ops.settle()


def test_closed_file_is_not_opened_again_by_a_window_that_goes(qtbot, ops, owner):
    qtbot.waitUntil(lambda: ops.is_ready)
    answers = []
    ops.query(owner, lambda _session: "late", answers.append)
    ops.close()
    with pytest.raises(Cancelled):
        ops.read(lambda _session: None)
    qtbot.wait(50)
    assert answers == []


def test_answer_never_comes_before_the_question_is_put(qtbot, ops, owner):
    qtbot.waitUntil(lambda: ops.is_ready)
    answers = []
    for number in range(200):
        ops.query(owner, lambda _session, number=number: number, answers.append)
        assert number not in answers
        qtbot.waitUntil(lambda number=number: number in answers)
