"""What stays on this computer: window, look, language; the file used last is in core.paths."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from smallcrm.core import paths


class Settings:
    """A small ini file beside the other settings; damaged or missing values count as unset."""

    def __init__(self, folder: Path | None = None) -> None:
        place = paths.private_folder(folder or paths.settings_folder())
        file = place / "window.ini"
        with contextlib.suppress(OSError):  # where nothing can be written, nothing is kept
            paths.private_file(file)
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def scheme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return self._text("look/scheme") or "system"

    @scheme.setter
    def scheme(self, value: str) -> None:
        self._store.setValue("look/scheme", value)

    @property
    def text_size(self) -> int:
        """In per cent, 90 to 150."""
        value = self._text("look/text_size")
        return int(value) if value.isdecimal() else 100

    @text_size.setter
    def text_size(self, value: int) -> None:
        self._store.setValue("look/text_size", value)

    @property
    def language(self) -> str:
        """``en``, ``ru``, ``el``; empty for the language of the system."""
        return self._text("language")

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    @property
    def is_welcomed(self) -> bool:
        """Whether the first question (bring contacts, sample, empty) was answered."""
        return self._text("welcomed") == "yes"

    @is_welcomed.setter
    def is_welcomed(self, value: bool) -> None:
        self._store.setValue("welcomed", "yes" if value else "")

    def state(self, name: str) -> QByteArray:
        """The stored state of a window or splitter; empty when there is none."""
        value = self._store.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Remember the *state* of a window or splitter."""
        self._store.setValue(f"state/{name}", state)

    def note(self, name: str) -> str:
        """A small remembered answer, such as the folder used last; empty when unset."""
        return self._text(f"notes/{name}")

    def keep_note(self, name: str, value: str) -> None:
        """Remember a small answer."""
        self._store.setValue(f"notes/{name}", value)

    def save(self) -> None:
        """Write everything now."""
        self._store.sync()

    def _text(self, key: str) -> str:
        value = self._store.value(key)
        return value if isinstance(value, str) else str(value or "")
