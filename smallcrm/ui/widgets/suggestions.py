"""What one may mean, offered beneath a field while one types; the keyboard stays in the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout

from smallcrm.core.text import Text
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.mention_edit import MentionEdit
from smallcrm.ui.widgets.offers import Face, Look, OfferDelegate, OfferModel
from smallcrm.ui.widgets.rows import note_hovered

PAUSE = 40  # milliseconds without a key before it is asked
_ROWS = 8
_LINE = 40
_NARROWEST = 340
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Suggestion(NamedTuple):
    """One line of the list.

    Attributes:
        title, detail: At the left, and quieter at the right.
        value: What is handed on when it is taken.
        is_likely: Whether Enter takes it although nobody went to it with the arrows. Those
            that are not come last; Down stops before them once, Up never goes round to them.
        icon: A file of ``resources/icons``.
    """

    title: str
    detail: str = ""
    value: object = None
    is_likely: bool = True
    icon: str = ""


Deliver = Callable[[Sequence[Suggestion]], None]
Find = Callable[[str, Deliver], None]  # what is typed, where the answer goes


class Suggestions(QFrame):
    """A list that appears beneath *edit* while somebody types there.

    Enter or Tab take the marked line, the arrows mark another one, Esc closes the list and
    leaves what was typed. An Enter that comes before the answer waits for it.

    Attributes:
        least: How many letters have to be typed; 0 offers everything on Down.

    Signals:
        taken: A line was chosen; carries the Suggestion.
        passed: An Enter was waiting, but there was nothing to take.
    """

    taken = Signal(object)
    passed = Signal()

    def __init__(
        self, ui: Ui, edit: QLineEdit | MentionEdit, find: Find, hint: Text | str = ""
    ) -> None:
        super().__init__(edit.window())
        self.least = 2
        self._ui = ui
        self._edit = edit
        self._find = find
        self._asked = 0
        self._answered = 0
        self._is_awaited = False
        self._is_at_end = False  # Down was pressed on the last likely line
        self._model = OfferModel(_face, self)
        self._view = QListView()
        self._hint = ui.label(hint, "caption", "3")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self._build()
        edit.textEdited.connect(self._on_typed)
        edit.destroyed.connect(self.deleteLater)
        self.hide()

    @property
    def offered(self) -> list[Suggestion]:
        """What is offered now."""
        return self._model.lines

    def offer(self) -> None:
        """Ask at once, whatever is typed."""
        self._asked += 1
        self._ask()

    def close_list(self) -> None:
        """Offer nothing; answers on their way are not shown."""
        self._pause.stop()
        self._asked += 1
        self._answered = self._asked
        self._is_awaited = False
        self.hide()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Use a key pressed in the field; False when it is the field's own."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return self._step(1 if key == Qt.Key.Key_Down else -1)
        if key == Qt.Key.Key_Escape and self.isVisible():
            self.close_list()
            return True
        return self._take_marked(key) if key in _TAKE else False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self.handle_key(event)
            if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
                self.close_list()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        m = self._ui.m
        self.setProperty("surface", "raised")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s1, m.s1, m.s1, m.s1)
        layout.setSpacing(0)
        layout.addWidget(self._view)
        layout.addWidget(self._hint)
        self._hint.setContentsMargins(m.s3, m.s1, m.s3, m.s1)
        self._hint.setVisible(bool(self._hint.text()))
        self._view.setModel(self._model)
        self._delegate = OfferDelegate(self._ui, Look(_LINE, 1, m.s2))
        self._view.setItemDelegate(self._delegate)
        self._view.setUniformItemSizes(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAccessibleName(self._edit.accessibleName())
        note_hovered(self._view)
        self._view.pressed.connect(self._take)
        self._edit.installEventFilter(self)

    def _on_typed(self, typed: str) -> None:
        self._asked += 1
        self._is_awaited = False
        if len(typed.strip()) < max(self.least, 1):
            self.close_list()
        else:
            self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        asked = self._asked

        def deliver(found: Sequence[Suggestion]) -> None:
            if asked == self._asked and self._edit.hasFocus():
                self._answered = asked
                self._show(found)

        self._find(self._edit.text().strip(), deliver)

    def _show(self, found: Sequence[Suggestion]) -> None:
        self._model.set_lines(found)
        self._is_at_end = False
        likely = bool(found) and found[0].is_likely
        self._view.setCurrentIndex(self._model.index(0) if likely else QModelIndex())
        if self._is_awaited:
            self._is_awaited = False
            if likely:
                self._take(self._model.index(0))
            else:
                self.close_list()
                self.passed.emit()
        elif found:
            self._place()
            self.show()
            self.raise_()
        else:
            self.hide()

    def _place(self) -> None:
        """Beneath the field, or above it where more fits there; no higher than there is room."""
        window = self._edit.window()
        lines = min(self._model.rowCount(), _ROWS)
        hint = self._hint.sizeHint().height() if self._hint.text() else 0
        height = lines * self._ui.theme.size(_LINE) + 2 * self._ui.m.s1 + 2 + hint
        width = max(self._edit.width(), self._ui.theme.size(_NARROWEST))
        above = self._edit.mapTo(window, QPoint(0, -2))
        beneath = self._edit.mapTo(window, QPoint(0, self._edit.height() + 2))
        room = window.height() - beneath.y()
        left = min(beneath.x(), window.width() - width - self._ui.m.s2)
        if height > room and above.y() > room:
            height = min(height, above.y())
            self.setGeometry(left, above.y() - height, width, height)
        else:
            self.setGeometry(left, beneath.y(), width, min(height, room))

    def _step(self, step: int) -> bool:
        if not self.isVisible():
            if step > 0 and len(self._edit.text().strip()) >= self.least:
                self.offer()
                return True
            return False
        self._view.setCurrentIndex(self._model.index(self._next_row(step)))
        return True

    def _next_row(self, step: int) -> int:
        count, row = self._model.rowCount(), self._view.currentIndex().row()
        last_likely = sum(line.is_likely for line in self._model.lines) - 1
        if last_likely in (-1, count - 1):
            return (row + step) % count if row >= 0 or step > 0 else count - 1
        if step > 0 and row == last_likely and not self._is_at_end:
            self._is_at_end = True
            return row
        self._is_at_end = False
        return last_likely if step < 0 and row == 0 else (row + step) % count

    def _take_marked(self, key: Qt.Key) -> bool:
        if self._asked != self._answered and key != Qt.Key.Key_Tab:
            self._is_awaited = True
            self._ask()
            return True
        index = self._view.currentIndex()
        if not self.isVisible() or not index.isValid():
            return False
        self._take(index)
        return True

    def _take(self, index: QModelIndex) -> None:
        line: Suggestion = self._model.lines[index.row()]
        self.close_list()
        self.taken.emit(line)


def _face(line: Suggestion) -> Face:
    return Face(line.title, right=line.detail, icon=line.icon)
