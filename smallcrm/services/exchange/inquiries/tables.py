"""Lists of people who asked (CSV, xlsx, pasted cells): one in each row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import NamedTuple

from smallcrm.core.errors import ImportProblem
from smallcrm.core.fold import digits
from smallcrm.core.text import T, Text
from smallcrm.services.exchange.fields import IGNORE
from smallcrm.services.exchange.inquiries import words
from smallcrm.services.exchange.inquiries.lines import EMPTY, FIELDS, Inquiry
from smallcrm.services.exchange.recognising import layout
from smallcrm.services.exchange.recognising import words as contact_words
from smallcrm.services.exchange.recognising.recognise import samples_of
from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.sources.table import Row, Table
from smallcrm.services.exchange.values import dates

_OF_CONTACTS = {"name": "name", "family_name": "family", "given_name": "given"} | {
    each: each for each in ("company", "email", "phone", "source")
}
_OF_CONTACTS["note"] = "message"
NAMES: dict[str, Text] = {
    "name": T("Name"),
    "given": T("First name"),
    "family": T("Last name"),
    "company": T("Company"),
    "email": T("Email"),
    "phone": T("Phone"),
    "message": T("Message"),
    "source": T("Source"),
    "campaign": T("Campaign"),
    "day": T("Received"),
}
_NOTHING: Mapping[str, str] = MappingProxyType({})
_SHOWN = 3  # samples of a column
_TELLS = {"name", "given", "family", "company", "email", "phone", "message"}


class Understood(NamedTuple):
    """What a list is taken for.

    Attributes:
        columns: The position of the column of each field.
        found: Where the lines are, and what stands above them.
    """

    columns: Mapping[str, int]
    found: layout.Layout

    @property
    def tells(self) -> bool:
        """Whether a column says who asked, or what for."""
        return bool(_TELLS & self.columns.keys())


def understand(table: Table, mapping: Mapping[str, str] = _NOTHING) -> Understood:
    """Find out which column holds what; *mapping* is what the user says, by the headings.

    Raises:
        ImportProblem: there are no lines, or far too many columns.
    """
    found = layout.find(table, None, knows=meaning)
    if found.header is None and _may_be_headings(table.rows[found.first]):
        found = layout.find(table, found.first + 1, knows=meaning)
    columns: dict[str, int] = {}
    headings = list(enumerate(zip(found.headings, found.raw, strict=True)))
    for number, (heading, _raw) in headings:
        if mapping.get(heading, IGNORE) in NAMES:
            columns.setdefault(mapping[heading], number)
    for number, (heading, raw) in headings:
        if heading not in mapping and (field := meaning(raw)):
            columns.setdefault(field, number)
    return Understood(columns, found)


def _may_be_headings(row: Row) -> bool:
    """Words only: in a language that is not known here, headings are told by that alone."""
    texts = [cell_text(cell).strip() for cell in row]
    return all(text and "@" not in text and not digits(text) for text in texts)


def not_understood() -> ImportProblem:
    """For a list in which no column says who asked (``Understood.tells``)."""
    return ImportProblem(
        T("No column of this file looks like a name, an email, a phone number or a message."),
        hint=T("Nothing was changed. The first row must say what the columns hold."),
        field="file",
    )


def describe(table: Table, understood: Understood) -> list[tuple[object, ...]]:
    """The columns for ``drafts.Column``."""
    fields = {number: field for field, number in understood.columns.items()}
    samples = samples_of(table.rows, understood.found)
    return [
        (number + 1, heading, fields.get(number), float(number in fields), tuple(values[:_SHOWN]))
        for number, (heading, values) in enumerate(
            zip(understood.found.headings, samples, strict=True)
        )
    ]


def read(
    table: Table, today: date, order: str, country: str, understood: Understood | None = None
) -> list[Inquiry]:
    """Those of *table* who say anything of themselves.

    Args:
        table: What was in the file.
        today: Decides the century of two digits.
        order: ``dmy``, ``mdy`` or ``ymd`` where the user says so, else empty.
        country: Whose order of day and month it is where nothing else tells.
        understood: Which column holds what; found out where it is None.

    Raises:
        ImportProblem: there are no lines, or far too many columns.
    """
    columns, found = understood or understand(table)
    if not _TELLS & columns.keys():
        return []
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
