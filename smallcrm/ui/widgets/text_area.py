"""Several lines of text that save themselves at each pause."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from smallcrm.ui.widgets.growing_edit import GrowingEdit

PAUSE = 800  # milliseconds after the last key


class TextArea(GrowingEdit):
    """A note that nobody has to save.

    Signals:
        committed: The text is not the stored one: after a pause, and when the field is left.
        reverted: Esc brought back what stood there when the keyboard came.
    """

    committed = Signal(str)
    reverted = Signal()

    def __init__(self, lines: tuple[int, int] = (3, 12)) -> None:
        super().__init__(lines)
        self._stored = ""
        self._at_focus = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._on_edited)

    @property
    def stored(self) -> str:
        """The text as it is saved."""
        return self._stored

    @property
    def is_pending(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.toPlainText().strip() != self._stored

    def set_value(self, text: str) -> None:
        """The stored text is *text* now; it is shown unless something else is being typed."""
        was_pending = self.is_pending
        self._stored = text
        if not was_pending and self.toPlainText().strip() != text:
            self._show(text)
            self._at_focus = text

    def settle(self) -> None:
        """What was committed is saved; the text stays as it is, the cursor too."""

    def reset(self) -> None:
        """Forget what is typed and show what is stored."""
        self._show(self._stored)

    def commit(self) -> None:
        """Say what is typed if it is not stored."""
        self._pause.stop()
        if self.is_pending:
            self.committed.emit(self.toPlainText().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._at_focus:
            self._show(self._at_focus)
            self.commit()
            self.reverted.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._at_focus = self.toPlainText()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def _on_edited(self) -> None:
        self._pause.start()

    def _show(self, text: str) -> None:
        self.setPlainText(text)
        self._pause.stop()
