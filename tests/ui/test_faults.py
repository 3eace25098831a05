"""Faults of ours: what the user sees, what the log keeps, and that neither names a person."""

import logging
import stat
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Qt, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from smallcrm.core import logs, paths
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.ui import errors, faults
from smallcrm.ui.crash_dialog import CrashDialog


@pytest.fixture
def log(home):
    """The log file of this test."""
    file = logs.start()
    yield file
    logs.stop()


@pytest.fixture
def owner(qtbot, theme):
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    return owner


def fault():
    """A fault of ours whose message names a person."""
    try:
        int("Maria Papadopoulou")
    except ValueError as error:
        return error


def test_users_error_is_a_sentence_in_plain_text(qtbot, owner):
    errors.show_error(owner, UserError(T("It is <b>wrong</b>."), hint=T("Do this.")))
    box = owner.findChild(QMessageBox)
    assert (box.text(), box.informativeText()) == ("It is <b>wrong</b>.", "Do this.")
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.close()


def test_fault_of_ours_is_logged_and_reported_without_peoples_data(qtbot, owner, log):
    errors.show_error(owner, fault())
    dialog = owner.findChild(CrashDialog)
    assert dialog.isVisible()
    errors.show_error(owner, fault())
    assert len(owner.findChildren(CrashDialog)) == 1
    copy = next(b for b in dialog.findChildren(QPushButton) if "Copy" in b.text())
    copy.click()
    report = QApplication.clipboard().text()
    assert "ValueError" in report
    assert "tests/ui/test_faults.py" in report
    written = log.read_text("utf-8")
    assert "ValueError" in written
    for text in (report, written):
        assert "Maria" not in text
        assert str(paths.home()) not in text
    dialog.close()


def test_cause_of_a_fault_is_in_the_report():
    error = RuntimeError("Maria")
    error.__cause__ = fault()
    report = logs.describe(error)
    assert report.index("ValueError") < report.index("which led to") < report.index("RuntimeError")


def test_log_is_for_its_owner_only_and_does_not_grow_for_ever(log):
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    for number in range(30_000):
        logging.getLogger("smallcrm.test").info("Line %d of a long log, which goes on", number)
    files = sorted(log.parent.iterdir())
    assert 2 <= len(files) <= 5
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
    assert all(file.stat().st_size <= 1_000_000 for file in files)


def test_unexpected_errors_end_in_the_window_and_qt_messages_in_the_log(
    qtbot, owner, log, monkeypatch
):
    shown = []
    monkeypatch.setattr(faults, "show_error", lambda _window, error: shown.append(error))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before = qInstallMessageHandler(None)
    try:
        faults.watch(owner)
        error = fault()
        sys.excepthook(type(error), error, error.__traceback__)
        assert shown == [error]
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qWarning("a warning of Qt")
    finally:
        qInstallMessageHandler(before)
    written = log.read_text("utf-8")
    assert "ZeroDivisionError" in written
    assert "a warning of Qt" in written


def test_error_box_has_a_window_even_for_what_is_no_widget(qtbot, owner):
    errors.show_error(QObject(owner), UserError(T("It is wrong.")))
    boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]
    for box in boxes:
        box.close()
    assert boxes
