"""Conditions on days: of the calendar on the wall here, whatever zone instants are stored in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from smallcrm.core import clock
from smallcrm.core.document_kinds import INVOICE
from smallcrm.models import Activity, Contact, CustomField, CustomValue, Document
from smallcrm.services.segments import rules
from smallcrm.services.segments.members import Clause, among, has_any
from smallcrm.services.segments.rules import Condition
from smallcrm.services.segments.sums import issued_by_customer

_OWN_INSTANTS: Mapping[str, InstrumentedAttribute[Any]] = {
    "created": Contact.created_at,
    "changed": Contact.updated_at,
}
_YEAR, _ISO_DAY = 366, 10  # days; characters


def custom_values(field: str) -> Select[Any]:
    """Contacts that have a value in the field ``custom:UID``."""
    uid = field.removeprefix(rules.CUSTOM)
    wanted = select(CustomField.id).where(CustomField.uid == uid).scalar_subquery()
    return select(CustomValue.contact_id).where(CustomValue.field_id == wanted)


def day_clause(condition: Condition, today: date) -> Clause:
    """Before or after a day, older or newer than some days; who has no day is neither."""
    field, operator = condition.field, condition.operator
    if field in _OWN_INSTANTS:
        if operator in rules.WITHOUT_VALUE:
            return true() if operator == rules.NOT_EMPTY else false()
        return _test(_OWN_INSTANTS[field], condition, today, clock.start_of)
    if field.startswith(rules.CUSTOM):
        query = custom_values(field)
        if operator in rules.WITHOUT_VALUE:
            return has_any(query.where(CustomValue.value != ""), operator)
        is_day = func.length(CustomValue.value) == _ISO_DAY
        return among(query.where(is_day, _test(CustomValue.value, condition, today, str)))
    query, owner, last, stored = _last(field)
    if operator in rules.WITHOUT_VALUE:
        return has_any(query, operator)
    return among(query.group_by(owner).having(_test(last, condition, today, stored)))


def birthday_clause(condition: Condition, today: date) -> Clause:
    """A birthday in a month, or on one of the next days, today among them."""
    has_one = Contact.birthday != ""
    if condition.operator in rules.WITHOUT_VALUE:
        return Contact.birthday == "" if condition.operator == rules.EMPTY else has_one
    month_day = func.substr(Contact.birthday, -5)  # of 1980-06-05 and of --06-05
    number = int(condition.value)
    if condition.operator == rules.MONTH:
        return and_(has_one, func.substr(month_day, 1, 2) == f"{number:02}")
    if number >= _YEAR:
        return has_one
    end = today + timedelta(days=number)
    from_today, to_end = month_day >= f"{today:%m-%d}", month_day <= f"{end:%m-%d}"
    both = and_(from_today, to_end) if end.year == today.year else or_(from_today, to_end)
    return and_(has_one, both)


def _last(field: str) -> tuple[Select[Any], Any, Any, Callable[[date], Any]]:
    """Where the last of something is asked: rows, whose they are, the last, a day as stored."""
    if field == "last_contact":
        query = select(Activity.contact_id).where(Activity.deleted_at.is_(None))
        return query, Activity.contact_id, func.max(Activity.at), clock.start_of
    query = issued_by_customer(Document.kind == INVOICE)
    return query, Document.customer_id, func.max(Document.date), _itself


def _itself(day: date) -> date:
    return day


def _test(column: Any, condition: Condition, today: date, stored: Callable[[date], Any]) -> Clause:
    """*stored* says how the beginning of a day is kept in *column*."""
    value = condition.value.strip()
    if condition.operator == rules.BEFORE:
        test: Clause = column < stored(date.fromisoformat(value))
    elif condition.operator == rules.AFTER:
        test = column >= stored(date.fromisoformat(value) + timedelta(days=1))
    elif condition.operator == rules.OLDER:
        test = column < stored(today - timedelta(days=int(value)))
    else:
        test = column >= stored(today - timedelta(days=int(value)))
    return test
