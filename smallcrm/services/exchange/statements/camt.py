"""ISO 20022 ``camt.053`` (bank to customer statement), versions 02 to 12."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T
from smallcrm.services.exchange.sources.limits import damaged
from smallcrm.services.exchange.statements.lines import StatementLine

MOST = 200_000  # bookings and parts of them: what a shop has in many years
_LONGEST = 10_000  # characters of what a batch says: some hundred parts
_MARKS = (b"camt.053", b"BkToCstmrStmt")
_NOT_WIDE = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding=[\"']utf-16[^>]*>", re.IGNORECASE
)
_IN, _OUT = "Dbtr", "Cdtr"  # the other side: of what came, of what went
_BOOKED = ("", "BOOK", "INFO")


class Statement(NamedTuple):
    """What was read.

    Attributes:
        lines: Every booked one, in the order of the file.
        whole: The places in *lines* of batches whose parts do not add up to the booking.
    """

    lines: list[StatementLine]
    whole: list[int]


class _Party(NamedTuple):
    name: str = ""
    iban: str = ""


class _Part(NamedTuple):
    """One transaction of a booking: what is kept of it, as a tree of 200,000 is too much."""

    amount: str = ""
    currency: str = ""
    sign: str = ""
    payer: _Party = _Party()
    payee: _Party = _Party()
    purpose: str = ""
    reference: str = ""


def is_camt(head: bytes) -> bool:
    """Whether a file that begins like this is such a statement; it may be in UTF-16."""
    narrow = head.replace(b"\0", b"")
    return any(mark in narrow for mark in _MARKS)


def read(data: bytes) -> Statement:
    """Every booked line, in the order of the file; a batch is divided where the bank says how.

    Parts that do not add up to the booking (charges, another currency) are not believed: it is
    taken as a whole then.

    Raises:
        ImportProblem: It is not well formed, brings entities of its own, or more lines than any
            business has.
    """
    found = Statement([], [])
    account, currency, parts, seen = "", "", list[_Part](), 0
    try:
        for _event, element in iterparse(io.BytesIO(_NOT_WIDE.sub(b"", data)), forbid_dtd=True):
            name = _bare(element)
            if name == "Acct":
                account, currency = _account(element), _text(element, "Ccy")
            elif name == "TxDtls":
                seen += 1
                parts.append(_part(element))
                element.clear()
            elif name == "Ntry":
                _add(found, element, parts, (account, currency))
                seen, parts = seen + 1, []
                element.clear()
            if seen > MOST:
                raise _too_many()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise damaged() from error
    return found


def _add(found: Statement, entry: Element, parts: Sequence[_Part], own: tuple[str, str]) -> None:
    """Add what *entry* booked to the *own* account (its number, its currency)."""
    status = _text(entry, "Sts", "Cd") or _text(entry, "Sts")
    if status not in _BOOKED:
        return
    account, currency = own
    day = _day(entry, "BookgDt") or _day(entry, "ValDt")
    reference = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
    amount = _find(entry, "Amt")
    code = (amount.get("Ccy", "") if amount is not None else "") or currency
    text = _sign(entry) + ((amount.text or "") if amount is not None else "").strip()
    if len(parts) > 1 and all(part.amount for part in parts):
        signed = [(part.sign or _sign(entry)) + part.amount for part in parts]
        adds_up = all(part.currency in ("", code) for part in parts) and _add_up(signed, text)
        if amount is None or adds_up:
            for part, of_it in zip(parts, signed, strict=True):
                marks = (part.reference or reference, account)
                found.lines.append(_line(part, day, of_it, part.currency or currency, marks))
            return
        found.whole.append(len(found.lines))
    if amount is not None:
        whole = parts[0] if len(parts) == 1 else _together(parts)
        line = _line(whole, day, text, code, (reference, account))
        more = line.purpose or _text(entry, "AddtlNtryInf")
        found.lines.append(line._replace(purpose=more))


def _together(parts: Sequence[_Part]) -> _Part:
    """What the parts of a batch say that is not divided; who sent it, where that is one only."""
    payers, payees = {part.payer for part in parts}, {part.payee for part in parts}
    return _Part(
        payer=payers.pop() if len(payers) == 1 else _Party(),
        payee=payees.pop() if len(payees) == 1 else _Party(),
        purpose=_one_after_the_other(part.purpose for part in parts)[:_LONGEST],
    )


def _one_after_the_other(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(text for text in texts if text))


def _add_up(parts: Sequence[str], whole: str) -> bool:
    try:
        return sum(map(Decimal, parts)) == Decimal(whole)
    except InvalidOperation:
        return False


def _line(
    part: _Part, day: str, amount: str, currency: str, marks: tuple[str, str]
) -> StatementLine:
    other = part.payee if amount.startswith("-") else part.payer
    return StatementLine(day, amount, currency, *other, part.purpose, *marks)


def _part(details: Element) -> _Part:
    amount, currency = _amount(details)
    return _Part(
        amount,
        currency,
        _sign(details),
        _party(details, _IN),
        _party(details, _OUT),
        _purpose(details),
        _text(details, "Refs", "AcctSvcrRef") or _text(details, "Refs", "TxId"),
    )


def _party(details: Element, name: str) -> _Party:
    parties = _find(details, "RltdPties")
    account = _find(parties, f"{name}Acct")
    return _Party(
        _text(parties, name, "Nm") or _text(parties, name, "Pty", "Nm"),
        _text(account, "Id", "IBAN") or _text(account, "Id", "Othr", "Id"),
    )


def _purpose(part: Element) -> str:
    remittance = _find(part, "RmtInf")
    texts: list[str] = []
    if remittance is not None:
        texts += [(each.text or "").strip() for each in _all(remittance, "Ustrd")]
        for structured in _all(remittance, "Strd"):
            texts.append(_text(structured, "CdtrRefInf", "Ref"))
            texts += [_text(document, "Nb") for document in _all(structured, "RfrdDocInf")]
    end_to_end = _text(part, "Refs", "EndToEndId")
    if end_to_end and end_to_end != "NOTPROVIDED":
        texts.append(end_to_end)
    return _one_after_the_other(texts)


def _amount(part: Element) -> tuple[str, str]:
    """Amount and currency of one transaction of a batch; empty where it has none."""
    for way in (("Amt",), ("AmtDtls", "TxAmt", "Amt")):
        found = _find(part, *way)
        if found is not None and (found.text or "").strip():
            return (found.text or "").strip(), found.get("Ccy", "")
    return "", ""


def _sign(element: Element) -> str:
    """``-`` for what went, a blank for what came, empty where it is not said.

    A reversal is booked in its own direction: that it is one (``RvslInd``) changes nothing here.
    """
    said = _text(element, "CdtDbtInd")
    return "" if not said else "-" if said == "DBIT" else " "


def _account(element: Element) -> str:
    return _text(element, "Id", "IBAN") or _text(element, "Id", "Othr", "Id")


def _day(entry: Element, name: str) -> str:
    return (_text(entry, name, "Dt") or _text(entry, name, "DtTm"))[:10]


def _bare(element: Element) -> str:
    """The name of an element without its namespace, which differs by version and bank."""
    return str(element.tag).rpartition("}")[2]


def _all(element: Element, name: str) -> list[Element]:
    return [child for child in element if _bare(child) == name]


def _find(element: Element | None, *way: str) -> Element | None:
    for name in way:
        if element is None:
            return None
        element = next((child for child in element if _bare(child) == name), None)
    return element


def _text(element: Element | None, *way: str) -> str:
    found = _find(element, *way)
    return (found.text or "").strip() if found is not None else ""


def _too_many() -> ImportProblem:
    return ImportProblem(
        T("This statement has more than {count} bookings.", count=MOST),
        hint=T("Nothing was changed. Download the statement for a shorter time."),
        field="file",
    )
