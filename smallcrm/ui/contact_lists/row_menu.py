"""The menu of one contact in the table or among the cards: its page, and its numbers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactView
from smallcrm.ui.calling import phone_menu
from smallcrm.ui.contact_lists.cards import Cards
from smallcrm.ui.contact_lists.table import ContactTable
from smallcrm.ui.shell.context import Context


class RowMenu(QObject):
    """Opens by the right button of the mouse and by the menu key, once the contact is read."""

    def __init__(self, context: Context, view: ContactTable | Cards) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_wanted)

    def _on_wanted(self, place: QPoint) -> None:
        """*place* is that of the pointer; of the menu key, the middle of the current contact."""
        view = self._view
        if view.viewport().rect().contains(place):
            index = view.indexAt(place)
            if not index.isValid():
                return
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            view.selectionModel().setCurrentIndex(index, flag)
        contact_id = view.current_id()
        if contact_id:
            self._context.ops.ask(
                self,
                lambda session: contacts.get_view(session, contact_id, entries=0),
                lambda found: self._open(found, view.viewport().mapToGlobal(place)),
            )

    def _open(self, found: ContactView, place: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        address = f"crm://contact/{found.id}"
        self._context.ui.action(menu, T("Open"), "contact", partial(self._context.open, address))
        menu.addSeparator()
        for phone in found.phones:
            inside = menu if len(found.phones) == 1 else menu.addMenu(phone.value)
            phone_menu.fill(self._context, inside, phone_menu.reached(found, phone.value))
        menu.popup(place)
