"""The composition root of the window: language, look, data file, window; and what may go wrong.

The order is chosen for the first picture: it is painted from a bare look at the file
(``db.glance``); SQLAlchemy and the services are loaded in a thread after it.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QApplication

from smallcrm.core import languages, paths, text
from smallcrm.core.errors import StorageError
from smallcrm.core.loading import load
from smallcrm.db import glance
from smallcrm.ui import counting
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.ops import Ops
from smallcrm.ui.settings import Settings
from smallcrm.ui.single_instance import SingleInstance
from smallcrm.ui.theme import fonts
from smallcrm.ui.theme.theme import STYLE, Theme
from smallcrm.ui.translator import CatalogueTranslator

if TYPE_CHECKING:
    from smallcrm.db.database import Database

EXIT_AFTER_PAINT = "SMALLCRM_EXIT_AFTER_PAINT"


def main(file: Path | None = None, language: str | None = None) -> int:
    """Open the window on *file* (else SMALLCRM_FILE, else the one used last)."""
    application = QApplication([*sys.argv[:1], *STYLE])
    application.setApplicationName("SmallCRM")
    application.setDesktopFileName("smallcrm")
    named = file or (Path(os.environ["SMALLCRM_FILE"]) if os.environ.get("SMALLCRM_FILE") else None)
    path = named or paths.last_file()
    paths.private_folder(paths.settings_folder())
    instance = SingleInstance(path) if path.parent.exists() else None
    if instance is not None and not instance.claim():
        load("smallcrm.ui.knocking").knock(instance.name)
        return 0
    program = Program(path, Settings(), is_named=named is not None)
    program.speak(language)
    program.start()
    status = application.exec()
    program.stop()
    if instance is not None:
        instance.release()
    return status


class Program(QObject):
    """One run: the data file, the look and the window, which is made anew for another language.

    Args:
        path: The data file.
        settings: Of this computer.
        is_named: Whether somebody named the file; a file that nobody named is made when missing.
    """

    def __init__(self, path: Path, settings: Settings, *, is_named: bool) -> None:
        super().__init__()
        self._path = path
        self._settings = settings
        self._may_create = not is_named and path == paths.default_file() and not path.exists()
        self._theme = Theme(settings.scheme, settings.text_size)
        self._translator = CatalogueTranslator()
        self._ops = Ops(self._open_file)
        self._window: MainWindow | None = None
        self._door: QObject | None = None

    def speak(self, language: str | None = None) -> None:
        """Use *language*, else the one chosen last, else that of the system."""
        code = language or self._settings.language
        languages.use(code if code in languages.LANGUAGES else languages.of_system())
        QLocale.setDefault(counting.locale(text.language()))
        QApplication.installTranslator(self._translator)

    def start(self) -> None:
        """Show the window; the rest is loaded when it is painted."""
        fonts.load()
        self._theme.apply()
        self._window = self._make_window()
        is_new = self._may_create and not self._settings.is_welcomed
        self._window.open("crm://welcome" if is_new else "crm://contacts")
        self._window.painted.connect(self._on_painted)
        self._window.show()

    def stop(self) -> None:
        """Finish what is running and close the file."""
        self._ops.close()
        if self._door is not None:
            self._door.deleteLater()

    def _make_window(self) -> MainWindow:
        window = MainWindow(self._theme, self._ops, self._settings, self._glance())
        window.context.spoken.connect(self._on_language_chosen)
        window.closed.connect(QApplication.quit)
        return window

    def _glance(self) -> glance.Glance | None:
        if self._may_create:
            return None
        try:
            return glance.first_page(self._path)
        except StorageError:
            return None  # opening the file in earnest will say what is wrong

    def _open_file(self) -> Database:
        """Open or make the data file; runs in the writer's thread."""
        load("smallcrm.services.contacts")
        if self._may_create:
            countries, language = load("smallcrm.core.countries"), text.language()
            country = countries.of_system(language)
            made: Database = load("smallcrm.services.settings").create_file(
                self._path,
                country=country,
                currency=countries.currency_of(country),
                language=language,
            )
            return made
        opened: Database = load("smallcrm.db.database").Database(self._path)
        return opened

    def _on_painted(self) -> None:
        gc.freeze()  # what is loaded by now stays: no need to look through it again
        gc.enable()
        if os.environ.get(EXIT_AFTER_PAINT):
            print(f"painted {_seconds_since_start():.3f}", flush=True)  # noqa: T201 - asked for
            QApplication.quit()
            return
        self._ops.start()
        paths.remember_file(self._path)
        load("smallcrm.ui.faults").watch(self._window)
        self._listen()

    def _listen(self) -> None:
        door = load("smallcrm.ui.knocking").Door(SingleInstance(self._path).name)
        door.knocked.connect(self._on_knocked)
        self._door = door

    def _on_knocked(self) -> None:
        if self._window is not None:
            self._window.come_forward()

    def _on_language_chosen(self, language: str) -> None:
        """Make the window anew: every word is put in when it is built."""
        old = self._window
        if old is None or not old.leave():
            return
        self._settings.language = language
        self.speak(language)
        self._window = self._make_window()
        self._window.restoreGeometry(old.saveGeometry())
        self._window.open(old.host.address or "crm://contacts")
        self._window.show()
        old.hide()
        old.deleteLater()
        load("smallcrm.ui.faults").watch(self._window)


def _seconds_since_start() -> float:
    """How long this process lives, as the system counts (to 10 ms); Linux only, else our time."""
    try:
        fields = Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()
        started = int(fields[19]) / os.sysconf("SC_CLK_TCK")  # field 22: proc(5), starttime
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started
    except (OSError, AttributeError, ValueError):
        return time.perf_counter()
