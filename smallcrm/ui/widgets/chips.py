"""Choices side by side: saved filters, views, kinds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from smallcrm.core.text import Text
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.tab_order import chain


class Chips(QWidget):
    """One of several; arrows move, wraps where room is short.

    Signals:
        chosen: Another one was chosen by the user; carries its key.
    """

    chosen = Signal(str)

    def __init__(self, ui: Ui, choices: Sequence[tuple[str, Text | str]], name: Text | str) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._ui = ui
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        for key, words in choices:
            self._add(key, words)
        self.setAccessibleName(str(name))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        next(iter(self._buttons.values())).setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit(self.current()))

    def current(self) -> str:
        """The key of the chosen one."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    @property
    def words(self) -> str:
        """What the chosen one is called."""
        return self._buttons[self.current()].accessibleName()

    def choose(self, key: str) -> None:
        """Choose *key*, without a signal; nothing when it is not offered."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def click(self, key: str) -> None:
        """Choose *key* as the user does."""
        self._buttons[key].click()

    def set_words(self, key: str, words: Text | str) -> None:
        """Call *key* something else, for example with a count."""
        self._buttons[key].setText(str(words).replace("&", "&&"))
        self._buttons[key].setAccessibleName(str(words))

    def set_shown(self, key: str, *, shown: bool) -> None:
        """Offer *key*, or not while it makes no sense."""
        self._buttons[key].setVisible(shown)

    def offer(self, choices: Sequence[tuple[str, Text | str]]) -> None:
        """Offer other choices; the chosen one stays, or the first is chosen, without a signal."""
        chosen = self.current()
        if [key for key, _words in choices] != list(self._buttons):
            before = next(iter(self._buttons.values())).previousInFocusChain() or self
            for button in self._buttons.values():
                self._group.removeButton(button)
                self._flow.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons.clear()
            for key, words in choices:
                self._add(key, words)
            self.choose(chosen if chosen in self._buttons else choices[0][0])
            chain(before, *self._buttons.values())  # else Tab came to new chips last
            self.updateGeometry()
        for key, words in choices:
            self.set_words(key, words)

    def _add(self, key: str, words: Text | str) -> None:
        button = self._ui.button(words, "chip", checkable=True)
        self._group.addButton(button)
        self._buttons[key] = button
        self._flow.addWidget(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = [key for key, button in self._buttons.items() if not button.isHidden()]
        place = (keys.index(self.current()) + step) % len(keys)
        self._buttons[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)
        self._buttons[keys[place]].click()
