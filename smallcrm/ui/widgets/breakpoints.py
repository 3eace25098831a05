"""What changes when a window is narrow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from smallcrm.ui.theme.theme import Theme


class Breakpoints(QObject):
    """Calls back when a width passes a limit; limits grow with the text.

    The owner calls ``look(width)`` from its ``resizeEvent``; a switch of text size looks again.
    """

    def __init__(self, theme: Theme, owner: QObject) -> None:
        super().__init__(owner)  # and so gone with it: the theme lives longer than windows
        self._theme = theme
        self._rules: list[tuple[int, Callable[[bool], object]]] = []
        self._state: list[bool | None] = []
        self._width = 0
        theme.changed.connect(self._look_again)

    def below(self, limit: int, apply: Callable[[bool], object]) -> None:
        """Call *apply(True)* when narrower than *limit* at 100 %, *apply(False)* when not."""
        self._rules.append((limit, apply))
        self._state.append(None)

    def look(self, width: int) -> None:
        """The width is *width* now."""
        if width <= 0:
            return
        self._width = width
        for place, (limit, apply) in enumerate(self._rules):
            narrow = width < self._theme.size(limit)
            if narrow is not self._state[place]:
                self._state[place] = narrow
                apply(narrow)

    def _look_again(self) -> None:
        self.look(self._width)
