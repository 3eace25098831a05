"""A draft as it stands in a form, whether or not it was ever stored: its page, its first save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.loading import load
from smallcrm.services import settings
from smallcrm.services.documents import commands, parties, queries, status, views
from smallcrm.services.documents.drafts import ZERO, DocumentDraft, DocumentView
from smallcrm.services.documents.pdf import sample as samples
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.documents.totals import compute

if TYPE_CHECKING:  # PDFium is loaded when the first page is drawn
    from smallcrm.services.documents.pdf.preview import PageImage


class Issued(NamedTuple):
    """What issuing gave: the document, and its number."""

    document_id: int
    number: str


def view(session: Session, draft: DocumentDraft, document_id: int | None = None) -> DocumentView:
    """What paper would show of *draft* now; *document_id* is its row, where it has one.

    Raises:
        NotFound: The customer is gone.
        UserError: The sums cannot be computed.
    """
    day = draft.date or clock.today()
    now = views.present(session, draft)
    found = views.references(session, document_id) if document_id else []
    return DocumentView(
        kind=draft.kind,
        number="",
        status=status.DRAFT,
        seller=now.seller,
        buyer=now.buyer,
        draft=draft,
        totals=compute(draft),
        date=day,
        due_date=views.due_date(draft, day),
        language=now.language,
        references=views.headed(found, now.language, draft.currency),
        logo=views.picture(session, now.logo),
        id=document_id,
        layout=now.layout,
    )


def pages(
    session: Session,
    draft: DocumentDraft,
    document_id: int | None,
    dpi: float,
    variant: Variant = Variant.ITSELF,
) -> list[PageImage]:
    """The printed pages of *draft* as *variant*, as pictures of *dpi* pixels per inch.

    Raises:
        NotFound: The customer is gone.
        UserError: The sums cannot be computed.
    """
    shown = view(session, draft, document_id)
    printed: bytes = load(queries.RENDERER).render(shown, variant)
    drawn: list[PageImage] = load("smallcrm.services.documents.pdf.preview").pages(printed, dpi)
    return drawn


def sample(session: Session, language: str) -> DocumentDraft:
    """An invented invoice in *language*, in the currency and with the tax of the business."""
    rates = settings.list_tax_rates(session, clock.today())
    rate = next((row.rate for row in rates if row.is_default), ZERO)
    return samples.sample(language, settings.get_business(session).currency, rate)


def customer(session: Session, draft: DocumentDraft) -> str:
    """Who the customer of *draft* is, on one line; empty when there is none.

    Raises:
        NotFound: The customer is gone.
    """
    buyer = parties.buyer(session, draft)
    return ", ".join(filter(None, (buyer.name, buyer.contact_person)))


def store(session: Session, document_id: int | None, draft: DocumentDraft) -> int:
    """Keep *draft* as *document_id*, or as a new document; return its id.

    Raises:
        NotFound: There is no such document.
        UserError: It was issued meanwhile, or *draft* is not right.
    """
    if document_id is None:
        return commands.create_draft(session, draft)
    commands.save_draft(session, document_id, draft)
    return document_id


def issue(
    session: Session, document_id: int | None, draft: DocumentDraft, business: Mapping[str, str]
) -> Issued:
    """Keep *draft*, complete what the settings say of the *business*, and issue it.

    Raises:
        NotFound: There is no such document.
        UserError: As for ``documents.issue`` and ``settings.change``.
    """
    if business:
        settings.change(session, business)
    stored_id = store(session, document_id, draft)
    return Issued(stored_id, commands.issue(session, stored_id))


def missing_of_business(session: Session) -> list[str]:
    """The fields of the settings that a taxed document needs, and that are empty."""
    seller = parties.seller(settings.get_business(session))
    return parties.missing(seller, is_taxed=True)


def delete(session: Session, document_ids: Sequence[int]) -> int:
    """Put several drafts into the bin; return how many.

    Raises:
        NotFound: One of them is not there.
        UserError: One of them was issued; all stay.
    """
    for document_id in document_ids:
        commands.delete_draft(session, document_id)
    return len(document_ids)
