"""Rows into records: column by column for a chunk of rows, as that is what Python does fast.

A chunk is turned on its side; every column brings its values to the rows (``Batch``); at the end
each row becomes one plain tuple, laid out as ``drafts.Record``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import repeat, zip_longest
from typing import NamedTuple

from smallcrm.core import blanks, phones
from smallcrm.services.exchange.fields import CUSTOM, CUSTOM_DATE, IGNORE, OURS, Parts
from smallcrm.services.exchange.own_lists import own_words
from smallcrm.services.exchange.own_lists.own_headings import SYSTEM
from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.sources.table import LONGEST_CELL, Row
from smallcrm.services.exchange.values import amounts, contact_points, countries, dates, tax_ids
from smallcrm.services.exchange.values.tags import tags

SOME_FILE = "file"  # under this name ids of a file of no known program are kept
Texts = list[str]
Pairs = tuple[tuple[str, str], ...]
Address = tuple[str, str, str, str, str, str]
_ADDRESS_BASES = ("street", "city", "postcode", "region", "country", "address")
_KEPT = {"deal.note", "external_id"}  # may have several lines; is compared letter by letter
_CUT = " […]"
_POSTCODE_FIRST = re.compile(r"(\d{4,6}|\d{3} \d{2}),?\s+(\D.*)")


class Task(NamedTuple):
    """One column and what to do with it; *order* is that of its dates."""

    column: int
    heading: str
    field: Parts
    order: str = ""


class Plan(NamedTuple):
    """Everything that is decided before the first row is turned into a record.

    Attributes:
        tasks: The columns that hold something wanted.
        idle: Folded values that the program always writes, and that say nothing.
        country: ISO code for national numbers of rows that name no country.
        system: The name under which ids are kept.
        prefix: Put before ids (see ``System``).
        today: For birthdays.
        headings: Of all columns.
        usual: How many cells a row has, unless something is wrong with it; 0 for any number.
        headed: How many columns have a heading.
        has_apostrophes: Whether values carry one in front that does not belong to them.
        words: The names of our own for values to keep (``reading.custom_names``).
    """

    tasks: tuple[Task, ...]
    idle: frozenset[str]
    country: str
    system: str
    prefix: str
    today: date
    headings: tuple[str, ...] = ()
    usual: int = 0
    headed: int = 0
    has_apostrophes: bool = False
    words: Mapping[str, str] = {}

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.headings)


class Batch:
    """The values of some rows on their way into records."""

    def __init__(self, plan: Plan, rows: Sequence[Row], numbers: Sequence[int]) -> None:
        self.plan = plan
        self.size = len(rows)
        self.numbers = numbers
        self.single: dict[str, Texts] = {}
        self.notes: list[Texts] = [[] for _ in range(self.size)]
        self.custom: list[dict[str, str]] = [{} for _ in range(self.size)]
        self.emails: list[Pairs] = [()] * self.size
        self.phones: list[tuple[tuple[str, str, str, bool], ...]] = [()] * self.size
        self.urls: list[Pairs] = [()] * self.size
        self.tags: list[tuple[str, ...]] = [()] * self.size
        self.more: list[dict[str, str]] = [{} for _ in range(self.size)]
        self.externals: list[dict[str, str]] = [{}] * self.size
        self.addresses: list[tuple[Address, ...]] = [()] * self.size
        self.countries: Texts = [plan.country] * self.size
        self.problems: list[tuple[tuple[str, str, str], ...]] = [()] * self.size
        self._columns = list(zip_longest(*rows, fillvalue=""))
        self._cleaned: dict[int, Texts] = {}

    def texts(self, column: int) -> Texts:
        """The trimmed values of a column; an empty list when all of them are blank."""
        if column not in self._cleaned:
            cells = self._columns[column] if column < len(self._columns) else ()
            self._cleaned[column] = self._clean(cells)
        return self._cleaned[column]

    def of(self, base: str) -> Texts:
        """The values of a field that a contact has once."""
        return self.single.get(base) or [""] * self.size

    def warn(self, place: int, field: str, value: str, code: str) -> None:
        """Note something odd about a value of the row at *place*."""
        self.problems[place] = (*self.problems[place], (field, value[:200], code))

    def keep(self, place: int, heading: str, value: str) -> None:
        """Keep a value under its heading, so that nothing of the file is lost."""
        self.custom[place][heading] = value

    def note(self, place: int, heading: str, value: str) -> None:
        """Put what could not be read into the note: a field of it would be empty on all others."""
        self.notes[place].append(f"{heading}: {value}")

    def cells(self, place: int) -> dict[str, str]:
        """The row at *place* as it stands in the file, by heading."""
        texts = [self.texts(column) for column in range(self.plan.width)]
        row = [each[place] if each else "" for each in texts]
        return {name: text for name, text in zip(self.plan.headings, row, strict=True) if text}

    def filled(self) -> list[bool]:
        """Whether each row holds anything but blanks."""
        columns = [self.texts(number) for number in range(len(self._columns))]
        columns = [texts for texts in columns if texts]
        return [any(cells) for cells in zip(*columns, strict=True)] or [False] * self.size

    def _clean(self, cells: Sequence[object]) -> Texts:
        if cells.count("") == len(cells):
            return []
        try:
            texts = list(map(str.strip, cells))  # type: ignore[arg-type]
        except TypeError:  # a number or a date among them
            texts = [cell.strip() if cell.__class__ is str else cell_text(cell) for cell in cells]
        if self.plan.has_apostrophes:
            texts = [text.removeprefix("'") for text in texts]
        if max(map(len, texts)) > LONGEST_CELL:
            for place, text in enumerate(texts):
                if len(text) > LONGEST_CELL:
                    texts[place] = text[: LONGEST_CELL - len(_CUT)] + _CUT
                    self.warn(place, "", text[:60], "cut_short")
        return texts


def fill(batch: Batch) -> None:
    """Bring every column's values to the rows."""
    later: list[Task] = []
    for task in batch.plan.tasks:
        base = task.field.base
        if base in _STEPS_AFTER_ADDRESSES or base in _ADDRESS_BASES:
            later.append(task)
        elif texts := batch.texts(task.column):
            _STEPS.get(base, _single)(batch, task, texts)
    _addresses(batch, [task for task in later if task.field.base in _ADDRESS_BASES])
    for task in later:
        step = _STEPS_AFTER_ADDRESSES.get(task.field.base)
        if step and (texts := batch.texts(task.column)):
            step(batch, task, texts)


def _single(batch: Batch, task: Task, texts: Texts) -> None:
    """A field that a contact has once: the first column that has it counts."""
    base = task.field.base
    if base not in _KEPT:
        texts = blanks.one_line_each(texts)
    before = batch.single.get(base)
    if before is None:
        batch.single[base] = texts
        return
    batch.single[base] = [one or two for one, two in zip(before, texts, strict=True)]
    for place, (one, two) in enumerate(zip(before, texts, strict=True)):
        if one and two and one != two:
            batch.keep(place, task.heading, two)


def _custom(batch: Batch, task: Task, texts: Texts) -> None:
    heading, idle, custom = task.heading, batch.plan.idle, batch.custom
    for place, text in enumerate(texts):
        if text and not (idle and text.casefold() in idle):
            custom[place][heading] = text


def _custom_dates(batch: Batch, task: Task, texts: Texts) -> None:
    """Dates that we have no field for are kept in one form, as a spreadsheet's are."""
    for place, text in enumerate(texts):
        if text and text.casefold() not in batch.plan.idle:
            found, code = dates.read(text, task.order, batch.plan.today)
            if found or code:
                batch.keep(place, task.heading, found or text)


def _notes(batch: Batch, _task: Task, texts: Texts) -> None:
    for place, text in enumerate(texts):
        if text:
            batch.notes[place].append(text)


def _emails(batch: Batch, task: Task, texts: Texts) -> None:
    is_email, found = contact_points.EMAIL.fullmatch, batch.emails
    labels = _labels(batch, task)
    for place, text in enumerate(texts):
        if text:
            label = labels[place] if labels else task.field.label
            if is_email(text):
                new: Pairs = ((text, label),)
            else:
                new = _odd_emails(batch, task, place, text, label)
            found[place] = found[place] + new if found[place] else new


def _odd_emails(batch: Batch, task: Task, place: int, text: str, label: str) -> Pairs:
    kept = []
    if contact_points.says_more(text):
        batch.note(place, task.heading, text)
    for value, is_good in contact_points.emails(text):
        if is_good:
            kept.append((value, label))
        elif value[:3].lower() == "/o=":  # an Exchange name, no address
            batch.keep(place, task.heading, value)
        else:
            batch.warn(place, "email", value, "email_wrong")
            kept.append((value, label))
    return tuple(kept)


def _phones(batch: Batch, task: Task, texts: Texts) -> None:
    found, homes, plainly = batch.phones, batch.countries, phones.plainly
    is_phone = contact_points.PHONE.fullmatch
    labels = _labels(batch, task)
    for place, text in enumerate(texts):
        if text:
            label = labels[place] if labels else task.field.label
            number = plainly(text, homes[place])
            is_plain = number or (number == "" and is_phone(text))
            if is_plain and text[0] != "'" and text[-2:] != ".0":
                new = ((text, label, number or "", False),)
                found[place] = found[place] + new if found[place] else new
            else:
                found[place] += _odd_phones(batch, task, place, text, label)


def _odd_phones(
    batch: Batch, task: Task, place: int, text: str, label: str
) -> tuple[tuple[str, str, str, bool], ...]:
    kept = []
    for value, code, is_lost in contact_points.phones(text):
        if code:
            batch.warn(place, "phone", text, code)
        if code == "not_a_phone":
            batch.note(place, task.heading, value)
        else:
            number = "" if is_lost else phones.e164(value, batch.countries[place])
            kept.append((value, label, number, is_lost))
    return tuple(kept)


def _urls(batch: Batch, task: Task, texts: Texts) -> None:
    labels = _labels(batch, task)
    for place, text in enumerate(texts):
        if text:
            label = labels[place] if labels else task.field.label
            values = [value for value in text.replace(" ::: ", " ").split() if value]
            kept = values if all("." in value for value in values) else [text]
            batch.urls[place] += tuple([(value.rstrip(",;"), label) for value in kept])


def _labels(batch: Batch, task: Task) -> Texts | None:
    """The labels in the column beside it (Google), or None where the heading has the label."""
    base, _, group = task.field
    for other in batch.plan.tasks:
        if group and other.field.base == f"{base}_label" and other.field.group == group:
            texts = batch.texts(other.column)
            return [contact_points.label(text) for text in texts] if texts else None
    return None


def _pairs(batch: Batch, task: Task, texts: Texts) -> None:
    """A value whose heading stands in another column: events, relations, own fields."""
    names: Texts = []
    for other in batch.plan.tasks:
        if other.field == Parts("pair_label", task.field.label, task.field.group):
            names = batch.texts(other.column)
    usual = f"{task.field.label} {task.field.group}".strip().capitalize()
    for place, text in enumerate(texts):
        if text:
            name = contact_points.label(names[place]) if names else ""
            batch.keep(place, name or usual, text)


def _tags(batch: Batch, _task: Task, texts: Texts) -> None:
    for place, text in enumerate(texts):
        if text:
            batch.tags[place] += tags(text)


def _birthday(batch: Batch, task: Task, texts: Texts) -> None:
    today, order = batch.plan.today, task.order
    found = [""] * batch.size
    for place, text in enumerate(texts):
        if text:
            found[place], code = dates.read(text, order, today, is_birthday=True)
            if code:
                batch.warn(place, "birthday", text, code)
                batch.note(place, task.heading, text)
    batch.single["birthday"] = found


def _tax_id(batch: Batch, task: Task, texts: Texts) -> None:
    scheme = task.field.label
    found = []
    for place, text in enumerate(texts):
        home = batch.countries[place]
        value, code = tax_ids.read(text, scheme, home) if text else ("", "")
        if code:
            batch.warn(place, "tax_id", text, code)
        found.append(value)
    batch.single["tax_id"] = found


def _deal_amount(batch: Batch, task: Task, texts: Texts) -> None:
    found = []
    for place, text in enumerate(texts):
        value = amounts.amount(text, is_own=batch.plan.system == SYSTEM) if text else ""
        if text and not value:
            batch.warn(place, "deal.amount", text, "amount_wrong")
            batch.note(place, task.heading, text)
        found.append(value)
    batch.single["deal.amount"] = found
    named = amounts.currency(task.heading)
    if named and "deal.currency" not in batch.single:
        batch.single["deal.currency"] = [named if value else "" for value in found]


def _deal_close(batch: Batch, task: Task, texts: Texts) -> None:
    found = []
    for place, text in enumerate(texts):
        value, code = dates.read(text, task.order, batch.plan.today)
        if code:
            batch.warn(place, "deal.close", text, code)
            batch.note(place, task.heading, text)
        found.append(value if value[:1] != "-" else "")
    batch.single["deal.close"] = found


def _currency(batch: Batch, task: Task, texts: Texts) -> None:
    found = []
    for place, text in enumerate(texts):
        value = amounts.currency(text) if text else ""
        if text and not value:
            batch.note(place, task.heading, text)
        found.append(value)
    batch.single[task.field.base] = found


def _ours(batch: Batch, task: Task, texts: Texts) -> None:
    """Owner and consent, as our own lists have them."""
    base, today = task.field.base, batch.plan.today
    for place, text in enumerate(texts):
        value: str | None = blanks.one_line(text)
        if base == "consent":
            value = own_words.consent(text)
        elif base == "consent_on" and text:
            value = own_words.day(text, today)
        if value:
            batch.more[place][base] = value
        elif text:
            batch.note(place, task.heading, text)


def _relations(batch: Batch, _task: Task, texts: Texts) -> None:
    """Ties beside the main company, a line each; see ``further``."""
    for place, text in enumerate(texts):
        if text:
            batch.more[place]["relations"] = text


def _external_ids(batch: Batch, _task: Task, texts: Texts) -> None:
    """The ids of other programs, a line each."""
    batch.externals = [own_words.ids_of(text) if text else {} for text in texts]


def _nothing(batch: Batch, task: Task, texts: Texts) -> None:
    """Leave the column out: it was asked for, or another column reads it."""


def _addresses(batch: Batch, tasks: list[Task]) -> None:
    """Postal addresses: the columns of one label and number make one address."""
    groups: dict[tuple[str, str], list[Task]] = {}
    for task in tasks:
        groups.setdefault((task.field.label, task.field.group), []).append(task)
    for (label, group), columns in groups.items():
        lists = {base: _joined(batch, columns, base) for base in _ADDRESS_BASES}
        _take_apart(lists)
        if any(lists.values()):
            labels = _labels(batch, columns[0]._replace(field=Parts("address", label, group)))
            heading = next((task.heading for task in columns if task.field.base == "address"), "")
            _add_addresses(batch, lists, labels or label, heading)


def _joined(batch: Batch, tasks: list[Task], base: str) -> Texts:
    """The values of a part of the address; several columns of it are joined."""
    found = [batch.texts(task.column) for task in tasks if task.field.base == base]
    tidy = blanks.lines_each if base in {"street", "address"} else blanks.one_line_each
    filled = [tidy(texts) for texts in found if texts]
    if len(filled) < 2:  # noqa: PLR2004 - nothing to join
        return filled[0] if filled else []
    return [", ".join([cell for cell in cells if cell]) for cells in zip(*filled, strict=True)]


def _add_addresses(
    batch: Batch, lists: dict[str, Texts], labels: Texts | str, heading: str
) -> None:
    each_label = labels if isinstance(labels, list) else repeat(labels)
    columns = [lists[base] or repeat("") for base in _ADDRESS_BASES]
    code, homes, found = countries.code, batch.countries, batch.addresses
    rows = zip(*columns, each_label, strict=False)
    for place, (street, city, postcode, region, country, whole, label) in zip(
        range(batch.size), rows, strict=False
    ):
        if not (street or city or postcode or region or country or whole):
            continue
        if " ::: " in street or " ::: " in whole:
            parts = (street, city, postcode, region, country, whole)
            found[place] += _several(parts, label)
            continue
        known = code(country) if country else ""
        if known and not found[place]:
            homes[place] = known
        line = street if street or city else whole
        if whole and line is not whole and not _holds(whole, (street, city)):
            batch.keep(place, heading, whole)
        found[place] += ((line, city, postcode, region, known or country, label),)


def _take_apart(lists: dict[str, Texts]) -> None:
    """Put postcodes that stand before the town ("10115 Berlin") where they belong."""
    numbered = [place for place, city in enumerate(lists["city"]) if city[:1].isdecimal()]
    if not numbered:
        return
    cities = lists["city"].copy()
    postcodes = lists["postcode"].copy() or [""] * len(cities)
    for place in numbered:
        match = _POSTCODE_FIRST.fullmatch(cities[place])
        if match and not postcodes[place]:
            postcodes[place], cities[place] = match.groups()
    lists["city"], lists["postcode"] = cities, postcodes


def _holds(whole: str, parts: tuple[str, ...]) -> bool:
    return all(part in whole for part in parts)


def _several(parts: tuple[str, ...], label: str) -> tuple[Address, ...]:
    """Google puts addresses of one kind into one cell each, joined by three colons."""
    made = []
    for cells in zip_longest(*[part.split(" ::: ") for part in parts], fillvalue=""):
        street, city, postcode, region, country, whole = [cell.strip() for cell in cells]
        line = street if street or city else whole
        known = countries.code(country) or country
        made.append((line, city, postcode, region, known, label))
    return tuple(made)


_STEPS: dict[str, Callable[[Batch, Task, Texts], None]] = {
    CUSTOM: _custom,
    CUSTOM_DATE: _custom_dates,
    IGNORE: _nothing,
    "note": _notes,
    "email": _emails,
    "url": _urls,
    "tag": _tags,
    "birthday": _birthday,
    "currency": _currency,
    "deal.amount": _deal_amount,
    "deal.close": _deal_close,
    "deal.currency": _currency,
    "pair_value": _pairs,
    "pair_label": _nothing,
    "email_label": _nothing,
    "phone_label": _nothing,
    "url_label": _nothing,
    "address_label": _nothing,
    "external_ids": _external_ids,
    "relations": _relations,
    **dict.fromkeys(OURS, _ours),
}
# The country of a row's address says how its national numbers and tax numbers are read.
_STEPS_AFTER_ADDRESSES: dict[str, Callable[[Batch, Task, Texts], None]] = {
    "phone": _phones,
    "tax_id": _tax_id,
}
