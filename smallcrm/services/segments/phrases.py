"""Conditions as one types them on the command line: ``city is Athens``, ``unpaid more 100 EUR``."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.services.custom_fields import DATE, NUMBER, YESNO, FieldRow, list_fields
from smallcrm.services.segments import rules
from smallcrm.services.segments.rules import CUSTOM, Condition
from smallcrm.services.settings import get_business

_OPERATORS = sorted({word for words in rules.OPERATORS.values() for word in words})
_PHRASE = re.compile(rf"\s*(.+?)\s+({'|'.join(_OPERATORS)})(?:\s+(.*?))?\s*", re.DOTALL)
_OWN = "custom."  # before the name of a field of one's own
_AMOUNT = re.compile(r"(\S+)(?:\s+([A-Za-z]{3}))?")


def read_condition(session: Session, phrase: str) -> Condition:
    """The condition in *phrase*: a field, an operator, a value; amounts with their currency.

    A field of one's own is ``custom.NAME``. Amounts without a currency are in that of the
    business.

    Raises:
        UserError: it is no condition, or one that nobody can answer.
    """
    found = _PHRASE.fullmatch(phrase)
    if found is None:
        raise UserError(
            T("{phrase} is not of the form field, operator, value.", phrase=phrase),
            hint=T("Nothing was changed. The operators are: {names}.", names=", ".join(_OPERATORS)),
        )
    field, operator, value = found[1], found[2], found[3] or ""
    fields = list_fields(session)
    custom = {row.uid: row.kind for row in fields}
    if field.startswith(_OWN):
        row = _field(fields, field.removeprefix(_OWN))
        field = f"{CUSTOM}{row.uid}"
        value = _typed(row, operator, value)
    currency = ""
    if rules.kind_of(field, custom) == rules.MONEY and value:
        value, currency = _amount(session, value)
    condition = Condition(field, operator, value, currency)
    rules.check(rules.Rules((condition,)), custom)
    return condition


def column_key(session: Session, name: str) -> str:
    """The key of a column or an order that one calls *name*: ``custom.Size`` for one's own."""
    if name.startswith(_OWN):
        return f"{CUSTOM}{_field(list_fields(session), name.removeprefix(_OWN)).uid}"
    return name


def _field(fields: list[FieldRow], name: str) -> FieldRow:
    for row in fields:
        if fold(row.name) == fold(name):
            return row
    raise UserError(
        T("There is no field called {name}.", name=name), hint=T("Nothing was changed.")
    )


def _typed(row: FieldRow, operator: str, value: str) -> str:
    """Numbers, days and answers in the form they are kept in; days of "older" are no days."""
    if row.kind in {NUMBER, DATE, YESNO} and operator not in rules.IN_DAYS:
        return row.stored(value) or value
    return value


def _amount(session: Session, value: str) -> tuple[str, str]:
    found = _AMOUNT.fullmatch(value)
    if found is None:
        return value, ""
    return found[1], (found[2] or get_business(session).currency).upper()
