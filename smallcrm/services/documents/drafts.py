"""A document as a form or a file has it, not yet checked: the public shape of ``docs`` JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from smallcrm.core import document_kinds as kinds
from smallcrm.services.settings.layout import Layout

QUOTE, ORDER, INVOICE, CREDIT_NOTE = kinds.QUOTE, kinds.ORDER, kinds.INVOICE, kinds.CREDIT_NOTE
KINDS = (QUOTE, ORDER, INVOICE, CREDIT_NOTE)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A discount or a charge, of a line or of the document (EN 16931 BG-20, 21, 27, 28).

    Attributes:
        amount: In major units of the document's currency; None when *percent* is meant.
        percent: Of the line's price times quantity, or of the sum of the document's lines that
            it belongs to (all of them where no category is given).
        tax_category, tax_rate: For a document's adjustment, the group it belongs to; a
            discount without a category is split over the groups.
    """

    amount: Decimal | None = None
    percent: Decimal | None = None
    reason: str = ""
    tax_category: str = ""
    tax_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line; *price* is for *price_per* units, with tax when the document says so.

    *credits* is the place (from 0) of the invoice's line that a line of a credit note takes back.
    """

    description: str = ""
    quantity: Decimal = Decimal(1)
    unit: str = ""
    price: Decimal = ZERO
    price_per: Decimal = Decimal(1)
    discount_percent: Decimal = ZERO
    discounts: tuple[Adjustment, ...] = ()
    charges: tuple[Adjustment, ...] = ()
    tax_category: str = "S"
    tax_rate: Decimal = ZERO
    item_code: str = ""
    product_id: int | None = None
    exemption_reason: str = ""
    exemption_code: str = ""
    credits: int | None = None


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """A seller or a buyer as it stands on the document.

    Attributes:
        iban, bic: Or the account and the BIK of a bank in Russia.
        kpp, correspondent_account: Of a business in Russia.
    """

    name: str = ""
    contact_person: str = ""
    legal_form: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    tax_id: str = ""
    vat_id: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    iban: str = ""
    bic: str = ""
    bank: str = ""
    kpp: str = ""
    correspondent_account: str = ""


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A whole document before it has a number.

    *remainder* comes from the data file, never from a form: of the credit note for one invoice,
    what earlier ones left.
    """

    kind: str = INVOICE
    customer_id: int | None = None
    customer: PartyDraft | None = None
    date: dt.date | None = None
    tax_date: dt.date | None = None
    due_days: int | None = None
    valid_until: dt.date | None = None
    currency: str = "EUR"
    language: str = ""
    prices_include_tax: bool = False
    lines: tuple[LineDraft, ...] = ()
    discounts: tuple[Adjustment, ...] = ()
    charges: tuple[Adjustment, ...] = ()
    prepaid: Decimal = ZERO
    payable_rounding: Decimal = ZERO
    note: str = ""
    terms: str = ""
    exemption_reason: str = ""
    delivery_date: dt.date | None = None
    delivery_country: str = ""
    exchange_rate: Decimal | None = None
    tax_currency: str = ""
    buyer_reference: str = ""
    order_reference: str = ""
    preceding: tuple[int, ...] = ()
    type_code: str = ""
    remainder: Remainder | None = None


@dataclass(frozen=True, slots=True)
class LineTotals:
    """What one line comes to.

    Attributes:
        net: BT-131, without tax.
        gross: With tax; for a document with prices including tax this is what was typed.
        discounts, charges: Each rounded by itself, in the order of the draft
            (``discount_percent`` first).
    """

    net: Decimal
    gross: Decimal
    discounts: tuple[Decimal, ...] = ()
    charges: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupAmount:
    """The part of a document's discount or charge that falls on one tax group.

    Attributes:
        amount: Without tax.
        gross: With tax; for a document with prices including tax this is what was typed.
    """

    category: str
    rate: Decimal
    amount: Decimal
    reason: str = ""
    percent: Decimal | None = None
    gross: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class TaxGroup:
    """One row of the tax table (EN 16931 BG-23)."""

    category: str
    rate: Decimal
    base: Decimal
    tax: Decimal
    exemption_reason: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """All sums of a document, in major units, rounded to the currency's decimals."""

    lines: tuple[LineTotals, ...]
    sum_lines: Decimal
    discount_total: Decimal
    charge_total: Decimal
    total_without_tax: Decimal
    taxes: tuple[TaxGroup, ...]
    tax_total: Decimal
    total: Decimal
    prepaid: Decimal
    rounding: Decimal
    due: Decimal
    currency: str
    discounts: tuple[GroupAmount, ...] = field(default=())
    charges: tuple[GroupAmount, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class LineRemainder:
    """So much of an invoice's *line* is not credited yet."""

    quantity: Decimal
    net: Decimal
    gross: Decimal
    line: LineDraft


@dataclass(frozen=True, slots=True)
class GroupRemainder:
    """So much of a row of the invoice's tax table is not credited yet."""

    category: str
    rate: Decimal
    base: Decimal
    tax: Decimal
    discount: Decimal
    charge: Decimal


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left to credit of an invoice; lines in its order.

    Attributes:
        issued: What the invoice says, with its date.
        total: With tax.
        rounding: Of the sum to pay.
        is_by_line: Whether lines say all that was taken back. A credit note over other invoices
            as well does not, so what is left of lines does not add up to what is left of sums.
    """

    number: str
    issued: DocumentDraft
    lines: tuple[LineRemainder, ...]
    groups: tuple[GroupRemainder, ...]
    total: Decimal
    rounding: Decimal
    is_by_line: bool = True


class SettledSoFar(NamedTuple):
    """What is settled of an invoice by money and by credit notes, and what is still open."""

    paid: Decimal
    credited: Decimal
    open: Decimal


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything that a printed document or a read-only screen shows.

    The PDF is a function of this and of nothing else: a draft's view is made from the form,
    an issued document's from its frozen rows.

    Attributes:
        number: Empty for a draft.
        status: ``draft``, ``issued``, ``sent``, ``accepted``, ``declined``, ``part_paid``,
            ``paid``, ``overdue``, ``credited`` or ``void``: derived, never stored.
        references: Headings and values beside the dates, such as the quote's number.
        logo: The picture's bytes (PNG or JPEG), empty for none.
        layout: Of today for a draft; what it was at issue for an issued document.
        settled: For a copy of an invoice that is settled in part, as things are now; else None.
    """

    kind: str
    number: str
    status: str
    seller: PartyDraft
    buyer: PartyDraft
    draft: DocumentDraft
    totals: Totals
    date: dt.date
    due_date: dt.date | None = None
    language: str = "en"
    references: tuple[tuple[str, str], ...] = ()
    logo: bytes = b""
    id: int | None = None
    sha256: str = ""
    layout: Layout = Layout()  # noqa: RUF009 - frozen
    settled: SettledSoFar | None = None

    @property
    def to_pay(self) -> Decimal:
        """What the customer is asked for."""
        return self.totals.due if self.settled is None else self.settled.open
