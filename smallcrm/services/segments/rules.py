"""The language of saved filters: conditions on contacts, all or any of them; pure, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text

ALL, ANY = "all", "any"

# The kinds of fields, and what can be asked of each; the first question is the usual one.
WORDS, ONE_OF, TAG, DAY, BIRTHDAY = "words", "one_of", "tag", "day", "birthday"
MONEY, COUNT, NUMBER, YESNO = "money", "count", "number", "yesno"

IS, IS_NOT, CONTAINS, CONTAINS_NOT, BEGINS = "is", "is_not", "contains", "contains_not", "begins"
EMPTY, NOT_EMPTY = "empty", "not_empty"
BEFORE, AFTER, OLDER, NEWER = "before", "after", "older", "newer"
MORE, LESS, MONTH, WITHIN = "more", "less", "month", "within"

OPERATORS: Mapping[str, tuple[str, ...]] = {
    WORDS: (CONTAINS, IS, IS_NOT, CONTAINS_NOT, BEGINS, EMPTY, NOT_EMPTY),
    ONE_OF: (IS, IS_NOT, EMPTY, NOT_EMPTY),
    TAG: (IS, IS_NOT, CONTAINS, CONTAINS_NOT, BEGINS, EMPTY, NOT_EMPTY),
    DAY: (OLDER, NEWER, BEFORE, AFTER, EMPTY, NOT_EMPTY),
    BIRTHDAY: (WITHIN, MONTH, EMPTY, NOT_EMPTY),
    MONEY: (MORE, LESS, EMPTY, NOT_EMPTY),
    COUNT: (MORE, LESS, EMPTY, NOT_EMPTY),
    NUMBER: (IS, MORE, LESS, EMPTY, NOT_EMPTY),
    YESNO: (IS, EMPTY, NOT_EMPTY),
}
WITHOUT_VALUE = frozenset({EMPTY, NOT_EMPTY})
IN_DAYS = frozenset({OLDER, NEWER, WITHIN})
_MONTHS = 12
_MOST_DAYS = 36_500
_LONGEST = 300  # characters of a value
_MOST = 30  # conditions

# Every field that contacts have, and of which kind it is. Those of one's own: ``custom:UID``.
FIELDS: Mapping[str, str] = {
    "name": WORDS,
    "kind": ONE_OF,
    "company": WORDS,
    "role": WORDS,
    "tag": TAG,
    "source": WORDS,
    "owner": WORDS,
    "city": WORDS,
    "postcode": WORDS,
    "country": WORDS,
    "email": WORDS,
    "phone": WORDS,
    "tax_id": WORDS,
    "note": WORDS,
    "language": WORDS,
    "currency": WORDS,
    "consent": ONE_OF,
    "birthday": BIRTHDAY,
    "created": DAY,
    "changed": DAY,
    "last_contact": DAY,
    "invoiced_year": MONEY,
    "invoiced": MONEY,
    "unpaid": MONEY,
    "overdue": MONEY,
    "last_purchase": DAY,
    "product": WORDS,
    "open_deals": COUNT,
}
CUSTOM = "custom:"
_CUSTOM_KINDS = {"number": NUMBER, "date": DAY, "choice": ONE_OF, "yesno": YESNO}


@dataclass(frozen=True, slots=True)
class Condition:
    """One question to a contact.

    Attributes:
        field: One of ``FIELDS``, or ``custom:UID``.
        operator: One of those of its kind.
        value: As typed: words, a number, days, a day (``2026-11-22``), a month (1 to 12).
        currency: Of an amount (ISO 4217); amounts of others are not looked at.
    """

    field: str
    operator: str
    value: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Conditions of which *match* (``all`` or ``any``) must be true; none of them: everybody."""

    conditions: tuple[Condition, ...] = ()
    match: str = ALL

    def dump(self) -> str:
        """As JSON, for the data file."""
        plain = [_without_blanks(asdict(condition)) for condition in self.conditions]
        return json.dumps({"match": self.match, "conditions": plain}, ensure_ascii=False)


def load(stored: str) -> Rules:
    """The rules that ``Rules.dump`` made."""
    found = json.loads(stored)
    if not isinstance(found, dict):  # of a list that is frozen
        return Rules()
    conditions = tuple(Condition(**plain) for plain in found["conditions"])
    return Rules(conditions, found["match"])


def kind_of(field: str, custom: Mapping[str, str]) -> str:
    """The kind of *field*; empty when there is none.

    Args:
        field: One of ``FIELDS``, or ``custom:UID``.
        custom: What the fields of one's own are (``text``, ``number``, …), by their uid.
    """
    if not field.startswith(CUSTOM):
        return FIELDS.get(field, "")
    kind = custom.get(field.removeprefix(CUSTOM))
    return "" if kind is None else _CUSTOM_KINDS.get(kind, WORDS)


def check(rules: Rules, custom: Mapping[str, str]) -> None:
    """Refuse what nobody can answer; *custom* as for ``kind_of``.

    Raises:
        UserError: a field or operator is unknown, or a value is not of the field's kind.
    """
    if rules.match not in {ALL, ANY} or len(rules.conditions) > _MOST:
        raise _wrong(T("This filter has too many conditions."))
    for condition in rules.conditions:
        _check(condition, custom)


def is_sound(condition: Condition, custom: Mapping[str, str]) -> bool:
    """Whether the condition can be answered: its field is there, its value complete."""
    try:
        _check(condition, custom)
    except UserError:
        return False
    return True


def number(value: str) -> Decimal:
    """The number in a condition that was checked."""
    return Decimal(value.strip())


def _check(condition: Condition, custom: Mapping[str, str]) -> None:
    kind = kind_of(condition.field, custom)
    if not kind:
        raise _wrong(T("There is no field {name} to filter by.", name=condition.field))
    if condition.operator not in OPERATORS[kind]:
        asked = T("{name} cannot be asked of this field.", name=condition.operator)
        raise _wrong(asked, condition.field)
    if condition.operator not in WITHOUT_VALUE:
        _check_value(kind, condition)


def _check_value(kind: str, condition: Condition) -> None:
    value, operator = condition.value.strip(), condition.operator
    if not value or len(value) > _LONGEST:
        raise _wrong(T("A condition has no value yet."), condition.field)
    if operator in IN_DAYS and not (value.isdecimal() and int(value) <= _MOST_DAYS):
        raise _wrong(T("{value} is not a number of days.", value=value), condition.field)
    if operator == MONTH and not (value.isdecimal() and 1 <= int(value) <= _MONTHS):
        raise _wrong(T("{value} is not a month from 1 to 12.", value=value), condition.field)
    if operator in {BEFORE, AFTER} and not _is_day(value):
        raise _wrong(T("{value} is not a date.", value=value), condition.field)
    if kind in {MONEY, COUNT, NUMBER} and not _is_number(value):
        raise _wrong(T("{value} is not a number.", value=value), condition.field)
    if kind == MONEY and len(condition.currency) != 3:  # noqa: PLR2004 - ISO 4217
        raise _wrong(T("An amount needs its currency."), condition.field)
    if kind == YESNO and value not in {"yes", "no"}:
        raise _wrong(T("{value} is neither yes nor no.", value=value), condition.field)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite() and abs(Decimal(value)) < Decimal(10) ** 15
    except InvalidOperation:
        return False


def _without_blanks(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _wrong(message: Text, field: str = "") -> UserError:
    return UserError(
        message, hint=T("Nothing was changed. Mend the condition."), field=field or None
    )
