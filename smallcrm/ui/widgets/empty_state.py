"""What a page says when there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from smallcrm.core.text import Text
from smallcrm.ui.widgets.factory import Ui

_WIDEST = 420


class EmptyState(QWidget):
    """One sentence on what belongs here, the one thing to do now, and perhaps a quieter one."""

    def __init__(self, ui: Ui, title: Text | str, sentence: Text | str = "") -> None:
        super().__init__()
        self._ui = ui
        self._title = ui.label(title, "subtitle", wrap=True)
        self._sentence = ui.label(sentence, "body", "2", wrap=True)
        self._buttons = QHBoxLayout()
        self._build()
        ui.theme.changed.connect(self._fit)
        self._fit()

    def set_words(self, title: Text | str, sentence: Text | str = "") -> None:
        """Say something else."""
        self._title.setText(str(title))
        self._sentence.setText(str(sentence))
        self._fit()

    def add_action(
        self, words: Text | str, action: Callable[[], object], variant: str = "primary"
    ) -> QWidget:
        """Add a button; the first one is the primary one."""
        button = self._ui.button(words, variant, clicked=action)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def clear_actions(self) -> None:
        """Take all buttons away."""
        while self._buttons.count() > 2:  # noqa: PLR2004 - the two springs stay
            item = self._buttons.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the sentence out where there is no height for it: half a line says nothing."""
        widest = self._ui.theme.size(_WIDEST)
        for label in (self._title, self._sentence):
            label.setMaximumWidth(widest)
        is_said = bool(self._sentence.text())
        self._sentence.setVisible(is_said)
        layout = self.layout()
        if is_said and layout is not None and self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            layout.invalidate()
            self._sentence.setVisible(layout.totalHeightForWidth(self.width()) <= self.height())

    def _build(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(self._ui.m.s3)
        layout.addStretch(2)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(label, 8)
            line.addStretch(1)
            layout.addLayout(line)
        self._buttons.setSpacing(self._ui.m.s2)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        layout.addLayout(self._buttons)
        layout.addStretch(3)
        layout.setAlignment(middle)
