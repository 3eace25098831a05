"""What reads lists of contacts: ids in an order, counts, the saved filters themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound
from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.db.ids import fetch_ids
from smallcrm.models import Contact, CustomField, Segment, SegmentContact
from smallcrm.services.contacts.queries import filtered
from smallcrm.services.contacts.touched import touched_by
from smallcrm.services.segments.clauses import clause_of
from smallcrm.services.segments.orders import BY_NAME, Order, ordered
from smallcrm.services.segments.rules import Condition, Rules, load
from smallcrm.services.settings import get_business

RULES, FROZEN = "rules", "frozen"
_SOME = "not_empty"
# What every business asks for; known by these names also on the command line.
BUILT_IN: Mapping[str, tuple[Text, Rules]] = {
    "customers": (T("Customers"), Rules((Condition("invoiced", _SOME),))),
    "leads": (
        T("Leads"),
        Rules((Condition("open_deals", _SOME), Condition("last_purchase", "empty"))),
    ),
    "unpaid": (T("Unpaid"), Rules((Condition("unpaid", _SOME),))),
    "overdue": (T("Overdue"), Rules((Condition("overdue", _SOME),))),
    "people": (T("People"), Rules((Condition("kind", "is", "person"),))),
    "companies": (T("Companies"), Rules((Condition("kind", "is", "company"),))),
}


class SegmentRow(NamedTuple):
    """A saved filter (*kind* ``rules``), or a list that keeps who was in it (``frozen``)."""

    id: int
    uid: str
    name: str
    kind: str
    rules: Rules


class Wanted(NamedTuple):
    """Which contacts a list is to show.

    Attributes:
        search: Words that must all be found, in any part of the contact.
        rules: Conditions that must be true as well, for example those of a saved filter.
        also: More of them.
        frozen: The id of a frozen list that they must be in; 0 for none.
        archived: Those in the bin instead.
        action: The number of an action, an import for example, that made or changed them; 0 for
            none.
    """

    search: str = ""
    rules: Rules = Rules()
    frozen: int = 0
    tag: str = ""
    kind: str = ""
    archived: bool = False
    also: Rules = Rules()
    action: int = 0


def list_ids(session: Session, wanted: Wanted, order: Order = BY_NAME) -> list[int]:
    """The ids of the contacts that *wanted* describes, in that order."""
    query = chosen(session, select(Contact.id), wanted)
    if query is None:
        return []
    if not order.currency:
        order = order._replace(currency=get_business(session).currency)
    is_whole = wanted == Wanted()
    return fetch_ids(session, ordered(query, order, clock.today(), is_whole=is_whole))


def count(session: Session, wanted: Wanted) -> int:
    """How many contacts ``list_ids`` would give."""
    query = chosen(session, select(func.count(Contact.id)), wanted)
    return 0 if query is None else session.scalar(query) or 0


def chosen(session: Session, query: Select[Any], wanted: Wanted) -> Select[Any] | None:
    """*query* for those that *wanted* describes; None where its search can find nobody."""
    found = filtered(query, wanted.search, wanted.tag, wanted.kind, archived=wanted.archived)
    if found is None:
        return None
    if wanted.frozen:
        inside = select(SegmentContact.contact_id).where(SegmentContact.segment_id == wanted.frozen)
        found = found.where(Contact.id.in_(inside))
    if wanted.action:
        found = found.where(Contact.id.in_(touched_by(wanted.action)))
    custom = custom_kinds(session)
    for rules in (wanted.rules, wanted.also):
        if rules.conditions:
            found = found.where(clause_of(rules, custom, clock.today()))
    return found


def list_segments(session: Session) -> list[SegmentRow]:
    """The saved filters and frozen lists, in their order."""
    query = select(Segment).order_by(Segment.position, Segment.id)
    return [_row(segment) for segment in session.scalars(query)]


def find_segment(session: Session, name: str) -> SegmentRow:
    """The saved filter called *name*; case and accents do not matter.

    Raises:
        NotFound: there is none.
    """
    segment = session.scalar(select(Segment).where(Segment.folded == fold(name.strip())))
    if segment is None:
        raise NotFound(
            T("There is no filter called {name}.", name=name), hint=T("Nothing was changed.")
        )
    return _row(segment)


def wanted_of(segment: SegmentRow) -> Wanted:
    """The contacts of a saved filter or a frozen list."""
    return Wanted(frozen=segment.id) if segment.kind == FROZEN else Wanted(rules=segment.rules)


def custom_kinds(session: Session) -> dict[str, str]:
    """What the fields of one's own are (``text``, ``number``, …), by their uid."""
    return dict(session.execute(select(CustomField.uid, CustomField.kind)).all())


def _row(segment: Segment) -> SegmentRow:
    return SegmentRow(segment.id, segment.uid, segment.name, segment.kind, load(segment.rules))
