"""Tabs above a page; those that find no room go into a menu, none is ever cut off."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui


class Tabs(QWidget):
    """One of several pages is chosen; arrows move.

    Signals:
        chosen: The user chose another one; carries its key.
    """

    chosen = Signal(str)

    def __init__(self, ui: Ui, name: Text | str) -> None:
        super().__init__()
        self._ui = ui
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._absent: set[str] = set()
        self._menu = QMenu(self)
        self._more = ui.menu_button("more", T("More"), self._menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(ui.m.s4)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.setAccessibleName(str(name))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._menu.aboutToShow.connect(self._fill_menu)
        ui.theme.changed.connect(self._fit)

    def add(self, key: str, words: Text | str) -> None:
        """Add a tab; the first one is chosen."""
        button = self._ui.button(words, "tab", checkable=True)
        button.setChecked(not self._buttons)
        button.clicked.connect(lambda: self._on_clicked(key))
        self._group.addButton(button)
        self._buttons[key] = button
        self._row.insertWidget(len(self._buttons) - 1, button)

    def set_words(self, key: str, words: Text | str) -> None:
        """Call a tab something else (a count may have changed)."""
        self._buttons[key].setText(str(words).replace("&", "&&"))
        self._buttons[key].setAccessibleName(str(words))
        self._fit()

    def set_present(self, key: str, *, present: bool) -> None:
        """Offer the tab, or not."""
        (self._absent.discard if present else self._absent.add)(key)
        self._fit()

    def offers(self, key: str) -> bool:
        """Whether there is a tab *key* just now."""
        return key in self._buttons and key not in self._absent

    def current(self) -> str:
        """The key of the chosen tab."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Choose *key*, without a signal."""
        self._buttons[key].setChecked(True)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(self._ui.theme.size(80), least.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = [key for key in self._buttons if key not in self._absent]
        key = keys[(keys.index(self.current()) + step) % len(keys)]
        self._on_clicked(key)
        self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self) -> None:
        """Show what finds room beside the menu; the chosen one always."""
        gap = self._row.spacing()
        shown = [key for key in self._buttons if key not in self._absent]
        widths = {key: self._buttons[key].sizeHint().width() + gap for key in shown}
        room = self.width()
        if sum(widths.values()) > room + gap:
            room -= self._more.sizeHint().width() + gap
        current = self.current() if self._buttons else ""
        room -= widths.get(current, 0)
        for key, button in self._buttons.items():
            fits = key == current or (key in widths and widths[key] <= room)
            if key != current and key in widths:
                room = room - widths[key] if fits else 0  # what follows goes into the menu too
            button.setVisible(fits and key in widths)
        self._more.setVisible(any(self._buttons[key].isHidden() for key in shown))

    def _fill_menu(self) -> None:
        self._menu.clear()
        for key, button in self._buttons.items():
            if key not in self._absent and button.isHidden():
                action = self._menu.addAction(button.text())
                action.triggered.connect(lambda _on=False, to=key: self._on_clicked(to))

    def _on_clicked(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)
