"""One column of Today: a card with sections of lines."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui.counting import count_text
from smallcrm.ui.shell.context import Context
from smallcrm.ui.today.rows import LINK_EDGE, Line


class Card(QFrame):
    """Is filled anew whenever something changes; its lines are few.

    Attributes:
        lines: Those that are shown, from top to bottom.

    Signals:
        stepped: The keyboard leaves a line for the one above (-1) or below (1).
    """

    stepped = Signal(Line, int)

    def __init__(self, context: Context, title: Text) -> None:
        super().__init__()
        self.context = context
        self.ui = context.ui
        self.lines: list[Line] = []
        self._coming: list[Line] = []
        self._body = QWidget()
        self._column = self.ui.column(0)
        self._new = self._body
        m = self.ui.m
        self.setProperty("card", "plain")
        self.setAccessibleName(str(title))
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(m.s3, m.s3, m.s3, m.s3)
        whole.setSpacing(m.s1)
        head = self.ui.label(title, "subtitle")
        head.setContentsMargins(m.s2, 0, m.s2, 0)
        whole.addWidget(head)
        whole.addWidget(self._body)
        whole.addStretch(1)

    def fill(self, steps: Iterator[None]) -> Iterator[None]:
        """Fill the card anew, a line at each step; it is shown after the last one.

        That happens out of sight: seen, each new line would lay out all others again. Where it is
        begun anew in between, this one ends.
        """
        if self._new is not self._body:
            self._new.deleteLater()  # what was begun and is not wanted any more
        mine = self._new = QWidget(self)  # a child at once: to become one later takes long
        self._column = self.ui.column(0)
        self._coming = []
        mine.setLayout(self._column)
        for _step in steps:
            yield
            if self._new is not mine:
                return
        self._show_new()

    def _show_new(self) -> None:
        old, self._body = self._body, self._new
        self.lines = self._coming
        self._whole.replaceWidget(old, self._body)
        self._body.show()
        old.hide()
        old.deleteLater()

    def add_heading(self, words: Text, count: int = 0, tone: str = "2") -> None:
        """Begin a section of *count* things."""
        text = f"{words}  {count_text(count)}" if count else str(words)
        self.add(self._indented(text, "body_strong", tone, self.ui.m.s3))

    def add_sentence(self, words: Text | str) -> None:
        """Say something where there is nothing to list."""
        self.add(self._indented(words, "body", "2", self.ui.m.s1))

    def add_line(self, line: Line, holder: QWidget | None = None) -> None:
        """Show *line*; *holder* is what it stands in with its controls."""
        self._coming.append(line)
        line.stepped.connect(lambda step: self.stepped.emit(line, step))
        self.add(holder or line)

    def add_rest(self, count: int, address: str = "") -> None:
        """Say how many more there are; *address* shows them all."""
        if count <= 0:
            return
        words = T("and {count} more", count=count_text(count))
        if not address:
            self.add_sentence(words)
            return
        self.add_left(self.ui.button(words, "link", clicked=lambda: self.context.open(address)))

    def add_left(self, widget: QWidget, edge: int = LINK_EDGE) -> None:
        """Put *widget* below the others, no wider than it has to be.

        Its words begin where those of the lines do: *edge* is the room that it has around them.
        """
        m = self.ui.m
        holder = QWidget()
        row = self.ui.row()
        row.setContentsMargins(m.s2 - edge, m.s1, 0, 0)
        row.addWidget(widget)
        row.addStretch(1)
        holder.setLayout(row)
        self.add(holder)

    def add(self, widget: QWidget) -> None:
        """Put *widget* below the others."""
        self._column.addWidget(widget)

    def line(self, key: str, words: tuple[Text | str, str], address: str) -> Line:
        """A line that opens *address*; ``add_line`` shows it."""
        return Line(self.ui, key, words, lambda: self.context.open(address))

    def _indented(self, words: Text | str, role: str, tone: str, above: int) -> QWidget:
        m = self.ui.m
        label = self.ui.label(words, role, tone, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        label.setContentsMargins(m.s2, above, m.s2, m.s1)
        return label
