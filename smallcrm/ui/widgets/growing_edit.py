"""Plain text that takes as much room as it needs, between two limits."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

_EDGE = 18  # pixels around the text: padding and border above and beneath
_BREAK = "\u200b"  # no width: a long address goes on in the next line after its @
_MARGIN = 0.5  # of the document; 0 would cut the first letter's serif


class GrowingEdit(QPlainTextEdit):
    """As high as its lines, from the least to the greatest number of them; Tab goes on.

    Args:
        lines: The least and the greatest number of lines.
        edge: Pixels above and beneath the text together.
    """

    def __init__(self, lines: tuple[int, int], edge: int = _EDGE) -> None:
        super().__init__()
        self._lines = lines
        self._edge = edge
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_size()  # another width breaks the lines elsewhere

    def _height(self) -> int:
        least, most = self._lines
        shown = min(max(round(self.document().size().height()), least), most)
        return shown * self.fontMetrics().lineSpacing() + self._edge

    def _on_size(self) -> None:
        fits = self.document().size().height() <= self._lines[1]
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )
        self.updateGeometry()


class ValueText(GrowingEdit):
    """Data that is only read: it wraps anywhere, and can be selected and copied; no caret."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__((1, 12), edge=2)
        self.setReadOnly(True)
        self.setProperty("value", "true")
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setPlainText(text.replace("@", f"@{_BREAK}"))
        self.setAccessibleName(name)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(0)  # a caret would promise that one can type here
        self.setCursorWidth(0)  # a caret would promise that one can type here
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def toPlainText(self) -> str:
        return super().toPlainText().replace(_BREAK, "")

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()  # what is copied has no marks of ours in it
        data.setText(super().createMimeDataFromSelection().text().replace(_BREAK, ""))
        return data
