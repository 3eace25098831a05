"""Share new leads out by the rules, and give their new owners the task to call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.fold import fold
from smallcrm.core.text import TN
from smallcrm.models import Deal, Lead, LeadRule, Stage, Task
from smallcrm.services import tasks
from smallcrm.services.leads.drafts import IMPORT, ROUND_ROBIN
from smallcrm.services.leads.queries import is_open, title_of
from smallcrm.services.leads.rules import RuleRow, list_rules
from smallcrm.services.tasks import TaskDraft

_OPEN = "open"
_AT_ONCE = 500  # leads in one statement
_LONGEST_NAME = 100  # characters, in the title of a task


class Sharing:
    """The rules, and how much everybody has to do; made for one action."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rules = list_rules(session)
        self._turns = {rule.id: rule.last_staff_id for rule in self._rules}
        self._busy = _busy(session) if self._rules else Counter()

    def share(self, lead: Lead) -> None:
        """Store a new *lead* with its owner, and give him his task; by no rule it has neither.

        A list that was imported brings no tasks: nobody asked a quarter of an hour ago.
        """
        rule = next((rule for rule in self._rules if rule.people and _fits(rule, lead)), None)
        if rule is not None:
            self._give(lead, rule)
        self._session.add(lead)
        self._session.flush()
        if rule is not None and rule.call_within is not None and lead.origin != IMPORT:
            _add_call(self._session, lead, rule.call_within)

    def _give(self, lead: Lead, rule: RuleRow) -> None:
        lead.owner_id = self._choose(rule)
        self._busy[lead.owner_id] += 1
        if rule.way == ROUND_ROBIN:
            self._turns[rule.id] = lead.owner_id

    def settle(self) -> None:
        """Keep whose turn it was last, when all are shared out."""
        for rule in self._rules:
            if self._turns[rule.id] != rule.last_staff_id:
                turn = update(LeadRule).where(LeadRule.id == rule.id)
                self._session.execute(turn.values(last_staff_id=self._turns[rule.id]))

    def _choose(self, rule: RuleRow) -> int:
        """Whose turn it is; a round begins with who has the least to do."""
        people, last = list(rule.people), self._turns[rule.id]
        if rule.way == ROUND_ROBIN and last in rule.people:
            return people[(people.index(last) + 1) % len(people)]
        return min(people, key=lambda staff_id: self._busy[staff_id])


def find_call(session: Session, lead: Lead) -> Task | None:
    """The task to call that came with *lead*, while it is to be done."""
    return find_calls(session, [lead.id]).get(lead.id)


def find_calls(session: Session, lead_ids: Sequence[int]) -> dict[int, Task]:
    """The same of many leads, by their ids; one without such a task is left out."""
    found: dict[int, Task] = {}
    for some in chunks(lead_ids, _AT_ONCE):
        query = select(Task).where(
            Task.lead_id.in_(some), Task.deleted_at.is_(None), Task.done_at.is_(None)
        )
        for call in session.scalars(query.order_by(Task.id)):
            if call.lead_id is not None:
                found.setdefault(call.lead_id, call)
    return found


def restore_call(session: Session, lead: Lead, when: datetime | None) -> None:
    """Take the task to call out of the bin that came there with its lead at *when*."""
    if when is not None:
        binned = update(Task).where(Task.lead_id == lead.id, Task.deleted_at == when)
        session.execute(binned.values(deleted_at=None))


def _add_call(session: Session, lead: Lead, minutes: int) -> None:
    due = clock.local(clock.now() + timedelta(minutes=minutes))
    words = TN("Call within {count} minute", "Call within {count} minutes", minutes)
    title = f"{words}: {title_of(lead)[:_LONGEST_NAME].strip()}"
    task_id = tasks.add_task(session, TaskDraft(title, f"{due:%Y-%m-%d %H:%M}"))
    whose = {"owner_id": lead.owner_id, "lead_id": lead.id}
    session.execute(update(Task).where(Task.id == task_id).values(**whose))


def _fits(rule: RuleRow, lead: Lead) -> bool:
    return not rule.source or fold(rule.source) == fold(lead.source)


def _busy(session: Session) -> Counter[int | None]:
    """How many open leads and open deals everybody has."""
    leads = select(Lead.owner_id, func.count()).where(is_open(), Lead.owner_id.is_not(None))
    deals = (
        select(Deal.owner_id, func.count())
        .join(Stage, Stage.id == Deal.stage_id)
        .where(Deal.deleted_at.is_(None), Stage.kind == _OPEN, Deal.owner_id.is_not(None))
    )
    found: Counter[int | None] = Counter()
    for query in (leads.group_by(Lead.owner_id), deals.group_by(Deal.owner_id)):
        found.update(dict(session.execute(query).all()))
    return found
