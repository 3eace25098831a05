"""The line in which a note is written: Enter saves it, Shift+Enter begins another line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from smallcrm.core.text import T
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.growing_edit import GrowingEdit

_MOST_LINES = 8


class Composer(GrowingEdit):
    """Keeps what is typed until it is saved.

    Signals:
        submitted: Enter was pressed on some words; carries them.
        cancelled: Esc was pressed while a note was being changed.
    """

    submitted = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__((1, _MOST_LINES))
        self._changes = 0
        self.setAccessibleName(str(T("Note")))
        self._say_what_for()

    @property
    def changes(self) -> int:
        """The id of the note that is being changed, or 0 for a new one."""
        return self._changes

    def change(self, note_id: int, words: str) -> None:
        """Change the note *note_id* instead of writing a new one."""
        self._changes = note_id
        self.setPlainText(words)
        self.selectAll()
        self.setFocus()
        self._say_what_for()

    def start_anew(self) -> None:
        """Be empty again, for a new note."""
        self._changes = 0
        self.clear()
        self._say_what_for()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if words := self.toPlainText().strip():
                self.submitted.emit(words)
        elif event.key() == Qt.Key.Key_Escape and (self._changes or self.toPlainText()):
            self.start_anew()
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _say_what_for(self) -> None:
        what = T("Change the note; Enter saves it") if self._changes else T("Write a note…")
        self.setPlaceholderText(str(what))
        set_property(self, "changes", bool(self._changes))
