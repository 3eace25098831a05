"""The bar above the pages: the way back, the one search box, undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.field_icon import FieldIcon

SEARCH_WIDTH = 560
_NARROW = 800


class TopBar(QFrame):
    """Back, forward, search, undo, redo.

    Attributes:
        search: The line that the palette listens to.

    Signals:
        back_wanted, forward_wanted: The arrows at the left were pressed.
    """

    back_wanted = Signal()
    forward_wanted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._row = QHBoxLayout(self)
        self._breakpoints = Breakpoints(ui.theme, self)
        self.search = QLineEdit()
        self._hint = ui.pill("Ctrl K")
        back, forward = self.back_wanted.emit, self.forward_wanted.emit
        self._back = ui.icon_button("arrow_left", T("Back"), key="Alt+Left", clicked=back)
        self._forward = ui.icon_button(
            "arrow_right", T("Forward"), key="Alt+Right", clicked=forward
        )
        self._undo = ui.icon_button("undo", T("Undo"), key="Ctrl+Z")
        self._redo = ui.icon_button("redo", T("Redo"), key="Ctrl+Y")
        self.setProperty("surface", "bar")
        self.setFocusProxy(self.search)
        self._build()
        ui.theme.changed.connect(self._fit)

    def add_at_end(self, widget: QWidget, fold: Callable[[bool], object]) -> None:
        """Put *widget* at the right end; *fold* makes it small where the search needs the room."""
        self._row.addWidget(widget)
        self._breakpoints.below(_NARROW, fold)
        self._breakpoints.look(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def set_history(self, *, back: bool, forward: bool) -> None:
        """Say whether there is a way back, and one forward."""
        self._back.setEnabled(back)
        self._forward.setEnabled(forward)

    def connect_undo(self, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        """Say what the two arrows at the right do."""
        self._undo.clicked.connect(lambda _checked: undo())
        self._redo.clicked.connect(lambda _checked: redo())

    def set_turns(self, undo: Text, redo: Text, *, can_undo: bool, can_redo: bool) -> None:
        """Say what the two arrows at the right would do, and whether there is anything to do."""
        for button, tip, key, is_possible in (
            (self._undo, undo, "Ctrl+Z", can_undo),
            (self._redo, redo, "Ctrl+Y", can_redo),
        ):
            button.setEnabled(is_possible)
            self._ui.explain(button, tip, key if is_possible else "")

    def set_hint_visible(self, visible: bool) -> None:  # noqa: FBT001 - a slot
        """Show the keys within the box, or not while one types there."""
        self._hint.setVisible(visible)

    def _build(self) -> None:
        m = self._ui.m
        layout = self._row
        layout.setContentsMargins(m.s4, 10, m.s4, 10)
        layout.setSpacing(m.s1)
        words = str(T("Search or type a command"))
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self.search.setProperty("quiet", "true")
        self.search.setMinimumWidth(240)
        inside = QHBoxLayout(self.search)
        FieldIcon(self._ui, self.search, "search").offer(words, self.search.setFocus)
        inside.setContentsMargins(0, 0, m.s2, 0)
        inside.addStretch(1)
        inside.addWidget(self._hint)
        layout.addWidget(self._back)
        layout.addWidget(self._forward)
        layout.addSpacing(m.s1)
        layout.addWidget(self.search, 3)
        layout.addStretch(1)
        layout.addWidget(self._undo)
        layout.addWidget(self._redo)
        self._fit()

    def _fit(self) -> None:
        self.search.setMaximumWidth(self._ui.theme.size(SEARCH_WIDTH))
