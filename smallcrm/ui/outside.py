"""Hand something to another program of this computer: the telephone, the mail program."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_address(address: str) -> bool:
    """Hand *address* to the program that is there for it; False where there is none."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url.isValid() and QDesktopServices.openUrl(url) is not False


def open_outside(scheme: str, path: str) -> None:
    """Hand an e-mail (``mailto``) to the program that is there for it."""
    url = QUrl()
    url.setScheme(scheme)
    url.setPath(path)
    QDesktopServices.openUrl(url)
