"""Which columns of each list go on paper, and the list as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, settings
from smallcrm.services.documents.pdf import papers
from smallcrm.services.exchange.targets import printed
from smallcrm.services.exchange.targets.printed import Heading
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value

_CHUNK = 500
# Which columns of the workbook go on paper.
_PLACES = {
    "deals": (0, 1, 2, 3, 4, 5, 7),
    "documents": (0, 1, 2, 3, 4, 5, 8, 9),
    "products": (0, 1, 2, 3, 4, 6),
    "tasks": (0, 1, 2, 7, 14, 4),
    "payments": (1, 2, 3, 4, 5, 8, 9),
    "recurring": (0, 1, 3, 4, 6, 7, 9),
    "letters": (0, 1, 2, 3, 4, 5),
    "bank": (0, 1, 2, 3, 5),
    "prices": (0, 2, 3, 4, 5, 6),
    "price-lists": (0, 1, 2, 3),
    "terms": (0, 1, 2, 3),
    "leads": (0, 1, 3, 5, 7, 8, 9),
    "campaigns": (0, 1, 2, 3, 6, 7, 8),
    "staff": (0, 1, 2),
}


def render(
    session: Session,
    what: str,
    sheet: Callable[[Session, Sequence[int]], Sheet],
    ids: Sequence[int],
    described: str,
    progress: Progress,
) -> tuple[bytes, int]:
    """The list of *ids* as a table on paper, and how many rows it has.

    Args:
        session: For reading.
        what: ``contacts``, ``deals`` and so on.
        sheet: Makes the list as it goes into a workbook; on paper it has fewer columns.
        ids: In this order.
        described: What the list was filtered by, in words; empty for all.
        progress: Told how far it is.
    """
    business, layout = settings.get_business(session), settings.get_layout(session)
    heading = Heading(described, business.name, clock.today())
    size = papers.size_for(business.country, layout.paper)
    if what == "contacts":
        listed = _contacts(session, ids)
    else:
        listed = _chosen(sheet(session, ids), _PLACES[what])
    return printed.render(listed, heading, size, progress)


def _contacts(session: Session, ids: Sequence[int]) -> Sheet:
    """The contacts *ids* with what is looked up on paper: name, company, phone, e-mail, town."""
    columns = [
        Column(str(heading))
        for heading in (T("Name"), T("Company"), T("Phone"), T("Email"), T("City"))
    ]

    def rows() -> Iterator[list[list[Value]]]:
        for chunk in chunks(ids, _CHUNK):
            found = contacts.list_rows(session, chunk)
            yield [_contact(found[key]) for key in chunk if key in found]

    return Sheet(str(T("Contacts")), columns, rows(), len(ids))


def _chosen(sheet: Sheet, places: Sequence[int]) -> Sheet:
    """*sheet* with the columns at *places* only."""

    def rows() -> Iterator[list[list[Value]]]:
        for chunk in sheet.rows:
            yield [[row[at] for at in places] for row in chunk]

    return Sheet(sheet.title, [sheet.columns[at] for at in places], rows(), sheet.total)


def _contact(row: contacts.ContactRow) -> list[Value]:
    return [row.name, row.company, "\n".join(row.phones), "\n".join(row.emails), row.city]
