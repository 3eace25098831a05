"""For the pictures: e-mails on a timeline, the question about strangers, and what is told."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from smallcrm.core import clock
from smallcrm.ui.contacts.profile import Profile
from smallcrm.ui.contacts.timeline import Timeline
from smallcrm.ui.mails import noting
from smallcrm.ui.mails.strangers_dialog import StrangersDialog
from smallcrm.ui.main_window import MainWindow

_WAIT = 10_000  # milliseconds for what was dropped to be shown
_KNOWN = "maria@anthos-events.example"
_TEXT = (
    "Hello,\n\nwe would like forty table pieces for Saturday the 12th, in white and pale rose, and"
    " an arch for the garden. Could you send an offer by Thursday?\n\nThe hall opens at nine."
    " Parking is behind the house.\n\nΕυχαριστώ πολύ / Большое спасибо\n"
)
_LONG_TEXT = _TEXT + "\n".join(f"{number}. Table {number}" for number in range(1, 9))
_SUBJECT = "Table pieces and an arch for the wedding on Saturday, second request"
_FILES = (
    "Seating plan.pdf",
    "Garden and hall, seen from the terrace in the evening.jpg",
    "macro.exe",
)


def timeline(window: MainWindow) -> None:
    """A received and a sent one, with files."""
    _note(window)
    window.hush()


def result(window: MainWindow) -> None:
    """What is told when they come again, and one that cannot be read."""
    _note(window)
    bad = _folder() / "broken.msg"
    bad.write_bytes(b"\0" * 500)
    _drop(_profile(window), [_mail(1, _KNOWN), bad])
    QTest.qWait(1500)


def read(window: MainWindow) -> None:
    """A whole e-mail with its files."""
    _note(window)
    window.hush()
    timeline = _profile(window).card.timeline
    timeline.view.setCurrentIndex(_first_with_files(timeline))
    timeline.view.setFocus()
    QTest.keyClick(timeline.view, Qt.Key.Key_Return)
    _until(lambda: QApplication.activeModalWidget() is not None)


def files(window: MainWindow) -> None:
    """The tab of files, with the e-mail that they came with."""
    _note(window)
    window.hush()
    _profile(window).card.choose("files")
    QTest.qWait(300)


def ask(window: MainWindow) -> None:
    """Whose the e-mails of strangers are; one of them is a contact that is chosen."""
    paths = [
        _mail(11, "Eleni Karra <eleni@garden.example>"),
        _mail(12, "Eleni Karra <eleni@garden.example>"),
        _mail(13, "site@web.example", "Name: Tom Smith\nPhone: +30 210 555 0100\nMessage: Roses?"),
        _mail(14, "Ανθοδέσμη Άννας, Τμήμα Παραγγελιών και Προσφορών <sales@anna.example>"),
    ]
    noting.note(window.context, window, paths)
    _until(lambda: window.findChild(StrangersDialog) is not None)
    dialog: Any = window.findChild(StrangersDialog)
    first = next(iter(dialog.questions.values()))
    first.choice.setCurrentIndex(first.choice.findData("choose"))


def ask_on_contact(window: MainWindow) -> None:
    """An e-mail of somebody else, dropped on a contact."""
    _drop(_profile(window), [_mail(21, "eva@other.example")])
    _until(lambda: window.findChild(StrangersDialog) is not None)


def drag(window: MainWindow) -> None:
    """What is told while e-mails are dragged over a contact."""
    paths = [_mail(number, "a@b.example") for number in (31, 32)]
    QApplication.sendEvent(_profile(window), _event(QDragEnterEvent, QPoint(5, 5), paths))


def _note(window: MainWindow) -> None:
    profile = _profile(window)
    profile.card.choose("timeline")
    _drop(profile, [_mail(1, _KNOWN), _mail(2, "hello@anthos.example", "The offer is attached.")])

    def is_there() -> bool:
        return _first_with_files(profile.card.timeline).isValid()

    _until(lambda: is_there() or window.findChild(StrangersDialog) is not None)
    dialog = window.findChild(StrangersDialog)
    if isinstance(dialog, StrangersDialog):
        dialog.agree.click()
    _until(is_there)
    QTest.qWait(300)


def _profile(window: MainWindow) -> Profile:
    found = window.findChild(Profile)
    if not isinstance(found, Profile):
        raise TypeError("no contact is on screen")
    return found


def _first_with_files(timeline: Timeline) -> QModelIndex:
    model = timeline.model
    places = (model.index(row) for row in range(model.rowCount()))
    return next((place for place in places if model.line(place).files), QModelIndex())


def _drop(profile: Profile, paths: Sequence[Path]) -> None:
    QApplication.sendEvent(profile, _event(QDragEnterEvent, QPoint(5, 5), paths))
    QApplication.sendEvent(profile, _event(QDropEvent, QPointF(5, 5), paths))


def _event(make: Any, place: Any, paths: Sequence[Path]) -> Any:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = make(place, copy, data, left, Qt.KeyboardModifier.NoModifier)
    event.kept = data  # the event does not keep it
    return event


def _folder() -> Path:
    return Path(tempfile.mkdtemp())


def _mail(number: int, sender: str, text: str = _LONG_TEXT) -> Path:
    subject = _SUBJECT if number % 2 else "Offer"
    lines = [f"From: {sender}", "To: hello@anthos.example, maria@anthos-events.example"]
    lines += [f"Subject: {subject}", f"Message-ID: <{number}@shots.example>"]
    lines += [f"Date: {format_datetime(clock.now().replace(tzinfo=UTC))}"]
    lines += ["Content-Type: multipart/mixed; boundary=b", ""]
    lines += ["--b", "Content-Type: text/plain; charset=utf-8", "", text]
    for name in _FILES if number % 2 else _FILES[:1]:
        lines += ["--b", f'Content-Disposition: attachment; filename="{name}"', "", "x" * 2000]
    path = _folder() / f"mail {number}.eml"
    path.write_text("\r\n".join([*lines, "--b--", ""]), "utf-8")
    return path


def _until(is_true: Any) -> None:
    for _turn in range(_WAIT // 50):
        if is_true():
            return
        QTest.qWait(50)
    raise TimeoutError
