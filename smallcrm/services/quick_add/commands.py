"""Do what a line of quick add was understood to say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.services import contacts, documents, settings, tasks
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.documents import INVOICE as INVOICE_DOCUMENT
from smallcrm.services.documents import LineDraft
from smallcrm.services.quick_add.parsing import CONTACT, INVOICE, NOTE
from smallcrm.services.quick_add.queries import Choice
from smallcrm.services.tasks import TaskDraft


def add(session: Session, choice: Choice) -> int:
    """Make the task, the note, the contact or the draft of an invoice; return its id.

    Raises:
        UserError: something is wrong with it, as when it is typed into its form.
        NotFound: the contact is gone.
    """
    if choice.kind == CONTACT:
        emails = tuple(map(Labelled, choice.parsed.emails))
        phones = tuple(map(Labelled, choice.parsed.phones))
        return contacts.create(session, ContactDraft(choice.title, emails=emails, phones=phones))
    if choice.kind == NOTE:
        return contacts.add_note(session, choice.contact_id, choice.title)
    if choice.kind == INVOICE:
        return _invoice(session, choice)
    contact_id = choice.contact_id or None
    return tasks.add_task(
        session, TaskDraft(choice.title, choice.due, "", contact_id, rule=choice.parsed.rule)
    )


def _invoice(session: Session, choice: Choice) -> int:
    draft = documents.new_draft(session, INVOICE_DOCUMENT, choice.contact_id)
    rate = settings.rate_on(session, clock.today())
    if not choice.title and choice.parsed.amount is None:
        return documents.create_draft(session, draft)
    line = LineDraft(
        choice.title,
        Decimal(1),
        price=choice.parsed.amount or Decimal(0),
        tax_category=rate.category if rate else "Z",
        tax_rate=rate.rate if rate else Decimal(0),
    )
    return documents.create_draft(session, replace(draft, lines=(line,)))
