"""An e-invoice as a Cross Industry Invoice (UN/CEFACT D22B), bound to EN 16931 by CEN/TS 16931-3-3.

The same file is the one inside a Factur-X PDF. The order of elements is that of its schema.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from smallcrm.core.money import decimals
from smallcrm.services.documents.einvoice.markup import Part, Writer, number
from smallcrm.services.documents.einvoice.model import (
    Allowance,
    Invoice,
    Line,
    Party,
    TaxKind,
    TaxRow,
)

_UNECE = "urn:un:unece:uncefact:data:"
_NAMESPACES = {
    "rsm": f"{_UNECE}standard:CrossIndustryInvoice:100",
    "ram": f"{_UNECE}standard:ReusableAggregateBusinessInformationEntity:100",
    "qdt": f"{_UNECE}standard:QualifiedDataType:100",
    "udt": f"{_UNECE}standard:UnqualifiedDataType:100",
}
_SPECIFICATION = "urn:cen.eu:en16931:2017"
_DAY = "102"  # UNTDID 2379: CCYYMMDD
_EMAIL = "EM"  # of the list of electronic address schemes
_VAT_NUMBER, _TAX_NUMBER = "VA", "FC"

_tag = Writer(_NAMESPACES)


def write(invoice: Invoice) -> bytes:
    """*invoice* as a CII document in UTF-8."""
    return _tag.document(
        "rsm:CrossIndustryInvoice",
        _tag(
            "rsm:ExchangedDocumentContext",
            _tag("ram:GuidelineSpecifiedDocumentContextParameter", _id(_SPECIFICATION)),
        ),
        _tag(
            "rsm:ExchangedDocument",
            _id(invoice.number),
            _tag("ram:TypeCode", invoice.type_code),
            _day("ram:IssueDateTime", invoice.date),
            *(_tag("ram:IncludedNote", _tag("ram:Content", note)) for note in invoice.notes),
        ),
        _tag(
            "rsm:SupplyChainTradeTransaction",
            *(_line(line) for line in invoice.lines),
            _agreement(invoice),
            _delivery(invoice),
            _settlement(invoice),
        ),
    )


def _line(line: Line) -> Element | None:
    base = "" if line.base_quantity == 1 else number(line.base_quantity)
    return _tag(
        "ram:IncludedSupplyChainTradeLineItem",
        _tag("ram:AssociatedDocumentLineDocument", _tag("ram:LineID", str(line.number))),
        _tag(
            "ram:SpecifiedTradeProduct",
            _tag("ram:SellerAssignedID", line.item_code),
            _tag("ram:Name", line.name),
            _tag("ram:Description", line.description),
        ),
        _tag(
            "ram:SpecifiedLineTradeAgreement",
            _tag(
                "ram:NetPriceProductTradePrice",
                _tag("ram:ChargeAmount", number(line.price)),
                _tag("ram:BasisQuantity", base, unitCode=line.unit),
            ),
        ),
        _tag(
            "ram:SpecifiedLineTradeDelivery",
            _tag("ram:BilledQuantity", number(line.quantity), unitCode=line.unit),
        ),
        _tag(
            "ram:SpecifiedLineTradeSettlement",
            _tag("ram:ApplicableTradeTax", *_tax_kind(line.tax)),
            *(_allowance(one) for one in line.allowances),
            _tag(
                "ram:SpecifiedTradeSettlementLineMonetarySummation",
                _tag("ram:LineTotalAmount", _money(line.net)),
            ),
        ),
    )


def _agreement(invoice: Invoice) -> Element | None:
    return _tag(
        "ram:ApplicableHeaderTradeAgreement",
        _tag("ram:BuyerReference", invoice.buyer_reference),
        _party("ram:SellerTradeParty", invoice.seller),
        _party("ram:BuyerTradeParty", invoice.buyer),
        _tag(
            "ram:BuyerOrderReferencedDocument",
            _tag("ram:IssuerAssignedID", invoice.order_reference),
        ),
    )


def _party(name: str, party: Party) -> Element | None:
    return _tag(
        name,
        _id(party.identifier),
        _tag("ram:Name", party.name),
        _tag("ram:Description", party.legal_form),
        _tag(
            "ram:DefinedTradeContact",
            _tag("ram:PersonName", party.contact_person),
            _tag(
                "ram:TelephoneUniversalCommunication",
                _tag("ram:CompleteNumber", party.phone),
            ),
            _tag("ram:EmailURIUniversalCommunication", _tag("ram:URIID", party.email)),
        ),
        _tag(
            "ram:PostalTradeAddress",
            _tag("ram:PostcodeCode", party.postcode),
            _tag("ram:LineOne", party.street),
            _tag("ram:CityName", party.city),
            _tag("ram:CountryID", party.country),
            _tag("ram:CountrySubDivisionName", party.region),
        ),
        _tag(
            "ram:URIUniversalCommunication",
            _tag("ram:URIID", party.email, schemeID=_EMAIL),
        ),
        _registration(party.vat_id, _VAT_NUMBER),
        _registration(party.tax_id, _TAX_NUMBER),
    )


def _registration(tax_number: str, scheme: str) -> Element | None:
    return _tag("ram:SpecifiedTaxRegistration", _tag("ram:ID", tax_number, schemeID=scheme))


def _delivery(invoice: Invoice) -> Element:
    """Always there, even when nothing is known of it: the schema wants it."""
    place = _tag("ram:PostalTradeAddress", _tag("ram:CountryID", invoice.delivery_country))
    day = _day("ram:OccurrenceDateTime", invoice.delivery_date)
    return _tag.always(
        "ram:ApplicableHeaderTradeDelivery",
        _tag("ram:ShipToTradeParty", place),
        _tag("ram:ActualDeliverySupplyChainEvent", day),
    )


def _settlement(invoice: Invoice) -> Element | None:
    return _tag(
        "ram:ApplicableHeaderTradeSettlement",
        _tag("ram:PaymentReference", invoice.number if invoice.transfer else ""),
        _tag("ram:TaxCurrencyCode", invoice.tax_currency),
        _tag("ram:InvoiceCurrencyCode", invoice.currency),
        _payment(invoice),
        *(_tax(row, invoice.tax_date) for row in invoice.taxes),
        *(_allowance(one) for one in invoice.allowances),
        _tag(
            "ram:SpecifiedTradePaymentTerms",
            _tag("ram:Description", invoice.terms),
            _day("ram:DueDateDateTime", invoice.due_date),
        ),
        _sums(invoice),
        *_preceding(invoice),
    )


def _payment(invoice: Invoice) -> Element | None:
    transfer = invoice.transfer
    if transfer is None:
        return None
    account = "ram:IBANID" if transfer.is_iban else "ram:ProprietaryID"
    names = [_tag("ram:AccountName", transfer.holder), _tag(account, transfer.account)]
    ordered = reversed(names) if transfer.is_iban else names
    return _tag(
        "ram:SpecifiedTradeSettlementPaymentMeans",
        _tag("ram:TypeCode", transfer.means),
        _tag("ram:PayeePartyCreditorFinancialAccount", *ordered),
        _tag(
            "ram:PayeeSpecifiedCreditorFinancialInstitution",
            _tag("ram:BICID", transfer.bic),
        ),
    )


def _tax(row: TaxRow, tax_date: dt.date | None) -> Element | None:
    rate = row.kind.rate if row.kind.rate is not None else Decimal(0)
    return _tag(
        "ram:ApplicableTradeTax",
        _tag("ram:CalculatedAmount", _money(row.tax)),
        _tag("ram:TypeCode", "VAT"),
        _tag("ram:ExemptionReason", row.reason),
        _tag("ram:BasisAmount", _money(row.base)),
        _tag("ram:CategoryCode", row.kind.category),
        _tag("ram:ExemptionReasonCode", row.code),
        _tag("ram:TaxPointDate", _date("udt:DateString", tax_date)),
        _tag("ram:RateApplicablePercent", number(rate)),
    )


def _tax_kind(kind: TaxKind) -> tuple[Part, ...]:
    return (
        _tag("ram:TypeCode", "VAT"),
        _tag("ram:CategoryCode", kind.category),
        _tag("ram:RateApplicablePercent", number(kind.rate)),
    )


def _allowance(one: Allowance) -> Element | None:
    indicator = _tag("udt:Indicator", "true" if one.is_charge else "false")
    return _tag(
        "ram:SpecifiedTradeAllowanceCharge",
        _tag("ram:ChargeIndicator", indicator),
        _tag("ram:CalculationPercent", number(one.percent)),
        _tag("ram:BasisAmount", "" if one.base is None else _money(one.base)),
        _tag("ram:ActualAmount", _money(one.amount)),
        _tag("ram:Reason", one.reason),
        _tag("ram:CategoryTradeTax", *_tax_kind(one.tax)) if one.tax else None,
    )


def _sums(invoice: Invoice) -> Element | None:
    sums = invoice.sums
    return _tag(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        _tag("ram:LineTotalAmount", _money(sums.lines)),
        _tag("ram:ChargeTotalAmount", _money(sums.charges) if sums.charges else ""),
        _tag("ram:AllowanceTotalAmount", _money(sums.allowances) if sums.allowances else ""),
        _tag("ram:TaxBasisTotalAmount", _money(sums.without_tax)),
        _tag("ram:TaxTotalAmount", _money(sums.tax), currencyID=invoice.currency),
        _in_tax_currency(invoice),
        _tag("ram:RoundingAmount", _money(sums.rounding) if sums.rounding else ""),
        _tag("ram:GrandTotalAmount", _money(sums.total)),
        _tag("ram:TotalPrepaidAmount", _money(sums.prepaid) if sums.prepaid else ""),
        _tag("ram:DuePayableAmount", _money(sums.due)),
    )


def _in_tax_currency(invoice: Invoice) -> Element | None:
    if invoice.tax_in_currency is None:
        return None
    amount = f"{invoice.tax_in_currency:.{decimals(invoice.tax_currency)}f}"
    return _tag("ram:TaxTotalAmount", amount, currencyID=invoice.tax_currency)


def _preceding(invoice: Invoice) -> Iterator[Part]:
    for one in invoice.preceding:
        yield _tag(
            "ram:InvoiceReferencedDocument",
            _tag("ram:IssuerAssignedID", one.number),
            _tag("ram:FormattedIssueDateTime", _date("qdt:DateTimeString", one.date)),
        )


def _id(value: str) -> Element | None:
    return _tag("ram:ID", value)


def _day(name: str, day: dt.date | None) -> Element | None:
    return _tag(name, _date("udt:DateTimeString", day))


def _date(name: str, day: dt.date | None) -> Element | None:
    return _tag(name, day.strftime("%Y%m%d"), format=_DAY) if day else None


def _money(amount: Decimal) -> str:
    """A stored amount: it has the decimals of its currency already."""
    return f"{amount:f}"
