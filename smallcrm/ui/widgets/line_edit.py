"""A line of text that is saved when it is left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit


class LineEdit(QLineEdit):
    """Knows what is stored and what is typed; nothing that somebody typed is ever overwritten.

    Signals:
        committed: The field was left, or Enter pressed, and its text is not the stored one.
        reverted: Esc brought the stored text back.
    """

    committed = Signal(str)
    reverted = Signal()

    def __init__(self, text: str = "", placeholder: str = "") -> None:
        super().__init__(text)
        self._stored = text
        self._sent: str | None = None
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.commit)

    @property
    def stored(self) -> str:
        """The text as it is saved."""
        return self._stored

    @property
    def is_pending(self) -> bool:
        """Whether something is typed that is not saved, or was refused."""
        return self.text().strip() != self._stored

    def set_value(self, text: str) -> None:
        """The stored text is *text* now; it is shown unless something else is being typed."""
        was_pending = self.is_pending
        self._stored = text
        if not was_pending and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)  # what is too long is read from its beginning

    def settle(self) -> None:
        """What was committed is saved: show it as it was stored, without idle blanks."""
        if self.text() == self._sent:
            self.setText(self._stored)
        self._sent = None

    def reset(self) -> None:
        """Forget what is typed and show what is stored."""
        self._sent = None
        self.setText(self._stored)

    def commit(self) -> None:
        """Say what is typed, once, if it is not stored."""
        if self.is_pending and self.text() != self._sent:
            self._sent = self.text()
            self.committed.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._stored:
            self.reset()
            self.reverted.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def _on_edited(self) -> None:
        self._sent = None
