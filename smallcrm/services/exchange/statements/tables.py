"""Statements as tables (CSV, xlsx): what the columns of banks are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from smallcrm.core.errors import ImportProblem
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.services.exchange.recognising import layout
from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.sources.table import Remark, Row, Table
from smallcrm.services.exchange.statements.lines import StatementLine
from smallcrm.services.exchange.values import amounts, dates

# Folded headings, the likelier one first: a bank often gives two dates and two texts.
_COLUMNS = {
    "date": "booking date|buchungstag|buchungsdatum|buchung|дата проводки|дата операции|дата"
    "|ημερομηνια|ημ/νια|ημ. συναλλαγης|ημερομηνια συναλλαγης|date operation|date d'operation"
    "|date comptable|date|datum|data contabile|data operazione|data|fecha|fecha operacion"
    "|transaction date|completed date|posting date|wertstellung|valuta|value date"
    "|дата валютирования",
    "amount": "amount|betrag|umsatz|сумма|сумма операции|сумма платежа|ποσο|ποσο συναλλαγης"
    "|montant|importe|importo|betrag (eur)|amount (eur)|betrag in eur|ποσο (eur)|ποσο σε ευρω",
    "in": "credit|money in|paid in|haben|gutschrift|приход|кредит|поступление|сумма по кредиту"
    "|πιστωση|entrate|avere|haber|abono|credit amount|deposit",
    "out": "debit|money out|paid out|soll|belastung|расход|дебет|списание|сумма по дебету|χρεωση"
    "|uscite|dare|cargo|debit amount|withdrawal",
    "sign": "debit/credit|credit/debit|d/c|dr/cr|soll/haben|soll/haben-kennzeichen|s/h|χ/π|x/π"
    "|προσημο|προσημο ποσου|дт/кт",
    "currency": "currency|wahrung|waehrung|валюта|νομισμα|devise|divisa|valuta code|ccy",
    "name": "name|counterparty|partner name|payee|payer|beguenstigter/zahlungspflichtiger"
    "|begunstigter/zahlungspflichtiger|name zahlungsbeteiligter|zahlungsbeteiligter"
    "|auftraggeber/empfanger|auftraggeber/empfaenger|zahlungspflichtige*r|auftraggeber|контрагент"
    "|наименование контрагента|плательщик|отправитель|συναλλασσομενος|αντισυμβαλλομενος"
    "|εντολεας|ονομα εντολεα|ονοματεπωνυμο|tiers|nom|contrepartie|ordenante|ordinante|controparte",
    "iban": "iban|kontonummer/iban|iban zahlungsbeteiligter|counterparty iban|partner iban"
    "|account number|kontonummer|счет контрагента|счет плательщика|λογαριασμος|λογαριασμος εντολεα"
    "|compte|cuenta",
    "purpose": "purpose|payment reference|verwendungszweck|remittance information|reference text"
    "|назначение платежа|назначение|αιτιολογια|αιτιολογια συναλλαγης|περιγραφη|motif|libelle"
    "|concepto|causale|description|details|описание|descrizione|buchungstext|memo|reference",
    "reference": "transaction id|bank reference|id|referenz|номер документа|номер"
    "|αριθμος συναλλαγης|αρ. συναλλαγης|αναφορα|reference number",
}
_PLACES = {
    heading: (field, rank)
    for field, words in _COLUMNS.items()
    for rank, heading in enumerate(words.split("|"))
}
_ASIDE = re.compile(r"\s*[(\[].*$")  # "Betrag (EUR)"
_DEBIT = re.compile(  # in a column of its own beside the amount; folded
    r"(?:d|dr|s|soll|debit|dbit|out|belastung|χ|x|χρ|χρεωση|дт|дебет|расход|списание)\b.*|[-−–].*"
)


class Statement(NamedTuple):
    """What was read.

    Attributes:
        lines: In the order of the file.
        left_out: Rows with something in the place of a day and of an amount that is none.
    """

    lines: list[StatementLine]
    left_out: list[Remark]


def read(table: Table, today: date, order: str, country: str) -> Statement:
    """The lines of *table*; rows without a day or an amount are none.

    Args:
        table: What was in the file.
        today: Decides the century of two digits.
        order: ``dmy``, ``mdy`` or ``ymd`` where the user says so, else empty.
        country: Whose order of day and month it is where nothing else tells.

    Raises:
        ImportProblem: No column is a day, or none an amount.
    """
    found = layout.find(table, None, knows=_meaning)
    columns = _recognised(found.raw)
    if "date" not in columns or not {"amount", "in", "out"} & columns.keys():
        raise ImportProblem(
            T("No columns of this file look like the day and the amount of a bank statement."),
            hint=T("Nothing was changed. Download the statement as CAMT.053 (XML) or CSV."),
            field="file",
        )
    rows = table.rows[found.first : found.last]
    days = [_cell(row, columns, "date") for row in rows]
    way = dates.order_of(days, order, country).order
    read_ = Statement([], [])
    for number, row in enumerate(rows, found.first + 1):
        day, amount = _day(row, columns, way, today), _signed(row, columns)
        if day and amount:
            read_.lines.append(_line(row, columns, day, amount))
        elif said := _unreadable(row, columns):
            read_.left_out.append(Remark(number, "amount", said, "booking_unreadable"))
    return read_


def _day(row: Row, columns: Mapping[str, int], order: str, today: date) -> str:
    day, _problem = dates.read(_cell(row, columns, "date"), order, today)
    return "" if day.startswith("-") else day


def _unreadable(row: Row, columns: Mapping[str, int]) -> str:
    """What stands for the day and the amount of a row, where both are meant to be there."""
    day = _cell(row, columns, "date")
    texts = [_cell(row, columns, field) for field in ("amount", "in", "out")]
    said = [text for text in texts if text and text.strip("-0.,")]
    return f"{day} {' '.join(said)}" if said and any(map(str.isdigit, day)) else ""


def _line(row: Row, columns: Mapping[str, int], day: str, amount: str) -> StatementLine:
    return StatementLine(
        date=day,
        amount=amount,
        currency=amounts.currency(_cell(row, columns, "currency")),
        name=_cell(row, columns, "name"),
        iban=_cell(row, columns, "iban"),
        purpose=_cell(row, columns, "purpose"),
        reference=_cell(row, columns, "reference"),
        account="",
    )


def _signed(row: Row, columns: Mapping[str, int]) -> str:
    if "amount" in columns:
        amount = amounts.amount(_cell(row, columns, "amount"))
        is_out = bool(_DEBIT.fullmatch(fold(_cell(row, columns, "sign"))))
        return f"-{amount}" if amount and is_out and not amount.startswith("-") else amount
    came = amounts.amount(_cell(row, columns, "in"))
    went = amounts.amount(_cell(row, columns, "out"))
    if came and came.strip("-0."):
        return came
    return f"-{went.lstrip('-')}" if went and went.strip("-0.") else ""


def _recognised(headings: tuple[str, ...]) -> dict[str, int]:
    """The column of each field: the one with the likeliest heading."""
    best: dict[str, tuple[int, int]] = {}
    for number, heading in enumerate(headings):
        place = _meaning(heading)
        if place and (place[0] not in best or place[1] < best[place[0]][0]):
            best[place[0]] = (place[1], number)
    return {field: number for field, (_rank, number) in best.items()}


def _meaning(heading: str) -> tuple[str, int] | None:
    key = " ".join(fold(heading).replace("’", "'").split()).strip("*: ")
    return _PLACES.get(key) or _PLACES.get(_ASIDE.sub("", key))


def _cell(row: Row, columns: Mapping[str, int], field: str) -> str:
    number = columns.get(field, len(row))
    return cell_text(row[number]).strip() if number < len(row) else ""
