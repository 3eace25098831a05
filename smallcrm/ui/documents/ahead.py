"""What the first click on a document would have to wait for, done in a thread before the click.

Measured: the first list took 260 ms and the first form 160 ms, most of it to load modules and to
compile SQL. PDFium and reportlab are left until the place is opened: they cost memory.
"""

from __future__ import annotations

from typing import Any

from smallcrm.core import clock, formats
from smallcrm.core.loading import load
from smallcrm.services import documents, products, settings
from smallcrm.services.documents import INVOICE, customers, unsaved

_PRINTED = ("smallcrm.services.documents.pdf.render", "smallcrm.services.documents.pdf.preview")


def get_ready(session: Any) -> None:
    """Load the page, and read what it reads, so that the SQL is compiled."""
    load("smallcrm.ui.documents.page")
    load("smallcrm.ui.products.page")
    draft = documents.new_draft(session, INVOICE)
    formats.money(documents.compute(draft).total, draft.currency)
    formats.day(clock.today())
    settings.list_tax_rates(session, clock.today())
    unsaved.view(session, draft)
    customers.complete(session, "a", 1)
    products.complete(session, "a", 1)
    for document_id in documents.find_ids(session, "", limit=1):
        documents.list_rows(session, [document_id])
        documents.list_links(session, document_id)
        documents.get_draft(session, document_id)


def load_printing() -> None:
    """Load what draws a page."""
    for name in _PRINTED:
        load(name)
