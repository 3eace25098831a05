"""The bar above the pages: the way back, the one search box, undo."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from smallcrm.core.text import T
from smallcrm.ui.shell.commands import Commands
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui

SEARCH_WIDTH = 560


class TopBar(QFrame):
    """Back, forward, search, undo, redo.

    Attributes:
        search: The line that the palette listens to.
    """

    resized = Signal()

    def __init__(self, ui: Ui, commands: Commands) -> None:
        super().__init__()
        self._ui = ui
        self._commands = commands
        self.search = QLineEdit()
        self._hint = ui.pill("Ctrl K")
        self.setProperty("surface", "bar")
        self._build()
        ui.theme.changed.connect(self._fit)

    def set_hint_visible(self, visible: bool) -> None:  # noqa: FBT001 - a slot
        """Show the keys within the box, or not while one types there."""
        self._hint.setVisible(visible)

    def _build(self) -> None:
        m = self._ui.m
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.s4, 10, m.s4, 10)
        layout.setSpacing(m.s1)
        words = str(T("Search or type a command"))
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self.search.setProperty("quiet", "true")
        self.search.setMinimumWidth(240)
        glass = self.search.addAction(
            self._ui.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition
        )
        glass.setText(words)
        inside = QHBoxLayout(self.search)
        inside.setContentsMargins(0, 0, m.s2, 0)
        inside.addStretch(1)
        inside.addWidget(self._hint)
        layout.addWidget(self._button("window.back", "arrow_left"))
        layout.addWidget(self._button("window.forward", "arrow_right"))
        layout.addSpacing(m.s1)
        layout.addWidget(self.search, 3)
        layout.addStretch(1)
        layout.addWidget(self._button("window.undo", "undo"))
        layout.addWidget(self._button("window.redo", "redo"))
        self._fit()

    def _button(self, name: str, icon: str) -> Button:
        action = self._commands.action(name)
        button = self._ui.icon_button(
            icon, action.text(), key=action.shortcut().toString(), clicked=action.trigger
        )
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _fit(self) -> None:
        self.search.setMaximumWidth(self._ui.theme.size(SEARCH_WIDTH))
