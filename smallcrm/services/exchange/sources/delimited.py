"""Text with delimiters: CSV, TSV, Excel's "Unicode text", with all that goes wrong in them."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T
from smallcrm.services.exchange.own_lists.own_headings import OWN_ID
from smallcrm.services.exchange.sources.encoding import Decoded
from smallcrm.services.exchange.sources.table import Remark, Row, Table
from smallcrm.services.exchange.targets.guard import unguarded

_DELIMITERS = ",;\t|"
_HINT = re.compile(rb'^"?sep=(.)"?\r?\n', re.IGNORECASE)  # Excel's own first line
_GUARD = re.compile(rb"'[=+\-@\t\r\xef']")  # what keeps a cell from being run as a formula
_OWN = OWN_ID.encode()  # other programs' values are kept letter by letter
_SAMPLE_RECORDS = 2000
_SAMPLE_BYTES = 1 << 18
_FIELD_LIMIT = 64 << 20
_LONGEST_RECORD = 500  # lines; no note is longer, but a quote that is never closed is
_SUSPECT = 3  # lines; from here on a record is checked for swallowed ones
_MOST_QUOTES = 50  # unclosed quotes; after that quotes mean nothing in this file
_MOST_REMARKS = 1000


def read(decoded: Decoded, delimiter: str = "") -> Table:
    """Split *decoded* into records; a record's number is its place in the file, from 1.

    Excel's ``sep=`` line is not counted, as Excel does not count it. A quote that is opened and
    never closed costs its own row at most, and is reported with the row's number.

    Args:
        decoded: The text.
        delimiter: What the user says; otherwise it is found out.
    """
    data = decoded.data.replace(b"\r\r\n", b"\r\n")
    hint = _HINT.match(data)
    if hint:
        data = data[hint.end() :]
    named = hint[1].decode(decoded.codec, "replace") if hint else ""
    delimiter = _spoken(delimiter) or named or _sniffed(data, decoded.codec)
    text = Decoded(data, decoded.codec, decoded.encoding, decoded.broken, decoded.nuls)
    remarks: list[Remark] = []
    try:
        rows, spans = _records(_lines(text), delimiter)
    except csv.Error:
        rows, spans = [], {}
    if not rows or _swallowing(rows, spans, delimiter):
        rows, spans, remarks = _carefully(list(_lines(text)), delimiter)
    if _OWN in data[:_SAMPLE_BYTES] and _GUARD.search(data):
        rows = [[unguarded(str(cell)) for cell in row] for row in rows]
    if decoded.broken:
        shift = 1 if hint else 0
        remarks += _broken(rows, spans, [number - shift for number in decoded.broken])
    if decoded.nuls:
        remarks.append(Remark(0, "", "", "nul_bytes"))
    return Table("csv", rows, decoded.encoding, delimiter, remarks=tuple(remarks))


def _spoken(delimiter: str) -> str:
    if delimiter.casefold() in ("tab", "\\t"):
        return "\t"
    if len(delimiter) > 1:
        raise ImportProblem(
            T("A delimiter is one character, such as a comma, a semicolon or a tab."),
            field="delimiter",
        )
    return delimiter


def _lines(decoded: Decoded) -> Iterator[str]:
    csv.field_size_limit(_FIELD_LIMIT)
    return io.TextIOWrapper(io.BytesIO(decoded.data), decoded.codec, "replace", newline="")


def _records(lines: Iterator[str], delimiter: str) -> tuple[list[Row], dict[int, int]]:
    """All records, and how many lines each of those takes that do not take one.

    Raises:
        csv.Error: Quotes are not as they should be.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[Row] = []
    spans: dict[int, int] = {}
    before = 0
    for row in reader:
        rows.append(row)
        after = reader.line_num
        if after - before != 1:
            spans[len(rows) - 1] = after - before
        before = after
    return rows, spans


def _sniffed(data: bytes, codec: str) -> str:
    """The delimiter that cuts most records into the same number of pieces, more than one."""
    cut = data[:_SAMPLE_BYTES]
    sample = Decoded(cut, codec, codec)
    scores: dict[str, float] = {}
    for delimiter in _DELIMITERS:
        try:
            head = itertools.islice(
                csv.reader(_lines(sample), delimiter=delimiter), _SAMPLE_RECORDS
            )
            widths = [len(row) for row in head if any(row)]
        except csv.Error:
            continue
        scores[delimiter] = _consistency(widths)
    best = max(scores, key=lambda key: scores[key], default=",")
    return best if scores.get(best) else ","


def _consistency(widths: list[int]) -> float:
    several = Counter([width for width in widths if width > 1])
    if not several:
        return 0.0
    width, times = several.most_common(1)[0]
    others = sum(several.values()) - times
    return (times + others * 0.3) / len(widths) * (1 + min(width, 20) * 0.05)


def _swallowing(rows: list[Row], spans: dict[int, int], delimiter: str) -> bool:
    """Whether a record seems to have swallowed the ones after it."""
    width = len(rows[0])
    return any(
        span > _LONGEST_RECORD or (span >= _SUSPECT and _swallows(rows[number], delimiter, width))
        for number, span in spans.items()
    )


def _swallows(row: Row, delimiter: str, width: int) -> bool:
    for cell in row:
        inner = str(cell).splitlines()[1:-1]
        if inner and width > _SUSPECT:
            alike = sum([line.count(delimiter) == width - 1 for line in inner])
            if alike * 5 >= len(inner) * 4:
                return True
    return False


class _Feed:
    """Hands lines to the reader and knows where the present record began."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.start = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines) or self.at - self.start > _LONGEST_RECORD:
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def _carefully(lines: list[str], delimiter: str) -> tuple[list[Row], dict[int, int], list[Remark]]:
    """Read again, taking quotes literally in the rows where they are never closed."""
    rows: list[Row] = []
    spans: dict[int, int] = {}
    remarks: list[Remark] = []
    feed = _Feed(lines)
    try:
        while feed.start < len(lines):
            _take(feed, delimiter, rows, spans, remarks)
    except csv.Error as error:
        raise ImportProblem(
            T("This file is not a table that SmallCRM can read. Nothing was imported."),
            hint=T("Save it again as CSV, or choose the delimiter yourself."),
        ) from error
    return rows, spans, remarks


def _take(
    feed: _Feed,
    delimiter: str,
    rows: list[Row],
    spans: dict[int, int],
    remarks: list[Remark],
) -> None:
    """Read records up to a quote that is never closed, or to the end."""
    if len(remarks) < _MOST_QUOTES:
        reader = csv.reader(feed, delimiter=delimiter)
    else:
        reader = csv.reader(feed, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    for row in reader:
        span = feed.at - feed.start
        if span > 1 and _unclosed(row, feed, delimiter, rows):
            opening = feed.lines[feed.start]
            rows.append(_literally(opening, delimiter))
            remarks.append(Remark(len(rows), "", _from_quote(opening), "unclosed_quote"))
            feed.at = feed.start = feed.start + 1
            return
        rows.append(row)
        if span != 1:
            spans[len(rows) - 1] = span
        feed.start = feed.at


def _unclosed(row: Row, feed: _Feed, delimiter: str, rows: list[Row]) -> bool:
    taken = feed.lines[feed.start : feed.at]
    if len(taken) > _LONGEST_RECORD:
        return True
    try:
        list(csv.reader(taken, delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    width = len(rows[0]) if rows else len(row)
    return len(taken) >= _SUSPECT and _swallows(row, delimiter, width)


def _literally(line: str, delimiter: str) -> Row:
    cells = next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    return [cell.strip('"\r\n') for cell in cells]


def _from_quote(line: str) -> str:
    return line[line.find('"') :].strip()[:60]


def _broken(rows: list[Row], spans: dict[int, int], lines: list[int]) -> list[Remark]:
    """Name the records that hold lines in another encoding."""
    wanted = set(lines)
    remarks: list[Remark] = []
    line = 1
    for number, row in enumerate(rows):
        after = line + spans.get(number, 1)
        if wanted.intersection(range(line, after)):
            shown = next((str(cell) for cell in row if not str(cell).isascii()), "")
            remarks.append(Remark(number + 1, "", shown[:60], "other_encoding"))
        line = after
        if len(remarks) >= _MOST_REMARKS:
            break
    return remarks
