"""A telephone number in the details, with the menu of what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from smallcrm.core.dialing import number_of
from smallcrm.services.contacts import ContactView, Labelled
from smallcrm.ui.calling.phone_menu import Reached, phone_button
from smallcrm.ui.contacts.labelled_row import Kind, LabelledRow
from smallcrm.ui.shell.context import Context
from smallcrm.ui.talks import Whom


class PhoneRow(LabelledRow):
    """The menu is of what is stored; what is being typed is no number of anybody yet."""

    def __init__(self, context: Context, kind: Kind, find: Callable[[str], Reached | None]) -> None:
        super().__init__(context.ui, kind)
        self.menu = phone_button(context, lambda: find(self.stored.value) if self.stored else None)
        self.line_layout.insertWidget(2, self.menu)
        self.menu.hide()

    def show_value(self, value: Labelled) -> None:
        super().show_value(value)
        self.menu.show()

    def empty(self) -> None:
        super().empty()
        self.menu.hide()


def whom(view: ContactView) -> Whom:
    """The contact as somebody whom one talks with."""
    return Whom(view.id, view.uid, view.draft.name)


def reached(view: ContactView, typed: str) -> Reached:
    """The number *typed* of the contact, as it is dialed."""
    known = next((phone.e164 for phone in view.phones if phone.value == typed), "")
    return Reached(whom(view), number_of(known, typed), typed)
