"""The fonts of the screen: the system's own where it is good, else the Roboto we ship."""

from __future__ import annotations

import sys
from pathlib import Path

import font_roboto
from PySide6.QtGui import QFontDatabase

FAMILIES = ("Segoe UI Variable Text", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
_FILES = ("Roboto-Regular.ttf", "Roboto-Medium.ttf", "Roboto-Bold.ttf", "Roboto-Italic.ttf")


def load() -> None:
    """Make Roboto known to Qt (Greek, Cyrillic, euro and ruble signs); Windows has Segoe UI."""
    if sys.platform == "win32":
        return
    folder = Path(font_roboto.font_directory)
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(folder / name))
