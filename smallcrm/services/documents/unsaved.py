"""A draft as it stands in a form, whether or not it was ever stored, ready to be printed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.services import settings
from smallcrm.services.documents import parties, status, views
from smallcrm.services.documents.drafts import DocumentDraft, DocumentView, PartyDraft
from smallcrm.services.documents.totals import compute


def view(session: Session, draft: DocumentDraft, document_id: int | None = None) -> DocumentView:
    """What paper would show of *draft* now; *document_id* is its row, where it has one.

    Raises:
        NotFound: The customer is gone.
        UserError: The sums cannot be computed.
    """
    day = draft.date or clock.today()
    language = views.language_of(session, draft)
    found = views.references(session, document_id) if document_id else []
    return DocumentView(
        kind=draft.kind,
        number="",
        status=status.DRAFT,
        seller=parties.seller(session),
        buyer=parties.buyer(session, draft),
        draft=draft,
        totals=compute(draft),
        date=day,
        due_date=views.due_date(draft, day),
        language=language,
        references=views.headed(found, language, draft.currency),
        logo=views.picture(session, settings.get_business(session).logo),
        id=document_id,
    )


def buyer(session: Session, draft: DocumentDraft) -> PartyDraft:
    """The customer of *draft* as paper would show it; without a name when there is none.

    Raises:
        NotFound: The customer is gone.
    """
    return parties.buyer(session, draft)
