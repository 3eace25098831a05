"""What a task may be: a draft becomes the columns of its row, or is refused with a sentence."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from smallcrm.core import zones
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T, Text
from smallcrm.models import Base, Contact, Deal, Document, Lead, Staff
from smallcrm.services.tasks import recurrence
from smallcrm.services.tasks.drafts import HIGH, KINDS, LONGEST_TITLE, LOW, NORMAL, TaskDraft

_SOONEST = 60 * 24 * 366  # minutes before its time that a reminder may come: a year
_MOST = 5  # reminders
_DAY_MINUTES = 60 * 24
_NO_DEAL = T("This deal is not there any more. Nothing was saved.")


def checked(session: Session, draft: TaskDraft) -> dict[str, Any]:
    """The columns that *draft* fills in.

    Raises:
        UserError: something in it is not right; ``field`` names what.
        NotFound: the contact, the deal, the person or the document is gone.
    """
    title = " ".join(draft.title.split())
    if not title:
        raise UserError(
            T("A task needs a few words."),
            hint=T("Nothing was saved. Write what is to be done."),
            field="title",
        )
    _exists(session, Contact, draft.contact_id, T("This contact no longer exists."))
    _exists(session, Deal, draft.deal_id, _NO_DEAL)
    _exists(session, Staff, draft.owner_id, T("This person is not on the list any more."))
    _exists(session, Document, draft.document_id, T("This document no longer exists."))
    _exists(session, Lead, draft.lead_id, T("This lead no longer exists."))
    due, zone = _when(draft)
    rule = _rule(draft.rule, due, zone)
    return {
        "title": title[:LONGEST_TITLE],
        "due": due,
        "zone": zone,
        "rule": rule,
        "reminders": _reminders(draft.reminders),
        "priority": draft.priority if draft.priority in (HIGH, LOW) else NORMAL,
        "minutes": _minutes(draft.minutes),
        "note": draft.note.strip(),
        "kind": draft.kind if draft.kind in KINDS else KINDS[0],
        "contact_id": draft.contact_id or _contact_of(session, draft.deal_id),
        "deal_id": draft.deal_id,
        "owner_id": draft.owner_id,
        "document_id": draft.document_id,
        "lead_id": draft.lead_id,
    }


def _when(draft: TaskDraft) -> tuple[str, str]:
    try:
        due = zones.wall_time(draft.due) if draft.due.strip() else ""
    except ValueError as error:
        raise UserError(
            T("{due} is not a day, or a day and a time.", due=draft.due),
            hint=T("Nothing was saved. Write it as 2026-11-30 or 2026-11-30 09:00."),
            field="due",
        ) from error
    if draft.zone and not zones.is_known(draft.zone):
        raise UserError(
            T("{zone} is not a time zone that this computer knows.", zone=draft.zone),
            hint=T("Nothing was saved. Write it as Europe/Athens."),
            field="zone",
        )
    return due, (draft.zone or zones.of_system()) if due else ""


def _rule(rule: str, due: str, zone: str) -> str:
    """The rule as it is stored; it has a day at all."""
    if not rule.strip():
        return ""
    try:
        parts = recurrence.parts_of(rule)
        if not due:
            raise UserError(
                T("A task that repeats needs its first day."),
                hint=T("Nothing was saved. Give it a day."),
                field="due",
            )
        is_possible = recurrence.first(rule, due, zone) is not None
    except (ValueError, OverflowError) as error:
        raise _no_rule(rule) from error
    if not is_possible:
        raise _no_rule(rule)
    return recurrence.rule_of(parts)


def _no_rule(rule: str) -> UserError:
    return UserError(
        T("“{rule}” does not say how a task repeats.", rule=rule),
        hint=T(
            "Nothing was saved. Write it as FREQ=WEEKLY;BYDAY=MO or in words, such as "
            "every week on Monday. It can repeat daily or more rarely."
        ),
        field="rule",
    )


def _reminders(minutes: tuple[int, ...]) -> str:
    wanted = sorted({each for each in minutes if each})
    if len(wanted) > _MOST or any(not 0 < each <= _SOONEST for each in wanted):
        raise UserError(
            T("A task reminds five times at most, and a year before at the earliest."),
            hint=T("Nothing was saved. Choose other reminders."),
            field="reminders",
        )
    return ",".join(map(str, wanted))


def _minutes(minutes: int | None) -> int | None:
    if minutes is not None and not 0 < minutes <= _DAY_MINUTES * 31:
        raise UserError(
            T("It takes at least a minute and at most a month."),
            hint=T("Nothing was saved. Give the time in minutes."),
            field="minutes",
        )
    return minutes


def _contact_of(session: Session, deal_id: int | None) -> int | None:
    deal = session.get(Deal, deal_id) if deal_id is not None else None
    if deal is not None and deal.deleted_at is not None:
        raise NotFound(_NO_DEAL)
    return deal.contact_id if deal is not None else None


def _exists(session: Session, table: type[Base], key: int | None, otherwise: Text) -> None:
    if key is not None and session.get(table, key) is None:
        raise NotFound(otherwise)
