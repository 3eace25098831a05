"""One typed line becomes a task; what was understood stands beneath it before Enter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import quick_add
from smallcrm.services.quick_add import Choice
from smallcrm.ui.quick_add import chips_of
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.flow_layout import FlowLayout

PAUSE = 60  # milliseconds after a key
_TASK = "task "  # quick add knows other kinds; here everything is one
_OTHERS = 3  # contacts of the same name that are offered besides the first


class QuickLine(QWidget):
    """A line and, beneath it, what it was understood to say.

    Signals:
        added: A task was added; carries its id.
        left: Down or Esc: the keyboard goes to the list.
    """

    added = Signal(int)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self.edit = _Line()
        self._understood = QWidget()
        self._flow = FlowLayout(context.ui.m.s1)
        self._choices: Sequence[Choice] = ()
        self._answered = ""
        self._is_waiting = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._build()

    def start(self, text: str = "") -> None:
        """Put the keyboard into the line; *text* is typed into it already."""
        if text:
            self.edit.setText(text)
            self._ask()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self.edit.end(False)  # noqa: FBT003 - Qt's; marked, the next key would replace it

    def chips(self) -> list[str]:
        """What is said to be understood."""
        labels = self._understood.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisibleTo(self)]

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._ui.m.s1)
        example = T("Add a task: Maria call Tue 16:30, every Monday 9:00, in 2 hours")
        self.edit.setPlaceholderText(str(example))
        self.edit.setAccessibleName(str(T("Add a task")))
        self.edit.setObjectName("quick_line")
        column.addWidget(self.edit)
        self._understood.setLayout(self._flow)
        self._understood.hide()
        column.addWidget(self._understood)
        self.edit.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self._ask)
        self.edit.returnPressed.connect(self._on_enter)
        self.edit.left.connect(self.left)

    def _ask(self) -> None:
        self._pause.stop()
        text, today = self.edit.text(), clock.today()
        self._context.ops.ask(
            self,
            lambda session: quick_add.understand(session, _TASK + text, today),
            lambda found: self._on_understood(text, found),
        )

    def _on_understood(self, text: str, found: Sequence[Choice]) -> None:
        if text != self.edit.text():
            return
        self._answered, self._choices = text, found
        self._show()
        if self._is_waiting:
            self._is_waiting = False
            self._add(0)

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        chips = chips_of(self._choices[0])[1:] if self._choices else []
        for words in chips:
            self._flow.addWidget(self._ui.pill(words, "accent"))
        for number, choice in enumerate(self._choices[1 : 1 + _OTHERS], start=1):
            name = choice.contact
            instead = T("For {name} instead", name=name) if name else T("Without a contact")
            add = partial(self._add, number)
            self._flow.addWidget(self._ui.button(instead, "link", clicked=add))
        self._understood.setVisible(bool(chips) and bool(self.edit.text().strip()))

    def _on_enter(self) -> None:
        if self._answered == self.edit.text() and not self._pause.isActive():
            self._add(0)
        elif self.edit.text().strip():
            self._is_waiting = True
            self._ask()

    def _add(self, number: int) -> None:
        if number >= len(self._choices):
            return
        choice = self._choices[number]
        self._context.ops.write(
            self,
            T("Add task: {title}", title=choice.title),
            lambda session: quick_add.add(session, choice),
            lambda task_id: self._on_added(choice, task_id),
            lambda error: self._context.fail(self, error),
        )

    def _on_added(self, choice: Choice, task_id: int) -> None:
        self._choices = ()
        self.edit.clear()
        self._show()
        self._context.say(T("Task added: {title}", title=choice.title), undo=True)
        self.added.emit(task_id)


class _Line(QLineEdit):
    """Esc empties the line, Down and Esc in an empty one leave it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
