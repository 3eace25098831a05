"""The line in which an entry is written: Enter saves it, Tab makes it another kind, @ names."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent, QShowEvent

from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.mention_edit import MentionEdit
from smallcrm.ui.widgets.plain import plain_tooltip

_MOST_LINES = 8
_PLACEHOLDERS: dict[str, Text] = {
    "note": T("Write a note…  @ names somebody, Tab makes it a call, a visit, a task"),
    "call": T("What was said on the phone…"),
    "meeting": T("What was said at the meeting…"),
    "visit": T("What was seen and said at the visit…"),
    "message": T("What the message said…"),
    "email": T("What the email said…"),
    "task": T("What is to be done…"),
}


class Composer(MentionEdit):
    """Keeps what is typed until it is saved.

    Attributes:
        turn: Makes it another kind: 1 for the next one (Tab), -1 for the one before; False where
            there is none, so that the keyboard goes on.

    Signals:
        descended: Down was pressed on the last line.
        submitted: Enter was pressed on some words; carries them.
        pictured: A picture was pasted; carries the QImage.
        cancelled: Esc was pressed while a note was being changed.
    """

    submitted = Signal(str)
    descended = Signal()
    cancelled = Signal()
    pictured = Signal(QImage)

    def __init__(self) -> None:
        super().__init__((1, _MOST_LINES))
        self._changes = 0
        self._kind = "note"
        self.turn: Callable[[int], bool] = lambda _step: False
        self.setTabChangesFocus(True)
        self.setAccessibleName(str(T("Note")))
        keys = str(T("Tab makes it another kind, Down goes to what the kind has, Enter saves"))
        self.setAccessibleDescription(keys)
        self.setToolTip(plain_tooltip(keys))
        self._say_what_for()

    @property
    def changes(self) -> int:
        """The id of the note that is being changed, or 0 for a new one."""
        return self._changes

    def change(self, note_id: int, words: str) -> None:
        """Change the note *note_id* instead of writing a new one."""
        self._changes = note_id
        self.show_words(words)
        self.selectAll()
        self.setFocus()
        self._say_what_for()

    def start_anew(self) -> None:
        """Be empty again, for a new note."""
        self._changes = 0
        self.clear()
        self._say_what_for()

    def show_kind(self, kind: str) -> None:
        """Say what is written here: a note, what was said on a call, a task."""
        self._kind = kind
        self._say_what_for()

    def submit(self) -> None:
        """Announce what is written; a note and a task need words, the others do not."""
        words = self.words().strip()
        if words or self._kind not in ("note", "task"):
            self.submitted.emit(words)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take a picture as a picture, anything else as its words."""
        if source.hasImage() and not source.hasText():
            self.pictured.emit(QImage(source.imageData()))
        else:
            super().insertFromMimeData(source)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or super().canInsertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submit()
        elif event.key() == Qt.Key.Key_Escape and self._is_begun():
            self.start_anew()
            self.cancelled.emit()
        elif event.key() == Qt.Key.Key_Down and not event.modifiers():
            before = self.textCursor().position()
            super().keyPressEvent(event)
            if self.textCursor().position() == before:  # there is no line beneath
                self.descended.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Go to another kind; from the last one, and back from the first, leave the line."""
        return self.turn(1 if next_ else -1) or super().focusNextPrevChild(next_)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._say_what_for()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say_what_for()

    def _is_begun(self) -> bool:
        return bool(self._changes or self.toPlainText() or self._kind != "note")

    def _is_narrow(self, words: str) -> bool:
        """Whether *words* would be cut off."""
        room = self.viewport().width() - 2 * self.document().documentMargin()
        return self.isVisible() and self.fontMetrics().horizontalAdvance(words) > room

    def _say_what_for(self) -> None:
        what = T("Change it; Enter saves it") if self._changes else _PLACEHOLDERS[self._kind]
        shown = str(what)
        if self._kind == "note" and self._is_narrow(shown) and not self._changes:
            shown = str(T("Write a note…"))
        self.setPlaceholderText(shown)
        set_property(self, "changes", bool(self._changes))
