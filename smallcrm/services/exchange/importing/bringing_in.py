"""Bring in a file that was read: one action, nothing or all of it, every row counted."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.collecting import undisturbed
from smallcrm.core.errors import Cancelled
from smallcrm.core.progress import Progress
from smallcrm.db.database import Database
from smallcrm.models import JournalState
from smallcrm.services import pipeline
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.custom_fields import FieldRow
from smallcrm.services.exchange.drafts import DEALS, PRODUCTS, Preview
from smallcrm.services.exchange.importing.deal_import import (
    decide_deals,
    for_contacts,
    reported,
    store_deals,
)
from smallcrm.services.exchange.importing.deciding import Outcome, Wishes
from smallcrm.services.exchange.importing.earlier import label_of, note_counts
from smallcrm.services.exchange.importing.fresh_deals import fresh_deals
from smallcrm.services.exchange.importing.incoming import (
    Contacts,
    country_of,
    misfits_of,
    typed_fields,
)
from smallcrm.services.exchange.importing.prepared import prepared_beside
from smallcrm.services.exchange.importing.product_import import store_products
from smallcrm.services.exchange.importing.report import ImportReport, report_of
from smallcrm.services.exchange.importing.write import write
from smallcrm.services.exchange.own_lists.further import store_ties
from smallcrm.services.exchange.preparing.process import FEW

_LARGE = 1000  # rows; before more than this come in, a verified copy of the data file is made


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
        database.refuse_unsafe()  # else a copy is made for nothing, where one can be made
        database.backup("before-import")
    reports: list[ImportReport] = []
    with (
        contextlib.suppress(_Trial),
        undisturbed(),
        _released(),
        database.write(label_of(wishes.file)) as session,
    ):
        reports.append(store(session, preview, wishes, progress))
        if trial:
            raise _Trial
    return reports[0]


@contextlib.contextmanager
def _released() -> Iterator[None]:
    """Let go of the drafts at once when the import is stopped, not with the exception."""
    try:
        yield
    except Cancelled as stopped:
        traceback.clear_frames(stopped.__traceback__)
        raise


def store(session: Session, preview: Preview, wishes: Wishes, progress: Progress) -> ImportReport:
    """Store what *preview* holds, inside an action; see ``bring_in``."""
    if preview.facts.holds == PRODUCTS:
        report = store_products(session, preview, wishes, progress)
        return _with_action(session, report, is_changed=bool(report.created or report.updated))
    country = country_of(session, preview)
    fields = typed_fields(session)
    is_of_deals = preview.facts.holds == DEALS
    how = for_contacts(wishes) if is_of_deals else wishes
    rows = ContactRows(session, country)
    with _contacts(preview, fields, rows, progress) as incoming:
        written = write(session, incoming, how, rows, progress)
    written.companies_created += store_ties(session, preview, written.ids, written.made)
    misfits = misfits_of(preview, fields)
    deals = 0
    if is_of_deals:
        decisions = decide_deals(session, preview, written.ids, wishes.on_double)
        store_deals(session, preview, decisions)
        made = written.tally.outcomes[Outcome.CREATED]
        report = reported(report_of(preview, how, written.tally, 0, misfits), decisions, made)
    else:
        found = fresh_deals(session, preview, written.ids) if wishes.deals else []
        deals = len(pipeline.create_deals(session, found))
        report = report_of(preview, wishes, written.tally, deals, misfits)
    is_changed = bool(report.created or report.updated or written.companies_created or deals)
    is_changed = is_changed or bool(written.tally.outcomes[Outcome.UPDATED])
    report = replace(
        report,
        companies_created=written.companies_created,
        first=written.ids[min(written.ids)] if written.ids else None,
    )
    return _with_action(session, report, is_changed=is_changed)


@contextlib.contextmanager
def _contacts(
    preview: Preview, fields: Sequence[FieldRow], rows: ContactRows, progress: Progress
) -> Iterator[Contacts]:
    """The contacts of *preview*; the rows of long files are made beside, ready for *rows*.

    Only this process knows the *fields* whose values have to fit.
    """
    if fields or preview.counts.contacts <= FEW:
        preview.end_preparing()
        # How far it is, is told when the rows are written.
        yield Contacts(preview, fields, rows.country, lambda _done, _total: progress.check())
        return
    with prepared_beside(preview, rows.country, rows.now, progress) as found:
        yield found


def _with_action(session: Session, report: ImportReport, *, is_changed: bool) -> ImportReport:
    action = session.scalar(select(JournalState.action_id)) if is_changed else None
    if action is not None:
        note_counts(session, action, report)
    return replace(report, action=action)
