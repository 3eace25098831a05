"""The one way to ask before something is done; for the few things that call for it (look.md 7)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.message_box import align


def confirm(
    owner: QWidget, fact: Text, more: Text, deed: Text, do: Callable[[], object]
) -> QMessageBox:
    """Say *fact* and *more*; call *do* when the button called *deed* is pressed, Enter cancels."""
    box = QMessageBox(owner.window())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(str(fact))
    box.setInformativeText(str(more))
    button = box.addButton(str(deed), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(str(T("Cancel")), QMessageBox.ButtonRole.RejectRole))
    button.clicked.connect(lambda _checked=False: do())
    align(box)
    box.open()
    return box
