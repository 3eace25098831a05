"""Find out by its content what a file is, and read it with the reader for that."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from smallcrm.core.errors import ImportProblem
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services.exchange.sources import delimited, limits
from smallcrm.services.exchange.sources.encoding import decode
from smallcrm.services.exchange.sources.table import Cards, Row, Table, number_of

_PACKAGE = "smallcrm.services.exchange.sources"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
_HEAD = 1 << 16
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_MARKUP = re.compile(r"<\s*(html|table|!doctype html|meta|head|body)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


def open_file(
    path: Path, sheet: str, encoding: str, delimiter: str, judge: Callable[[list[Row]], int]
) -> Table | Cards:
    """Read the table or the cards in *path*; its name says nothing, its content does.

    Args:
        path: The file.
        sheet: The sheet that the user wants, or empty; so *encoding* and *delimiter*.
        encoding: A Python codec.
        delimiter: One character or ``tab``.
        judge: How many headings of contacts the first rows of a table have.

    Raises:
        ImportProblem: It cannot be read, or not safely; the sentence says why.
    """
    limits.check_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if kind := _workbook(path, head):
                table: Table = load(f"{_PACKAGE}.spreadsheet").read(path, kind, sheet, judge)
                return table
            _refuse_known(head)
            data = head + file.read()
    except OSError as error:
        raise limits.damaged() from error
    return _text(data, sheet, encoding, delimiter)


def _workbook(path: Path, head: bytes) -> str:
    """The format of a workbook; empty for everything that is text."""
    if head[:2] == b"PK":
        zipped = load(f"{_PACKAGE}.zipped")
        return str(zipped.check(path))
    if head[:8] == _OLE or head[:4] in _BIFF:
        return "xls"
    return ""


def _refuse_known(head: bytes) -> None:
    if head.startswith(_PICTURES):
        raise ImportProblem(
            T("This is a picture, not a list of contacts. Nothing was imported."),
            hint=T("Choose a table (xlsx, xls, ods, csv) or an address book (vcf)."),
        )
    if head.startswith(b"%PDF"):
        raise ImportProblem(
            T("This is a PDF, which cannot be imported. Nothing was imported."),
            hint=T("Ask the program it comes from for an export to Excel or CSV."),
        )
    if b"BEGIN:VCALENDAR" in head[:400].upper():
        raise ImportProblem(
            T("This is a calendar, not a list of contacts. Nothing was imported."),
            hint=T("Choose a table (xlsx, xls, ods, csv) or an address book (vcf)."),
        )


def _text(data: bytes, sheet: str, encoding: str, delimiter: str) -> Table | Cards:
    start = data[:_HEAD].replace(b"\0", b"").upper()
    if b"BEGIN:VCARD" in start or b"BEGIN: VCARD" in start:
        cards: Cards = load(f"{_PACKAGE}.cards").read(data, encoding)
        return cards
    if b"URN:SCHEMAS-MICROSOFT-COM:OFFICE:SPREADSHEET" in start and b"<" in start[:10]:
        return _xml(data, sheet)
    if b"<" in start[:200] and (found := _html(data, start, encoding)):
        return found
    return delimited.read(decode(data, encoding), delimiter)


def _xml(data: bytes, wanted: str) -> Table:
    sheets = load(f"{_PACKAGE}.xml2003").sheets_of(data)
    if not sheets:
        raise limits.damaged()
    visible = [each for each in sheets if not each[0].hidden] or sheets
    chosen = max(visible, key=lambda each: len(each[1]))
    if wanted:
        chosen = sheets[number_of([each[0].name for each in sheets], wanted)]
    facts, rows = chosen
    return Table("xml", rows, sheet=facts.name, sheets=tuple([each[0] for each in sheets]))


def _html(data: bytes, start: bytes, encoding: str) -> Table | None:
    """The table of a web page; None where the text only happens to hold angle brackets."""
    named = _CHARSET.search(data[:4096])
    wanted = encoding or (named[1].decode("ascii") if named else "")
    try:
        decoded = decode(data, wanted)
    except ImportProblem:
        if encoding:
            raise
        decoded = decode(data)  # the page says something wrong of itself
    text = decoded.data.decode(decoded.codec, "replace")
    if not _MARKUP.search(text[:_HEAD]) or b"<TR" not in start:
        return None
    rows = load(f"{_PACKAGE}.html").rows_of(text)
    return Table("html", rows, decoded.encoding) if rows else None
