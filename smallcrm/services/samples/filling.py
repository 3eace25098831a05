"""Fill a new file with made-up contacts, deals and documents."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.progress import Progress
from smallcrm.services import documents, settings
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.samples.deals import add_deals
from smallcrm.services.samples.people import invent

_CHUNK = 2000
_CONTACTS_PER_DEAL = 20
_CONTACTS_PER_DOCUMENT = 100
_MOST_DOCUMENTS = 300  # each is issued with its PDF, about 20 ms
_ITEMS = (
    ("Rose arrangement, tall", "pcs", "95"),
    ("Delivery and set-up", "job", "180"),
    ("Table centerpiece", "pcs", "48"),
    ("Repair, per hour", "h", "62.50"),
)


class Filled(NamedTuple):
    """How many of each were made."""

    contacts: int
    deals: int
    documents: int


def fill(session: Session, count: int, seed: int, progress: Progress) -> Filled:
    """Add *count* invented contacts with deals and issued invoices for some of them.

    Companies made from the names that people work for come on top of *count*. The same *seed*
    gives the same contacts.
    """
    settings.change(
        session,
        {
            "name": "Sample Shop",
            "street": "Main Street 1",
            "city": "Athens",
            "vat_id": "EL000000000",
        },
    )
    rows = ContactRows(session, settings.get_business(session).country)
    drafts = invent(count, seed)
    made: list[int] = []
    while chunk := list(islice(drafts, _CHUNK)):
        progress.report(len(made), count)
        ids = rows.reserve(len(chunk))
        rows.add(chunk, ids)
        made += ids
    random = Random(seed)  # noqa: S311 - made-up data, no secret
    buyers = random.sample(made, len(made) // _CONTACTS_PER_DEAL)
    deals = add_deals(session, random, buyers)
    return Filled(len(made), len(deals), _documents(session, random, made))


def _documents(session: Session, random: Random, contact_ids: list[int]) -> int:
    wanted = min(len(contact_ids) // _CONTACTS_PER_DOCUMENT, _MOST_DOCUMENTS)
    today = clock.today()
    rate = settings.rate_on(session, today)
    for number in range(wanted):
        lines = tuple(
            LineDraft(
                description,
                Decimal(random.randrange(1, 20)),
                unit,
                Decimal(price),
                tax_category=rate.category if rate else "Z",
                tax_rate=rate.rate if rate else Decimal(0),
            )
            for description, unit, price in random.sample(_ITEMS, 3)
        )
        day = today - timedelta(days=wanted - number)
        draft = DocumentDraft(
            customer_id=random.choice(contact_ids),
            date=day,
            due_days=14,
            currency=settings.get_business(session).currency,
            lines=lines,
        )
        documents.issue(session, documents.create_draft(session, draft), day)
    return wanted
