"""What the sections of the settings have in common."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from smallcrm.core.text import Text
from smallcrm.ui.forms.autosave import Editor
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.state_word import StateWord

_WIDEST = 720
_NARROW = 480


class Section(QWidget):
    """A title with the state of saving, cards beneath it, and the way to a single field.

    Attributes:
        column: Where the cards go.
        state: Says Saved.
        fields: The fields by name, for messages and for the search.
    """

    def __init__(self, context: Context, title: Text) -> None:
        super().__init__()
        self.context = context
        self.ui = context.ui
        self.state = StateWord(self.ui)
        self.fields: dict[str, FormField] = {}
        self.column = QVBoxLayout()
        self._area = QScrollArea()
        self._folding: list[QHBoxLayout] = []
        self._breakpoints = Breakpoints(context.theme, self)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._build_frame(title)

    def reload(self) -> None:
        """Read the settings again; what is being typed stays."""

    def leave(self) -> bool:
        """Save what is typed."""
        return True

    def reveal(self, name: str) -> None:
        """Put the cursor into the field *name*."""
        if name in self.fields:
            field = self.fields[name]
            field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._area.ensureWidgetVisible(field)

    def card(self, title: Text | str = "") -> QVBoxLayout:
        """A new card at the end; return its layout."""
        frame, layout = self.ui.card()
        m = self.ui.m
        layout.setContentsMargins(m.s5, m.s4, m.s5, m.s5)
        layout.setSpacing(m.s4)
        if str(title):
            layout.addWidget(self.ui.label(title, "subtitle"))
        self.column.addWidget(frame)
        return layout

    def field(
        self, name: str, titles: Mapping[str, Text], editor: Editor, hint: Text | str = ""
    ) -> FormField:
        """A field of the form, known by its *name* from now on."""
        self.fields[name] = FormField(self.ui, titles[name], editor, hint, name=name)
        return self.fields[name]

    def beside(self, *parts: tuple[QWidget, int]) -> QHBoxLayout:
        """Fields side by side, each with its share of the width."""
        row = self.ui.row(self.ui.m.s3)
        for widget, share in parts:
            row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
        self.fold(row)
        return row

    def bar(self, *buttons: QWidget) -> QWidget:
        """Buttons side by side, in as many lines as they need."""
        bar = QWidget()
        flow = FlowLayout(self.ui.m.s2)
        bar.setLayout(flow)
        for button in buttons:
            flow.addWidget(button)
        return bar

    def fold(self, row: QHBoxLayout) -> None:
        """Put what is in *row* beneath each other where room is short."""
        self._folding.append(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        direction = QHBoxLayout.Direction
        for row in self._folding:
            row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def _build_frame(self, title: Text) -> None:
        m = self.ui.m
        head = self.ui.row()
        head.addWidget(self.ui.label(title, "title", wrap=True), 1)
        head.addWidget(self.state)
        inside = QWidget()
        inside.setMaximumWidth(self.ui.theme.size(_WIDEST))
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        whole.setSpacing(m.s4)
        whole.addLayout(head)
        self.column.setSpacing(m.s4)
        whole.addLayout(self.column)
        whole.addStretch(1)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside, 1)
        row.addStretch(0)
        self._area.setWidget(holder)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
