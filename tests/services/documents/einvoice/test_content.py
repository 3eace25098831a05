"""What stands in the XML is what was stored: read back by a reader that knows only XPath."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from smallcrm.core.errors import UserError
from smallcrm.core.money import rounded
from smallcrm.services import documents
from smallcrm.services.documents import (
    INVOICE,
    Adjustment,
    DocumentView,
    LineDraft,
    PartyDraft,
    compute,
    einvoice,
)
from smallcrm.services.documents.einvoice import cii, content, identifiers, ubl, units
from tests.services.documents.einvoice.samples import BUSINESS, CUSTOMER, GREEK, SHOP, line

TOTALS = {
    "sum_lines": ("LegalMonetaryTotal/LineExtensionAmount", "LineTotalAmount"),
    "discount_total": ("LegalMonetaryTotal/AllowanceTotalAmount", "AllowanceTotalAmount"),
    "charge_total": ("LegalMonetaryTotal/ChargeTotalAmount", "ChargeTotalAmount"),
    "total_without_tax": ("LegalMonetaryTotal/TaxExclusiveAmount", "TaxBasisTotalAmount"),
    "tax_total": ("TaxTotal/TaxAmount", "TaxTotalAmount"),
    "total": ("LegalMonetaryTotal/TaxInclusiveAmount", "GrandTotalAmount"),
    "prepaid": ("LegalMonetaryTotal/PrepaidAmount", "TotalPrepaidAmount"),
    "rounding": ("LegalMonetaryTotal/PayableRoundingAmount", "RoundingAmount"),
    "due": ("LegalMonetaryTotal/PayableAmount", "DuePayableAmount"),
}
SUMMATION = "//SpecifiedTradeSettlementHeaderMonetarySummation/"
SELLER = PartyDraft(**{name: value for name, value in BUSINESS.items() if name != "logo"})


def texts(written, path):
    """What stands at *path*, whatever the name spaces."""
    steps = path.split("/")
    plain = "/".join(f"*[local-name()='{step}']" if step else "" for step in steps)
    found = etree.fromstring(written).xpath(plain)
    return [one.text or "" for one in found]


def one(written, path):
    return Decimal((texts(written, path) or ["0"])[0])


def view_of(draft, seller=SELLER, **more):
    return DocumentView(
        **{
            "kind": draft.kind,
            "number": "7",
            "status": "issued",
            "seller": seller,
            "buyer": draft.customer or PartyDraft(),
            "draft": draft,
            "totals": compute(draft),
            "date": dt.date(2026, 3, 1),
            "due_date": dt.date(2026, 3, 15) if draft.kind == INVOICE else None,
            **more,
        }
    )


def written_as_ubl(draft, **more):
    return ubl.write(content.of(view_of(draft, **more)))


def test_every_total_in_the_xml_is_the_stored_one(issued):
    for name, document in issued.items():
        totals = document.view.totals
        for term, (in_ubl, in_cii) in TOTALS.items():
            wanted = getattr(totals, term)
            assert one(document.xml["ubl"], f"/*/{in_ubl}".replace("/*/", "//")) == wanted, name
            assert one(document.xml["cii"], SUMMATION + in_cii) == wanted, name


def test_every_line_and_every_tax_in_the_xml_is_the_stored_one(issued):
    for name, document in issued.items():
        totals, kind = document.view.totals, document.view.kind
        nets = [sums.net for sums in totals.lines]
        taxes = [(row.base, row.tax) for row in totals.taxes]
        root = "InvoiceLine" if kind == INVOICE else "CreditNoteLine"
        as_ubl, as_cii = document.xml["ubl"], document.xml["cii"]
        settlement = "//ApplicableHeaderTradeSettlement/ApplicableTradeTax/"
        assert [*map(Decimal, texts(as_ubl, f"//{root}/LineExtensionAmount"))] == nets, name
        lines = texts(as_cii, "//SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")
        assert [*map(Decimal, lines)] == nets, name
        for written, base, tax in (
            (as_ubl, "//TaxSubtotal/TaxableAmount", "//TaxSubtotal/TaxAmount"),
            (as_cii, f"{settlement}BasisAmount", f"{settlement}CalculatedAmount"),
        ):
            pairs = zip(texts(written, base), texts(written, tax), strict=True)
            assert [(Decimal(first), Decimal(second)) for first, second in pairs] == taxes, name


def test_a_discount_on_the_total_is_split_with_reason_category_and_rate(issued):
    written = issued["17"].xml["ubl"]
    amounts = texts(written, "//Invoice/AllowanceCharge/Amount")
    rates = texts(written, "//Invoice/AllowanceCharge/TaxCategory/Percent")
    reasons = texts(written, "//Invoice/AllowanceCharge/AllowanceChargeReason")
    assert [*zip(amounts, rates, strict=True)] == [("8.22", "24"), ("0.46", "13"), ("0.43", "6")]
    assert reasons == ["Regular customer"] * 3


def test_a_credit_note_names_the_invoice_that_it_corrects(issued):
    number = issued["17"].view.number
    credit = issued["credit note"].xml
    assert texts(credit["ubl"], "//InvoiceDocumentReference/ID") == [number]
    assert texts(credit["ubl"], "//InvoiceDocumentReference/IssueDate") == ["2026-03-01"]
    assert texts(credit["cii"], "//InvoiceReferencedDocument/IssuerAssignedID") == [number]
    assert texts(credit["ubl"], "//CreditNoteTypeCode") == ["381"]
    assert texts(credit["ubl"], "//PaymentMeansCode") == []


def test_what_is_said_beside_the_sums_stands_in_both_syntaxes(issued):
    as_ubl, as_cii = issued["within the EU"].xml["ubl"], issued["within the EU"].xml["cii"]
    buyer, seller = "//AccountingCustomerParty//", "//AccountingSupplierParty//"
    account = "//SpecifiedTradeSettlementPaymentMeans/"
    for in_ubl, in_cii, wanted in (
        ("//BuyerReference", "//BuyerReference", "04011000-12345-03"),
        ("//OrderReference/ID", "//BuyerOrderReferencedDocument/IssuerAssignedID", "PO 7"),
        ("//DeliveryLocation//IdentificationCode", "//ShipToTradeParty//CountryID", "DE"),
        ("//PayeeFinancialAccount/ID", "//IBANID", BUSINESS["iban"]),
        ("//PaymentMeansCode", f"{account}TypeCode", "58"),
        ("//TaxExemptionReasonCode", "//ExemptionReasonCode", "VATEX-EU-IC"),
        (f"{buyer}CompanyID", "//BuyerTradeParty/SpecifiedTaxRegistration/ID", CUSTOMER.vat_id),
        (f"{seller}CompanyID", "//SellerTradeParty/SpecifiedTaxRegistration/ID", "EL123456783"),
        (f"{buyer}RegistrationName", "//BuyerTradeParty/Name", CUSTOMER.name),
        (f"{buyer}EndpointID", "//BuyerTradeParty/URIUniversalCommunication/URIID", CUSTOMER.email),
    ):
        assert texts(as_ubl, in_ubl) == texts(as_cii, in_cii) == [wanted]
    assert texts(as_ubl, "//ActualDeliveryDate") == ["2026-02-27"]
    assert texts(as_cii, "//OccurrenceDateTime/DateTimeString") == ["20260227"]
    assert texts(as_ubl, "//DueDate") == ["2026-03-15"]
    assert texts(as_cii, "//DueDateDateTime/DateTimeString") == ["20260315"]


def test_tax_in_a_second_currency_is_said_with_its_rate(issued):
    document = issued["other currency"]
    wanted = rounded(document.view.totals.tax_total * Decimal("0.923456"))
    assert texts(document.xml["ubl"], "//TaxCurrencyCode") == ["EUR"]
    assert Decimal(texts(document.xml["ubl"], "//TaxTotal/TaxAmount")[1]) == wanted
    assert Decimal(texts(document.xml["cii"], f"{SUMMATION}TaxTotalAmount")[1]) == wanted
    assert "0.923456" in texts(document.xml["cii"], "//IncludedNote/Content")[1]
    assert texts(document.xml["ubl"], "//PaymentMeansCode") == ["30"]


def test_outside_the_scope_of_vat_nobody_states_a_vat_number(issued):
    as_ubl, as_cii = issued["outside"].xml["ubl"], issued["outside"].xml["cii"]
    assert b'schemeID="VA"' not in as_cii
    assert texts(as_ubl, "//PartyTaxScheme/TaxScheme/ID") == ["TAX"]
    assert texts(as_ubl, "//ClassifiedTaxCategory/Percent") == []


PRICES = st.decimals(Decimal("-9999"), Decimal("9999"), places=3)
SHARES = st.decimals(Decimal(0), Decimal(50), places=1)
LINES = st.lists(
    st.builds(
        LineDraft,
        description=st.just("Thing"),
        quantity=st.decimals(Decimal("-99"), Decimal("99"), places=3),
        price=PRICES,
        price_per=st.sampled_from([Decimal(1), Decimal(100), Decimal("0.5")]),
        discount_percent=SHARES,
        charges=st.lists(st.builds(Adjustment, percent=SHARES), max_size=1).map(tuple),
        tax_rate=st.sampled_from([Decimal(24), Decimal(13), Decimal("5.5")]),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


def test_last_credit_of_a_line_says_a_price_that_gives_its_net():
    """Of 3 x 10.005 = 30.02 two pieces took 10.01 each, so the last one is 10.00."""
    line = LineDraft("Thing", price=Decimal("10.005"), tax_rate=Decimal(24))
    view = view_of(replace(SHOP, lines=(line,)))
    (sums,) = view.totals.lines
    last = replace(view.totals, lines=(replace(sums, net=sums.net - Decimal("0.01")),))
    (each,) = content.of(replace(view, totals=last)).lines
    assert rounded(each.price * each.quantity / each.base_quantity) == each.net == Decimal("10.00")


@given(LINES, st.booleans())
def test_price_times_quantity_gives_the_net_of_the_line_to_the_cent(lines, with_tax):
    draft = replace(SHOP, lines=lines, prices_include_tax=with_tax)
    for each in content.of(view_of(draft)).lines:
        assert each.price >= 0
        assert each.base_quantity > 0
        full = rounded(each.price * each.quantity / each.base_quantity)
        signed = sum(one.amount if one.is_charge else -one.amount for one in each.allowances)
        assert full + signed == each.net
        for allowance in each.allowances:
            if allowance.percent is not None:
                assert allowance.base == full
                assert rounded(full * allowance.percent / 100) == allowance.amount


@pytest.mark.parametrize("count", [20, pytest.param(60, marks=pytest.mark.slow)])
def test_documents_of_any_sums_pass_the_official_rules(clerk, count):
    amounts = [Decimal(number * 7919 % 99991) / 100 for number in range(1, 3 * count + 1)]
    rates = [Decimal(rate) for rate in ("24", "13", "6", "21", "5.5", "19", "7")]
    asked = []
    for number in range(count):
        lines = tuple(
            LineDraft(
                "Thing",
                quantity=Decimal(1 + (number + place) % 9) / (1 + place),
                price=amounts[3 * number + place],
                tax_rate=rates[(number + place) % len(rates)],
                discount_percent=Decimal(number % 4 * 5),
            )
            for place in range(1 + number % 3)
        )
        five = (Adjustment(percent=Decimal("3.3"), reason="Regular customer"),)
        draft = replace(
            SHOP,
            lines=lines,
            prices_include_tax=number % 3 > 0,
            discounts=five if number % 2 else (),
        )
        invoice = content.of(view_of(draft))
        asked += [("ubl", ubl.write(invoice)), ("cii", cii.write(invoice))]
    broken = [one.rule for found in clerk.check(asked) for one in found if one.is_fatal]
    assert not broken


@pytest.mark.parametrize(
    ("vat_id", "tax_id", "country", "wanted"),
    [
        ("", "123456783", "GR", "EL123456783"),
        ("GR 123456783", "", "GR", "EL123456783"),
        ("el123456783", "", "GR", "EL123456783"),
        ("123456783", "", "GR", "EL123456783"),
        ("", "123456780", "GR", ""),
        ("136.695.976", "", "DE", "DE136695976"),
        ("DE136695976", "", "AT", "DE136695976"),
        ("", "7707083893", "RU", ""),
    ],
)
def test_vat_numbers_begin_with_their_country(vat_id, tax_id, country, wanted):
    assert identifiers.vat_id(vat_id, tax_id, country) == wanted


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("pcs", "H87"),
        ("шт.", "H87"),
        ("Τεμ.", "H87"),
        ("ώρες", "HUR"),
        ("час", "HUR"),
        ("кг", "KGM"),
        ("κιλά", "KGM"),
        ("кв. м", "MTK"),
        ("m²", "MTK"),
        ("Std.", "HUR"),
        ("KGM", "KGM"),
        ("bouquet", "C62"),
        ("", "C62"),
    ],
)
def test_units_as_people_write_them_have_codes(unit, code):
    assert units.code_of(unit) == code


def test_letters_that_xml_cannot_have_are_left_out():
    draft = replace(SHOP, lines=GREEK, note="One\x0btwo\x00 & <three>")
    assert texts(written_as_ubl(draft), "//Invoice/Note") == ["Onetwo & <three>"]


def test_a_credit_note_says_in_its_language_what_becomes_of_the_amount():
    draft = replace(SHOP, kind="credit_note", lines=GREEK, due_days=None)
    assert texts(written_as_ubl(draft), "//PaymentTerms/Note") == [
        "This amount is credited to your account."
    ]
    assert texts(written_as_ubl(replace(draft, terms="Paid back")), "//PaymentTerms/Note") == [
        "Paid back"
    ]


def test_a_draft_and_a_quote_are_no_e_invoice(archive):
    with archive.database.write(archive.label) as session:
        draft = documents.create_draft(session, replace(SHOP, lines=GREEK))
        quote = documents.create_draft(session, replace(SHOP, kind="quote", lines=GREEK))
    with pytest.raises(UserError, match="still a draft"):
        archive.read(einvoice.xml, draft, "ubl")
    with pytest.raises(UserError, match="Only invoices and credit notes"):
        archive.read(einvoice.prepare, quote)


def test_prices_of_the_scenario_come_out_as_they_were_typed(issued):
    written = issued["18 roubles"].xml["cii"]
    prices = texts(written, "//NetPriceProductTradePrice/ChargeAmount")
    assert prices[0] in ("166.658", "166.66", "499.98", "499.97")
    assert one(written, f"{SUMMATION}GrandTotalAmount") == Decimal("2214.05")
    assert line("x", "1", "1", "1").unit == "pcs"
