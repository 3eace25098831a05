"""What a broken rule means for the owner of the business, and where it is put right.

Only the rules that a document of SmallCRM can break have sentences; every other is shown in its
own English words. Rules: EN 16931-1 and the code lists that belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from smallcrm.core.text import T, Text
from smallcrm.services.documents.einvoice.model import Invoice
from smallcrm.services.documents.einvoice.rules import Failure

# Where a sentence leads: fields of the settings, of the customer, or of the document.
SETTINGS, CUSTOMER, DOCUMENT = "settings", "customer", "document"


class Problem(NamedTuple):
    """A rule that is broken, in words.

    Attributes:
        rule: Its official name.
        message: A sentence for the owner, or the rule's own words.
        field: ``settings.vat_id``, ``customer.country``, ``document.lines``; empty where nothing
            can be done in a field.
        is_fatal: Whether it is no valid e-invoice because of it.
    """

    rule: str
    message: Text
    field: str
    is_fatal: bool


class Said(NamedTuple):
    """A sentence and its field."""

    message: Text
    field: str


# Only a warning, about the delivery, which the schema of CII wants even where nothing is known.
_NO_FAULT = frozenset({"PEPPOL-EN16931-R008"})
# The schema says once more what a rule of the standard said: that something is not there.
_ECHO = re.compile(r"FX\S+ Element \S+ must occur")
_Rule = Said | Callable[[Invoice, Failure], Said]


def explained(invoice: Invoice, failures: Iterable[Failure]) -> list[Problem]:
    """The sentences for *failures* of *invoice*, each once, in the order of the rules."""
    found: dict[tuple[str, str], Problem] = {}
    faults = [failure for failure in failures if failure.rule not in _NO_FAULT]
    plain = [failure for failure in faults if not _ECHO.match(f"{failure.rule} {failure.text}")]
    for failure in plain or faults:
        said = _said(invoice, failure)
        problem = Problem(failure.rule, said.message, said.field, failure.is_fatal)
        found.setdefault((said.message.dump(), said.field), problem)
    return list(found.values())


def _said(invoice: Invoice, failure: Failure) -> Said:
    rule = _RULES.get(failure.rule) or _matching(f"{failure.rule} {failure.text}")
    if rule is None:
        return Said(T("The rule says: {text}", text=failure.text), "")
    return rule if isinstance(rule, Said) else rule(invoice, failure)


def _matching(text: str) -> _Rule | None:
    return next((rule for pattern, rule in _PATTERNS if pattern.match(text)), None)


def _whose_vat_number(invoice: Invoice, _failure: Failure) -> Said:
    """Reverse charge and supplies within the EU: both sides have to state theirs."""
    return _BUYER_VAT if invoice.seller.vat_id else _SELLER_VAT


def _reverse_charge(invoice: Invoice, _failure: Failure) -> Said:
    has_number = invoice.seller.vat_id or invoice.seller.tax_id
    return _BUYER_VAT if has_number else _SELLER_VAT


def _prefix(_invoice: Invoice, failure: Failure) -> Said:
    """Whose number has no country: the seller's comes first where the place does not tell."""
    is_buyer = "Customer" in failure.location or "Buyer" in failure.location
    return Said(_PREFIX, f"{CUSTOMER}.vat_id" if is_buyer else f"{SETTINGS}.vat_id")


def _country(_invoice: Invoice, failure: Failure) -> Said:
    is_seller = "Supplier" in failure.location or "Seller" in failure.location
    return Said(_COUNTRY, f"{SETTINGS}.country" if is_seller else f"{CUSTOMER}.country")


_COUNTRY = T("A country is not written as its two letters, such as GR or DE.")
_PREFIX = T("A VAT number has to begin with the two letters of its country; in Greece with EL.")
_SELLER_VAT = Said(
    T("Your VAT number is missing. For this kind of tax it has to be on the invoice."),
    f"{SETTINGS}.vat_id",
)
_BUYER_VAT = Said(
    T(
        "Your customer's VAT number is missing. Where the customer owes the tax, or goods go to "
        "another EU country, it has to be on the invoice."
    ),
    f"{CUSTOMER}.vat_id",
)
_SELLER_TAX = Said(
    T("Your tax number or VAT number is missing. Who charges tax has to state it."),
    f"{SETTINGS}.vat_id",
)
_EXEMPTION = Said(
    T("It is not said why no tax is charged. Enter the reason with the tax rate."),
    f"{SETTINGS}.taxes",
)
_SUMS = Said(
    T(
        "The sums of this document do not add up, so somebody may have changed it by force. "
        "Check numbers and PDFs before you send it."
    ),
    "",
)
_RATE = Said(
    T(
        "A line is taxed at the standard category but has no rate. Choose a rate, or a category "
        "without tax."
    ),
    f"{DOCUMENT}.lines",
)
_NO_RATE = Said(
    T("A line has a tax rate, though its category is one without tax."), f"{DOCUMENT}.lines"
)
_MIXED = Said(
    T(
        "Some lines are not subject to VAT and others are. An e-invoice cannot say both: make two "
        "invoices."
    ),
    f"{DOCUMENT}.lines",
)
_CURRENCY = Said(
    T("The currency is not one of the official list (ISO 4217)."), f"{DOCUMENT}.currency"
)
_DECIMALS = Said(
    T(
        "Amounts in this currency have three decimals; the European standard allows two. "
        "Invoice in another currency."
    ),
    f"{DOCUMENT}.currency",
)
_REASON = Said(
    T("A discount or a charge has no reason. Say what it is for."), f"{DOCUMENT}.discounts"
)
_DELIVERY_COUNTRY = Said(T("The country that the goods go to is missing."), f"{CUSTOMER}.country")
_BUYER_ADDRESS = Said(T("Your customer's address is missing."), f"{CUSTOMER}.address")
_BUYER_COUNTRY = Said(
    T("The country in your customer's address is missing."), f"{CUSTOMER}.country"
)
_ITEM = Said(T("A line does not say what is sold."), f"{DOCUMENT}.lines")
_LINES = Said(T("There is nothing on this document yet."), f"{DOCUMENT}.lines")
_ACCOUNT = Said(T("Your bank account (IBAN) is missing."), f"{SETTINGS}.iban")
_EXEMPTION_CODE = Said(
    T("The code of the exemption is not one of the official list (VATEX)."), f"{DOCUMENT}.lines"
)


def _each(names: str, rule: _Rule) -> dict[str, _Rule]:
    return dict.fromkeys(names.split(), rule)


_RULES: Mapping[str, _Rule] = {
    "BR-02": Said(T("The document has no number. It gets one when it is issued."), ""),
    "BR-06": Said(T("The name of your business is missing."), f"{SETTINGS}.name"),
    "BR-07": Said(T("It is not said who the customer is."), f"{CUSTOMER}.name"),
    "BR-08": Said(T("The address of your business is missing."), f"{SETTINGS}.street"),
    "BR-09": Said(
        T("The country in the address of your business is missing."), f"{SETTINGS}.country"
    ),
    "BR-10": _BUYER_ADDRESS,
    "BR-11": _BUYER_COUNTRY,
    "BR-16": _LINES,
    "BR-25": _ITEM,
    "BR-55": Said(
        T("The invoice that this credit note corrects has no number."), f"{DOCUMENT}.preceding"
    ),
    "BR-CO-09": _prefix,
    "BR-CO-18": _LINES,
    "BR-CO-26": Said(
        T(
            "Your tax number or VAT number is missing. It tells your customer's program from "
            "whom the invoice comes."
        ),
        f"{SETTINGS}.vat_id",
    ),
    "BR-E-10": _EXEMPTION,
    "BR-IC-11": Said(
        T("The day of delivery is missing. Goods that go to another EU country need it."),
        f"{DOCUMENT}.delivery_date",
    ),
    "BR-CL-01": Said(
        T("The type of the document is not one of the official list (UNTDID 1001)."),
        f"{DOCUMENT}.type_code",
    ),
    "BR-CL-22": _EXEMPTION_CODE,
    **_each("BR-57 BR-IC-12", _DELIVERY_COUNTRY),
    **_each("BR-49 BR-50 BR-61", _ACCOUNT),
    **_each("BR-CL-14 BR-CL-15", _country),
    **_each("BR-CL-03 BR-CL-04 BR-CL-05", _CURRENCY),
    **_each("BR-33 BR-38 BR-42 BR-44 BR-CO-21 BR-CO-22 BR-CO-23 BR-CO-24", _REASON),
    **_each("BR-S-02 BR-S-03 BR-S-04 BR-Z-02 BR-Z-03 BR-Z-04 BR-E-02 BR-E-03 BR-E-04", _SELLER_TAX),
    **_each("BR-AE-02 BR-AE-03 BR-AE-04", _reverse_charge),
    **_each("BR-IC-02 BR-IC-03 BR-IC-04", _whose_vat_number),
    **_each("BR-G-02 BR-G-03 BR-G-04", _SELLER_VAT),
    **_each("BR-S-05 BR-S-06 BR-S-07", _RATE),
    **_each("BR-O-11 BR-O-12 BR-O-13 BR-O-14", _MIXED),
}
_PATTERNS: tuple[tuple[re.Pattern[str], _Rule], ...] = (
    (re.compile(r"BR-(Z|E|AE|IC|G)-0[567]\b"), _NO_RATE),
    (re.compile(r"BR-CO-1[0-7]\b|BR-(S|Z|E|AE|IC|G|O)-0[189]\b"), _SUMS),
    (re.compile(r"BR-DEC-\d|UBL-DT-01\b"), _DECIMALS),
    (re.compile(r"FX\S+ Value of 'ram:CountryID'"), _country),
    (re.compile(r"FX\S+ Value of '(ram:\w*CurrencyCode|@currencyID)'"), _CURRENCY),
    (re.compile(r"FX\S+ Value of 'ram:ExemptionReasonCode'"), _EXEMPTION_CODE),
)
