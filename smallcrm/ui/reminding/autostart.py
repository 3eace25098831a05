"""Start with the session of this user: the Run key of Windows, XDG autostart, a LaunchAgent.

Only for the user who asks for it, without rights of an administrator; what is written is taken
away again. Sources: Windows "Run and RunOnce registry keys"; the Desktop Application Autostart
Specification of freedesktop.org; launchd.plist(5).
"""

from __future__ import annotations

import os
import plistlib
import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QSettings

HIDDEN = "--hidden"
_NAME = "SmallCRM"
_RUN = "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"
_LABEL = "org.smallcrm.SmallCRM"


def is_on() -> bool:
    """Whether the program starts with the session."""
    if sys.platform == "win32":
        return _registry().contains(_NAME)
    return _file().exists()


def turn(*, on: bool) -> None:
    """Have the program start with the session from now on, or not.

    Raises:
        OSError: the folder cannot be written.
    """
    if sys.platform == "win32":
        store = _registry()
        if on:
            store.setValue(_NAME, _quoted_for_windows(command()))
        else:
            store.remove(_NAME)
        store.sync()
        return
    place = _file()
    if on:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_plist() if sys.platform == "darwin" else _desktop().encode())
    else:
        place.unlink(missing_ok=True)


def command() -> list[str]:
    """What starts this program, without its window."""
    if getattr(sys, "frozen", False):
        return [sys.executable, HIDDEN]
    installed = shutil.which("smallcrm")
    if installed is not None:
        return [installed, HIDDEN]
    return [sys.executable, "-m", "smallcrm", HIDDEN]


def _file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library/LaunchAgents" / f"{_LABEL}.plist"
    configured = os.environ.get("XDG_CONFIG_HOME")
    folder = Path(configured) if configured else Path.home() / ".config"
    return folder / "autostart" / "smallcrm.desktop"


def _registry() -> QSettings:
    return QSettings(_RUN, QSettings.Format.NativeFormat)


def _desktop() -> str:
    line = " ".join(_quoted_for_desktops(word) for word in command())
    return f"[Desktop Entry]\nType=Application\nName={_NAME}\nExec={line}\nIcon=smallcrm\n"


def _plist() -> bytes:
    return plistlib.dumps({"Label": _LABEL, "ProgramArguments": command(), "RunAtLoad": True})


def _quoted_for_desktops(word: str) -> str:
    """One word of Exec: in quotes, with what they reserve escaped; % is doubled."""
    plain = word.replace("\\", "\\\\\\\\").replace('"', '\\\\"').replace("%", "%%")
    plain = plain.replace("$", "\\\\$").replace("`", "\\\\`")
    return f'"{plain}"' if plain != word or " " in word else word


def _quoted_for_windows(words: list[str]) -> str:
    return " ".join(f'"{word}"' if " " in word else word for word in words)
