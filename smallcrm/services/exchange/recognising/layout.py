"""Where the table begins and ends: titles, one or two header rows, groups, subtotals, footers."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest
from typing import NamedTuple

from smallcrm.core.errors import ImportProblem
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.services.exchange.own_lists.own_headings import OWN_ID
from smallcrm.services.exchange.recognising.words import meaning, of_parts
from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.sources.table import MOST_COLUMNS, Row, Table
from smallcrm.services.exchange.systems.all import SYSTEMS
from smallcrm.services.exchange.systems.system import normal

_LOOKED_AT = 40  # rows among which the header is looked for
_LONGEST_HEADING = 80
_DIGITS_OF_DATA = 5
_HEADINGS_REPEATED = 2  # a single one may be a name
_TYPICAL = 3  # filled cells; only tables that usually have so many have groups and footers
_SUBTOTAL = re.compile(
    r"(?:sub-?\s?total|zwischensumme|sous-total|промежуточный итог|подитог|итого по|"
    r"μερικό σύνολο|υποσύνολο)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:grand\s)?(?:total|totals|итого|всего|gesamt|gesamtsumme|summe|σύνολο|γενικό σύνολο|"
    r"total général|количество)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(?:groupe?|gruppe|группа|ομάδα|kategorie|категория|κατηγορία)\b",  # codespell:ignore groupe
    re.IGNORECASE,
)
_KNOWN = frozenset([heading for system in SYSTEMS for heading in system.fields])
_NUMBERED = tuple([pattern for system in SYSTEMS for pattern, _ in system.patterns])


class Layout(NamedTuple):
    """What the rows of a table are; all numbers are positions in its list of rows.

    Attributes:
        header: The (lower) header row; None where there is none.
        headings: One for each column, ``Column 3`` where there is none; all different.
        raw: The headings as they came, for recognizing; twice the same where they are.
        groups: The heading above each column's heading, in tables with two header rows.
        first, last: The rows from *first* up to *last*, which is not one of them.
        skipped: Group and subtotal rows among them.
        footers: How many filled rows below the table are not part of it.
    """

    header: int | None
    headings: tuple[str, ...]
    raw: tuple[str, ...]
    groups: tuple[str, ...]
    first: int
    last: int
    skipped: frozenset[int]
    footers: tuple[int, ...]

    @property
    def headed(self) -> int:
        """How many columns there are up to the last one that has a heading."""
        return max([number for number, text in enumerate(self.raw, 1) if text], default=0)


def headings_known(rows: list[Row]) -> int:
    """How many headings of contacts the likeliest header row of a sheet has."""
    return max([_known(_texts(row), is_heading) for row in rows[:_LOOKED_AT]], default=0)


def find(
    table: Table,
    header_row: int | None,
    untitled: str = "Column {number}",
    knows: Callable[[str], object] | None = None,
) -> Layout:
    """Find the table in the rows.

    Args:
        table: The rows.
        header_row: What the user says: a row counted from 1, or 0 for none.
        untitled: What a column without a heading is called.
        knows: Whether a text is a heading of what is looked for; of contacts when None.

    Raises:
        ImportProblem: There is nothing below the header, or far too many columns.
    """
    rows = table.rows
    _check(rows, header_row)
    header = header_of(rows, knows or is_heading) if header_row is None else header_row - 1
    is_headed = header is not None and header >= 0
    first = header + 1 if header is not None and is_headed else 0
    last = _end(rows)
    if last <= first:
        raise _nothing_below(table)
    width = _checked_width(rows, max(first - 1, 0), last)
    raw, groups = _headings(rows, header if is_headed else None, width)
    skipped, footers = _odd_rows(table, first, last)
    skipped |= _repeated(rows, first, last) if is_headed else set()
    while last > first and (last - 1 in footers or not _width(rows[last - 1])):
        last -= 1
    position = header if is_headed else None
    return Layout(
        position,
        _unlike(raw, groups, untitled),
        raw,
        groups,
        first,
        last,
        frozenset(skipped),
        footers,
    )


def _check(rows: list[Row], header_row: int | None) -> None:
    """Refuse a file without rows, and a header below the last one."""
    if not _end(rows):
        raise ImportProblem(
            T("This file is empty, so there is nothing to import."),
            hint=T("Export the list again and choose the new file."),
        )
    if header_row is not None and header_row > len(rows):
        raise ImportProblem(
            T("This file has only {count} rows, so row {row} cannot be the header.",
              count=len(rows), row=header_row),
            field="header",
        )  # fmt: skip


def _nothing_below(table: Table) -> ImportProblem:
    if any(remark.code == "formula_no_value" for remark in table.remarks):
        return ImportProblem(
            T("The rows of this file hold formulas without results. Nothing was imported."),
            hint=T("Open it in Excel or LibreOffice, save it there, and import it again."),
        )
    return ImportProblem(
        T("This file has headings but no rows below them. Nothing was imported."),
        hint=T("Export the list again and check that it holds contacts."),
    )


def _checked_width(rows: list[Row], first: int, last: int) -> int:
    width = _columns(rows, first, last)
    if width > MOST_COLUMNS:
        raise ImportProblem(
            T("This table has {count} columns; SmallCRM reads {most}. Nothing was imported.",
              count=width, most=MOST_COLUMNS),
            hint=T("Delete the columns that are not needed, and save the file again."),
        )  # fmt: skip
    return width


def is_blank(row: Row) -> bool:
    """Whether no cell of *row* holds anything but blanks."""
    return not any(cell is not None and cell != "" and cell_text(cell).strip() for cell in row)


def _texts(row: Row) -> list[str]:
    return [cell_text(cell).strip() for cell in row]


def _width(row: Row) -> int:
    """How many columns *row* fills, counted up to the last cell that is not blank."""
    width = len(row)
    while width and (row[width - 1] == "" or not cell_text(row[width - 1]).strip()):
        width -= 1
    return width


def _columns(rows: list[Row], header: int, last: int) -> int:
    """How many columns the table has, its header the first of the rows."""
    width = _width(rows[header])
    longest = max(map(len, rows[header:last]))
    if longest > width:
        width = max([width, *[_width(row) for row in rows[header:last] if len(row) > width]])
    return width


def _end(rows: list[Row]) -> int:
    last = len(rows)
    while last and is_blank(rows[last - 1]):
        last -= 1
    return last


def is_heading(text: str) -> bool:
    """Whether *text* is a heading that a list of contacts has."""
    key = normal(text)
    if key in _KNOWN or meaning(text) is not None:
        return True
    return " - " in key and any(pattern.fullmatch(key) for pattern in _NUMBERED)


def _known(texts: list[str], knows: Callable[[str], object]) -> int:
    filled = [text for text in texts if text]
    if OWN_ID in filled:
        return len(filled)  # our own list: a field of one's own may have any heading
    if any(_is_data(text) for text in filled):
        return 0
    return sum([bool(knows(text)) for text in dict.fromkeys(filled[:MOST_COLUMNS])])


def _is_data(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return "@" in text or digits >= _DIGITS_OF_DATA or len(text) > _LONGEST_HEADING


def _find_header(rows: list[Row], knows: Callable[[str], object]) -> int | None:
    """The row with the most headings that are known; else a first row unlike those below it."""
    best, most = None, 0
    for number, row in enumerate(rows[:_LOOKED_AT]):
        known = _known(_texts(row), knows)
        if known > most:
            best, most = number, known
    filled = [(number, row) for number, row in enumerate(rows[:_LOOKED_AT]) if not is_blank(row)]
    if best is not None and (most > 1 or _width(rows[best]) <= most * 3):
        return best
    if len(filled) > 1 and _differs(filled[0][1], [row for _, row in filled[1:]]):
        return filled[0][0]
    return best if best is not None and filled and best == filled[0][0] else None


def header_of(rows: list[Row], knows: Callable[[str], object] = is_heading) -> int | None:
    """The header row, counted from 0; the lower of two that share the headings out."""
    header = _find_header(rows, knows)
    if header is None or header + 1 >= len(rows):
        return header
    upper, lower = _texts(rows[header]), _texts(rows[header + 1])
    filled = [text for text in lower if text]
    upper += [""] * (len(lower) - len(upper))
    is_beneath = any(below and not above for above, below in zip(upper, lower, strict=False))
    is_second = is_beneath and 1 < len(filled) == _known(lower, knows)
    return header + 1 if is_second else header


def _differs(row: Row, below: list[Row]) -> bool:
    """Whether *row* is words only, and the rows below it hold numbers, dates or addresses."""
    texts = [text for text in _texts(row) if text]
    if not texts or len(set(texts)) < len(texts) or any(_is_data(text) for text in texts):
        return False
    if any(char.isdigit() for text in texts for char in text[:1]):
        return False
    data = sum([any(_is_data(text) for text in _texts(other)) for other in below])
    return data * 2 > len(below) and len(texts) >= _width(below[0]) // 2


def _headings(
    rows: list[Row], header: int | None, width: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if header is None:
        return ("",) * width, ("",) * width
    raw = [" ".join(text.split()) for text in _texts(rows[header])][:width]
    raw += [""] * (width - len(raw))
    groups = _groups(rows[header - 1], raw) if header else None
    if not header or groups is None:
        return tuple(raw), ("",) * width
    for column, text in enumerate(_texts(rows[header - 1])[:width]):
        if text and not raw[column]:  # a heading over both rows is nobody's group
            raw[column], groups[column] = text, ""
    return tuple(raw), tuple(groups)


def _groups(above: Row, raw: list[str]) -> list[str] | None:
    """The headings of a row above the header: each reaches up to the next one."""
    texts = _texts(above)[: len(raw)]
    filled = [text for text in texts if text]
    headed = sum(map(any, zip_longest(texts, raw)))
    if not 1 < len(filled) < headed or any(map(_is_data, filled)):
        return None
    if not any(of_parts(group, text) for group, text in zip(filled, raw, strict=False)):
        return None
    groups: list[str] = []
    for text in texts + [""] * (len(raw) - len(texts)):
        groups.append(text or (groups[-1] if groups else ""))
    return groups


def _unlike(raw: tuple[str, ...], groups: tuple[str, ...], untitled: str) -> tuple[str, ...]:
    """Headings for people and for the mapping: none empty, none twice, also in other letters.

    They can become fields of the business's own, of which ``Size`` and ``SIZE`` are one.
    """
    found: dict[str, str] = {}
    for number, (text, group) in enumerate(zip(raw, groups, strict=True), 1):
        name = " ".join(f"{group} {text}".split()) or untitled.format(number=number)
        unique, again = name, 2
        while fold(unique) in found:
            unique = f"{name} ({again})"
            again += 1
        found[fold(unique)] = unique
    return tuple(found.values())


def _odd_rows(table: Table, first: int, last: int) -> tuple[set[int], tuple[int, ...]]:
    """Group and subtotal rows, and the footers at the end."""
    rows = table.rows
    sparse = _sparse_rows(rows, first, last)
    if sparse is None:
        return set(), ()
    skipped = set()
    for number, text in sparse.items():
        is_group = _GROUP.match(text) and len([1 for cell in rows[number] if cell != ""]) == 1
        if _SUBTOTAL.match(text) or _TOTAL.match(text) or is_group or number in table.merged:
            skipped.add(number)
    footers = _footers(rows, first, last, sparse)
    return skipped - set(footers), footers


def _repeated(rows: list[Row], first: int, last: int) -> set[int]:
    """Rows that say the header again, as on each page of a report or in files put together."""
    header = _texts(rows[first - 1])
    filled = [column for column, text in enumerate(header) if text]
    if len(filled) < _HEADINGS_REPEATED:
        return set()
    column, wanted = filled[-1], rows[first - 1][filled[-1]]
    alike = [n for n in range(first, last) if len(rows[n]) > column and rows[n][column] == wanted]
    texts = ((number, _texts(rows[number])) for number in alike)
    return {number for number, row in texts if _said(row) == _said(header)}


def _said(texts: list[str]) -> list[str]:
    """What a row says, without the mark with which a file begins that was put below another."""
    return [text.removeprefix("\ufeff") for text in texts if text]


def _sparse_rows(rows: list[Row], first: int, last: int) -> dict[int, str] | None:
    """Rows with one text, and numbers at most beside it; None in tables that are sparse anyway."""
    counts = [len(row) - row.count("") for row in rows[first:last]]
    filled = sorted([count for count in counts if count])
    usual = filled[len(filled) * 3 // 4] if filled else 0
    if usual < _TYPICAL:
        return None
    most = max(1, usual // 2)
    found: dict[int, str] = {}
    for number, count in enumerate(counts, first):
        if 0 < count <= most:
            texts = [text for text in _texts(rows[number]) if text]
            if texts and not any(_is_word(text) for text in texts[1:]):
                found[number] = texts[0]
    return found


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text)) or "@" in text or text[:1] == "+"


def _footers(rows: list[Row], first: int, last: int, sparse: dict[int, str]) -> tuple[int, ...]:
    """Totals, notes and copyright lines after the last contact.

    A line with nothing but a name may be a contact; it is a footer only where a blank row or a
    total stands between it and the table.
    """
    tail: list[int] = []
    number = last - 1
    while number >= first and (number in sparse or is_blank(rows[number])):
        tail.append(number)
        number -= 1
    tail.reverse()
    for place, number in enumerate(tail):
        starts = number not in sparse or _TOTAL.match(sparse[number])
        if starts and not (number in sparse and _SUBTOTAL.match(sparse[number])):
            return tuple([each for each in tail[place:] if each in sparse])
    return ()
