"""Ties of a contact beside its main company, in one cell of our own list: a line each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core import blanks
from smallcrm.core.fold import fold
from smallcrm.models import Contact, Relation
from smallcrm.services.contact_values.company_names import company_key
from smallcrm.services.contacts.drafts import COMPANY, ContactDraft
from smallcrm.services.contacts.relations import settle
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.exchange.drafts import Preview

FIELD = "relations"
_BETWEEN, _TO, _NONE = " · ", " – ", "–"
_PARTS = 3  # who, as what, from when to when


class Tie(NamedTuple):
    """What a contact is, or was, to another one; *role* may be empty."""

    name: str
    role: str
    since: date | None
    until: date | None


def cells(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The cells of the contacts *ids* that have such ties: former companies, and further ones."""
    query = (
        select(Relation, Contact.name)
        .join(Contact, Contact.id == Relation.company_id)
        .where(Relation.contact_id.in_(ids), Relation.position > 0, Contact.deleted_at.is_(None))
        .order_by(Relation.contact_id, Relation.position, Relation.id)
    )
    found: dict[int, list[str]] = {}
    for row, name in session.execute(query):
        line = _line(Tie(name, row.role, row.since, row.until))
        found.setdefault(row.contact_id, []).append(line)
    return {key: "\n".join(lines) for key, lines in found.items()}


def ties_of(text: str) -> list[Tie]:
    """The ties in a cell; a line without role and days is the name of a company."""
    return [_tie(line) for each in text.splitlines() if (line := blanks.one_line(each))]


def store_ties(
    session: Session, preview: Preview, people: Mapping[int, int], made: Collection[int]
) -> int:
    """Tie new contacts as the list says; return how many companies were made for that.

    Args:
        session: The session of the action in which the contacts came in.
        preview: The file.
        people: The contact of each row.
        made: Those that are new; nobody else's ties are touched.
    """
    if not any(column.field == FIELD for column in preview.facts.columns):
        return 0
    rows = ContactRows(session)
    for record in preview.records():
        contact_id = people.get(record.row, 0)
        wanted = ties_of(record.more.get(FIELD, "")) if contact_id in made else []
        if wanted:
            _tie_one(session, contact_id, wanted, rows)
    return rows.companies_created


def _tie_one(session: Session, contact_id: int, wanted: Sequence[Tie], rows: ContactRows) -> None:
    last = select(func.max(Relation.position)).where(Relation.contact_id == contact_id)
    position = session.scalar(last) or 0
    for number, tie in enumerate(wanted, 1):
        session.add(
            Relation(
                contact_id=contact_id,
                company_id=_other(session, tie.name, rows),
                role=tie.role,
                since=tie.since,
                until=tie.until,
                position=position + number,
            )
        )
    session.flush()
    contact = session.get(Contact, contact_id)
    if contact is not None:
        settle(session, contact, None)


def _other(session: Session, name: str, rows: ContactRows) -> int:
    """A company of that name, else a person, else a company that is made."""
    alive = select(Contact.id).where(Contact.deleted_at.is_(None)).order_by(Contact.id).limit(1)
    for condition in (Contact.company_key == company_key(name), Contact.folded == fold(name)):
        found = session.scalar(alive.where(condition))
        if found is not None:
            return found
    made = rows.reserve(1)[0]
    rows.add([ContactDraft(name, COMPANY)], [made])
    rows.companies_created += 1
    return made


def _line(tie: Tie) -> str:
    days = _TO.join([each.isoformat() if each else "" for each in (tie.since, tie.until)])
    return _BETWEEN.join([tie.name, tie.role or _NONE, days.strip() or _NONE])


def _tie(line: str) -> Tie:
    parts = line.rsplit(_BETWEEN, _PARTS - 1)
    days = list(_days(parts[-1])) if len(parts) == _PARTS else []
    if not days:
        return Tie(line, "", None, None)
    name, role, _ = parts
    return Tie(name, "" if role == _NONE else role, *days)


def _days(text: str) -> Iterator[date | None]:
    """The two days of ``2019-03-01 – 2022-05-31``, either of which may be missing."""
    parts = [each.strip() for each in text.split(_NONE)]
    try:
        found = [date.fromisoformat(each) if each else None for each in parts]
    except ValueError:
        return
    if len(found) == 2:  # noqa: PLR2004 - from and to
        yield from found
