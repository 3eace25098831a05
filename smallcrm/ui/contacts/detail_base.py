"""What stands at the right of the contact list, as its page knows it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Detail(QWidget):
    """Shows one contact; loaded with the services, after the first picture.

    Signals:
        gone: The contact is no longer there (undone, erased): show something else.
    """

    gone = Signal()

    def show_contact(self, contact_id: int) -> None:
        """Show *contact_id* instead."""

    def reload(self) -> None:
        """Read the contact again: something changed."""

    def headline(self) -> str:
        """The name of the contact that is shown."""
        return ""

    def leave(self) -> bool:
        """Save what is typed; False keeps the contact shown."""
        return True
