"""The fonts of the screen: the system's own where it is good, else the Roboto we ship."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFontDatabase

from smallcrm.core import paths

_WINDOWS = ("Segoe UI Variable Text", "Segoe UI", "sans-serif")
_ELSEWHERE = ("Roboto", "Noto Sans", "sans-serif")  # each missing one would cost a search
FAMILIES = _WINDOWS if sys.platform == "win32" else _ELSEWHERE
_FILES = ("Roboto-Regular.ttf", "Roboto-Medium.ttf")  # of all weights, those of tokens.ROLES


def load() -> None:
    """Make Roboto known to Qt (Greek, Cyrillic, euro and ruble signs); Windows has Segoe UI."""
    if sys.platform == "win32":
        return
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(paths.resource("fonts") / name))
