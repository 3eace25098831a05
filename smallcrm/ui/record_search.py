"""The palette's look into the data. Loaded with the services, after the first picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QObject

from smallcrm.core import clock, formats
from smallcrm.core.text import T, Text
from smallcrm.services import contacts, documents, leads, search
from smallcrm.services.contacts import ContactRow
from smallcrm.services.documents import DocumentRow
from smallcrm.services.leads import LeadRow
from smallcrm.services.pipeline import DealRow
from smallcrm.services.products import ProductRow
from smallcrm.services.search import NoteRow
from smallcrm.services.tasks import TaskRow
from smallcrm.ui.contacts.next_step_card import due_words
from smallcrm.ui.documents import addresses, words
from smallcrm.ui.quick_add import QuickAdd
from smallcrm.ui.shell import hits
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.hits import Deliver, Hit

_KINDS = {hits.ALL: search.KINDS, hits.PEOPLE: ("contact",), hits.NUMBERS: ("document",)}
_ICONS = {
    "note": "note",
    "call": "phone",
    "meeting": "calendar",
    "email": "mail",
    "visit": "pin",
    "message": "message",
}
_BETWEEN = "  ·  "
_LONGEST_TITLE = 42  # characters of a note; whose it is must be read too
_OFFERED = 40  # characters of a name that is offered


class RecordSearch(QObject):
    """Finds contacts, documents, deals, leads, products, notes and tasks by any part of them."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ops = context.ops
        self._quick = QuickAdd(context, self)

    def find(self, prefix: str, text: str, deliver: Deliver) -> None:
        """Look for *text* and hand the hits to *deliver*."""
        if prefix == hits.QUICK:
            self._quick.find(text, deliver)
            return

        def look(session: Any) -> list[Hit]:
            found = search.find(session, text, kinds=_KINDS[prefix])
            return [hit for hit in map(_shown, found) if hit.address]

        self._ops.ask(self, look, partial(_deliver, prefix, text, deliver))


def _deliver(prefix: str, text: str, deliver: Deliver, found: list[Hit]) -> None:
    deliver(found or ([_new_contact(text)] if text and prefix != hits.NUMBERS else []))


def _new_contact(text: str) -> Hit:
    shown = text if len(text) <= _OFFERED else f"{text[: _OFFERED - 1]}…"
    return Hit(
        str(T("Create contact “{name}”", name=shown)),
        str(T("Nothing was found")),
        icon="person_add",
        address=f"crm://contact/new/{_named_or_called(text)}",
        is_last=True,
    )


def _named_or_called(text: str) -> str:
    """The end of an address: a name, or a number behind the blank of a name to come."""
    ending = quote(text, safe="")
    return f"{quote(' ')}/{ending}" if hits.is_number(text) else ending


def _shown(hit: search.Hit) -> Hit:
    return _LINES[hit.kind](hit.row)


def _contact(row: ContactRow) -> Hit:
    return Hit(
        row.name,
        row.company or next(iter((*row.phones, *row.emails)), ""),
        icon="company" if row.kind == contacts.COMPANY else "contact",
        address=f"crm://contact/{row.id}",
    )


def _document(row: DocumentRow) -> Hit:
    draft = T("{kind}, draft", kind=words.KINDS[row.kind])
    status, _kind = words.status(row.status, row.due_date, clock.today())
    more = (row.customer, formats.money(row.total, row.currency), status if row.number else "")
    return Hit(
        words.title(row.kind, row.number) if row.number else str(draft),
        _BETWEEN.join(part for part in more if part),
        icon="invoice" if row.kind == documents.INVOICE else "documents",
        address=addresses.of(row.id),
    )


def _deal(row: DealRow) -> Hit:
    worth = formats.money(row.amount, row.currency) if row.amount is not None else ""
    return Hit(
        row.title,
        _BETWEEN.join(part for part in (row.contact, row.stage, worth) if part),
        icon="pipeline",
        address=f"crm://deal/{row.id}",
    )


def _lead(row: LeadRow) -> Hit:
    said = (row.company if row.name else "", row.source, str(leads.STATE_NAMES[row.state]))
    return Hit(
        row.title,
        _BETWEEN.join(filter(None, said)),
        icon="person_add",
        address=f"crm://lead/{row.id}",
    )


def _product(row: ProductRow) -> Hit:
    return Hit(row.name, row.code, icon="products", address=f"crm://product/{row.id}")


def _task(row: TaskRow) -> Hit:
    """A task without a contact is shown with its lead; without both it has no page."""
    due, _kind = due_words(row, clock.today(), clock.now())
    state = str(T("Done")) if row.done_at else due
    lead = f"crm://lead/{row.lead_id}" if row.lead_id else ""
    place = f"crm://contact/{row.contact_id}" if row.contact_id else lead
    if row.done_at and row.contact_id:
        place = f"{place}/timeline/task-{row.id}"
    more = _BETWEEN.join(part for part in (row.contact, state) if part)
    return Hit(row.title, more, icon="tasks", address=place)


def _note(row: NoteRow) -> Hit:
    said = row.title or next((line for line in row.body.splitlines() if line.strip()), "")
    title = said if len(said) <= _LONGEST_TITLE else f"{said[: _LONGEST_TITLE - 1]}…"
    return Hit(
        title or str(_UNTITLED[row.kind]),
        f"{row.contact}{_BETWEEN}{formats.recent(clock.local(row.at), clock.today())}",
        icon=_ICONS[row.kind],
        address=f"crm://contact/{row.contact_id}/timeline/{row.kind}-{row.id}",
    )


_UNTITLED: dict[str, Text] = {
    "note": T("Note"),
    "call": T("Phone call"),
    "meeting": T("Meeting"),
    "email": T("Email"),
    "visit": T("Visit"),
    "message": T("Message"),
}
_LINES: dict[str, Callable[[Any], Hit]] = {
    "contact": _contact,
    "document": _document,
    "deal": _deal,
    "lead": _lead,
    "product": _product,
    "task": _task,
    "activity": _note,
}
