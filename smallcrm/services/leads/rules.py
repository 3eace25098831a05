"""The rules by which new leads are shared out; the first one that fits decides."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T, Text
from smallcrm.models import LeadRule, LeadRuleStaff, Staff
from smallcrm.services import staff
from smallcrm.services.leads.drafts import LEAST_BUSY, ROUND_ROBIN, RuleDraft
from smallcrm.services.ordering import next_position, put_at

WAY_NAMES: dict[str, Text] = {
    ROUND_ROBIN: T("One after the other"),
    LEAST_BUSY: T("Whoever has the least to do"),
}
_LONGEST_SOURCE = 100  # characters
_LONGEST_WAIT = 7 * 24 * 60  # minutes: a week


class RuleRow(NamedTuple):
    """A rule; *people* are those who work here still, by id, in the order of the round."""

    id: int
    source: str
    way: str
    call_within: int | None
    people: dict[int, str]
    last_staff_id: int | None

    @property
    def draft(self) -> RuleDraft:
        """As a form has it."""
        return RuleDraft(tuple(self.people), self.source, self.way, self.call_within)


def list_rules(session: Session) -> list[RuleRow]:
    """All rules in their order."""
    taking = (
        select(LeadRuleStaff.rule_id, Staff.id, Staff.name)
        .join(Staff, Staff.id == LeadRuleStaff.staff_id)
        .where(Staff.deleted_at.is_(None))
        .order_by(LeadRuleStaff.position, LeadRuleStaff.id)
    )
    people: dict[int, dict[int, str]] = {}
    for rule_id, staff_id, name in session.execute(taking):
        people.setdefault(rule_id, {})[staff_id] = name
    return [
        RuleRow(
            rule.id,
            rule.source,
            rule.way,
            rule.call_within,
            people.get(rule.id, {}),
            rule.last_staff_id,
        )
        for rule in _in_order(session)
    ]


def add_rule(session: Session, draft: RuleDraft) -> int:
    """Add a rule at the end; return its id.

    Raises:
        UserError: nobody takes part, or the minutes are none.
        NotFound: somebody who takes part does not work here.
    """
    values = _checked(session, draft)
    rule = LeadRule(position=next_position(session, LeadRule), **values)
    session.add(rule)
    session.flush()
    _put_people(session, rule.id, draft)
    return rule.id


def change_rule(session: Session, rule_id: int, draft: RuleDraft) -> None:
    """Make a rule what *draft* says; leads that were shared out stay where they are.

    Raises:
        NotFound: the rule is gone, or somebody who takes part.
        UserError: as for ``add_rule``.
    """
    rule = _get(session, rule_id)
    for name, value in _checked(session, draft).items():
        setattr(rule, name, value)
    session.execute(delete(LeadRuleStaff).where(LeadRuleStaff.rule_id == rule_id))
    _put_people(session, rule_id, draft)


def remove_rule(session: Session, rule_id: int) -> None:
    """Take a rule away; raises NotFound when it is gone already."""
    session.delete(_get(session, rule_id))
    session.flush()


def move_rule(session: Session, rule_id: int, place: int) -> None:
    """Put a rule at *place* (from 0) among the others; raises NotFound when it is gone."""
    put_at(_in_order(session), _get(session, rule_id), place)
    session.flush()


def _in_order(session: Session) -> list[LeadRule]:
    return list(session.scalars(select(LeadRule).order_by(LeadRule.position, LeadRule.id)))


def _get(session: Session, rule_id: int) -> LeadRule:
    rule = session.get(LeadRule, rule_id)
    if rule is None:
        raise NotFound(T("This rule is not there any more. Nothing was changed."))
    return rule


def _put_people(session: Session, rule_id: int, draft: RuleDraft) -> None:
    session.add_all(
        LeadRuleStaff(rule_id=rule_id, staff_id=staff_id, position=position)
        for position, staff_id in enumerate(dict.fromkeys(draft.staff_ids))
    )
    session.flush()


def _checked(session: Session, draft: RuleDraft) -> dict[str, object]:
    if not draft.staff_ids:
        raise UserError(
            T("A rule needs somebody who gets the leads."),
            hint=T("Nothing was saved. Choose at least one person."),
            field="people",
        )
    for staff_id in draft.staff_ids:
        staff.get(session, staff_id)
    if draft.way not in WAY_NAMES:
        raise ValueError(draft)
    if draft.call_within is not None and not 1 <= draft.call_within <= _LONGEST_WAIT:
        raise UserError(
            T("Nobody calls within {count} minutes.", count=draft.call_within),
            hint=T("Nothing was saved. Write how many minutes, for example 15, or nothing."),
            field="call_within",
        )
    source = " ".join(draft.source.split())[:_LONGEST_SOURCE]
    return {"source": source, "way": draft.way, "call_within": draft.call_within}
