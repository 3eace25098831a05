"""What an e-invoice says, whatever its syntax: the terms of EN 16931-1 that SmallCRM knows.

Attributes are named after what they mean; their docstrings give the terms (BT) and groups (BG)
of the standard. An empty text means that the term is left out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Party:
    """The seller (BG-4) or the buyer (BG-7).

    Attributes:
        name: BT-27 or BT-44.
        identifier: BT-29 or BT-46, a number that is not a VAT number.
        vat_id: BT-31 or BT-48, with the letters of its country; Greece writes ``EL``.
        tax_id: BT-32, of the seller only.
        legal_form: BT-33, of the seller only.
        country: BT-40 or BT-55, ISO 3166.
        email: The electronic address (BT-34, BT-49) and that of the contact (BT-43, BT-58).
    """

    name: str = ""
    identifier: str = ""
    vat_id: str = ""
    tax_id: str = ""
    legal_form: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    contact_person: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class TaxKind:
    """A tax category and its rate; *rate* is None where the standard wants none (O)."""

    category: str
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Allowance:
    """A discount or a charge of a line (BG-27, 28) or of the document (BG-20, 21).

    Attributes:
        amount: Without tax.
        percent, base: Both or neither; *amount* is the percentage of the base to the cent.
        tax: For those of the document.
    """

    is_charge: bool
    amount: Decimal
    reason: str
    percent: Decimal | None = None
    base: Decimal | None = None
    tax: TaxKind | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line (BG-25).

    Attributes:
        unit: BT-130, a code of UN/ECE Recommendation 20.
        price: BT-146, without tax, never negative; for *base_quantity* (BT-149) units.
        net: BT-131.
    """

    number: int
    name: str
    description: str
    item_code: str
    quantity: Decimal
    unit: str
    price: Decimal
    base_quantity: Decimal
    net: Decimal
    tax: TaxKind
    allowances: tuple[Allowance, ...] = ()


@dataclass(frozen=True, slots=True)
class TaxRow:
    """A row of the tax table (BG-23); *reason* is BT-120, *code* BT-121 (VATEX)."""

    kind: TaxKind
    base: Decimal
    tax: Decimal
    reason: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """How to pay (BG-16, BG-17): *means* is BT-81, 58 for a SEPA transfer, 30 for another."""

    means: str
    account: str
    is_iban: bool
    holder: str
    bic: str


@dataclass(frozen=True, slots=True)
class Preceding:
    """An invoice that this document corrects (BG-3)."""

    number: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of the document (BG-22), as they were stored."""

    lines: Decimal
    allowances: Decimal
    charges: Decimal
    without_tax: Decimal
    tax: Decimal
    total: Decimal
    prepaid: Decimal
    rounding: Decimal
    due: Decimal


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice or a credit note.

    Attributes:
        type_code: BT-3, UNTDID 1001.
        tax_currency, tax_in_currency: BT-6 and BT-111, both or neither.
        terms: BT-20; *notes*: BT-22.
        tax_date: BT-7; *delivery_date*: BT-72; *delivery_country*: BT-80.
    """

    is_credit_note: bool
    number: str
    date: dt.date
    type_code: str
    currency: str
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    taxes: tuple[TaxRow, ...]
    sums: Sums
    allowances: tuple[Allowance, ...] = ()
    due_date: dt.date | None = None
    terms: str = ""
    notes: tuple[str, ...] = ()
    tax_date: dt.date | None = None
    tax_currency: str = ""
    tax_in_currency: Decimal | None = None
    buyer_reference: str = ""
    order_reference: str = ""
    preceding: tuple[Preceding, ...] = ()
    delivery_date: dt.date | None = None
    delivery_country: str = ""
    transfer: Transfer | None = None
