"""The icon beside the clock: the window comes back from it, and the system shows reminders."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from smallcrm.core.text import TN, T
from smallcrm.services.tasks import DueTask
from smallcrm.ui.reminding import words
from smallcrm.ui.widgets.factory import Ui

_SHOWN = 10_000  # milliseconds
_Reason = QSystemTrayIcon.ActivationReason


def is_there() -> bool:
    """Whether this desktop has a place for such icons."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """There while the program runs, on desktops that have a place for it.

    Signals:
        opened: The window is to come forward.
        added: A new task is wanted.
        left: The program is to end.
        clicked: The message was clicked.
    """

    opened = Signal()
    added = Signal()
    left = Signal()
    clicked = Signal()

    def __init__(self, ui: Ui, parent: QObject) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(ui.icon("tasks", "accent"), self)
        self._icon.setToolTip(str(T("SmallCRM")))
        self._menu = QMenu()
        for text, icon, signal in (
            (T("Open SmallCRM"), "external", self.opened),
            (T("New task"), "plus", self.added),
            (T("End SmallCRM"), "close", self.left),
        ):
            ui.action(self._menu, text, icon, signal.emit)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.clicked)
        self._icon.show()

    @property
    def menu(self) -> QMenu:
        """What a right click offers."""
        return self._menu

    def tell(self, found: Sequence[DueTask]) -> None:
        """Have the system show what calls: one message, however many there are."""
        if not QSystemTrayIcon.supportsMessages() or not found:
            return
        first = found[0]
        title = first.title
        if len(found) > 1:
            title = str(TN("{count} reminder", "{count} reminders", len(found)))
        lines = [
            ", ".join(filter(None, (task.title if len(found) > 1 else "", words.when(task),
                                    task.contact, task.phone)))
            for task in found[:3]
        ]  # fmt: skip
        self._icon.showMessage(title, "\n".join(lines), self._icon.icon(), _SHOWN)

    def say(self, text: object) -> None:
        """Have the system show a sentence."""
        self._icon.showMessage(str(T("SmallCRM")), str(text), self._icon.icon(), _SHOWN)

    def hide(self) -> None:
        """Take the icon away."""
        self._icon.hide()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (_Reason.Trigger, _Reason.DoubleClick):
            self.opened.emit()
