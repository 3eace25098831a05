"""Read documents: lists, one document for a form or for paper, the check of the numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    bindparam,
    case,
    column,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import NotFound, StorageError
from smallcrm.core.loading import load
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.db import search as index
from smallcrm.db.ids import fetch_ids
from smallcrm.db.rows import fetch_rows
from smallcrm.models import Contact, Document, DocumentLink
from smallcrm.services import prices, settings
from smallcrm.services.documents import (
    chain,
    credited,
    crediting,
    draft_rows,
    numbering,
    parties,
    views,
)
from smallcrm.services.documents.drafts import (
    CREDIT_NOTE,
    INVOICE,
    QUOTE,
    DocumentDraft,
    DocumentView,
    Totals,
)
from smallcrm.services.documents.names import KIND_NAMES
from smallcrm.services.documents.status import status_on
from smallcrm.services.payments.sums import is_unpaid, open_amount

RENDERER = "smallcrm.services.documents.pdf.render"


class DocumentRow(NamedTuple):
    """One line of a list; amounts are in *currency*."""

    id: int
    kind: str
    number: str
    date: date
    customer: str
    total: Decimal
    open: Decimal
    currency: str
    status: str
    due_date: dt.date | None = None


class Link(NamedTuple):
    """Another document that this one came of, or that came of it.

    Attributes:
        kind: Of the other document.
        relation: ``converted_from``, ``converted_to``, ``credits`` or ``credited_by``.
    """

    id: int
    kind: str
    number: str
    relation: str


class Check(NamedTuple):
    """What ``documents check`` found; all empty while nobody used force."""

    ok: bool
    gaps: list[str]
    twins: list[str]
    broken: list[chain.Broken]


def list_ids(
    session: Session,
    *,
    kind: str = "",
    status: str = "",
    search: str = "",
    customer_id: int | None = None,
    unpaid: bool = False,
) -> list[int]:
    """Ids of the documents that fit, the newest first; an empty filter lets all through.

    *unpaid* leaves only those of which something is owed.
    """
    query = select(Document.id).where(Document.deleted_at.is_(None))
    if unpaid:
        query = query.where(open_amount() > 0)
    if customer_id is not None:
        query = query.where(Document.customer_id == customer_id)
    if kind:
        query = query.where(Document.kind == kind)
    if status:
        query = query.where(status_on(clock.today()) == status)
    if search.strip():
        matching = _matching(search)
        if matching is None:
            return []
        query = query.where(Document.id.in_(matching))
    return fetch_ids(session, query.order_by(Document.date.desc(), Document.id.desc()))


def list_unpaid_ids(session: Session, first: date, last: date) -> list[int]:
    """Invoices of which something is open, to be paid from *first* to before *last*."""
    is_between = (Document.due_date >= first) & (Document.due_date < last)
    return list(session.scalars(select(Document.id).where(is_between, is_unpaid())))


def find_ids(
    session: Session, typed: str, *, customers: Sequence[int] = (), limit: int = 8
) -> list[int]:
    """Some documents that somebody may mean who has *typed* so much, the newest first.

    Those that have the words in their number, lines or note, and those for *customers* (ids);
    the newest of all when nothing is typed.
    """
    query = select(Document.id).where(Document.deleted_at.is_(None))
    matching = _matching(typed)
    if matching is not None:
        query = query.where(or_(Document.id.in_(matching), Document.customer_id.in_(customers)))
    elif typed.strip():
        return []
    query = query.order_by(Document.date.desc(), Document.id.desc())
    return list(session.scalars(query.limit(limit)))


def _matching(typed: str) -> Select[int] | None:
    """The ids of the documents whose text has all words of *typed*; None without words."""
    found = index.matching("document", typed)
    if found is None:
        return None
    ids = text(found.sql).bindparams(**found.values).columns(column("id", Integer)).subquery()
    return select(ids.c.id)


def list_rows(session: Session, ids: Sequence[int]) -> Mapping[int, DocumentRow]:
    """The rows with these ids, any number of them."""
    today = clock.today()
    return {
        row.id: DocumentRow(
            row.id,
            row.kind,
            row.number or "",
            row.date,
            row.customer,
            Money(row.total, row.currency).amount,
            Money(row.open, row.currency).amount,
            row.currency,
            row.status,
            row.due_date,
        )
        for some in chunks(ids, _AT_ONCE)
        for row in fetch_rows(session, _LINES, {"ids": some, "today": today})
    }


def file_name(row: DocumentRow) -> str:
    """What the file of a document is called, without its ending: ``Invoice 2026-0001 Anthos``."""
    words = (str(KIND_NAMES[row.kind]), row.number, row.customer)
    return " ".join(filter(None, words)).replace("/", "-")


def sum_up(session: Session, ids: Sequence[int]) -> dict[str, tuple[Decimal, Decimal]]:
    """Total and open amount of these documents, by currency; credit notes are taken off."""
    signed = case((Document.kind == CREDIT_NOTE, -Document.total), else_=Document.total)
    minor: dict[str, tuple[int, int]] = {}
    for some in chunks(ids, _AT_ONCE):
        query = select(Document.currency, func.sum(signed), func.sum(open_amount()))
        query = query.where(Document.id.in_(some)).group_by(Document.currency)
        for currency, total, still_open in session.execute(query):
            before = minor.get(currency, (0, 0))
            minor[currency] = (before[0] + total, before[1] + still_open)
    return {
        name: (Money(total, name).amount, Money(still_open, name).amount)
        for name, (total, still_open) in sorted(minor.items())
    }


def get_row(session: Session, document_id: int) -> DocumentRow:
    """The list's row of one document.

    Raises:
        NotFound: There is no such document, or it was deleted.
    """
    get_document(session, document_id)
    return list_rows(session, [document_id])[document_id]


def new_draft(
    session: Session, kind: str = INVOICE, customer_id: int | None = None
) -> DocumentDraft:
    """What a new document starts with: the settings, and the customer's own wishes."""
    business = settings.get_business(session)
    contact = parties.get_contact(session, customer_id) if customer_id is not None else None
    is_quote = kind == QUOTE
    return DocumentDraft(
        kind=kind,
        customer_id=customer_id,
        due_days=_days_to_pay(session, customer_id, business) if kind == INVOICE else None,
        valid_until=clock.today() + timedelta(days=business.valid_days) if is_quote else None,
        currency=(contact and contact.currency) or business.currency,
        language=(contact and contact.language) or business.language,
        prices_include_tax=business.prices_include_tax,
        note=business.quote_note if is_quote else business.note,
        terms=business.terms,
    )


def _days_to_pay(
    session: Session, customer_id: int | None, business: settings.Business
) -> int | None:
    """As agreed with the customer or his company, else as on the last invoice, else as usual."""
    if customer_id is None:
        return business.due_days
    agreed = prices.terms_for(session, customer_id).due_days
    if agreed is not None:
        return agreed
    last = (
        select(Document.due_days)
        .where(
            Document.customer_id == customer_id,
            Document.kind == INVOICE,
            Document.issued_at.is_not(None),
            Document.due_days.is_not(None),
        )
        .order_by(Document.issued_at.desc(), Document.id.desc())
        .limit(1)
    )
    remembered = session.scalar(last)
    return business.due_days if remembered is None else remembered


def get_draft(session: Session, document_id: int) -> DocumentDraft:
    """The document as a form shows it."""
    document = get_document(session, document_id)
    draft = draft_rows.read(session, document)
    return draft if document.issued_at else crediting.with_remainder(session, draft)


def get_totals(session: Session, document_id: int) -> Totals:
    """The stored sums of a document."""
    return draft_rows.load(session, get_document(session, document_id)).totals


def get_view(session: Session, document_id: int) -> DocumentView:
    """Everything that paper or a read-only screen shows of a document."""
    document = get_document(session, document_id)
    status = get_row(session, document_id).status
    return views.of(session, document, status)


def get_pdf(session: Session, document_id: int, language: str | None = None) -> bytes:
    """The document as PDF: of an issued one the bytes that were stored at issue.

    Args:
        session: For reading.
        document_id: Which one.
        language: For a draft, or for a translation of an issued document; None for its own.

    Raises:
        StorageError: The stored PDF is missing or was changed.
    """
    document = get_document(session, document_id)
    if document.issued_at is None or language not in (None, document.language):
        view = get_view(session, document_id)
        return render(replace(view, language=language) if language else view)
    stored = chain.stored_pdf(session, document.pdf_sha256)
    if stored is None:
        raise StorageError(
            T("The stored PDF of {number} is missing or was changed.", number=document.number),
            hint=T("Go back to a backup in which it is whole."),
        )
    return stored


def render(view: DocumentView) -> bytes:
    """Print *view* as PDF."""
    printed: bytes = load(RENDERER).render(view)
    return printed


def list_links(session: Session, document_id: int) -> list[Link]:
    """The documents that this one came of, and those that came of it."""
    query = (
        select(DocumentLink, Document)
        .join(
            Document,
            or_(
                (Document.id == DocumentLink.source_id) & (DocumentLink.target_id == document_id),
                (Document.id == DocumentLink.target_id) & (DocumentLink.source_id == document_id),
            ),
        )
        .where(Document.deleted_at.is_(None))
        .order_by(DocumentLink.id)
    )
    return [
        Link(
            other.id,
            other.kind,
            other.number or "",
            _RELATIONS[link.kind, link.target_id == document_id],
        )
        for link, other in session.execute(query)
    ]


def check(session: Session) -> Check:
    """Numbers without gaps or twins, the hash chain, stored PDFs against their hashes."""
    gaps, twins = numbering.gaps(session), numbering.twins(session)
    broken = chain.verify(session)
    return Check(not (gaps or twins or broken), gaps, twins, broken)


def get_document(session: Session, document_id: int) -> Document:
    """The row of a document, for the commands of this package.

    Raises:
        NotFound: There is no such document, or it was deleted.
    """
    document = session.get(Document, document_id)
    if document is None or document.deleted_at is not None:
        raise NotFound(
            T("There is no document {id}.", id=document_id),
            hint=T("It may have been deleted in another window."),
        )
    return document


CONVERTED = "converted"
# (kind of the link, whether this document is its target)
_RELATIONS = {
    (CONVERTED, True): "converted_from",
    (CONVERTED, False): "converted_to",
    (credited.CREDITS, True): "credits",
    (credited.CREDITS, False): "credited_by",
}


def _customer_name() -> ColumnElement[str]:
    """As issued; of a draft, what the contact is called now."""
    return case(
        (
            Document.issued_at.is_(None)
            & Document.customer_id.is_not(None)
            & (Document.buyer == "{}"),
            Contact.name,
        ),
        else_=Document.customer_name,
    )


_AT_ONCE = 500  # ids in one statement
# Put together once: it takes longer than reading a page of them.
_LINES = (
    select(
        Document.id,
        Document.kind,
        Document.number,
        Document.date,
        _customer_name().label("customer"),
        Document.total,
        open_amount().label("open"),
        Document.currency,
        status_on(bindparam("today", type_=Date)).label("status"),
        Document.due_date,
    )
    .outerjoin(Contact, Contact.id == Document.customer_id)
    .where(Document.id.in_(bindparam("ids", expanding=True)))
)
