"""The keyboard stays in a page when the control that had it goes."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.keyboard import first_in


class KeyboardKeeper(QObject):
    """Qt gives the keyboard to the next control of the window, and behind a page is the rail."""

    def __init__(self, page: Callable[[], Page | None], parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._lost: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        page = self._page()
        if page is not None and old is not None and page.isAncestorOf(old) and _is_out(page, new):
            self._lost = old
            QTimer.singleShot(0, self, self._bring_back)

    def _bring_back(self) -> None:
        """After all that the deed itself does: it may have put the keyboard somewhere."""
        old, self._lost = self._lost, None
        page, focus = self._page(), QApplication.focusWidget()
        if page is None or old is None or not page.isVisible() or not _is_out(page, focus):
            return
        is_there = shiboken6.isValid(old)
        if is_there and old.isVisible() and old.isEnabled():
            return  # somebody went away from it
        panes = [pane for pane in page.panes() if pane.isVisible()]
        around = [pane for pane in panes if is_there and pane.isAncestorOf(old)]
        first_in((*around, *panes, page)[0]).setFocus(Qt.FocusReason.OtherFocusReason)


def _is_out(page: Page, focus: QWidget | None) -> bool:
    """Whether the keyboard is in the same window, but not in *page*."""
    return focus is None or (focus.window() is page.window() and not page.isAncestorOf(focus))
