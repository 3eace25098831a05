"""Work that ends offers the keyboard its next step, and takes it from nobody who types."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


def offer(widget: QWidget, pane: QWidget) -> None:
    """Put the keyboard on *widget* of *pane*, unless somebody types into a line beside *pane*."""
    focus = QApplication.focusWidget()
    is_typing = isinstance(focus, QLineEdit) and focus.isVisible() and not pane.isAncestorOf(focus)
    if not is_typing:
        widget.setFocus()
