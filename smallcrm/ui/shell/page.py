"""What all pages have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from smallcrm.core.changes import Changes
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context


class Page(QWidget):
    """A place of the window. Subclasses override what they need; all of it may be left out.

    Attributes:
        tables: Of the data file: when one of them changes, ``reload`` is called, at once or
            when the page is next shown.

    Signals:
        moved: The page shows something else by itself; carries its address.
        renamed: What is shown has another address now (a new thing was stored); it takes the
            place of the present one in the history.
    """

    tables: ClassVar[tuple[str, ...]] = ()
    moved = Signal(str)
    renamed = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.ui = context.ui
        self._is_stale = False
        self.setProperty("surface", "canvas")
        context.ops.changed.connect(self._on_changed)

    def build_ahead(self) -> Sequence[Callable[[], object]]:
        """Parts that can be made before the page is shown, one in each idle moment."""
        return ()

    def show_address(self, address: Address) -> None:
        """Show *address*; without ``moved``."""

    def headline(self) -> str:
        """What is shown, in a few words, for the list of what was seen last; may be empty."""
        return ""

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return ()

    def offers(self) -> Sequence[Command]:
        """What can be done with the thing that is shown just now, for the palette.

        Their shortcuts are only told: keys belong to ``commands``.
        """
        return ()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes within the page, in order; into what holds it all or a control of it."""
        return ()

    def start_filter(self) -> None:
        """Ctrl+F: put the cursor where this page is filtered."""

    def reload(self) -> None:
        """Read the data again, keeping place and choice."""

    def leave(self) -> bool:
        """Save what is typed, before another page or the end; False keeps the page shown."""
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.reload()

    def _on_changed(self, changes: Changes) -> None:
        if not changes.touches(*self.tables):
            return
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True  # nobody looks: wait until somebody does
