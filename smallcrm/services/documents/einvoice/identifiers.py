"""Tax numbers, VAT numbers and accounts as an e-invoice writes them."""

from __future__ import annotations

import re

from stdnum import iban
from stdnum.gr import vat as greek

from smallcrm.core.tax_numbers import is_afm

_PREFIX = re.compile("[A-Z]{2}")
_GREECE, _GREEK_PREFIX = "GR", "EL"
# Where a SEPA credit transfer goes; elsewhere an IBAN is that of another kind of transfer.
_SEPA = frozenset(
    (
        *("AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR"),
        *("GB", "GI", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD"),
        *("ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA"),
    )
)


def vat_id(number: str, tax_id: str, country: str) -> str:
    """The VAT number with the letters of its country; empty where there is none.

    Greece writes ``EL`` (EN 16931, BR-CO-09), and there the tax number is the VAT number.

    Args:
        number: The VAT number as typed, with or without letters.
        tax_id: The tax number as typed.
        country: ISO 3166, of whoever has the number.
    """
    compact = _compact(number)
    if not compact and country == _GREECE and is_afm(tax_id):
        compact = greek.compact(tax_id)
    if not compact:
        return ""
    if compact.startswith(_GREECE) or (compact.isdecimal() and country == _GREECE):
        return _GREEK_PREFIX + compact.removeprefix(_GREECE)
    return compact if _PREFIX.match(compact) else country + compact


def identifier(tax_id: str, vat: str) -> str:
    """The tax number, unless it is the VAT number once more."""
    compact = _compact(tax_id)
    return "" if compact and vat.endswith(compact.removeprefix(_GREEK_PREFIX)) else tax_id.strip()


def account(number: str) -> tuple[str, bool]:
    """An account without blanks, and whether it is an IBAN."""
    compact = _compact(number)
    return compact, iban.is_valid(compact)


def is_sepa(account_number: str, currency: str) -> bool:
    """Whether a SEPA credit transfer reaches the IBAN *account_number*."""
    return currency == "EUR" and account_number[:2] in _SEPA


def _compact(number: str) -> str:
    return re.sub(r"[\s.\-/]", "", number).upper()
