"""Everything that can be done, once: for shortcuts, menus, the palette and the list of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from smallcrm.core.text import Text


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done.

    Attributes:
        name: Never shown; ``contacts.archive``.
        text: In the palette and in menus: a verb first.
        run: Does it.
        shortcut: In Qt's portable form, several separated by blanks: ``Ctrl+Y Ctrl+Shift+Z``.
        icon: A file of ``resources/icons``.
        listed: Whether the palette offers it; True unless it only moves the focus.
    """

    name: str
    text: Text
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    listed: bool = True


class Commands(QObject):
    """The registry: each command is a QAction of the window.

    Commands of a page live in its scope, and work while that page is shown.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._scopes: dict[str, str] = {}
        self._scope = ""

    def add(self, commands: Iterable[Command], scope: str = "") -> None:
        """Register *commands*; with a *scope* they work only after ``use_scope(scope)``."""
        for command in commands:
            self._commands[command.name] = command
            self._scopes[command.name] = scope
            self._actions[command.name] = self._make(command, scope)

    def use_scope(self, scope: str) -> None:
        """The page *scope* is shown now."""
        self._scope = scope
        for name, action in self._actions.items():
            action.setEnabled(self._scopes[name] in ("", scope))

    def action(self, name: str) -> QAction:
        """The QAction of the command *name*, for menus and buttons."""
        return self._actions[name]

    def live(self) -> list[Command]:
        """The commands that work now, those of the page first."""
        names = [name for name, action in self._actions.items() if action.isEnabled()]
        names.sort(key=lambda name: self._scopes[name] == "")
        return [self._commands[name] for name in names]

    def keys(self, command: Command) -> str:
        """The first shortcut of *command* as this system writes it."""
        first = command.shortcut.split(" ")[0]
        return QKeySequence(first).toString(QKeySequence.SequenceFormat.NativeText)

    def _make(self, command: Command, scope: str) -> QAction:
        action = QAction(str(command.text), self._window)
        action.setObjectName(command.name)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setShortcuts([QKeySequence(keys) for keys in command.shortcut.split()])
        action.setEnabled(scope in ("", self._scope))
        action.triggered.connect(lambda _checked: command.run())
        self._window.addAction(action)
        return action
