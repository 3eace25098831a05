"""SpreadsheetML, the XML of Excel 2003, which often ends in .xls."""

from __future__ import annotations

import io
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from smallcrm.services.exchange.sources.limits import damaged, too_large
from smallcrm.services.exchange.sources.table import Row, SheetFacts

_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MOST_COLUMNS = 16_384
_MOST_GAP = 10_000


def sheets_of(data: bytes) -> list[tuple[SheetFacts, list[Row]]]:
    """Every worksheet with its rows, in the order of the file.

    Raises:
        ImportProblem: It is not well formed, or brings entities of its own.
    """
    found: list[tuple[SheetFacts, list[Row]]] = []
    name, hidden = "", False
    rows: list[Row] = []
    try:
        for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            if event == "start" and element.tag == f"{_SPACE}Worksheet":
                name, rows, hidden = element.get(f"{_SPACE}Name", ""), [], False
            elif event == "end" and element.tag == f"{_SPACE}Row":
                _add_row(rows, element)
                element.clear()
            elif event == "end" and element.tag.endswith("}Visible"):
                hidden = (element.text or "") != "SheetVisible"
            elif event == "end" and element.tag == f"{_SPACE}Worksheet":
                found.append((SheetFacts(name, len(rows), hidden), rows))
                element.clear()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise damaged() from error
    return found


def _add_row(rows: list[Row], element: Element) -> None:
    place = element.get(f"{_SPACE}Index")
    if place:
        gap = int(place) - 1 - len(rows)
        if gap > _MOST_GAP:
            raise too_large()
        rows.extend([[] for _ in range(gap)])
    cells: list[object] = []
    for cell in element.findall(f"{_SPACE}Cell"):
        column = int(cell.get(f"{_SPACE}Index") or len(cells) + 1) - 1
        across = int(cell.get(f"{_SPACE}MergeAcross") or 0)
        if column + across > _MOST_COLUMNS:
            raise too_large()
        cells.extend([""] * (column - len(cells)))
        cells.append(_value(cell.find(f"{_SPACE}Data")))
        cells.extend([""] * across)
    rows.append(cells)


def _value(data: Element | None) -> object:
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = data.get(f"{_SPACE}Type")
    if kind == "Error":
        return ""
    if kind == "DateTime":
        return text.removesuffix(".000").replace("T", " ").removesuffix(" 00:00:00")
    return text.removesuffix(".0") if kind == "Number" else text
