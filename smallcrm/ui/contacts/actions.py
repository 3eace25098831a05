"""Does what can be done with the contact that is shown: for buttons, menus, keys, the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from smallcrm.core import dialing
from smallcrm.core.loading import load
from smallcrm.core.text import TN, T
from smallcrm.services import contacts, documents
from smallcrm.services.contacts import REFUSED, ContactView
from smallcrm.ui.calling import deeds
from smallcrm.ui.calling.phone_menu import whom
from smallcrm.ui.confirming import confirm
from smallcrm.ui.contacts.commands import (
    ANSWER,
    ARCHIVE,
    CALL,
    DEAL,
    EDIT,
    ERASE,
    EXPORT,
    HISTORY,
    INVOICE,
    MAIL,
    MAIL_FILES,
    QUOTE,
    RESTORE,
    STATEMENT,
    Deed,
)
from smallcrm.ui.documents import addresses
from smallcrm.ui.dropped import NOTING
from smallcrm.ui.outside import open_outside
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.places import place_for


class ContactActions(QWidget):
    """Nothing happens while no contact is shown. Never visible itself: it owns the calls.

    Signals:
        edited: The contact is to be edited.
        left: Contacts were archived: show another one; carries their ids.
    """

    edited = Signal()
    left = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self._view: ContactView | None = None
        self._deeds: dict[str, tuple[Callable[[ContactView], bool], Callable[[], object]]] = {
            CALL.name: (lambda view: bool(_number(view)), self._call),
            ANSWER.name: (lambda view: not view.archived, self._answer),
            MAIL.name: (lambda view: bool(view.draft.emails), self._mail),
            QUOTE.name: (_can_write, lambda: self._new(documents.QUOTE)),
            INVOICE.name: (_can_write, lambda: self._new(documents.INVOICE)),
            DEAL.name: (lambda view: not view.archived, self.open_deal),
            STATEMENT.name: (lambda _view: True, self._statement),
            MAIL_FILES.name: (lambda view: not view.archived, self._note_mails),
            EDIT.name: (lambda _view: True, self.edited.emit),
            ARCHIVE.name: (lambda view: not view.archived, self._archive),
            RESTORE.name: (lambda view: view.archived, self._restore),
            HISTORY.name: (lambda _view: True, self._history),
            EXPORT.name: (lambda _view: True, self._export),
            ERASE.name: (lambda _view: True, self._erase),
        }

    def show_contact(self, view: ContactView | None) -> None:
        """*view* is on screen now."""
        self._view = view

    def can(self, deed: Deed) -> bool:
        """Whether *deed* makes sense for the contact on screen."""
        return self._view is not None and self._deeds[deed.name][0](self._view)

    def do(self, name: str) -> None:
        """Do the deed called *name*, if it makes sense now; else say what is missing."""
        makes_sense, run = self._deeds[name]
        if self._view is None:
            return
        if makes_sense(self._view):
            run()
        elif name == CALL.name and self._view.phones:
            self._context.say(T("No number of {name} can be dialed", name=self._view.draft.name))
        elif name == CALL.name:
            self._context.say(T("{name} has no phone number yet", name=self._view.draft.name))
        elif name == MAIL.name:
            self._context.say(T("{name} has no email yet", name=self._view.draft.name))

    def archive(self, contact_ids: Sequence[int]) -> None:
        """Put these contacts into the bin, and offer to take them out again."""
        count = len(contact_ids)
        view = self._view
        if view is not None and list(contact_ids) == [view.id]:
            said = T("{name} moved to the bin", name=view.draft.name)
        else:
            said = TN(
                "{count} contact moved to the bin", "{count} contacts moved to the bin", count
            )
        self._context.ops.write(
            self,
            TN("Move {count} contact to the bin", "Move {count} contacts to the bin", count),
            lambda session: contacts.archive(session, contact_ids),
            done=lambda _count: self._on_archived(contact_ids, str(said)),
        )

    def _on_archived(self, contact_ids: Sequence[int], said: str) -> None:
        self.left.emit(list(contact_ids))
        self._context.say(said, undo=True)

    def _archive(self) -> None:
        self.archive([self._shown().id])

    def _restore(self) -> None:
        view = self._shown()
        self._context.ops.write(
            self,
            T("Restore {name}", name=view.draft.name),
            lambda session: contacts.restore(session, [view.id]),
            done=lambda _count: self._context.say(
                T("{name} restored", name=view.draft.name), undo=True
            ),
        )

    def _call(self) -> None:
        view = self._shown()
        deeds.call(self._context, whom(view), _number(view))

    def _answer(self) -> None:
        deeds.answer(self._context, whom(self._shown()))

    def _mail(self) -> None:
        draft = self._shown().draft
        write = partial(open_outside, "mailto", draft.emails[0].value)
        if draft.consent != REFUSED:
            write()
            return
        confirm(
            self,
            T("{name} does not want advertising.", name=draft.name),
            T("What you were asked for, such as a quote or an invoice, you may send."),
            T("Write an email"),
            write,
        )

    def _new(self, kind: str) -> None:
        self._context.open(addresses.new(kind, self._shown().id))

    def open_deal(self, deal_id: int = 0) -> None:
        """Open the page of the deal, or the form of a new one."""
        if deal_id:
            self._context.open(f"crm://deal/{deal_id}")
            return
        view = self._shown()
        dialog = load("smallcrm.ui.contacts.deal_dialog").DealDialog
        dialog(self._context, view.id, view.draft.name, self.window()).open()

    def _statement(self) -> None:
        self._context.open(f"crm://statement/{self._shown().id}")

    def _note_mails(self) -> None:
        load(NOTING).ask(self._context, self.window(), self._shown().id)

    def _history(self) -> None:
        dialog = load("smallcrm.ui.contacts.history_dialog").HistoryDialog
        dialog(self._context, self._shown(), self.window()).open()

    def _export(self) -> None:
        view = self._shown()
        ask = load("smallcrm.ui.export_dialog").ask_about
        ask(self._context, self.window(), view.id, view.draft.name)

    def _erase(self) -> None:
        dialog = load("smallcrm.ui.contacts.erase_dialog").EraseDialog
        dialog(self._context, self._shown(), self.window()).open()

    def _shown(self) -> ContactView:
        if self._view is None:
            raise ValueError("no contact is shown")
        return self._view


def _number(view: ContactView) -> str:
    """The first number that can be dialed; empty where there is none."""
    numbers = (dialing.number_of(phone.e164, phone.value) for phone in view.phones)
    return next(filter(None, numbers), "")


def _can_write(_view: ContactView) -> bool:
    return place_for("document") is not None
