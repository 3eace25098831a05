"""What calamine does not tell about an xlsx sheet.

Leading zeros that only a format shows ("00000" for postcodes), error values, and formulas that
nobody has computed yet.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from smallcrm.services.exchange.sources import limits
from smallcrm.services.exchange.sources.table import Remark, Row
from smallcrm.services.exchange.sources.zipped import BROKEN

_CHUNK = 1 << 20
_MOST_FOUND = 5000
_WITHOUT_NEED = 20 * limits.MEGABYTE  # larger sheets are only looked at for leading zeros
_ZEROS = re.compile(r"0{2,}")
_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*t="e"[^>]*>(?:<f>[^<]*</f>|<f[^>]*/>)?<v>([^<]*)')
_NO_VALUE = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f>[^<]*</f>(?:<v ?/>|<v></v>)?</c>')
_WIDE_COLUMN = 16_384


class Details(NamedTuple):
    """Cells by (row, column), both counted from 0.

    Attributes:
        zeros: How many digits the format of a numeric cell shows.
        errors: ``#N/A`` and its like; empty text for a formula without a value.
    """

    zeros: dict[tuple[int, int], int]
    errors: dict[tuple[int, int], str]

    def pad(self, rows: list[Row]) -> None:
        """Put the leading zeros back that the numbers have on the screen."""
        for (row, column), width in self.zeros.items():
            if row < len(rows) and column < len(rows[row]):
                value = rows[row][column]
                if isinstance(value, float) and value == int(value) and value >= 0:
                    cells = list(rows[row])
                    cells[column] = str(int(value)).zfill(width)
                    rows[row] = cells

    def remarks(self) -> tuple[Remark, ...]:
        """Cells that are empty because of an error; *field* is the column, counted from 0."""
        return tuple(
            [
                Remark(row + 1, str(column), text, "error_value" if text else "formula_no_value")
                for (row, column), text in sorted(self.errors.items())
            ]
        )


def look(path: Path, number: int, names: list[str]) -> Details | None:
    """Look into the sheet with the given *number*; None where nothing can be found out."""
    try:
        with zipfile.ZipFile(path) as container:
            part = _part(container, names[number])
            styles = _zero_styles(container)
            if not styles and container.getinfo(part).file_size > _WITHOUT_NEED:
                return None
            return _details(container, part, styles)
    except (*BROKEN, ParseError, DefusedXmlException):
        return None  # calamine could read it; this is only an extra


def _part(container: zipfile.ZipFile, name: str) -> str:
    """The member that holds the sheet called *name*."""
    workbook = fromstring(container.read("xl/workbook.xml"))
    links = fromstring(container.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for element in workbook.iter():
        if element.tag.endswith("}sheet") and element.get("name") == name:
            link = next((value for key, value in element.items() if key.endswith("}id")), "")
            target = targets[link]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(name)


def _zero_styles(container: zipfile.ZipFile) -> dict[bytes, int]:
    """Styles of cells whose format is nothing but zeros: style number to width."""
    if "xl/styles.xml" not in container.namelist():
        return {}
    root = fromstring(container.read("xl/styles.xml"))
    widths: dict[str | None, int] = {}
    for element in root.iter():
        if element.tag.endswith("}numFmt"):
            code = element.get("formatCode", "").split(";")[0].replace("\\", "").strip('"')
            if _ZEROS.fullmatch(code):
                widths[element.get("numFmtId")] = len(code)
    formats = next((each for each in root.iter() if each.tag.endswith("}cellXfs")), ())
    return {
        str(number).encode(): widths[style.get("numFmtId")]
        for number, style in enumerate(formats)
        if style.get("numFmtId") in widths
    }


def _details(container: zipfile.ZipFile, part: str, styles: dict[bytes, int]) -> Details:
    details = Details({}, {})
    padded = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bs="(' + b"|".join(styles) + rb')"[^>]*><v>')
    for text in _chunks(container, part):
        if styles:
            for column, row, style in padded.findall(text):
                details.zeros[_place(row, column)] = styles[style]
        if len(details.errors) < _MOST_FOUND:
            _errors(text, details.errors)
    return details


def _errors(text: bytes, found: dict[tuple[int, int], str]) -> None:
    # A plain search is ten times as fast as the pattern, and most sheets have neither.
    if b't="e"' in text:
        for column, row, value in _ERROR.findall(text):
            found[_place(row, column)] = value.decode("utf-8", "replace")
    if any(sign in text for sign in (b"</f></c>", b"<v/>", b"<v />", b"<v></v>")):
        for column, row in _NO_VALUE.findall(text):
            found[_place(row, column)] = ""


def _chunks(container: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The sheet in pieces that end between two rows."""
    rest = b""
    with container.open(part) as stream:
        while piece := stream.read(_CHUNK):
            text = rest + piece
            end = text.rfind(b"</row>") + 1
            yield text[:end]
            rest = text[end:]
            if len(rest) > _CHUNK * 32:
                return
    yield rest


def _place(row: bytes, letters: bytes) -> tuple[int, int]:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return int(row) - 1, min(column, _WIDE_COLUMN) - 1
