"""What stands at the right of the contact list, as its page knows it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Detail(QWidget):
    """Shows one contact; loaded with the services, after the first picture.

    Signals:
        gone: The contact is no longer there (undone, erased): show something else.
        left: Contacts were archived: show another one; carries their ids.
    """

    gone = Signal()
    left = Signal(object)

    def show_contact(self, contact_id: int, tab: str = "", entry: str = "") -> None:
        """Show *contact_id* instead, and its *tab* (``details``) where one is named.

        *entry* is one of the timeline that is to be seen: ``note-7``.
        """

    def reload(self) -> None:
        """Read the contact again: something changed."""

    def headline(self) -> str:
        """The name of the contact that is shown."""
        return ""

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes within it."""
        return ()

    def leave(self) -> bool:
        """Save what is typed; False keeps the contact shown."""
        return True

    def do(self, name: str) -> None:
        """Do the deed of ``contacts.commands`` called *name*, if it makes sense now."""

    def start(self) -> None:
        """Show the contact from its beginning, with the keyboard where a note is written."""

    def archive(self, contact_ids: list[int]) -> None:
        """Put these contacts into the bin."""
