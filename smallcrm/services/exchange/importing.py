"""Bring in a file that was read: one action, nothing or all of it, every row counted."""

from __future__ import annotations

import contextlib
import gc
import traceback
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import Cancelled
from smallcrm.core.fold import fold
from smallcrm.core.money import Money
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.models import Deal, JournalState
from smallcrm.services import pipeline
from smallcrm.services.exchange.drafts import SKIPPED, Preview, Record, RowWarning
from smallcrm.services.exchange.report import DOUBLE, ImportReport, LeftOut
from smallcrm.services.exchange.write import Incoming, OnDouble, Written, write
from smallcrm.services.settings import get_business

_LARGE = 1000  # rows; before more than this come in, a verified copy of the data file is made
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a file is to come in.

    Attributes:
        file: Its name, for the history and the report.
        on_double: What becomes of rows that may be there already.
        apart: Rows that the user knows to be somebody else.
        deals: Whether the deals that come with the contacts are wanted too.
    """

    file: str
    on_double: OnDouble = OnDouble.ASK
    apart: Container[int] = frozenset()
    deals: bool = True


class _Trial(Exception):
    """Raised to take back an import that was only tried."""


def bring_in(
    database: Database,
    preview: Preview,
    wishes: Wishes,
    progress: Progress,
    *,
    trial: bool = False,
) -> ImportReport:
    """Store what *preview* holds as one action that can be undone.

    Before large files a verified copy of the data file is put among the backups.

    Args:
        database: The open data file.
        preview: The file as it was read.
        wishes: How it is to come in.
        progress: Told how many rows are done; stopping it leaves nothing behind.
        trial: Only say what would happen.

    Raises:
        Cancelled: it was stopped; nothing was changed.
        StorageError: the disk is full or the file locked; nothing was changed.
    """
    progress.report(0, preview.counts.rows)
    if preview.counts.rows > _LARGE and not trial:
        database.backup("before-import")
    reports: list[ImportReport] = []
    label = T("Import {file}", file=wishes.file)
    with contextlib.suppress(_Trial), _undisturbed(), database.write(label) as session:
        reports.append(store(session, preview, wishes, progress))
        if trial:
            raise _Trial
    return reports[0]


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """No garbage collection meanwhile: a million drafts, all in use, would be looked at in vain.

    Source: measured, a fifth of the time of 50,000 rows. The drafts have to be gone when it is
    on again, else the first collection looks at all of them and holds the window up.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    except Cancelled as stopped:
        traceback.clear_frames(stopped.__traceback__)
        raise
    finally:
        if was_on:
            gc.enable()


def store(session: Session, preview: Preview, wishes: Wishes, progress: Progress) -> ImportReport:
    """Store what *preview* holds, inside an action; see ``bring_in``."""
    reading = _Reading()
    incoming = list(reading.incoming(preview))
    country = preview.facts.country or get_business(session).country
    written = write(
        session,
        incoming,
        on_double=wishes.on_double,
        country=country,
        progress=progress,
        apart=wishes.apart,
    )
    skipped = [LeftOut(row, SKIPPED, DOUBLE) for row in written.left_alone]
    deals = _add_deals(session, preview, written) if wishes.deals else 0
    changed = written.created + written.updated + written.companies_created + deals
    return ImportReport(
        file=wishes.file,
        facts=preview.facts,
        rows=preview.counts.rows,
        created=written.created,
        updated=written.updated,
        unchanged=written.unchanged,
        left_out=tuple(sorted([*reading.left_out, *skipped])),
        warnings=(*preview.facts.warnings, *reading.warnings),
        doubles=tuple(written.doubles),
        companies_created=written.companies_created,
        deals_created=deals,
        persons=written.persons,
        companies=written.companies,
        first=written.ids[min(written.ids)] if written.ids else None,
        action=session.scalar(select(JournalState.action_id)) if changed else None,
    )


class _Reading:
    """Goes over the records once: what comes in, what does not, what is to be known."""

    def __init__(self) -> None:
        self.left_out: list[LeftOut] = []
        self.warnings: list[RowWarning] = []

    def incoming(self, preview: Preview) -> Iterator[Incoming]:
        """The records that are contacts."""
        for record in preview.records():
            self.warnings.extend(record.warnings)
            if record.reason is None:
                yield Incoming(record.row, record.draft, record.lost)
            else:
                self.left_out.append(LeftOut(record.row, record.outcome, record.reason))


def _add_deals(session: Session, preview: Preview, written: Written) -> int:
    """Add the deals of the rows that came in; one that its contact has already stays alone."""
    if not preview.counts.deals:
        return 0
    left_alone = set(written.left_alone)
    drafts = [
        draft
        for record in preview.records()
        if record.row in written.ids
        and record.row not in left_alone
        and (draft := _deal_draft(record, written.ids)) is not None
    ]
    known = _known_deals(session, sorted({draft.contact_id for draft in drafts}))
    currency = get_business(session).currency
    fresh = [draft for draft in drafts if _deal_key(draft, currency) not in known]
    return len(pipeline.create_deals(session, fresh))


def _deal_draft(record: Record, ids: Mapping[int, int]) -> pipeline.DealDraft | None:
    deal = record.deal
    if deal is None:
        return None
    return pipeline.DealDraft(
        title=deal.title,
        contact_id=ids[record.row],
        amount=deal.amount,
        currency=deal.currency,
        stage=deal.stage,
        status=deal.status,
        expected_close=deal.expected_close,
        source=deal.source,
        note=deal.note,
    )


_DealKey = tuple[int, str, int | None, str]


def _deal_key(draft: pipeline.DealDraft, currency: str) -> _DealKey:
    currency = draft.currency or currency
    minor = None if draft.amount is None else Money.of(draft.amount, currency).minor
    title = " ".join(draft.title.split())[: pipeline.LONGEST_TITLE]
    return draft.contact_id, fold(title), minor, currency


def _known_deals(session: Session, contact_ids: Sequence[int]) -> set[_DealKey]:
    """What the contacts have already; a file that comes twice brings no deal twice."""
    found: set[_DealKey] = set()
    for start in range(0, len(contact_ids), _CHUNK):
        query = select(Deal.contact_id, Deal.title, Deal.amount_minor, Deal.currency).where(
            Deal.contact_id.in_(contact_ids[start : start + _CHUNK]), Deal.deleted_at.is_(None)
        )
        for contact_id, title, minor, currency in session.execute(query):
            found.add((contact_id, fold(title), minor, currency))
    return found
