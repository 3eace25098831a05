"""The frame of a page that is one list: title and count, buttons, the list in a card, a foot."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.text import Text
from smallcrm.ui.counting import count_text
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.factory import Ui


class ListFrame(QWidget):
    """Shows *view*, or a sentence where there is nothing to show.

    Attributes:
        head: Behind title, count and spring: for the buttons.
        above: Between the head and the card: chips, figures.
        body: The card, and what stands beside it.
        banner: Messages about the whole list.
        nothing: What is said where the list is empty.
        foot: What can be done with what is chosen; hidden until it has something.
    """

    def __init__(self, ui: Ui, title: Text | str, view: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._view = view
        self._title = ui.label(title, "title", elide=True)
        self._count = ui.pill("")
        self._stack = QStackedWidget()
        self._bottom = ui.surface("foot")
        self.head = ui.row(ui.m.s2)
        self.above = QVBoxLayout()
        self.body = QHBoxLayout()
        self.banner = Banner(ui)
        self.nothing = EmptyState(ui, "")
        self.foot = QHBoxLayout(self._bottom)
        self._build()

    def set_title(self, title: Text | str) -> None:
        """Call the list something else."""
        self._title.setText(str(title))

    def show_count(self, count: int, spoken: Text | str, *, is_empty: bool | None = None) -> None:
        """Say how many rows there are; the list is seen where there are any.

        *is_empty* says so where there are other rows than those that count.
        """
        self._count.setText(count_text(count))
        self._count.setAccessibleName(str(spoken))
        self._count.setVisible(bool(count))
        shows_nothing = not count if is_empty is None else is_empty
        self._stack.setCurrentWidget(self.nothing if shows_nothing else self._view)

    def show_foot(self, *, shown: bool) -> None:
        """Show the foot, or not while there is nothing to do."""
        self._bottom.setVisible(shown)

    def _build(self) -> None:
        m = self._ui.m
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        upper = QVBoxLayout()
        upper.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s4)
        upper.setSpacing(m.s3)
        line = self._ui.row(m.s2)
        line.addWidget(self._title)
        line.addWidget(self._count)
        line.addStretch(1)
        line.addLayout(self.head)
        upper.addLayout(line)
        self.above.setSpacing(m.s3)
        upper.addLayout(self.above)
        upper.addWidget(self.banner)
        card, inner = self._ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._stack)
        self.body.setSpacing(m.s3)
        self.body.addWidget(card, 3)
        upper.addLayout(self.body, 1)
        whole.addLayout(upper, 1)
        whole.addWidget(self._bottom)
        self._stack.addWidget(self._view)
        self._stack.addWidget(self.nothing)
        self.foot.setContentsMargins(m.s5, m.s3, m.s5, m.s3)
        self.foot.setSpacing(m.s2)
        self._bottom.hide()
