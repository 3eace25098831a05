"""Set up recurring documents, and make what has come due: each period once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.models import Document, Recurring, RecurringRun
from smallcrm.services import documents, settings
from smallcrm.services.documents import (
    CREDIT_NOTE,
    DocumentDraft,
    compute,
    copying,
    numbering,
    parties,
)
from smallcrm.services.recurring import queries, template
from smallcrm.services.recurring.drafts import Failed, Made, RecurringDraft, Run
from smallcrm.services.recurring.schedule import UNITS, Rule

_MOST = 1000  # units between two documents
_LONGEST = 200  # letters of a name


def draft_of(session: Session, document_id: int, rule: Rule) -> RecurringDraft:
    """What recurs when *document_id* is made again and again.

    Raises:
        NotFound: There is no such document.
        UserError: It is for somebody who is no contact.
    """
    draft = copying.draft_of(session, document_id)
    if draft.customer_id is None:
        raise UserError(
            T("Only a document for a contact can recur."),
            hint=T("Nothing was changed. Choose a contact as the customer first."),
            field="customer",
        )
    return RecurringDraft(draft.customer_id, draft, rule)


def create(session: Session, draft: RecurringDraft, document_id: int | None = None) -> int:
    """Add a recurring document; return its id.

    Args:
        session: Of the writing transaction.
        draft: What and when.
        document_id: What it was made of: an issued document of the first day is the document of
            that day, so that none is made again for it.

    Raises:
        NotFound: The customer is gone.
        UserError: The rule or the document is not right.
    """
    row = Recurring()
    _store(session, row, draft)
    if document_id is not None:
        source = session.get(Document, document_id)
        is_first = source is not None and source.issued_at and source.date == draft.rule.anchor
        if is_first and source is not None and source.kind == draft.draft.kind:
            session.add(_run(row, draft.rule.anchor, document_id))
            session.flush()
    return row.id


def change(session: Session, recurring_id: int, draft: RecurringDraft) -> None:
    """Make it say what *draft* says, from the next document on.

    Raises:
        NotFound: It is gone, or the customer.
        UserError: The rule or the document is not right.
    """
    _store(session, queries.get_recurring(session, recurring_id), draft)


def pause(session: Session, recurring_id: int) -> None:
    """Make no documents until ``resume``."""
    queries.get_recurring(session, recurring_id).paused_at = clock.now()
    session.flush()


def resume(session: Session, recurring_id: int) -> None:
    """Make documents again; what fell due meanwhile waits."""
    queries.get_recurring(session, recurring_id).paused_at = None
    session.flush()


def remove(session: Session, recurring_id: int) -> None:
    """Put it into the bin; the documents that it made stay."""
    queries.get_recurring(session, recurring_id).deleted_at = clock.now()
    session.flush()


def skip(session: Session, recurring_id: int, period: date) -> None:
    """Leave out the document of *period*, the next one.

    Raises:
        NotFound: It is gone.
        UserError: It does not fall on that day, or an earlier one waits.
    """
    row = queries.get_recurring(session, recurring_id)
    if _find_run(session, recurring_id, period) is None:
        _check_next(session, row, period)
        session.add(_run(row, period, None))
        session.flush()


def make(session: Session, recurring_id: int, period: date, today: date | None = None) -> Made:
    """Make the document of *period*; asked again, the one made before is returned.

    It is dated on *period* where its series still takes that day, else it has no date of its own
    and gets that of its issue.

    Raises:
        NotFound: It is gone, or its customer.
        UserError: It does not fall on that day, an earlier one waits, the period was left out, or
            the document cannot be issued.
    """
    row = queries.get_recurring(session, recurring_id)
    if (before := _find_run(session, recurring_id, period)) is not None:
        return _made_before(session, before)
    _check_next(session, row, period)
    draft = template.load(row.draft, row.contact_id)
    draft = replace(draft, language=draft.language or _language(session, row.contact_id))
    last = numbering.default_series(session, draft.kind).last_date
    day = period if last is None or period >= last else None
    valid_days = settings.get_business(session).valid_days
    made = documents.create_draft(session, template.for_period(draft, period, day, valid_days))
    session.add(_run(row, period, made))
    session.flush()
    number = ""
    if row.issues_itself:
        number = documents.issue(session, made, day or max(today or clock.today(), last or period))
    return Made(recurring_id, period, made, number)


def make_all(session: Session, day: date, recurring_id: int | None = None) -> Run:
    """Make everything that waits on *day*, in order; of *recurring_id* only, where it is given.

    What cannot be made is told and waits on, with all that follows it; the others are made.
    """
    made: list[Made] = []
    failed: dict[int, Failed] = {}
    for item in queries.list_waiting(session, day, recurring_id):
        if item.recurring_id in failed:
            continue
        try:
            with session.begin_nested():
                made.append(make(session, item.recurring_id, item.period, day))
        except UserError as error:
            failed[item.recurring_id] = Failed(
                item.recurring_id, item.name, item.period, error.message
            )
    return Run(tuple(made), tuple(failed.values()))


def _store(session: Session, row: Recurring, draft: RecurringDraft) -> None:
    contact = parties.get_contact(session, draft.contact_id)
    _check_rule(draft.rule)
    _check_draft(draft.draft)
    row.name = draft.name.strip()[:_LONGEST] or _name(contact.name, draft.draft)
    row.contact_id = draft.contact_id
    row.draft = template.dump(draft.draft)
    row.anchor, row.every, row.unit, row.until = draft.rule
    row.issues_itself = draft.issues_itself
    session.add(row)
    session.flush()


def _name(customer: str, draft: DocumentDraft) -> str:
    first = draft.lines[0].description if draft.lines else ""
    return ": ".join(filter(None, (customer, " ".join(first.split()))))[:_LONGEST]


def _check_rule(rule: Rule) -> None:
    if rule.unit not in UNITS or not 1 <= rule.every <= _MOST:
        raise UserError(
            T("A document recurs every 1 to {most} days, weeks, months or years.", most=_MOST),
            hint=T("Nothing was changed."),
            field="every",
        )
    if rule.until is not None and rule.until < rule.anchor:
        raise UserError(
            T("It would end before it begins."),
            hint=T("Nothing was changed. Choose a later last day, or none."),
            field="until",
        )


def _check_draft(draft: DocumentDraft) -> None:
    if draft.kind == CREDIT_NOTE:
        raise UserError(T("A credit note does not recur."), hint=T("Nothing was changed."))
    if not draft.lines:
        raise UserError(
            T("A document without lines does not recur."),
            hint=T("Nothing was changed. Add what is sold first."),
            field="lines",
        )
    compute(draft)


def _check_next(session: Session, row: Recurring, period: date) -> None:
    """Refuse what is out of turn: documents come in the order of their days."""
    last = queries.last_period(session, row.id)
    first = next(queries.open_periods(queries.rule_of(row), last, period), None)
    if first is None or period not in queries.open_periods(queries.rule_of(row), last, period):
        raise UserError(
            T("{name} does not fall on {day}.", name=row.name, day=formats.day(period)),
            hint=T("Nothing was made. Choose one of the days that wait."),
            field="period",
        )
    if first != period:
        raise UserError(
            T("The one of {day} comes first.", day=formats.day(first)),
            hint=T("Nothing was changed. Make it, or leave it out."),
            field="period",
        )


def _made_before(session: Session, run: RecurringRun) -> Made:
    if run.document_id is None:
        raise UserError(
            T("The one of {day} was left out.", day=formats.day(run.period)),
            hint=T("Nothing was made. Make a document by hand instead."),
            field="period",
        )
    number = session.scalar(select(Document.number).where(Document.id == run.document_id))
    return Made(run.recurring_id, run.period, run.document_id, number or "")


def _find_run(session: Session, recurring_id: int, period: date) -> RecurringRun | None:
    query = select(RecurringRun).where(
        RecurringRun.recurring_id == recurring_id, RecurringRun.period == period
    )
    return session.scalars(query).first()


def _run(row: Recurring, period: date, document_id: int | None) -> RecurringRun:
    return RecurringRun(recurring_id=row.id, period=period, document_id=document_id)


def _language(session: Session, contact_id: int) -> str:
    of_contact = parties.language_of(session, contact_id)
    return of_contact or settings.get_business(session).language
