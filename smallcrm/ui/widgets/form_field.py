"""A label, an editor and a line for what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core.text import Text
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.typed_edit import TypedEdit


class FormField(QWidget):
    """One field of a form: the message stands beneath it and is read out with it.

    Attributes:
        editor: The widget that was handed in.
    """

    def __init__(
        self, ui: Ui, label: Text | str, editor: QWidget, hint: Text | str = "", *, name: str = ""
    ) -> None:
        super().__init__()
        self.editor = editor
        self._hint = str(hint)
        self._label = ui.label(label, "caption_strong", "2")
        self._message = ui.label(self._hint, "caption", "2", wrap=True)
        self._build(str(label), name)

    @property
    def label(self) -> QLabel:
        """The words above the editor."""
        return self._label

    @property
    def error(self) -> str:
        """What is said to be wrong; empty when nothing is."""
        return self._message.text() if self._message.property("tone") == "danger" else ""

    def set_hint(self, hint: Text | str) -> None:
        """Say something else beneath the editor while nothing is wrong."""
        self._hint = str(hint)
        if not self.error:
            self.clear_error()

    def set_error(self, sentence: str) -> None:
        """Say what is wrong; an empty *sentence* takes it back."""
        self._message.setText(sentence or self._hint)
        self._message.setVisible(bool(sentence or self._hint))
        self._fit_message()
        set_property(self._message, "tone", "danger" if sentence else "2")
        set_property(self.editor, "invalid", bool(sentence))
        self.editor.setAccessibleDescription(sentence or self._hint)

    def clear_error(self) -> None:
        """Nothing is wrong any more."""
        self.set_error("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_message()

    def _fit_message(self) -> None:
        """Keep room for all its lines: a layout that stands at the top keeps that of two."""
        self._message.setMinimumHeight(max(self._message.heightForWidth(self.width()), 0))

    def _build(self, label: str, name: str) -> None:
        self._label.setBuddy(self.editor)
        self.editor.setAccessibleName(label)
        if isinstance(self.editor, QAbstractSpinBox):
            for line in self.editor.findChildren(QLineEdit):  # where the keyboard is
                line.setAccessibleName(label)
        self.editor.setAccessibleDescription(self._hint)
        if name:
            self.editor.setObjectName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(self.editor)
        layout.addWidget(self._message)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._message.setVisible(bool(self._hint))
        policy = self.editor.sizePolicy().verticalPolicy()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        if isinstance(self.editor, TypedEdit):
            self.editor.refused.connect(self.set_error)
            self.editor.committed.connect(self.clear_error)
            self.editor.reverted.connect(self.clear_error)
