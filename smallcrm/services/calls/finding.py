"""Whose a telephone number is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from smallcrm.core.chunks import chunks
from smallcrm.core.errors import UserError
from smallcrm.core.fold import digits
from smallcrm.core.phones import TAIL, e164
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.models import Activity, Contact, Phone, Relation
from smallcrm.services.contact_values.drafts import COMPANY
from smallcrm.services.contact_values.keys import phone_key
from smallcrm.services.contacts.checks import existing
from smallcrm.services.settings import get_business

_AT_ONCE = 500  # values in one statement
_Item = TypeVar("_Item")


class Caller(NamedTuple):
    """Somebody who has a number: a person with the company, or a company."""

    contact_id: int
    name: str
    company: str = ""


def owners(
    session: Session, numbers: Iterable[str], country: str, progress: Progress | None = None
) -> dict[str, int]:
    """The one contact that each of *numbers* belongs to; numbers that nobody has are left out.

    Where several contacts share a number it is whom the business last had to do with; where it
    never had, the company; then whoever was there first.

    Args:
        session: Open.
        numbers: As they are written in a list.
        country: Where numbers without a prefix are at home (ISO 3166).
        progress: May stop the looking.

    Raises:
        Cancelled: *progress* was stopped.
    """
    found = _all_owners(session, numbers, country, progress)
    shared = {each for ids in found.values() if len(ids) > 1 for each in ids}
    order = _order(session, shared)
    return {number: min(ids, key=lambda one: order.get(one, one)) for number, ids in found.items()}


def who_calls(session: Session, number: str) -> list[Caller]:
    """All who have *number*, whom the business last had to do with first."""
    country = get_business(session).country
    ids = _all_owners(session, [number], country).get(number, set())
    order = _order(session, ids)
    company = aliased(Contact)
    query = (
        select(Contact.id, Contact.name, company.name)
        .outerjoin(Relation, and_(Relation.contact_id == Contact.id, Relation.position == 0))
        .outerjoin(company, company.id == Relation.company_id)
        .where(Contact.id.in_(ids))
    )
    rows = [Caller(row[0], row[1], row[2] or "") for row in session.execute(query)]
    return sorted(rows, key=lambda row: order[row.contact_id])


def add_number(session: Session, contact_id: int, number: str) -> None:
    """Give a contact one more telephone number, behind those that it has.

    Raises:
        NotFound: the contact is gone.
        UserError: it has this number already.
    """
    existing(session, contact_id)
    country = get_business(session).country
    if contact_id in _all_owners(session, [number], country).get(number, set()):
        raise UserError(T("This contact has the number already."), field="phones")
    last = session.scalar(select(func.max(Phone.position)).where(Phone.contact_id == contact_id))
    session.add(
        Phone(
            contact_id=contact_id,
            position=0 if last is None else last + 1,
            value=number,
            digits=digits(number),
            e164=e164(number, country),
        )
    )
    session.flush()


def _all_owners(
    session: Session, numbers: Iterable[str], country: str, progress: Progress | None = None
) -> dict[str, set[int]]:
    keys = {
        number: phone_key(number, e164(number, country))
        for number in _watched(set(numbers), progress)
    }
    wanted: dict[str, list[str]] = defaultdict(list)
    for number, key in keys.items():
        if key:
            wanted[key].append(number)
    found: dict[str, set[int]] = defaultdict(set)
    for key, owner in _watched(_by_key(session, wanted), progress):
        for number in wanted[key]:
            found[number].add(owner)
    return dict(found)


def _watched(items: Iterable[_Item], progress: Progress | None) -> Iterator[_Item]:
    """*items* until *progress* is stopped."""
    for item in items:
        if progress is not None:
            progress.check()
        yield item


def _by_key(session: Session, keys: Mapping[str, object]) -> Iterable[tuple[str, int]]:
    """Keys and who has them: by the international form, else by digits without one."""
    international = [key for key in keys if key.startswith("+")]
    national = [key for key in keys if not key.startswith("+")]
    yield from _having(session, Phone.e164, {key: [key] for key in international})
    # Numbers that were typed in a way that tells no country.
    forms: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        for form in _national_forms(digits(key)):
            forms[form].append(key)
    yield from _having(session, Phone.digits, forms, Phone.e164 == "")
    tails: dict[str, list[str]] = defaultdict(list)
    for key in national:
        if len(key) >= TAIL:
            tails[key[-TAIL:]].append(key)
    if tails:  # rare, so that looking through all numbers does no harm
        yield from _having(session, func.substr(Phone.e164, -TAIL), tails, Phone.e164 != "")


def _national_forms(figures: str) -> list[str]:
    """What may stand in the file for *figures*: with its country's code, and without."""
    rest = [figures[-size:] for size in range(TAIL, len(figures))]
    return [figures, *rest, *(f"0{each}" for each in rest)]


def _having(
    session: Session, column: object, forms: Mapping[str, list[str]], *conditions: object
) -> Iterable[tuple[str, int]]:
    for some in chunks(list(forms), _AT_ONCE):
        query = (
            select(column, Phone.contact_id)  # type: ignore[call-overload]
            .join(Contact, Contact.id == Phone.contact_id)
            .where(column.in_(some), Contact.deleted_at.is_(None), *conditions)  # type: ignore[attr-defined]
        )
        for form, owner in session.execute(query):
            for key in forms[form]:
                yield key, owner


def _order(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """The places of contacts: whom one last had to do with, companies, those there first."""
    last: dict[int, datetime] = {}
    companies: set[int] = set()
    wanted = sorted(ids)
    for some in chunks(wanted, _AT_ONCE):
        seen = (
            select(Activity.contact_id, func.max(Activity.at))
            .where(Activity.contact_id.in_(some), Activity.deleted_at.is_(None))
            .group_by(Activity.contact_id)
        )
        last |= {row[0]: row[1] for row in session.execute(seen)}
        of_kind = select(Contact.id).where(Contact.id.in_(some), Contact.kind == COMPANY)
        companies |= set(session.scalars(of_kind))
    talked = sorted((one for one in wanted if one in last), key=lambda one: last[one], reverse=True)
    never = sorted((one for one in wanted if one not in last),
                   key=lambda one: (one not in companies, one))  # fmt: skip
    return {one: place for place, one in enumerate([*talked, *never])}
