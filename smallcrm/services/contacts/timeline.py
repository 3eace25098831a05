"""What happened with contacts, newest first: read some entries at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    DateTime,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from smallcrm.core.money import Money
from smallcrm.models import (
    Activity,
    Contact,
    Deal,
    Document,
    DunningLetter,
    Payment,
    Staff,
    Stage,
    StageStay,
    Task,
)
from smallcrm.services.contacts.activities import KINDS, NOTE

PAGE = 50
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ALL = 2**31
_ACTIVITIES = KINDS
_DOCUMENTS = ("quote", "order", "invoice", "credit_note", "sent", "accepted", "declined", "void")
_DEALS = ("deal", "deal_moved")
_PAYMENTS = ("payment", "refund")
_MOVED, _REMINDER = "deal_moved", "reminder"
# What the timeline can be narrowed to, and the kinds of entries that it then shows.
GROUPS: Mapping[str, tuple[str, ...]] = {
    **{kind: (kind,) for kind in _ACTIVITIES},
    "task": ("task",),
    "deal": _DEALS,
    "document": (*_DOCUMENTS, _REMINDER),
    "payment": _PAYMENTS,
}
# What counts as having been in touch.
CONTACTED = (*(kind for kind in KINDS if kind != NOTE), "sent", _REMINDER)


class TimelineEntry(NamedTuple):
    """One thing that happened.

    Attributes:
        kind: What was written (``activities.KINDS``); ``task`` (one that was done); ``deal`` (a
            new one), ``deal_moved``; ``quote``, ``order``, ``invoice``, ``credit_note`` (made
            or issued), ``sent``, ``accepted``, ``declined``, ``void``; ``reminder`` (that went
            out for unpaid invoices); ``payment``, ``refund``; ``created``.
        title: The subject of an e-mail; a document's number, empty for a draft; the numbers that
            a reminder was about; how a payment was made; of a deal and a task their own.
        body: What was said; the stage that a deal was moved to; the level of a reminder; the
            reference of a payment.
        amount: Of a document, a deal or a payment; what a reminder asked for; None elsewhere.
        id: Of the activity, the task, the deal, the document (of a reminder the first one) or
            the payment.
        direction, seconds: Of what was written; see ``ActivityDraft``.
        outcome: Of what was written; of a moved deal the kind of its stage.
        owner: The name of who it was, of what was written.
    """

    kind: str
    at: datetime
    title: str
    body: str
    amount: Money | None
    id: int
    direction: str = ""
    seconds: int | None = None
    outcome: str = ""
    owner: str = ""


def list_timeline(
    session: Session, contact_id: int, *, start: int = 0, limit: int = PAGE, group: str = ""
) -> tuple[TimelineEntry, ...]:
    """The entries from number *start* on, newest first; the last of all is ``created``.

    Args:
        session: The session.
        contact_id: Whose.
        start: How many newer ones to leave out.
        limit: How many to read.
        group: Only those of one of ``GROUPS``.
    """
    kinds = GROUPS[group] if group else ()
    found = _read(session, [contact_id], (start, start + limit), kinds)
    return tuple(found[contact_id])


def list_timelines(
    session: Session, ids: Sequence[int], limit: int = _ALL, kinds: Sequence[str] = ()
) -> dict[int, tuple[TimelineEntry, ...]]:
    """The newest *limit* entries of each of the contacts *ids*, perhaps of some *kinds* only."""
    found = _read(session, ids, (0, limit), kinds)
    return {contact_id: tuple(found[contact_id]) for contact_id in ids}


def find_place(session: Session, contact_id: int, kind: str, entry_id: int) -> int | None:
    """The number of an entry on the contact's timeline, as *start* counts; None if it is gone."""
    page = _page(()).subquery()
    wanted = select(page.c.place).where(page.c.kind == kind, page.c.id == entry_id).limit(1)
    place: int | None = session.scalar(wanted, {"ids": [contact_id], "start": 0, "end": _ALL})
    return None if place is None else place - 1


def list_groups(session: Session, contact_id: int) -> tuple[str, ...]:
    """Those of ``GROUPS`` that the contact has entries of, in their order."""
    kinds = set(session.scalars(_kinds(), {"ids": [contact_id]}))
    return tuple(name for name, members in GROUPS.items() if kinds & set(members))


def _read(
    session: Session, ids: Sequence[int], places: tuple[int, int], kinds: Sequence[str]
) -> dict[int, list[TimelineEntry]]:
    values = {"ids": list(ids), "start": places[0], "end": places[1]}
    found = session.execute(_page(tuple(kinds)), values).all()
    read: dict[int, list[TimelineEntry]] = defaultdict(list)
    for row in found:
        read[row.contact_id].append(
            TimelineEntry(
                row.kind,
                row.at,
                row.title,
                row.body,
                None if row.total is None else Money(row.total, row.currency),
                row.id,
                row.direction,
                row.seconds,
                row.outcome,
                row.owner,
            )
        )
    return read


# Made once: putting ten queries together takes longer than asking them about one contact.
@cache
def _page(kinds: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """The entries number *start* to *end* of each of the contacts *ids*."""
    entries = union_all(*_parts(kinds)).subquery()
    newest = (entries.c.at.desc(), entries.c.rank.desc(), entries.c.key.desc())
    place = func.row_number().over(partition_by=entries.c.contact_id, order_by=newest)
    numbered = select(entries, place.label("place"))
    if kinds:
        numbered = numbered.where(entries.c.kind.in_(kinds))
    rows = numbered.subquery()
    wanted = (rows.c.place > bindparam("start"), rows.c.place <= bindparam("end"))
    return select(rows).where(*wanted).order_by(rows.c.contact_id, rows.c.place)


@cache
def _kinds() -> Select[*tuple[Any, ...]]:
    entries = union_all(*_parts(())).subquery()
    return select(entries.c.kind).distinct()


def _parts(kinds: Sequence[str]) -> list[Select[*tuple[Any, ...]]]:
    """The queries that can yield one of *kinds*; all of them when none is named."""
    papers = _documents()
    parts = [
        (_ACTIVITIES, _activities()),
        (("task",), _tasks()),
        (("deal",), _deals()),
        ((_MOVED,), _moves()),
        (_DOCUMENTS[:4], papers[0]),
        *(((kind,), part) for kind, part in zip(_DOCUMENTS[4:], papers[1:], strict=True)),
        ((_REMINDER,), _reminders()),
        (_PAYMENTS, _payments()),
        (("created",), _beginnings()),
    ]
    return [part for yielded, part in parts if not kinds or set(kinds) & set(yielded)]


def _entry(contact_id: Any, kind: Any, at: Any, of: Any, **more: Any) -> Select[*tuple[Any, ...]]:
    """The columns of an entry, in the order that all parts share; what is not told is empty."""
    values = {
        "title": literal(""),
        "body": literal(""),
        "total": null(),
        "currency": literal(""),
        "direction": literal(""),
        "seconds": null(),
        "outcome": literal(""),
        "owner": literal(""),
        "rank": literal(1),
        "key": of,
    } | more
    columns = {"contact_id": contact_id, "kind": kind, "at": at, "id": of, **values}
    return select(*(column.label(name) for name, column in columns.items()))


def _activities() -> Select[*tuple[Any, ...]]:
    owner = select(Staff.name).where(Staff.id == Activity.owner_id).scalar_subquery()
    return _entry(
        Activity.contact_id,
        Activity.kind,
        Activity.at,
        Activity.id,
        title=Activity.title,
        body=Activity.body,
        direction=Activity.direction,
        seconds=Activity.seconds,
        outcome=Activity.outcome,
        owner=func.coalesce(owner, ""),
    ).where(Activity.contact_id.in_(_IDS), Activity.deleted_at.is_(None))


def _tasks() -> Select[*tuple[Any, ...]]:
    done = _entry(Task.contact_id, literal("task"), Task.done_at, Task.id, title=Task.title)
    return done.where(
        Task.contact_id.in_(_IDS), Task.done_at.is_not(None), Task.deleted_at.is_(None)
    )


def _deals() -> Select[*tuple[Any, ...]]:
    made = _entry(
        Deal.contact_id,
        literal("deal"),
        Deal.created_at,
        Deal.id,
        title=Deal.title,
        total=Deal.amount_minor,
        currency=Deal.currency,
    )
    return made.where(Deal.contact_id.in_(_IDS), Deal.deleted_at.is_(None))


def _moves() -> Select[*tuple[Any, ...]]:
    """Deals that came to another stage: all stays but the one that a deal began with.

    A file of before knows of each deal only the last move; its stay then began after the deal.
    """
    before = aliased(StageStay)
    earlier = select(before.id).where(before.deal_id == StageStay.deal_id, before.id < StageStay.id)
    moved = _entry(
        Deal.contact_id,
        literal(_MOVED),
        StageStay.entered_at,
        Deal.id,
        title=Deal.title,
        body=Stage.name,
        total=Deal.amount_minor,
        currency=Deal.currency,
        outcome=Stage.kind,
        rank=literal(2),
        key=StageStay.id,
    )
    return (
        moved.join(StageStay, StageStay.deal_id == Deal.id)
        .join(Stage, Stage.id == StageStay.stage_id)
        .where(
            Deal.contact_id.in_(_IDS),
            Deal.deleted_at.is_(None),
            or_(earlier.exists(), StageStay.entered_at > Deal.created_at),
        )
    )


def _documents() -> list[Select[*tuple[Any, ...]]]:
    """Each document when it was issued (a draft: made), and what became of it after that."""
    made = (Document.kind, func.coalesce(Document.issued_at, Document.created_at), 1)
    later = [
        (literal(kind), at, 2)
        for kind, at in (
            ("sent", Document.sent_at),
            ("accepted", Document.accepted_at),
            ("declined", Document.declined_at),
            ("void", Document.void_at),
        )
    ]
    return [
        _entry(
            Document.customer_id,
            kind,
            at,
            Document.id,
            title=func.coalesce(Document.number, ""),
            total=Document.total,
            currency=Document.currency,
            rank=literal(rank),
        ).where(Document.customer_id.in_(_IDS), Document.deleted_at.is_(None), at.is_not(None))
        for kind, at, rank in (made, *later)
    ]


def _payments() -> Select[*tuple[Any, ...]]:
    """Money on its day; at the moment when it was noted, where that is the same day."""
    noon = Payment.date.op("||")(literal(" 12:00:00.000000", String))
    noted = case(
        (func.date(Payment.created_at) == Payment.date, Payment.created_at),
        else_=type_coerce(noon, DateTime),
    )
    return _entry(
        Payment.contact_id,
        Payment.kind,
        noted,
        Payment.id,
        title=Payment.method,
        body=Payment.reference,
        total=Payment.amount,
        currency=Payment.currency,
        rank=literal(2),
    ).where(Payment.contact_id.in_(_IDS))


def _reminders() -> Select[*tuple[Any, ...]]:
    """Letters that went out: one for all the invoices that it was about."""
    return (
        _entry(
            Document.customer_id,
            literal(_REMINDER),
            func.max(DunningLetter.created_at),
            func.min(Document.id),
            title=func.group_concat(Document.number, ", "),
            body=cast(func.max(DunningLetter.level), String),
            total=func.sum(DunningLetter.open),
            currency=Document.currency,
            rank=literal(2),
            key=func.max(DunningLetter.id),
        )
        .join(Document, Document.id == DunningLetter.document_id)
        .where(Document.customer_id.in_(_IDS))
        .group_by(
            Document.customer_id, DunningLetter.pdf_sha256, DunningLetter.date, Document.currency
        )
    )


def _beginnings() -> Select[*tuple[Any, ...]]:
    return _entry(
        Contact.id, literal("created"), Contact.created_at, Contact.id, rank=literal(0)
    ).where(Contact.id.in_(_IDS))
