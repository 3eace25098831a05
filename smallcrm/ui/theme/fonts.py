"""The fonts of the screen: the system's own where it is good, else the Roboto we ship."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from PySide6.QtGui import QFontDatabase

_WINDOWS = ("Segoe UI Variable Text", "Segoe UI", "sans-serif")
_ELSEWHERE = ("Roboto", "Noto Sans", "sans-serif")  # each missing one would cost a search
FAMILIES = _WINDOWS if sys.platform == "win32" else _ELSEWHERE
_FILES = ("Roboto-Regular.ttf", "Roboto-Medium.ttf")  # of all weights, those of tokens.ROLES


def load() -> None:
    """Make Roboto known to Qt (Greek, Cyrillic, euro and ruble signs); Windows has Segoe UI."""
    found = importlib.util.find_spec("font_roboto")  # found, not imported: only its files matter
    if sys.platform == "win32" or found is None or found.origin is None:
        return
    folder = Path(found.origin).parent / "files"
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(folder / name))
