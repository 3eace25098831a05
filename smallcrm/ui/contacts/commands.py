"""What can be done with a contact, as it is called; light, for it is known before the services."""

from __future__ import annotations

from typing import NamedTuple

from smallcrm.core.text import T, Text


class Deed(NamedTuple):
    """One thing that can be done with the contact on screen; see ``shell.commands.Command``."""

    name: str
    text: Text
    shortcut: str
    icon: str


CALL = Deed("contact.call", T("Call"), "Ctrl+Shift+C", "phone")
ANSWER = Deed("contact.answer", T("Start the timer of an incoming call"), "", "clock")
MAIL = Deed("contact.mail", T("Write an email"), "Ctrl+E", "mail")
QUOTE = Deed("contact.quote", T("New quote"), "Ctrl+Shift+Q", "documents")
INVOICE = Deed("contact.invoice", T("New invoice"), "Ctrl+Shift+I", "invoice")
DEAL = Deed("contact.deal", T("New deal"), "", "pipeline")
STATEMENT = Deed("contact.statement", T("Statement of account"), "", "money")
EDIT = Deed("contact.edit", T("Edit"), "F2", "edit")
ARCHIVE = Deed("contact.archive", T("Move to the bin"), "Del", "bin")
RESTORE = Deed("contact.restore", T("Restore"), "", "undo")
HISTORY = Deed("contact.history", T("History of this contact"), "", "history")
EXPORT = Deed("contact.export", T("Save everything about this contact…"), "", "download")
ERASE = Deed("contact.erase", T("Erase for good…"), "", "trash")
DEEDS = (
    *(CALL, ANSWER, MAIL, QUOTE, INVOICE, DEAL, STATEMENT, EDIT),
    *(ARCHIVE, RESTORE, HISTORY, EXPORT, ERASE),
)
