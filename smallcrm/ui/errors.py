"""Show a failure to the user, once, in one place."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.text import T

log = logging.getLogger(__name__)


def show_error(owner: QObject, error: BaseException) -> None:
    """Tell the user: politely for their errors, with a report for ours."""
    if isinstance(error, UserError):
        _tell(owner, error)
        return
    log.error("Unexpected error", exc_info=error)
    load("smallcrm.ui.crash_dialog").show_crash(window_of(owner), error)


def window_of(owner: QObject) -> QWidget | None:
    """The window that a dialog about *owner* belongs to."""
    return owner.window() if isinstance(owner, QWidget) else QApplication.activeWindow()


def _tell(owner: QObject, error: UserError) -> None:
    box = QMessageBox(window_of(owner))
    box.setWindowTitle(str(T("SmallCRM")))
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(str(error.message))
    if error.hint is not None:
        box.setInformativeText(str(error.hint))
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
