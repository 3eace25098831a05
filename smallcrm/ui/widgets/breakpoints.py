"""What changes when a window is narrow."""

from __future__ import annotations

from collections.abc import Callable

from smallcrm.ui.theme.theme import Theme


class Breakpoints:
    """Calls back when a width passes a limit; limits grow with the text.

    The owner calls ``look(width)`` from its ``resizeEvent``; a switch of text size looks again.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._rules: list[tuple[int, Callable[[bool], object]]] = []
        self._state: list[bool | None] = []
        self._width = 0
        theme.changed.connect(lambda: self.look(self._width))

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
