"""A telephone number in the details, with the menu of what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from smallcrm.services.contacts import Labelled
from smallcrm.ui.calling.phone_menu import Reached, phone_button
from smallcrm.ui.contacts.labelled_row import Kind, LabelledRow
from smallcrm.ui.shell.context import Context


class PhoneRow(LabelledRow):
    """The menu is of what is stored; what is being typed is no number of anybody yet."""

    def __init__(self, context: Context, kind: Kind, find: Callable[[str], Reached | None]) -> None:
        self.menu = phone_button(context, lambda: find(self.stored.value) if self.stored else None)
        super().__init__(context.ui, kind, self.menu)
        self.menu.hide()

    def show_value(self, value: Labelled) -> None:
        super().show_value(value)
        self.menu.show()

    def empty(self) -> None:
        super().empty()
        self.menu.hide()
