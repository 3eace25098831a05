"""Undo and redo, and what the window says about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.text import T, Text
from smallcrm.ui.errors import show_error
from smallcrm.ui.ops import Ops
from smallcrm.ui.shell.commands import Command

if TYPE_CHECKING:  # loaded after the first picture
    from smallcrm.services.history import Turns


def tips(turns: Turns) -> tuple[Text, Text]:
    """What the arrows of Undo and Redo say when the mouse is on them."""
    undo = T("There is nothing to undo.")
    if turns.final is not None:
        undo = T("The last step, “{label}”, cannot be undone.", label=turns.final)
    elif turns.undo is not None:
        undo = T("Undo: {action}", action=turns.undo)
    if turns.redo is None:
        return undo, T("There is nothing to redo.")
    return undo, T("Redo: {action}", action=turns.redo)


class Turning(QObject):
    """Takes the last action back, and does it again.

    Args:
        say: Shows a text, perhaps the words of a button, what it does and its keys.
        leave: Saves what is typed, so that it is the last action; False when it cannot.

    Signals:
        turned: What Undo and Redo would do now has changed; carries history.Turns.
    """

    turned = Signal(object)

    def __init__(
        self,
        ops: Ops,
        say: Callable[..., object],
        leave: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._say = say
        self._leave = leave
        ops.ready.connect(self.look)
        ops.changed.connect(self.look)

    def look(self) -> None:
        """Find out what Undo and Redo would do now."""
        if self._ops.is_ready:
            query = load("smallcrm.services.history").next_turns
            self._ops.query(self, query, self.turned.emit)

    def commands(self) -> list[Command]:
        """Undo and redo with their keys."""
        return [
            Command("window.undo", T("Undo"), self.undo, "Ctrl+Z", "undo"),
            Command("window.redo", T("Redo"), self.redo, "Ctrl+Y Ctrl+Shift+Z", "redo"),
        ]

    def undo(self) -> None:
        """Take the last action back."""
        if self._leave():
            self._ops.undo(
                self,
                lambda undone: self._say_undone(undone.action, undone.label),
                self._on_failed,
            )

    def redo(self) -> None:
        """Do again what undo took back."""
        self._ops.redo(self, lambda done: self._say_redone(done.label), self._on_failed)

    def tell(self, text: str, can_undo: bool) -> None:  # noqa: FBT001 - a slot
        """Say that something was done, and offer the way back where there is one."""
        if can_undo:
            self._say(text, T("Undo"), self.undo, "Ctrl+Z")
        else:
            self._say(text)

    def _say_undone(self, action: int, label: Text) -> None:
        if not action:
            self._say(T("“{label}” stays: all of it was changed or used since.", label=label))
            return
        self._say(T("Undone: {action}", action=label), T("Redo"), self.redo, "Ctrl+Y")

    def _say_redone(self, label: Text) -> None:
        self._say(T("Done again: {action}", action=label))

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._say(str(error))
        else:
            show_error(self, error)
