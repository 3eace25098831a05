"""The code that a banking app scans to pay an invoice: EPC069-12 version 002."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from stdnum import bic, iban, iso11649

# EPC069-12, table of character sets: the first one that can write the text within the limit.
_CHARSETS = (
    (1, "utf-8"),
    (2, "iso8859-1"),
    (3, "iso8859-2"),
    (4, "iso8859-4"),
    (5, "iso8859-5"),
    (6, "iso8859-7"),
    (7, "iso8859-10"),
    (8, "iso8859-15"),
)
_LONGEST = 331  # bytes: version 13 of the code at error correction M
_NAME, _TEXT = 70, 140  # letters
_SMALLEST, _LARGEST = Decimal("0.01"), Decimal("999999999.99")


class Transfer(NamedTuple):
    """What is to be paid to whom.

    Attributes:
        reference: A structured reference (ISO 11649, ``RF18…``) or any other text.
    """

    name: str
    iban: str
    bic: str
    amount: Decimal
    currency: str
    reference: str


def payload(transfer: Transfer) -> bytes:
    """The content of the code, or nothing where no transfer in euro is possible.

    That is: another currency, no name, no valid IBAN, an amount below 0.01 or above
    999,999,999.99. A content over 331 bytes goes to a character set of one byte per letter;
    where none has all its letters the text is shortened, never the IBAN. A wrong BIC is left
    out: version 002 can do without.
    """
    name, reference = _line(transfer.name, _NAME), _line(transfer.reference, _TEXT)
    is_possible = (
        transfer.currency == "EUR"
        and name
        and _SMALLEST <= transfer.amount <= _LARGEST
        and iban.is_valid(transfer.iban)
    )
    if not is_possible:
        return b""
    structured = iso11649.is_valid(reference)
    while not (content := _encoded(transfer, name, reference, structured=structured)):
        if reference and not structured:
            reference = reference[:-1]
        else:
            name = name[:-1]
    return content


def _encoded(transfer: Transfer, name: str, reference: str, *, structured: bool) -> bytes:
    """The lines in the first character set that fits, or nothing."""
    account, amount = _code(transfer.iban), f"EUR{transfer.amount:.2f}"
    bank = _code(transfer.bic) if bic.is_valid(transfer.bic) else ""
    remittance = [_code(reference)] if structured else ["", reference]
    for number, charset in _CHARSETS:
        head = ["BCD", "002", str(number), "SCT", bank, name]
        lines = [*head, account, amount, "", *remittance]
        try:
            content = "\n".join(lines).rstrip("\n").encode(charset)
        except UnicodeEncodeError:
            continue
        if len(content) <= _LONGEST:
            return content
    return b""


def _line(text: str, longest: int) -> str:
    """One line of at most *longest* letters: a line end would shift all that follows."""
    return " ".join(text.split()).encode("utf-8", "ignore").decode()[:longest].rstrip()


def _code(text: str) -> str:
    return re.sub(r"\W", "", text).upper()
