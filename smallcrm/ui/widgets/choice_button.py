"""A large button that explains itself: for questions with two or three answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from smallcrm.core.text import Text
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui


class ChoiceButton(Button):
    """An icon, a title and a sentence; the whole surface is the button."""

    def __init__(
        self, ui: Ui, icon: str, title: Text | str, sentence: Text, clicked: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("variant", "choice")
        self.setAccessibleName(str(title))
        self.setAccessibleDescription(str(sentence))
        self.clicked.connect(lambda _checked: clicked())
        self._row = QHBoxLayout(self)
        m = ui.m
        self._row.setContentsMargins(m.s4, m.s3, m.s4, m.s3)
        self._row.setSpacing(m.s4)
        self._row.addWidget(ui.picture(icon, "accent", 24))
        words = ui.column(2)
        words.addWidget(ui.label(title, "subtitle", wrap=True))
        words.addWidget(ui.label(sentence, "body", "2", wrap=True))
        self._row.addLayout(words, 1)
        self._row.addWidget(ui.picture("chevron_right", "text3", 20))
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)
