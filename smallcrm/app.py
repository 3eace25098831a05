"""The composition root of the window: language, look, data file, window; and what may go wrong.

The order is chosen for the first picture: it is painted from a bare look at the file
(``db.glance``); SQLAlchemy and the services are loaded in a thread after it.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication

from smallcrm.core import languages, notes, paths, text
from smallcrm.core.errors import StorageError
from smallcrm.core.loading import load, load_without
from smallcrm.core.process_age import seconds_since_start
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.db import glance
from smallcrm.ui import counting
from smallcrm.ui.collector import Collector
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.ops import Ops
from smallcrm.ui.settings import Settings
from smallcrm.ui.single_instance import SingleInstance
from smallcrm.ui.theme import fonts
from smallcrm.ui.theme.theme import STYLE, Theme
from smallcrm.ui.translator import CatalogueTranslator

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from smallcrm.db.database import Database
    from smallcrm.ui.calling.ringing import Ringing
    from smallcrm.ui.knocking import Door

EXIT_AFTER_PAINT = "SMALLCRM_EXIT_AFTER_PAINT"
# SQLAlchemy imports them for plug-ins, long names and what it does asynchronously, stdnum for
# questions over the net and to describe itself; they take 10 MB.
_UNUSED = {
    "asyncio": {"iscoroutine": inspect.iscoroutine},
    "hashlib": {},
    "importlib.metadata": {},
    "pydoc": {},
    "ssl": {},
}


def main(
    file: Path | None = None,
    language: str | None = None,
    *,
    hidden: bool = False,
    caller: str = "",
) -> int:
    """Open the window on *file* (else SMALLCRM_FILE, else the one used last).

    *hidden* keeps it beside the clock, where the desktop has a place for it. *caller* is a number
    that rings: who it is is shown in this window, or in the one that has the file already.
    """
    application = QApplication([*sys.argv[:1], *STYLE])
    application.setApplicationName("SmallCRM")
    application.setDesktopFileName("smallcrm")
    application.setQuitOnLastWindowClosed(False)  # the window says when it is closed
    named = file or (Path(os.environ["SMALLCRM_FILE"]) if os.environ.get("SMALLCRM_FILE") else None)
    path = named or paths.last_file()
    paths.private_folder(paths.settings_folder())
    is_hidden = hidden and not caller and load("smallcrm.ui.reminding.tray").is_there()
    program = Program(Settings(), hidden=is_hidden, caller=caller)
    program.speak(language)
    if not program.open(path, may_create=named is None and path == paths.default_file()):
        return program.tell_unheard()
    status = application.exec()
    program.close()
    return status


class Program(QObject):
    """One run: the look, the open data file and the window, made anew for another language."""

    def __init__(self, settings: Settings, *, hidden: bool = False, caller: str = "") -> None:
        super().__init__()
        self._settings = settings
        self._is_hidden = hidden
        self._caller = caller  # a number that rings, until it is shown
        self._is_heard = True
        self._start = ""  # the address that a file opens with, until it is told what was missed
        self._theme = Theme(settings.scheme, settings.text_size)
        self._translator = CatalogueTranslator()
        self._collector = Collector(self)
        self._window: MainWindow | None = None
        self._file: OpenFile | None = None
        self._ringing: Ringing | None = None

    def speak(self, language: str | None = None) -> None:
        """Use *language*, else the one chosen last, else that of the system."""
        code = language or self._settings.language
        languages.use(code if code in languages.LANGUAGES else languages.of_system())
        QLocale.setDefault(counting.locale(text.language()))
        QApplication.installTranslator(self._translator)

    def open(self, path: Path, *, may_create: bool) -> bool:
        """Show *path* in a window; False when it is open in another window, which comes forward.

        *may_create* makes the file where there is none.
        """
        file = OpenFile(path, may_create=may_create and not path.exists())
        if not file.claim():
            self._is_heard = load("smallcrm.ui.knocking").knock(file.name, self._caller)
            return False
        if self._window is None:
            fonts.load()
            self._theme.apply()
        self.close()
        self._file = file
        file.ops.ready.connect(self._collector.start)  # again: now the services are loaded too
        is_new = file.is_new and not self._settings.is_welcomed
        usual = notes.note(notes.of_file("first-address", path)) or "crm://contacts"
        self._start = "crm://welcome" if is_new else usual
        self._show(file, self._start)
        return True

    def tell_unheard(self) -> int:
        """Say it where the other window does not hear who calls; return the exit status."""
        if self._is_heard or not self._caller:
            return 0
        said = T("The window of SmallCRM does not answer, so it cannot show who is calling.")
        print(said, file=sys.stderr)  # noqa: T201 - for whoever started it
        return 1

    def close(self) -> None:
        """Finish what is running and close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _show(self, file: OpenFile, address: str) -> None:
        """Put a new window in the place of the old one, on the file that is open."""
        old = self._window
        window = MainWindow(self._theme, file.ops, self._settings, file.glance())
        window.context.spoken.connect(self._on_language_chosen)
        window.context.file_chosen.connect(self._on_file_chosen)
        window.closed.connect(QApplication.quit)
        window.painted.connect(self._on_painted)
        self._window, self._ringing = window, None
        if old is not None:
            window.restoreGeometry(old.saveGeometry())
        window.open(address)
        if self._is_hidden:
            self._is_hidden = False
            window.painted.disconnect(self._on_painted)
            QTimer.singleShot(0, window, self._on_painted)
        else:
            window.show()
        if old is not None:
            old.hide()
            old.deleteLater()

    def _on_painted(self) -> None:
        self._collector.start()
        if os.environ.get(EXIT_AFTER_PAINT):
            QApplication.exit(self._tell_painted())
        elif self._file is not None and self._window is not None:
            load("smallcrm.ui.faults").watch(self._window)
            self._file.start(self._window, self._ring)
            self._remind(self._window)
            number, self._caller = self._caller, ""
            if number:
                self._ring(number)
            self._tell_sample(self._window, self._file.path)

    def _remind(self, window: MainWindow) -> None:
        """Show what was missed, once in a run for each file, and remind from now on."""
        start, self._start = self._start, ""
        ops = window.context.ops

        def begin(_loaded: ModuleType) -> None:
            load("smallcrm.ui.reminding.reminding").Reminding(window, start)

        # What it asks with is loaded by a thread, after what fills the first list.
        prepare = partial(ops.run, window, _load_digest, done=begin)
        if ops.is_ready:
            prepare()
        else:
            ops.ready.connect(prepare)

    def _ring(self, number: str) -> None:
        """Somebody calls: the window shows who has *number*."""
        window = self._window
        if window is not None and self._ringing is None:
            self._ringing = load("smallcrm.ui.calling.ringing").Ringing(
                window.context, window, window.middle, window.come_forward
            )
        if self._ringing is not None:
            self._ringing.ring(number)

    def _tell_painted(self) -> int:
        """Say how long the first picture took; or why the file is not on it, and return 1."""
        seconds = seconds_since_start()
        error = None if self._file is None else self._file.trouble()
        if error is not None:
            print(error, file=sys.stderr)  # noqa: T201 - asked for
            return 1
        print(f"painted {seconds:.3f}", flush=True)  # noqa: T201 - asked for
        return 0

    def _tell_sample(self, window: MainWindow, path: Path) -> None:
        if paths.is_made_up(path):
            mine = str(paths.default_file())
            window.banner.show_message(
                T("These are made-up data, in a file of their own."),
                "warning",
                [(T("Go to my own data"), lambda: self._on_file_chosen(mine))],
                closable=False,
            )

    def _on_language_chosen(self, language: str) -> None:
        if self._window is not None and self._file is not None and self._window.leave():
            self._settings.language = language
            self._file.follow(language)
            self.speak(language)
            self._show(self._file, self._window.host.address or "crm://contacts")

    def _on_file_chosen(self, name: str) -> None:
        path = Path(name)
        is_open = self._file is not None and path.resolve() == self._file.path.resolve()
        if self._window is not None and not is_open and self._window.settle():
            self.open(path, may_create=True)


class OpenFile(QObject):
    """The data file of the window: the lock, the first look, the way to it.

    Args:
        path: Where it is.
        may_create: Make it when it is first used.
    """

    def __init__(self, path: Path, *, may_create: bool) -> None:
        super().__init__()
        self.path = path
        self.is_new = may_create
        self.ops = Ops(self._open)
        if may_create:
            paths.private_folder(path.parent)
        self._instance = SingleInstance(path)
        self._door: Door | None = None

    @property
    def name(self) -> str:
        """Of the door at which other windows knock."""
        return self._instance.name

    def claim(self) -> bool:
        """Take the file for this window."""
        return not self.path.parent.exists() or self._instance.claim()

    def glance(self) -> glance.Glance | None:
        """The first rows, when there are any to be had so quickly."""
        if self.is_new:
            return None
        try:
            return glance.first_page(self.path)
        except StorageError:
            return None  # opening the file in earnest will say what is wrong

    def trouble(self) -> StorageError | None:
        """What keeps the file from being looked at; None when nothing does."""
        try:
            if not self.is_new:
                glance.first_page(self.path)
        except StorageError as error:
            return error
        return None

    def start(self, window: MainWindow, ring: Callable[[str], object]) -> None:
        """Open the file in earnest, and let later windows call *window* to the front.

        *ring* hears the number of who calls, from a telephone program.
        """
        self.ops.start()
        paths.remember_file(self.path)
        self._close_door()
        door: Door = load("smallcrm.ui.knocking").Door(self.name)
        door.knocked.connect(window.show)  # it may be hidden: see ``reminding``
        door.knocked.connect(window.come_forward)
        door.called.connect(ring)
        self._door = door

    def follow(self, language: str) -> None:
        """Have the documents of the file speak *language* too, where that is still open."""

        def follow(session: Session) -> None:
            load("smallcrm.services.settings").follow_language(session, language)

        self.ops.write(self, T("Language"), follow)

    def close(self) -> None:
        """Finish what is running and let the file go."""
        self.ops.close()
        self._close_door()
        self._instance.release()

    def _close_door(self) -> None:
        """At once: a door that closes later takes the next one's name away."""
        if self._door is not None:
            self._door.close()
            self._door.deleteLater()
            self._door = None

    def _open(self) -> Database:
        """Open or make the data file; runs in the writer's thread."""
        load_without("smallcrm.services.contacts", _UNUSED)
        if self.is_new:
            countries, language = load("smallcrm.core.countries"), text.language()
            country = countries.of_system(language)
            made: Database = load("smallcrm.services.settings").create_file(
                self.path,
                country=country,
                currency=countries.currency_of(country),
                language=language,
            )
            return made
        opened: Database = load("smallcrm.db.database").Database(self.path)
        return opened


def _load_digest(_progress: Progress) -> ModuleType:
    return load_without("smallcrm.services.digest", _UNUSED)
