"""Start with the session of this user: the Run key of Windows, XDG autostart, a LaunchAgent.

Only for the user who asks for it, without rights of an administrator; what is written is taken
away again. Sources: Windows "Run and RunOnce registry keys"; the Desktop Application Autostart
Specification of freedesktop.org; launchd.plist(5).
"""

from __future__ import annotations

import os
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QSettings

HIDDEN = "--hidden"
_NAME = "SmallCRM"
_RUN = "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"
_LABEL = "org.smallcrm.SmallCRM"
_SWITCHED_OFF = "hidden=true"  # how desktops switch a program off without taking its file away
_PLAIN = re.compile(r"[\w./:@+,=-]+", re.ASCII)
_RESERVED = re.compile(r'[\\"$`]')


def is_on() -> bool:
    """Whether the program starts with the session."""
    if sys.platform == "win32":
        return _registry().contains(_NAME)
    try:
        lines = _file().read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    return _SWITCHED_OFF not in {line.replace(" ", "").casefold() for line in lines}


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
    is_usable = bool(configured) and Path(configured or "").is_absolute()  # else it is ignored
    folder = Path(configured or "") if is_usable else Path.home() / ".config"
    return folder / "autostart" / "smallcrm.desktop"


def _registry() -> QSettings:
    return QSettings(_RUN, QSettings.Format.NativeFormat)


def _desktop() -> str:
    line = " ".join(_quoted_for_desktops(word) for word in command())
    return f"[Desktop Entry]\nType=Application\nName={_NAME}\nExec={line}\nIcon=smallcrm\n"


def _plist() -> bytes:
    return plistlib.dumps({"Label": _LABEL, "ProgramArguments": command(), "RunAtLoad": True})


def _quoted_for_desktops(word: str) -> str:
    """One word of Exec: in quotes where it has a reserved sign; % is doubled.

    A backslash goes before what quotes reserve, and all of them are doubled, as in every value.
    """
    if _PLAIN.fullmatch(word):
        return word
    inside = _RESERVED.sub(r"\\\g<0>", word).replace("\\", "\\\\").replace("%", "%%")
    return f'"{inside}"'


def _quoted_for_windows(words: list[str]) -> str:
    """As a program of Windows takes it apart; the program is always in quotes."""
    program, *rest = words
    return f'"{program}" {subprocess.list2cmdline(rest)}'
