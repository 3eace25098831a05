"""Lists of people who asked (CSV, xlsx, pasted cells): one in each row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T
from smallcrm.services.exchange.inquiries import words
from smallcrm.services.exchange.inquiries.lines import EMPTY, FIELDS, Inquiry
from smallcrm.services.exchange.recognising import layout
from smallcrm.services.exchange.recognising import words as contact_words
from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.sources.table import Row, Table
from smallcrm.services.exchange.values import dates

_OF_CONTACTS = {"name": "name", "family_name": "family", "given_name": "given"} | {
    each: each for each in ("company", "email", "phone", "source")
}
_OF_CONTACTS["note"] = "message"
_TELLS = {"name", "given", "family", "company", "email", "phone", "message"}


def read(table: Table, today: date, order: str, country: str) -> list[Inquiry]:
    """Those of *table* who say anything of themselves.

    Args:
        table: What was in the file.
        today: Decides the century of two digits.
        order: ``dmy``, ``mdy`` or ``ymd`` where the user says so, else empty.
        country: Whose order of day and month it is where nothing else tells.

    Raises:
        ImportProblem: No column is a name, an e-mail, a telephone or a message.
    """
    found = layout.find(table, None, knows=meaning)
    columns: dict[str, int] = {}
    for number, heading in enumerate(found.raw):
        if field := meaning(heading):
            columns.setdefault(field, number)
    if not _TELLS & columns.keys():
        raise ImportProblem(
            T("No column of this file looks like a name, an email, a phone number or a message."),
            hint=T("Nothing was changed. The first row must say what the columns hold."),
            field="file",
        )
    rows = [row for number, row in enumerate(table.rows) if found.first <= number < found.last]
    way = dates.order_of([_cell(row, columns, "day") for row in rows], order, country).order
    lines = [_line(row, columns, way, today) for row in rows]
    return [line for line in lines if line._replace(day="", source="", campaign="") != EMPTY]


def meaning(heading: str) -> str:
    """What a column under *heading* holds: as forms call it, else as lists of contacts do."""
    if found := words.meaning(heading):
        return found
    known = contact_words.meaning(heading)
    return "" if known is None else _OF_CONTACTS.get(known.field.partition(":")[0], "")


def _line(row: Row, columns: Mapping[str, int], order: str, today: date) -> Inquiry:
    values = {field: _cell(row, columns, field) for field in FIELDS}
    parts = (_cell(row, columns, "given"), _cell(row, columns, "family"))
    values["name"] = " ".join(filter(None, (values["name"], *parts)))
    return Inquiry(**values, day=_day(row, columns, order, today))


def _day(row: Row, columns: Mapping[str, int], order: str, today: date) -> str:
    """A day, or an instant in UTC where the list says the time as the clock here showed it."""
    number = columns.get("day", len(row))
    cell = row[number] if number < len(row) else ""
    text = cell_text(cell).strip()
    day, _problem = dates.read(text, order, today)
    if not day or day.startswith("-"):
        return ""
    hours = text.replace("T", " ").partition(" ")[2][:5]
    try:
        local = datetime.strptime(f"{day} {hours}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - made so next
    except ValueError:
        return day
    return f"{local.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _cell(row: Row, columns: Mapping[str, int], field: str) -> str:
    number = columns.get(field, len(row))
    return cell_text(row[number]).strip() if number < len(row) else ""
