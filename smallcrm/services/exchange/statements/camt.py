"""ISO 20022 ``camt.053`` (bank to customer statement), versions 02 to 12."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from smallcrm.services.exchange.sources.limits import damaged
from smallcrm.services.exchange.statements.lines import StatementLine

MARKS = (b"camt.053", b"BkToCstmrStmt")
_IN, _OUT = ("Dbtr", "Cdtr"), ("Cdtr", "Dbtr")  # the other side first: of what came, of what went
_BOOKED = ("", "BOOK", "INFO")


def read(data: bytes) -> list[StatementLine]:
    """Every booked line, in the order of the file; a batch is divided where the bank says how.

    Raises:
        ImportProblem: It is not well formed, or brings entities of its own.
    """
    found: list[StatementLine] = []
    account, currency = "", ""
    try:
        for _event, element in iterparse(io.BytesIO(data), forbid_dtd=True):
            name = _bare(element)
            if name == "Acct":
                account, currency = _account(element), _text(element, "Ccy")
            elif name == "Ntry":
                found += _lines(element, account, currency)
                element.clear()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise damaged() from error
    return found


def _lines(entry: Element, account: str, currency: str) -> Iterator[StatementLine]:
    status = _text(entry, "Sts", "Cd") or _text(entry, "Sts")
    if status not in _BOOKED:
        return
    day = _day(entry, "BookgDt") or _day(entry, "ValDt")
    reference = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
    parts = [part for details in _all(entry, "NtryDtls") for part in _all(details, "TxDtls")]
    amounts = [_amount(part) for part in parts]
    if len(parts) > 1 and all(amounts):
        for part, (amount, code) in zip(parts, filter(None, amounts), strict=True):
            sign = _sign(part) or _sign(entry)
            own = _text(part, "Refs", "AcctSvcrRef") or _text(part, "Refs", "TxId") or reference
            yield _line(part, day, sign + amount, code or currency, (own, account))
        return
    own_amount = _find(entry, "Amt")
    if own_amount is None:
        return
    whole = parts[0] if len(parts) == 1 else entry
    code = own_amount.get("Ccy") or currency
    amount = _sign(entry) + (own_amount.text or "").strip()
    line = _line(whole, day, amount, code, (reference, account))
    yield line if line.purpose else line._replace(purpose=_text(entry, "AddtlNtryInf"))


def _line(
    part: Element, day: str, amount: str, currency: str, marks: tuple[str, str]
) -> StatementLine:
    parties = _find(part, "RltdPties")
    sides = _OUT if amount.startswith("-") else _IN
    name = iban = ""
    if parties is not None:
        name = _text(parties, sides[0], "Nm") or _text(parties, sides[0], "Pty", "Nm")
        accounts = _find(parties, f"{sides[0]}Acct")
        iban = _text(accounts, "Id", "IBAN") or _text(accounts, "Id", "Othr", "Id")
    return StatementLine(day, amount, currency, name, iban, _purpose(part), *marks)


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
    return " ".join(dict.fromkeys(text for text in texts if text))


def _amount(part: Element) -> tuple[str, str] | None:
    """Amount and currency of one transaction of a batch."""
    for way in (("Amt",), ("AmtDtls", "TxAmt", "Amt")):
        found = _find(part, *way)
        if found is not None and (found.text or "").strip():
            return (found.text or "").strip(), found.get("Ccy", "")
    return None


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
