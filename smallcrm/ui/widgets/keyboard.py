"""Where the keyboard goes: to the next step when work ends, and into a part of a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


def offer(widget: QWidget, pane: QWidget) -> None:
    """Put the keyboard on *widget* of *pane*, unless somebody types into a line beside *pane*."""
    focus = QApplication.focusWidget()
    is_typing = isinstance(focus, QLineEdit) and focus.isVisible() and not pane.isAncestorOf(focus)
    if not is_typing:
        widget.setFocus()


def first_in(pane: QWidget) -> QWidget:
    """What takes the keyboard in *pane*: what it names, itself, or what Tab reaches first."""
    widget = pane.focusProxy() or pane
    while not _takes_it(widget):
        following = widget.nextInFocusChain()
        if following is None or not pane.isAncestorOf(following):
            return pane
        widget = following
    return widget


def _takes_it(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled()
