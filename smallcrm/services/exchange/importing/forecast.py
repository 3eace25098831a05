"""What an import would do: the same decisions and the same report, with nothing written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.core.progress import Progress
from smallcrm.models import Contact
from smallcrm.services.contact_values.company_names import company_key
from smallcrm.services.contacts.drafts import COMPANY, ContactDraft
from smallcrm.services.exchange.drafts import DEALS, PRODUCTS, Preview
from smallcrm.services.exchange.importing import product_import
from smallcrm.services.exchange.importing.deal_import import (
    DealDecision,
    decide_deals,
    for_contacts,
    reported,
)
from smallcrm.services.exchange.importing.deciding import Decision, Outcome, Wishes, decide
from smallcrm.services.exchange.importing.fresh_deals import fresh_deals
from smallcrm.services.exchange.importing.incoming import (
    Contacts,
    country_of,
    misfits_of,
    typed_fields,
)
from smallcrm.services.exchange.importing.report import ImportReport, report_of
from smallcrm.services.exchange.importing.tally import Tally

_AT_ONCE = 500  # companies in one statement
_SHOWN = 100  # pairs that are looked at side by side; nobody compares more by hand


class Pair(NamedTuple):
    """A row of the file and somebody it may be, by nothing but the name.

    Attributes:
        existing: The contact that is there; None when it is an earlier row of the file.
        other_row: The number of that row; 0 when it is a contact.
        old: The contact, or the earlier row.
    """

    row: int
    new: ContactDraft
    existing: int | None
    other_row: int
    old: ContactDraft


class Mark(NamedTuple):
    """What becomes of a row that is, or may be, somebody.

    Attributes:
        other_row: The earlier row of the file that it repeats; 0 when it is a stored contact.
    """

    outcome: Outcome
    other_row: int
    is_unclear: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """What would become of a file.

    Attributes:
        report: As the import will give it, but for what only storing makes: ids.
        marks: The rows that are, or may be, somebody; by their numbers.
        pairs: Some of the unclear rows, in the order of the file, to be compared.
        companies: The names of companies that people bring along, in the order of the file.
    """

    report: ImportReport
    marks: Mapping[int, Mark] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    companies: tuple[str, ...] = ()

    @property
    def unclear(self) -> int:
        """How many rows share nothing but the name with somebody, and bring something new."""
        return sum(mark.is_unclear for mark in self.marks.values())


def forecast(session: Session, preview: Preview, wishes: Wishes, progress: Progress) -> Forecast:
    """Say what bringing *preview* in would do, without changing anything.

    Raises:
        Cancelled: it was stopped.
    """
    if preview.facts.holds == PRODUCTS:
        found = product_import.look(session, preview, wishes, progress)
        marks = {
            row: Mark(each.outcome, max(-each.other, 0), is_unclear=False)
            for row, each in found.decisions.items()
        }
        return Forecast(found.report, marks)
    looking = _Looking(Tally(wishes.on_double, wishes.apart))
    country, fields = country_of(session, preview), typed_fields(session)
    is_of_deals = preview.facts.holds == DEALS
    how = for_contacts(wishes) if is_of_deals else wishes
    incoming = Contacts(preview, fields, country, progress.report)
    for _, decided in decide(session, incoming, how, country):
        for decision in decided:
            looking.add(decision)
    tally, people = looking.tally, looking.people
    misfits = misfits_of(preview, fields)
    if is_of_deals:
        decisions = decide_deals(session, preview, people, wishes.on_double)
        looking.mark(decisions)
        made = tally.outcomes[Outcome.CREATED]
        report = reported(report_of(preview, how, tally, 0, misfits), decisions, made)
    else:
        deals = len(fresh_deals(session, preview, people)) if wishes.deals else 0
        report = report_of(preview, wishes, tally, deals, misfits)
    companies = looking.list_companies(session)
    report = replace(report, companies_created=len(companies))
    pairs = sorted(looking.pairs, key=lambda pair: pair.row)
    return Forecast(report, looking.marks, tuple(pairs), companies)


@dataclass
class _Looking:
    """Takes from the decisions what is shown before the import."""

    tally: Tally
    people: dict[int, int] = field(default_factory=dict)
    marks: dict[int, Mark] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)
    employers: dict[str, str] = field(default_factory=dict)  # names by their keys
    met: set[str] = field(default_factory=set)  # keys of companies that the file brings itself

    def add(self, decision: Decision) -> None:
        self.tally.add(decision)
        if decision.outcome is not Outcome.SKIPPED:
            self.people[decision.row] = decision.who
        self._add_company(decision)
        other, old = decision.other, decision.old
        if other is None or old is None:
            return
        other_row = max(-other.contact_id, 0)
        self.marks[decision.row] = Mark(decision.outcome, other_row, decision.is_unclear)
        if decision.is_unclear and len(self.pairs) < _SHOWN:
            existing = None if other_row else other.contact_id
            self.pairs.append(Pair(decision.row, decision.came, existing, other_row, old))

    def _add_company(self, decision: Decision) -> None:
        """Note what companies a row needs, or is; see ``ContactRows``."""
        if decision.item.kind == COMPANY:
            if decision.outcome in {Outcome.CREATED, Outcome.UPDATED}:
                self.met.add(company_key(decision.came.name))
            return
        before = (
            decision.old.company if decision.outcome is Outcome.UPDATED and decision.old else ""
        )
        needed = decision.draft.company
        is_new = decision.outcome in {Outcome.CREATED, Outcome.UPDATED} and needed != before
        if needed and is_new:
            self.employers.setdefault(company_key(needed), needed)

    def list_companies(self, session: Session) -> tuple[str, ...]:
        """The names of companies that are neither stored nor rows of the file."""
        wanted = {key: name for key, name in self.employers.items() if key not in self.met}
        for chunk in chunks(list(wanted), _AT_ONCE):
            query = select(Contact.company_key).where(
                Contact.company_key.in_(chunk), Contact.deleted_at.is_(None)
            )
            for key in session.scalars(query):
                wanted.pop(key, None)
        return tuple(wanted.values())

    def mark(self, decisions: Sequence[DealDecision]) -> None:
        """In a list of deals the rows are deals, but for contacts that are not clear."""
        unclear = {row: mark for row, mark in self.marks.items() if mark.is_unclear}
        there = {
            each.row: Mark(each.outcome, 0, is_unclear=False) for each in decisions if each.deal
        }
        self.marks = {**there, **unclear}
