"""Bring a list of deals in: found again by their number, then by contact, title and amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.core.text import T
from smallcrm.models import Deal
from smallcrm.services import pipeline
from smallcrm.services.exchange.drafts import SKIPPED, Preview
from smallcrm.services.exchange.importing.deal_names import DealNames
from smallcrm.services.exchange.importing.deciding import OnDouble, Outcome, Wishes
from smallcrm.services.exchange.importing.fresh_deals import Key, draft_of, key_of, known_deals
from smallcrm.services.exchange.importing.report import ImportReport, LeftOut
from smallcrm.services.exchange.own_lists.own_headings import SYSTEM
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.settings import get_business

OTHER = T("This deal is there already and differs, so it was left as it is.")
_AT_ONCE = 500  # deals in one statement
_SAID = (
    *("title", "amount", "currency", "expected_close", "source", "note", "reason"),
    *("company", "owner", "campaign", "tags"),
)
_NOTHING: tuple[object, ...] = ("", None, ())
_CHANGING = (OnDouble.FILL, OnDouble.OVERWRITE)


class DealDecision(NamedTuple):
    """What becomes of a row.

    Attributes:
        draft: The deal when the row is in.
        deal: The id of the deal that it is; 0 of a new one.
        again: Whether it repeats a row above.
    """

    row: int
    outcome: Outcome
    draft: DealDraft
    deal: int = 0
    again: bool = False


def for_contacts(wishes: Wishes) -> Wishes:
    """How the contacts of a list of deals come in: nobody twice, whatever becomes of the deals."""
    return wishes if wishes.on_double in _CHANGING else replace(wishes, on_double=OnDouble.FILL)


def decide_deals(
    session: Session, preview: Preview, people: Mapping[int, int], on_double: OnDouble
) -> list[DealDecision]:
    """Say what becomes of every row that has a deal, in their order.

    Args:
        session: Read from only.
        preview: The file.
        people: The contact of each row: its id, or a negative number for a new one.
        on_double: What becomes of deals that are there already and differ.
    """
    return list(_Deciding(session, preview, people, on_double).decide())


def store_deals(session: Session, preview: Preview, decisions: Sequence[DealDecision]) -> None:
    """Carry out *decisions*, inside an action.

    Stages and reasons that our own lists name are made where they are not there.
    """
    is_ours = preview.facts.system == SYSTEM
    created = [each.draft for each in decisions if each.outcome is Outcome.CREATED]
    pipeline.create_deals(session, created, adds_names=is_ours)
    changed = {each.deal: each.draft for each in decisions if each.outcome is Outcome.UPDATED}
    if changed:
        pipeline.change_deals(session, changed, adds_names=is_ours)


def reported(
    report: ImportReport, decisions: Sequence[DealDecision], contacts_created: int
) -> ImportReport:
    """*report* on the contacts of the rows, turned into one on their deals."""
    outcomes = [each.outcome for each in decisions]
    again = sum(each.again for each in decisions)
    others = [LeftOut(each.row, SKIPPED, OTHER) for each in decisions if each.outcome == SKIPPED]
    return replace(
        report,
        created=outcomes.count(Outcome.CREATED),
        updated=outcomes.count(Outcome.UPDATED),
        unchanged=outcomes.count(Outcome.UNCHANGED),
        left_out=tuple(sorted([*report.left_out, *others])),
        repeated=again,
        repeated_whole=again,
        doubles=(),
        deals_created=outcomes.count(Outcome.CREATED),
        contacts_created=contacts_created,
    )


@dataclass
class _Deciding:
    session: Session
    preview: Preview
    people: Mapping[int, int]
    on_double: OnDouble
    seen: set[tuple[int, tuple[str, ...]]] = field(default_factory=set)

    def __post_init__(self) -> None:
        rows = [row for row in self.preview.records() if row.plain_deal and not row.outcome]
        self._rows = [row for row in rows if row.row in self.people]
        self._names = DealNames(self.session, is_ours=self.preview.facts.system == SYSTEM)
        self._currency = get_business(self.session).currency
        numbers = {row.plain_deal[-1] for row in self._rows if row.plain_deal[-1]}
        self._ids = self._by_uid(sorted(numbers))
        self._old = pipeline.list_deal_drafts(self.session, list(self._ids.values()))
        wanted = sorted({who for who in self.people.values() if who > 0})
        self._known: Mapping[Key, int] = known_deals(self.session, wanted)

    def decide(self) -> Iterator[DealDecision]:
        """Every row, and what becomes of it."""
        for record in self._rows:
            deal = record.deal
            if deal is None:
                continue
            who = self.people[record.row]
            draft = draft_of(who, record.name, deal, self._names)
            again = (who, record.plain_deal) in self.seen
            self.seen.add((who, record.plain_deal))
            if again:
                yield DealDecision(record.row, Outcome.UNCHANGED, draft, again=True)
                continue
            found = self._ids.get(record.plain_deal[-1]) or self._known.get(
                key_of(draft, self._currency)
            )
            if not found:
                yield DealDecision(record.row, Outcome.CREATED, draft)
            elif found in self._old:
                yield self._compared(record.row, draft, found)
            else:
                yield DealDecision(record.row, Outcome.UNCHANGED, draft, found)

    def _compared(self, row: int, draft: DealDraft, deal_id: int) -> DealDecision:
        old = self._old[deal_id]
        over, filled = _completed(old, draft, fill=False), _completed(old, draft, fill=True)
        if over == old:
            return DealDecision(row, Outcome.UNCHANGED, old, deal_id)
        if self.on_double not in _CHANGING:
            return DealDecision(row, Outcome.SKIPPED, old, deal_id)
        new = over if self.on_double is OnDouble.OVERWRITE else filled
        outcome = Outcome.UNCHANGED if new == old else Outcome.UPDATED
        return DealDecision(row, outcome, new, deal_id)

    def _by_uid(self, numbers: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for chunk in chunks(numbers, _AT_ONCE):
            query = select(Deal.uid, Deal.id).where(Deal.uid.in_(chunk), Deal.deleted_at.is_(None))
            found |= dict(self.session.execute(query).all())
        return found


def _completed(old: DealDraft, new: DealDraft, *, fill: bool) -> DealDraft:
    """*old* with what *new* says; only where it says nothing itself when *fill*."""
    values = {
        name: getattr(new, name)
        for name in _SAID
        if getattr(new, name) not in _NOTHING and (not fill or getattr(old, name) in _NOTHING)
    }
    values["custom"] = {**new.custom, **old.custom} if fill else {**old.custom, **new.custom}
    if not fill:
        values["contact_id"] = new.contact_id
        if new.stage:
            values |= {"stage": new.stage, "status": new.status or old.status}
    return replace(old, **values)
