"""Commands as Qt has them. Loaded after the first picture: these classes cost some milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.mnemonics import with_mnemonics
from smallcrm.ui.shell.places import NewSpec
from smallcrm.ui.widgets.factory import Ui


def make_action(window: QWidget, command: Command) -> QAction:
    """The action of *command*, with its shortcuts, belonging to *window*."""
    action = QAction(str(command.text), window)
    action.setObjectName(command.name)
    action.setAutoRepeat(False)  # a held key would archive, merge, issue one after the other
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setShortcuts([QKeySequence(keys) for keys in command.shortcut.split()])
    action.triggered.connect(lambda _checked: command.run())
    window.addAction(action)
    return action


def keys_text(command: Command) -> str:
    """The first shortcut of *command* as this system writes it."""
    first = command.shortcut.split(" ")[0]
    return QKeySequence(first).toString(QKeySequence.SequenceFormat.NativeText)


def make_new_menu(
    ui: Ui, parent: QWidget, specs: Sequence[NewSpec], chosen: Callable[[str], object]
) -> QMenu:
    """The menu New: a line with a letter of its own for each of *specs*."""
    menu = QMenu(parent)
    words = with_mnemonics([str(spec.text) for spec in specs])
    for spec, marked in zip(specs, words, strict=True):
        action = menu.addAction(ui.icon(spec.icon), marked)
        action.triggered.connect(lambda _on=False, to=spec.address: chosen(to))
    return menu
