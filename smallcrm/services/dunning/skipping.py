"""Who gets no reminders: customers, and single invoices."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Contact, Document, DunningSkip
from smallcrm.services.documents.drafts import INVOICE


class Skipped(NamedTuple):
    """A customer or an invoice that gets no reminders.

    Attributes:
        name: Of the customer; of an invoice, its number and the customer.
    """

    id: int
    contact_id: int | None
    document_id: int | None
    name: str


def skip(
    session: Session, *, contact_id: int | None = None, document_id: int | None = None
) -> None:
    """Send no reminders to a customer, or for an invoice; a second time changes nothing.

    Raises:
        NotFound: It is not there.
        UserError: Both were named or none, or it is no invoice.
    """
    _check(session, contact_id, document_id)
    same = _same(contact_id, document_id)
    if session.scalar(select(DunningSkip.id).where(same)) is None:
        session.add(DunningSkip(contact_id=contact_id, document_id=document_id))
        session.flush()


def unskip(
    session: Session, *, contact_id: int | None = None, document_id: int | None = None
) -> None:
    """Send reminders again."""
    session.execute(delete(DunningSkip).where(_same(contact_id, document_id)))


def list_skipped(session: Session) -> list[Skipped]:
    """Everybody and everything that gets no reminders, by name."""
    query = (
        select(
            DunningSkip.id,
            DunningSkip.contact_id,
            DunningSkip.document_id,
            func.coalesce(Contact.name, Document.number + ", " + Document.customer_name),
        )
        .outerjoin(Contact, Contact.id == DunningSkip.contact_id)
        .outerjoin(Document, Document.id == DunningSkip.document_id)
        .order_by(func.coalesce(Contact.folded, Document.folded), DunningSkip.id)
    )
    return [Skipped(*row) for row in session.execute(query)]


def _check(session: Session, contact_id: int | None, document_id: int | None) -> None:
    if (contact_id is None) == (document_id is None):
        raise UserError(
            T("Name either a customer or an invoice."),
            hint=T("Nothing was changed."),
            field="contact",
        )
    if contact_id is not None and session.get(Contact, contact_id) is None:
        raise NotFound(T("There is no contact {id}.", id=contact_id), field="contact")
    if document_id is not None:
        document = session.get(Document, document_id)
        if document is None or document.deleted_at is not None:
            raise NotFound(T("There is no document {id}.", id=document_id), field="invoice")
        if document.kind != INVOICE or document.issued_at is None:
            raise UserError(
                T("Reminders are sent for issued invoices only."),
                hint=T("Nothing was changed."),
                field="invoice",
            )


def _same(contact_id: int | None, document_id: int | None) -> ColumnElement[bool]:
    return DunningSkip.contact_id.is_not_distinct_from(
        contact_id
    ) & DunningSkip.document_id.is_not_distinct_from(document_id)
