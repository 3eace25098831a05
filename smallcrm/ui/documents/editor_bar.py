"""The bar above a draft: what it is, whether it is saved, what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from smallcrm.core import clock, formats
from smallcrm.core.text import T, Text
from smallcrm.ui.documents import words
from smallcrm.ui.documents.einvoice_menu import CHECK, KINDS
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.button import Button, set_property
from smallcrm.ui.widgets.factory import Ui

_NARROW = 720


class BarActions(NamedTuple):
    """What the buttons do."""

    issue: Callable[[], object]
    print_out: Callable[[], object]
    print_draft: Callable[[], object]
    copy: Callable[[], object]
    check: Callable[[], object]
    delete: Callable[[], object]


class EditorBar(QFrame):
    """Title, state word, buttons.

    Signals:
        page_wanted: The page is to be shown (True) or put away.
    """

    page_wanted = Signal(bool)

    def __init__(self, ui: Ui, actions: BarActions) -> None:
        super().__init__()
        self._ui = ui
        self._title = ui.label("", "title", elide=True)
        self._state = ui.pill("")
        self._page = ui.button(T("Preview"), "ghost", checkable=True)
        self._print = ui.button(T("Print"), "secondary", clicked=actions.print_out)
        self._issue = ui.button("", "primary", clicked=actions.issue)
        self._breakpoints = Breakpoints(ui.theme, self)
        self._buttons: tuple[Button, ...] = ()
        self._build(actions)
        self._page.toggled.connect(self.page_wanted)

    def show_kind(self, kind: str) -> None:
        """Be about a document of *kind*."""
        self._title.setText(str(words.NEW[kind]))
        self._issue.setText(str(words.ISSUE[kind]))
        self._issue.setAccessibleName(str(words.ISSUE[kind]))
        self._check.setVisible(kind in KINDS)
        self.tell(T("Draft"))

    def tell(self, state: Text, kind: str = "neutral") -> None:
        """Say whether the draft is saved."""
        self._state.setText(str(state))
        set_property(self._state, "pill", kind)

    def tell_saved(self) -> None:
        """Say that it is saved, and when that was."""
        now = formats.time_of_day(clock.local(clock.now()))
        self.tell(T("Draft, saved {time}", time=now))

    def set_page_shown(self, *, shown: bool) -> None:
        """The page is on screen, or not; without a signal."""
        self._page.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._page.setChecked(shown)
        self._page.blockSignals(False)  # noqa: FBT003

    def set_busy(self, *, busy: bool) -> None:
        """A panel asks about a deed: until it is answered there are no other buttons."""
        for button in self._buttons:
            button.setVisible(not busy and not button.property("folded"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        """Print moves into the menu: what it is about is worth more than a second button."""
        self._print.setProperty("folded", narrow)
        self._print.setVisible(not narrow and self._issue.isVisibleTo(self))
        self._folded.setVisible(narrow)

    def _build(self, actions: BarActions) -> None:
        ui, m = self._ui, self._ui.m
        self.setProperty("surface", "bar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s3, m.s5, m.s3)
        layout.setSpacing(m.s2)
        layout.addWidget(self._title)
        layout.addWidget(self._state)
        layout.addStretch(1)
        ui.explain(self._page, T("Show the printed page"))
        ui.explain(self._print, T("Issue and print"), "Ctrl+P")
        ui.explain(self._issue, T("Give it its number, and keep it as it is"), "Ctrl+Return")
        menu = QMenu(self)
        self._folded = ui.action(menu, T("Print"), "print", actions.print_out)
        ui.action(menu, T("Print the draft…"), "print", actions.print_draft)
        ui.action(menu, T("Copy to a new draft"), "copy", actions.copy)
        self._check = ui.action(menu, CHECK, "shield", actions.check)
        ui.action(menu, T("Delete draft"), "trash", actions.delete)
        more = ui.menu_button("more", T("More"), menu)
        self._buttons = (self._page, self._print, self._issue, more)
        for button in self._buttons:
            layout.addWidget(button)
        self._breakpoints.below(_NARROW, self._on_narrow)
        ui.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """As high without its buttons as with them."""
        self.setMinimumHeight(bar_height(self._ui))


def bar_height(ui: Ui) -> int:
    """How high the bar above a document is."""
    return ui.theme.size(ui.m.control_height) + 2 * ui.m.s3 + 1
