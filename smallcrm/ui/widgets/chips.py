"""Choices side by side: saved filters, views, kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QSizePolicy, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.tab_order import chain


class _Rows(FlowLayout):
    """Knows how high it is once the chips are folded: else it would grow and shrink for ever."""

    def __init__(self, list_hints: Callable[[], list[QSize]]) -> None:
        super().__init__()
        self._list_hints = list_hints
        self.most = 0  # rows; 0: as many as there have to be

    def heightForWidth(self, width: int) -> int:
        hints = self._list_hints()
        if not self.most or not hints:
            return super().heightForWidth(width)
        rows = min(self.rows_of(hints, width), self.most)
        return rows * max(hint.height() for hint in hints) + (rows - 1) * self.gap


class Chips(QWidget):
    """One of several; arrows move, wraps where room is short (see ``fold``).

    Signals:
        chosen: Another one was chosen by the user; carries its key.
    """

    chosen = Signal(str)

    def __init__(self, ui: Ui, choices: Sequence[tuple[str, Text | str]], name: Text | str) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._absent: set[str] = set()
        self._more: Button | None = None
        self._ui = ui
        self._flow = _Rows(lambda: [self._hint(key) for key in self._offered()])
        self.setLayout(self._flow)
        for key, words in choices:
            self._add(key, words)
        self.setAccessibleName(str(name))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        next(iter(self._buttons.values())).setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self._on_clicked())

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
            self._fit()

    def fold(self, rows: int) -> None:
        """Take *rows* rows at most: what finds no room in them goes into a menu at their end.

        0 is for as many rows as there have to be.
        """
        self._flow.most = rows
        if self._more is None:
            menu = QMenu(self)
            menu.aboutToShow.connect(lambda: self._fill(menu))
            self._more = self._ui.menu_button("more", T("More"), menu)
            self._more.setProperty("small", "true")
            self._flow.addWidget(self._more)
            self._ui.theme.changed.connect(self._fit)
            chain(*self._buttons.values(), self._more)
        self._fit()

    def click(self, key: str) -> None:
        """Choose *key* as the user does."""
        self._buttons[key].click()

    def set_words(self, key: str, words: Text | str) -> None:
        """Call *key* something else, for example with a count."""
        self._say(key, words)
        self._fit()

    def set_shown(self, key: str, *, shown: bool) -> None:
        """Offer *key*, or not while it makes no sense."""
        (self._absent.discard if shown else self._absent.add)(key)
        self._buttons[key].setVisible(shown)
        self._fit()

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
            self._absent.clear()
            for key, words in choices:
                self._add(key, words)
            self.choose(chosen if chosen in self._buttons else choices[0][0])
            self._chain(before)
            self.updateGeometry()
        for key, words in choices:
            self._say(key, words)
        self._fit()

    def _say(self, key: str, words: Text | str) -> None:
        self._buttons[key].setText(str(words).replace("&", "&&"))
        self._buttons[key].setAccessibleName(str(words))

    def _add(self, key: str, words: Text | str) -> None:
        button = self._ui.button(words, "chip", checkable=True)
        self._group.addButton(button)
        self._buttons[key] = button
        self._flow.addWidget(button)

    def _chain(self, before: QWidget) -> None:
        """Have Tab come to new chips after *before*, else it came to them last."""
        chips: list[QWidget] = [*self._buttons.values()]
        if self._more is not None:
            self._flow.removeWidget(self._more)  # to the end
            self._flow.addWidget(self._more)
            chips.append(self._more)
        chain(before, *chips)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _offered(self) -> list[str]:
        return [key for key in self._buttons if key not in self._absent]

    def _hint(self, key: str) -> QSize:
        """How large a chip is, also one that was never seen and so has no style yet."""
        self._buttons[key].ensurePolished()
        return self._buttons[key].sizeHint()

    def _fit(self) -> None:
        """Show as many as find room in the rows, the chosen one always; all where none are said."""
        more, keys = self._more, self._offered()
        if more is None:
            return
        more.ensurePolished()
        hints, current = {key: self._hint(key) for key in keys}, self.current()
        shown = keys
        for count in range(len(keys), 0, -1):
            shown = keys[:count] if current in keys[:count] else [*keys[: count - 1], current]
            sizes = [hints[key] for key in shown]
            if count < len(keys):
                sizes.append(more.sizeHint())
            if not self._flow.most or self._flow.rows_of(sizes, self.width()) <= self._flow.most:
                break
        for key in keys:
            self._buttons[key].setVisible(key in shown)
        more.setVisible(len(shown) < len(keys))

    def _on_clicked(self) -> None:
        self._fit()
        self.chosen.emit(self.current())

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for key, button in self._buttons.items():
            if key not in self._absent and button.isHidden():
                menu.addAction(button.text()).triggered.connect(button.click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = self._offered()
        button = self._buttons[keys[(keys.index(self.current()) + step) % len(keys)]]
        button.show()  # it may have been in the menu
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()
