"""The main job on sample data: a messy spreadsheet, a deal, a quote, its invoice, both on paper."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import clock, paths
from smallcrm.core.progress import Progress
from smallcrm.core.text import T, Text
from smallcrm.db.database import Database
from smallcrm.services import contacts, documents, pipeline, settings
from smallcrm.services.documents import INVOICE, QUOTE, Adjustment, LineDraft
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import Wishes
from smallcrm.services.exchange.reading.inspection import inspect

_CUSTOMER = "maria@anthos-events.example"
# Invented: the IBAN's check digits are right, no bank has the account.
_BUSINESS = {
    "name": "Anthos Flowers",
    "street": "Ermou 12",
    "city": "Athens",
    "postcode": "10563",
    "country": "GR",
    "vat_id": "EL801234560",
    "email": "hello@anthos.example",
    "phone": "+30 210 991 0000",
    "iban": "GR1601101250000000012300695",
    "bank": "Example Bank",
}
_ITEMS = (
    (T("Rose arrangement, tall"), T("pcs"), "12", "95"),
    (T("Table centerpiece, dusty pink"), T("pcs"), "14", "48"),
    (T("Delivery and set-up"), T("job"), "1", "180"),
    (T("Early morning surcharge"), T("job"), "1", "35"),
)


class Shown(NamedTuple):
    """What the demonstration made.

    Attributes:
        imported: How many contacts came out of the spreadsheet.
        pdfs: The quote's and the invoice's page.
    """

    imported: int
    pdfs: tuple[Path, ...]


def demonstrate(database: Database, folder: Path) -> Shown:
    """Do the main job in the empty file *database*; put the PDFs into *folder*."""
    with database.write(T("Describe the business")) as session:
        settings.change(session, _BUSINESS)
    spreadsheet = paths.resource("demo") / "customers.xlsx"
    options = ReadOptions(country="GR")
    preview = inspect(spreadsheet, options, Progress())
    wishes = Wishes(spreadsheet.name)
    report = bring_in(database, preview, wishes, Progress())
    quote, invoice = _sell(database)
    pdfs = (_print(database, quote, folder), _print(database, invoice, folder))
    return Shown(report.created, pdfs)


def _sell(database: Database) -> tuple[int, int]:
    """A deal, its quote and the invoice that the quote became."""
    with database.read() as session:
        customer = contacts.list_ids(session, search=_CUSTOMER)[0]
    with database.write(T("Add a deal")) as session:
        title = str(T("Wedding in June"))
        pipeline.create_deal(session, pipeline.DealDraft(title, customer, Decimal("2387.81")))
    with database.write(T("Write a quote")) as session:
        quote = documents.create_draft(session, _draft(session, customer))
    with database.write(T("Issue the quote"), can_undo=False) as session:
        documents.issue(session, quote)
    with database.write(T("The quote was accepted")) as session:
        documents.mark_sent(session, quote)
        documents.accept(session, quote)
    with database.write(T("Make an invoice of the quote")) as session:
        invoice = documents.convert(session, quote, INVOICE)
    with database.write(T("Issue the invoice"), can_undo=False) as session:
        documents.issue(session, invoice)
    return quote, invoice


def _draft(session: Session, customer: int) -> documents.DocumentDraft:
    rate = settings.rate_on(session, clock.today())
    lines = tuple(
        LineDraft(
            str(name),
            Decimal(quantity),
            str(unit),
            Decimal(price),
            tax_category=rate.category if rate else "Z",
            tax_rate=rate.rate if rate else Decimal(0),
        )
        for name, unit, quantity, price in _ITEMS
    )
    return documents.DocumentDraft(
        QUOTE,
        customer_id=customer,
        currency=settings.get_business(session).currency,
        lines=lines,
        discounts=(Adjustment(percent=Decimal(5), reason=str(T("Regular customer"))),),
        due_days=14,
        note=str(T("Thank you. Please quote the invoice number.")),
    )


def _print(database: Database, document_id: int, folder: Path) -> Path:
    with database.read() as session:
        row = documents.get_row(session, document_id)
        page = documents.get_pdf(session, document_id)
    path = folder / f"{_TITLES[row.kind]} {row.number}.pdf"
    path.write_bytes(page)
    return path


_TITLES: dict[str, Text] = {QUOTE: T("Quote"), INVOICE: T("Invoice")}
