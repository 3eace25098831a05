"""Fixtures for windows: the look, the data file behind ``Ops``, the whole window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from smallcrm import app
from smallcrm.core import logs, paths
from smallcrm.core.text import T
from smallcrm.db import glance
from smallcrm.db.database import Database
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft
from smallcrm.ui import faults, main_window
from smallcrm.ui.documents import printing
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.ops import Ops
from smallcrm.ui.print_dialog import PrintDialog
from smallcrm.ui.settings import Settings
from smallcrm.ui.theme import fonts
from smallcrm.ui.theme.theme import LIGHT_SCHEME, STYLE, Theme
from smallcrm.ui.widgets.factory import Ui


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["smallcrm", *STYLE]


@pytest.fixture(scope="session", autouse=True)
def emptied_clipboard(qapp: QApplication) -> Iterator[None]:
    """Without a screen Qt frees what was copied last after Python is gone, and crashes."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The program in its light look, once for all tests."""
    fonts.load()
    theme = Theme(LIGHT_SCHEME)
    theme.apply()
    return theme


@pytest.fixture
def theme(dressed: Theme) -> Iterator[Theme]:
    """The look; put back to light at 100 % afterwards."""
    yield dressed
    if dressed.is_dark or dressed.text_size != 100:
        dressed.set_text_size(100)
        dressed.set_scheme(LIGHT_SCHEME)


@pytest.fixture
def ui(theme: Theme) -> Ui:
    return Ui(theme)


@pytest.fixture
def host(qtbot: QtBot, theme: Theme) -> QWidget:
    """Something for widgets to stand in."""
    host = QWidget()
    host.resize(800, 600)
    qtbot.addWidget(host)
    host.show()
    return host


@pytest.fixture
def ops(database: Database, qapp: QApplication) -> Iterator[Ops]:
    """The open data file as windows see it."""
    ops = Ops(lambda: database)
    ops.start()
    yield ops
    ops.close()


@pytest.fixture
def people(database: Database) -> dict[str, int]:
    """Three contacts; their ids by name."""
    with database.write(T("Add contacts")) as session:
        return {
            name: contacts.create(session, ContactDraft(name, company=company))
            for name, company in (("Ann Archer", ""), ("Bob Bell", "Bell Ltd"), ("Cleo Cole", ""))
        }


@pytest.fixture
def pages_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """None: in each test that takes a second, the window would make pages that nobody opens."""
    monkeypatch.setattr(main_window, "all_places", tuple)


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, database: Database, people: dict[str, int], pages_ahead: None
) -> Iterator[MainWindow]:
    """The whole window on a file with three people and one company, open and ready."""
    ops = Ops(lambda: database)
    first = glance.first_page(database.path)
    window = MainWindow(theme, ops, Settings(), first)
    window.resize(1366, 860)
    window.open("crm://contacts")
    window.show()
    with qtbot.waitSignal(ops.ready):
        ops.start()
    window.complete()
    qtbot.waitUntil(lambda: 0 not in window.host.page.list_pane.model.ids)
    yield window
    window.hide()
    ops.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def program(
    qapp: QApplication, theme: Theme, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[app.Program]:
    """A program that leaves the hooks of the tests alone."""
    monkeypatch.setattr(faults, "watch", lambda _window: None)
    paths.private_folder(home)
    program = app.Program(Settings())
    program.speak("en")
    yield program
    program.close()
    if program._window is not None:
        program._window.hide()
        program._window.deleteLater()
    qapp.removeTranslator(program._translator)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    logs.stop()


@pytest.fixture
def printed(monkeypatch):
    """What was sent to the one printer of this computer."""
    jobs = []
    monkeypatch.setattr(printing, "printers", lambda: ["Laser"])
    monkeypatch.setattr(printing, "send", lambda pdf, job, progress: jobs.append((pdf, job)))
    return jobs


@pytest.fixture
def opened(qtbot, window):
    """The dialog that is open, once its pages are there."""

    def wait():
        qtbot.waitUntil(lambda: bool(window.findChildren(PrintDialog)))
        dialog = window.findChildren(PrintDialog)[-1]
        qtbot.waitUntil(lambda: dialog.go.isEnabled() and dialog.page.count > 0)
        return dialog

    return wait
