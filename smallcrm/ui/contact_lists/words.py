"""How fields, questions and cells of lists are called and written on screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from smallcrm.core import clock, formats, text
from smallcrm.core.text import TN, T, Text
from smallcrm.services.contacts import COMPANY, PERSON
from smallcrm.services.contacts.drafts import GIVEN, REFUSED
from smallcrm.services.contacts.emptying import days_left
from smallcrm.services.segments import ARCHIVED, COLUMNS, STAYS, Cell, rules

FIELDS: Mapping[str, Text] = {
    **{key: title for key, title in COLUMNS.items() if key in rules.FIELDS},
    "tag": T("Tag"),
    "postcode": T("Postcode"),
    "note": T("Note"),
    "language": T("Language of documents"),
    "currency": T("Currency"),
    "product": T("Bought"),
}
# Whose words for empty are others: never talked to, nothing invoiced.
_WORDS: Mapping[str, Text] = {
    rules.IS: T("is"),
    rules.IS_NOT: T("is not"),
    rules.CONTAINS: T("contains"),
    rules.CONTAINS_NOT: T("does not contain"),
    rules.BEGINS: T("begins with"),
    rules.EMPTY: T("is empty"),
    rules.NOT_EMPTY: T("is filled in"),
    rules.BEFORE: T("before"),
    rules.AFTER: T("after"),
    rules.OLDER: T("more days ago than"),
    rules.NEWER: T("in the last days:"),
    rules.MORE: T("more than"),
    rules.LESS: T("less than"),
    rules.MONTH: T("in the month"),
    rules.WITHIN: T("in the next days:"),
}
_NOTHING: Mapping[str, Mapping[str, Text]] = {
    rules.MONEY: {rules.EMPTY: T("nothing"), rules.NOT_EMPTY: T("anything")},
    rules.COUNT: {rules.EMPTY: T("none"), rules.NOT_EMPTY: T("at least one")},
    rules.DAY: {rules.EMPTY: T("never"), rules.NOT_EMPTY: T("ever")},
}
ONE_OF: Mapping[str, Mapping[str, Text]] = {
    "kind": {PERSON: T("Person"), COMPANY: T("Company")},
    "consent": {GIVEN: T("Given"), REFUSED: T("Refused")},
    ARCHIVED: {STAYS: T("Is never deleted")},
}
_DECIMAL_COMMA = ("ru", "el")  # a spreadsheet in that language expects it


def operator(kind: str, name: str) -> Text:
    """What the question *name* is called for fields of *kind*."""
    return _NOTHING.get(kind, {}).get(name, _WORDS[name])


def shown(key: str, cell: Cell) -> str:
    """A cell as a table shows it."""
    if cell is None or isinstance(cell, str):
        return _word(key, cell or "")
    if isinstance(cell, tuple):
        return ", ".join(formats.money(money.amount, money.currency) for money in cell)
    if isinstance(cell, bool):
        return str(T("Yes") if cell else T("No"))
    if isinstance(cell, datetime) and key == ARCHIVED:
        left = days_left(cell, clock.today())
        return str(TN("{count} day left", "{count} days left", left))
    if isinstance(cell, datetime):
        return formats.recent(clock.local(cell), clock.today())
    return formats.short_day(cell) if isinstance(cell, date) else formats.number(cell)


def plain(key: str, cell: Cell) -> str:
    """A cell for a spreadsheet: numbers without grouping or sign, days as ISO has them."""
    if isinstance(cell, tuple):
        return _number(cell[0].amount) if len(cell) == 1 else shown(key, cell)
    if isinstance(cell, bool):
        return shown(key, cell)
    if isinstance(cell, datetime):
        return clock.local(cell).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal | int):
        return _number(Decimal(cell))
    return _word(key, cell or "") if key in ONE_OF else cell or ""


def _word(key: str, value: str) -> str:
    if key == "birthday" and value:
        return formats.birthday(value)
    known = ONE_OF.get(key, {})
    return str(known.get(value, value))


def _number(value: Decimal) -> str:
    written = f"{value:f}"
    return written.replace(".", ",") if text.language() in _DECIMAL_COMMA else written
