"""The box for failures that no page can show in its own place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.ui.widgets.message_box import align


def show_message(owner: QObject, error: UserError) -> None:
    """Show what is wrong and what to do, in plain text, above the window of *owner*."""
    box = QMessageBox(window_of(owner))
    box.setWindowTitle(str(T("SmallCRM")))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(str(error.message))
    if error.hint is not None:
        box.setInformativeText(str(error.hint))
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    align(box)
    box.open()


def window_of(owner: QObject) -> QWidget | None:
    """The window that a dialog about *owner* belongs to."""
    return owner.window() if isinstance(owner, QWidget) else QApplication.activeWindow()
