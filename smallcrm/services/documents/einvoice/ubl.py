"""An e-invoice in UBL 2.1 (ISO/IEC 19845), bound to EN 16931 by CEN/TS 16931-3-2.

The order of elements is that of the UBL schemas.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element

from smallcrm.core.money import decimals
from smallcrm.services.documents.einvoice.markup import Part, Writer, iso, number
from smallcrm.services.documents.einvoice.model import (
    Allowance,
    Invoice,
    Line,
    Party,
    TaxKind,
    TaxRow,
)

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_SPECIFICATION = "urn:cen.eu:en16931:2017"
_VAT, _OTHER_TAX = "VAT", "TAX"
_EMAIL = "EM"  # of the list of electronic address schemes


class _Kind(NamedTuple):
    """The names that differ between an invoice and a credit note."""

    root: str
    type_code: str
    line: str
    quantity: str


_INVOICE = _Kind("Invoice", "InvoiceTypeCode", "InvoiceLine", "InvoicedQuantity")
_CREDIT_NOTE = _Kind("CreditNote", "CreditNoteTypeCode", "CreditNoteLine", "CreditedQuantity")


def write(invoice: Invoice) -> bytes:
    """*invoice* as a UBL document in UTF-8."""
    return _Document(invoice).written()


class _Document:
    """One document on its way to XML."""

    def __init__(self, invoice: Invoice) -> None:
        self._invoice = invoice
        self._kind = _CREDIT_NOTE if invoice.is_credit_note else _INVOICE
        self._tag = Writer(
            {
                "": f"{_UBL}{self._kind.root}-2",
                "cac": f"{_UBL}CommonAggregateComponents-2",
                "cbc": f"{_UBL}CommonBasicComponents-2",
            }
        )

    def written(self) -> bytes:
        invoice = self._invoice
        return self._tag.document(
            f":{self._kind.root}",
            *self._head(),
            self._tag("cac:AccountingSupplierParty", self._party(invoice.seller)),
            self._tag("cac:AccountingCustomerParty", self._party(invoice.buyer)),
            self._delivery(),
            self._payment(),
            self._tag("cac:PaymentTerms", self._tag("cbc:Note", invoice.terms)),
            *(self._allowance(one) for one in invoice.allowances),
            *self._taxes(),
            self._sums(),
            *(self._line(line) for line in invoice.lines),
        )

    def _head(self) -> Iterator[Part]:
        tag, invoice = self._tag, self._invoice
        tax_date = tag("cbc:TaxPointDate", iso(invoice.tax_date))
        yield tag("cbc:CustomizationID", _SPECIFICATION)
        yield tag("cbc:ID", invoice.number)
        yield tag("cbc:IssueDate", iso(invoice.date))
        if invoice.is_credit_note:
            yield tax_date
        else:
            yield tag("cbc:DueDate", iso(invoice.due_date))
        yield tag(f"cbc:{self._kind.type_code}", invoice.type_code)
        for note in invoice.notes:
            yield tag("cbc:Note", note)
        if not invoice.is_credit_note:
            yield tax_date
        yield tag("cbc:DocumentCurrencyCode", invoice.currency)
        yield tag("cbc:TaxCurrencyCode", invoice.tax_currency)
        yield tag("cbc:BuyerReference", invoice.buyer_reference)
        yield tag("cac:OrderReference", tag("cbc:ID", invoice.order_reference))
        for one in invoice.preceding:
            yield tag(
                "cac:BillingReference",
                tag(
                    "cac:InvoiceDocumentReference",
                    tag("cbc:ID", one.number),
                    tag("cbc:IssueDate", iso(one.date)),
                ),
            )

    def _party(self, party: Party) -> Element | None:
        tag = self._tag
        return tag(
            "cac:Party",
            tag("cbc:EndpointID", party.email, schemeID=_EMAIL),
            tag("cac:PartyIdentification", tag("cbc:ID", party.identifier)),
            tag(
                "cac:PostalAddress",
                tag("cbc:StreetName", party.street),
                tag("cbc:CityName", party.city),
                tag("cbc:PostalZone", party.postcode),
                tag("cbc:CountrySubentity", party.region),
                tag("cac:Country", tag("cbc:IdentificationCode", party.country)),
            ),
            self._tax_number(party.vat_id, _VAT),
            self._tax_number(party.tax_id, _OTHER_TAX),
            tag(
                "cac:PartyLegalEntity",
                tag("cbc:RegistrationName", party.name),
                tag("cbc:CompanyLegalForm", party.legal_form),
            ),
            tag(
                "cac:Contact",
                tag("cbc:Name", party.contact_person),
                tag("cbc:Telephone", party.phone),
                tag("cbc:ElectronicMail", party.email),
            ),
        )

    def _tax_number(self, tax_number: str, scheme: str) -> Element | None:
        if not tax_number:
            return None
        return self._tag(
            "cac:PartyTaxScheme", self._tag("cbc:CompanyID", tax_number), self._scheme(scheme)
        )

    def _scheme(self, scheme: str = _VAT) -> Element | None:
        return self._tag("cac:TaxScheme", self._tag("cbc:ID", scheme))

    def _delivery(self) -> Element | None:
        tag, country = self._tag, self._invoice.delivery_country
        place = tag("cac:Country", tag("cbc:IdentificationCode", country))
        return tag(
            "cac:Delivery",
            tag("cbc:ActualDeliveryDate", iso(self._invoice.delivery_date)),
            tag("cac:DeliveryLocation", tag("cac:Address", place)),
        )

    def _payment(self) -> Element | None:
        tag, transfer = self._tag, self._invoice.transfer
        if transfer is None:
            return None
        branch = tag("cac:FinancialInstitutionBranch", tag("cbc:ID", transfer.bic))
        return tag(
            "cac:PaymentMeans",
            tag("cbc:PaymentMeansCode", transfer.means),
            tag("cbc:PaymentID", self._invoice.number),
            tag(
                "cac:PayeeFinancialAccount",
                tag("cbc:ID", transfer.account),
                tag("cbc:Name", transfer.holder),
                branch,
            ),
        )

    def _allowance(self, one: Allowance) -> Element | None:
        tag = self._tag
        return tag(
            "cac:AllowanceCharge",
            tag("cbc:ChargeIndicator", "true" if one.is_charge else "false"),
            tag("cbc:AllowanceChargeReason", one.reason),
            tag("cbc:MultiplierFactorNumeric", number(one.percent)),
            self._amount("cbc:Amount", one.amount),
            None if one.base is None else self._amount("cbc:BaseAmount", one.base),
            None if one.tax is None else self._category("cac:TaxCategory", one.tax),
        )

    def _category(self, name: str, kind: TaxKind, row: TaxRow | None = None) -> Element | None:
        return self._tag(
            name,
            self._tag("cbc:ID", kind.category),
            self._tag("cbc:Percent", number(kind.rate)),
            self._tag("cbc:TaxExemptionReasonCode", row.code if row else ""),
            self._tag("cbc:TaxExemptionReason", row.reason if row else ""),
            self._scheme(),
        )

    def _taxes(self) -> Iterator[Part]:
        tag, invoice = self._tag, self._invoice
        rows = [
            tag(
                "cac:TaxSubtotal",
                self._amount("cbc:TaxableAmount", row.base),
                self._amount("cbc:TaxAmount", row.tax),
                self._category("cac:TaxCategory", row.kind, row),
            )
            for row in invoice.taxes
        ]
        yield tag("cac:TaxTotal", self._amount("cbc:TaxAmount", invoice.sums.tax), *rows)
        if invoice.tax_in_currency is not None:
            amount = self._amount("cbc:TaxAmount", invoice.tax_in_currency, invoice.tax_currency)
            yield tag("cac:TaxTotal", amount)

    def _sums(self) -> Element | None:
        sums, amount = self._invoice.sums, self._amount
        return self._tag(
            "cac:LegalMonetaryTotal",
            amount("cbc:LineExtensionAmount", sums.lines),
            amount("cbc:TaxExclusiveAmount", sums.without_tax),
            amount("cbc:TaxInclusiveAmount", sums.total),
            amount("cbc:AllowanceTotalAmount", sums.allowances) if sums.allowances else None,
            amount("cbc:ChargeTotalAmount", sums.charges) if sums.charges else None,
            amount("cbc:PrepaidAmount", sums.prepaid) if sums.prepaid else None,
            amount("cbc:PayableRoundingAmount", sums.rounding) if sums.rounding else None,
            amount("cbc:PayableAmount", sums.due),
        )

    def _line(self, line: Line) -> Element | None:
        tag = self._tag
        return tag(
            f"cac:{self._kind.line}",
            tag("cbc:ID", str(line.number)),
            tag(f"cbc:{self._kind.quantity}", number(line.quantity), unitCode=line.unit),
            self._amount("cbc:LineExtensionAmount", line.net),
            *(self._allowance(one) for one in line.allowances),
            tag(
                "cac:Item",
                tag("cbc:Description", line.description),
                tag("cbc:Name", line.name),
                tag("cac:SellersItemIdentification", tag("cbc:ID", line.item_code)),
                self._category("cac:ClassifiedTaxCategory", line.tax),
            ),
            tag(
                "cac:Price",
                tag("cbc:PriceAmount", number(line.price), currencyID=self._invoice.currency),
                tag("cbc:BaseQuantity", _base(line), unitCode=line.unit),
            ),
        )

    def _amount(self, name: str, amount: Decimal, currency: str = "") -> Element | None:
        code = currency or self._invoice.currency
        return self._tag(name, f"{amount:.{decimals(code)}f}", currencyID=code)


def _base(line: Line) -> str:
    return "" if line.base_quantity == 1 else number(line.base_quantity)
