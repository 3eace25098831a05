"""A telephone, an e-mail or a web address, and what kind it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core.text import T, Text
from smallcrm.services.contacts import Labelled, field_words
from smallcrm.ui.contacts.repeated import Row
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.line_edit import LineEdit

_BESIDE = 340  # logical pixels at 100 % in which there is room for a kind and a number


class Kind(NamedTuple):
    """What a row is for.

    Attributes:
        name: For screen readers and the tip of the button: "Phone".
        remove: The tip of the button that takes the row away.
        example: Shown while nothing is typed.
    """

    name: Text
    remove: Text
    example: str = ""
    labels: Mapping[str, Text] = field_words.LABELS


class LabelledRow(Row):
    """The kind at the left, the value, perhaps *beside* it, a button that takes both away.

    The kind stands above the value where that would be cut short.
    """

    def __init__(self, ui: Ui, kind: Kind, beside: QWidget | None = None) -> None:
        super().__init__(ui)
        self._theme = ui.theme
        self.label = LabelChoice(ui, kind.labels)
        self.line = LineEdit(placeholder=kind.example)
        self.line.setAccessibleName(str(kind.name))
        remove = ui.icon_button("close", kind.remove, clicked=self.removed.emit)
        row = ui.row(ui.m.s2)
        row.addWidget(self.line, 1)
        if beside is not None:
            row.addWidget(beside)
        row.addWidget(remove)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(ui.m.s2)
        self._parts.addWidget(self.label)
        self._parts.addLayout(row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ui.m.s1)
        layout.addLayout(self._parts)
        layout.addWidget(self._message)
        self.line.committed.connect(lambda _text: self.edited.emit())
        self.line.reverted.connect(self.reverted)
        self.label.committed.connect(self._on_label)

    def value(self) -> Labelled | None:
        """What is typed; None when nothing is."""
        text = self.line.text().strip()
        return Labelled(" ".join(text.split()), self.label.value()) if text else None

    def show_value(self, value: Labelled) -> None:
        self.line.set_value(value.value)
        self.label.set_value(value.label)

    def settle(self) -> None:
        self.line.settle()

    def empty(self) -> None:
        self.line.reset()
        self.line.set_value("")
        self.label.set_value("")

    def focus(self) -> None:
        self.line.setFocus()

    def faulty(self) -> QWidget:
        return self.line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_wide = self.width() >= self._theme.size(_BESIDE)
        self._parts.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)

    def _on_label(self) -> None:
        if self.line.text().strip():  # a kind alone is nothing yet
            self.edited.emit()


class LabelChoice(QComboBox):
    """The usual kinds, or a word of one's own.

    Signals:
        committed: Another kind was chosen or typed.
    """

    committed = Signal()

    def __init__(self, ui: Ui, labels: Mapping[str, Text]) -> None:
        super().__init__()
        self._ui = ui
        self._stored = ""
        self._line = QLineEdit()
        self.setEditable(True)
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(str(T("Kind")))
        self._line.setPlaceholderText(str(T("Kind")))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for name in labels.values():
            self.addItem(str(name))
        self.setCurrentIndex(-1)
        self.activated.connect(lambda _row: self._commit())
        self._line.editingFinished.connect(self._commit)

    def value(self) -> str:
        """The label as it is stored."""
        return field_words.label_key(self.currentText())

    def set_value(self, label: str) -> None:
        """The stored label is *label* now; what is being typed stays."""
        is_typing = self.hasFocus() and self.value() != self._stored
        self._stored = label
        if self.value() != label and not is_typing:
            self.setEditText(field_words.label(label))

    def sizeHint(self) -> QSize:
        return QSize(self._ui.theme.size(124), super().sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._line.selectAll()

    def _commit(self) -> None:
        if self.value() != self._stored:
            self._stored = self.value()
            self.committed.emit()
