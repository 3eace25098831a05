"""Everything that can be done, once: for shortcuts, menus, the palette and the list of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from smallcrm.core.loading import load
from smallcrm.core.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class Command(NamedTuple):
    """One thing that can be done.

    Attributes:
        name: Never shown; ``contacts.archive``.
        text: In the palette and in menus: a verb first.
        run: Does it.
        shortcut: In Qt's portable form, several separated by blanks: ``Ctrl+Y Ctrl+Shift+Z``.
        icon: A file of ``resources/icons``.
        listed: Whether the palette offers it; True unless it only moves the focus.
        also: Words by which the palette finds it too; never shown.
    """

    name: str
    text: Text
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    listed: bool = True
    also: Text | None = None


class Commands(QObject):
    """The registry: each command is a QAction of the window.

    Commands of a page live in its scope, and work while that page is shown. The actions are made
    when ``start`` is called, after the first picture.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._scopes: dict[str, str] = {}
        self._impossible: set[str] = set()
        self._sources: dict[str, Callable[[], Iterable[Command]]] = {}
        self._scope = ""
        self._is_started = False

    def add(self, commands: Iterable[Command], scope: str = "") -> None:
        """Register *commands*; with a *scope* they work only after ``use_scope(scope)``."""
        for command in commands:
            self._commands[command.name] = command
            self._scopes[command.name] = scope
            if self._is_started:
                self.action(command.name)

    def add_source(self, offers: Callable[[], Iterable[Command]], scope: str) -> None:
        """Ask *offers* what can be done with what the page *scope* shows at that moment."""
        self._sources[scope] = offers

    def start(self) -> None:
        """Make all shortcuts work, those of commands that come later too."""
        self._is_started = True
        for name in self._commands:
            self.action(name)

    def use_scope(self, scope: str) -> None:
        """The page *scope* is shown now."""
        self._scope = scope
        for name, action in self._actions.items():
            action.setEnabled(self._can(name))

    def set_possible(self, name: str, possible: bool) -> None:  # noqa: FBT001 - read as a sentence
        """Say whether the command *name* makes sense now."""
        (self._impossible.discard if possible else self._impossible.add)(name)
        if name in self._actions:
            self._actions[name].setEnabled(self._can(name))

    def action(self, name: str) -> QAction:
        """The QAction of the command *name*, for menus and buttons."""
        if name not in self._actions:
            module = load("smallcrm.ui.shell.actions")
            made = module.make_action(self._window, self._commands[name])
            made.setEnabled(self._can(name))
            self._actions[name] = made
        return self._actions[name]

    def live(self) -> list[Command]:
        """The commands that work now, those of the page first."""
        names = [name for name in self._commands if self._can(name)]
        names.sort(key=lambda name: self._scopes[name] == "")
        return [self._commands[name] for name in names]

    def offered(self) -> list[Command]:
        """What the palette offers: what can be done with what is shown, then what works now."""
        source = self._sources.get(self._scope)
        return [*(source() if source is not None else ()), *self.live()]

    def keys(self, command: Command) -> str:
        """The first shortcut of *command* as this system writes it."""
        keys: str = load("smallcrm.ui.shell.actions").keys_text(command)
        return keys

    def _can(self, name: str) -> bool:
        return self._scopes[name] in ("", self._scope) and name not in self._impossible
