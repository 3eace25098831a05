"""Several lines of text that save themselves at each pause."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

PAUSE = 800  # milliseconds after the last key
_EDGE = 22  # pixels around the text: padding, border, margin of the document


class TextArea(QPlainTextEdit):
    """Grows with its text between a least and a greatest number of lines; Tab goes on.

    Signals:
        committed: The text is not the stored one: after a pause, and when the field is left.
        reverted: Esc brought back what stood there when the keyboard came.
    """

    committed = Signal(str)
    reverted = Signal()

    def __init__(self, lines: tuple[int, int] = (3, 12)) -> None:
        super().__init__()
        self._lines = lines
        self._stored = ""
        self._at_focus = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.commit)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)
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

    def settle(self) -> None:
        """What was committed is saved; the text stays as it is, the cursor too."""

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

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._wanted_height())

    def _wanted_height(self) -> int:
        least, most = self._lines
        shown = min(max(round(self.document().size().height()), least), most)
        return shown * self.fontMetrics().lineSpacing() + _EDGE

    def _on_size(self) -> None:
        self.updateGeometry()

    def _on_edited(self) -> None:
        self._pause.start()

    def _show(self, text: str) -> None:
        self.setPlainText(text)
        self._pause.stop()
