"""What is printed, and what is left away."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from smallcrm.services.documents.drafts import Adjustment, LineDraft, PartyDraft
from smallcrm.services.documents.pdf.content import content
from smallcrm.services.documents.pdf.render import render
from tests.services.documents.pdf.samples import BUYERS, SELLERS, changed, view


def taxed(rate, price="100", **more):
    return LineDraft("Work", price=Decimal(price), tax_rate=Decimal(rate), **more)


def sums(document):
    return [(line.label.replace("\xa0", " "), line.value) for line in content(document).sums]


def test_one_rate_and_no_discount_need_no_columns_for_them():
    assert content(view()).headings == ("Description", "Qty", "Price", "Amount")


def test_columns_come_when_they_are_needed():
    lines = (taxed(23, discount_percent=Decimal(10)), taxed(9))
    said = content(view(lines=lines))
    assert said.headings == ("Description", "Qty", "Price", "Discount", "VAT", "Amount")
    assert [figure.text.replace("\xa0", " ") for figure in said.rows[0].figures] == [
        "1",
        "100.00",
        "10 %",
        "23 %",
        "90.00",
    ]
    assert said.rows[1].figures[2].text == ""


def test_discounts_and_charges_of_a_line_are_explained_below_it():
    line = taxed(
        23,
        item_code="R-7",
        discounts=(Adjustment(amount=Decimal(5), reason="Damaged box"),),
        charges=(Adjustment(percent=Decimal(2)),),
    )
    (row,) = content(view(lines=(line,))).rows
    assert row.remarks == ("Item code R-7", "Damaged box: −5.00", "Charge 2\xa0%: 2.00")
    assert row.figures[2].text == "−5.00"


def test_sums_without_adjustments_are_net_tax_total():
    assert sums(view(lines=(taxed(23),))) == [
        ("Net", "€100.00"),
        ("VAT 23 %", "€23.00"),
        ("Total", "€123.00"),
    ]


def test_discounts_and_charges_of_the_document_are_named_with_their_percentage():
    document = view(
        lines=(taxed(23), taxed(9)),
        discounts=(Adjustment(percent=Decimal(5), reason="Loyal"), Adjustment(amount=Decimal(4))),
        charges=(Adjustment(amount=Decimal(10), reason="Freight"),),
        prepaid=Decimal(50),
        payable_rounding=Decimal("0.02"),
    )
    assert sums(document) == [
        ("Subtotal", "€200.00"),
        ("Loyal 5 %", "−€10.00"),
        ("Discount", "−€4.00"),
        ("Freight", "€10.00"),
        ("Net", "€196.00"),
        ("VAT 23 %", "€22.54"),
        ("VAT 9 %", "€8.82"),
        ("Total", "€227.36"),
        ("Paid in advance", "−€50.00"),
        ("Rounding", "€0.02"),
        ("Amount due", "€177.38"),
    ]


def test_prices_including_tax_are_shown_as_such():
    line = LineDraft("Cup", Decimal(2), price=Decimal("21.53"), tax_rate=Decimal(21))
    document = view(lines=(line,), prices_include_tax=True)
    said = content(document)
    assert said.caption == "Prices include VAT."
    assert said.rows[0].figures[-1].text == "43.06"
    assert sums(document) == [("Net", "€35.59"), ("VAT 21 %", "€7.47"), ("Total", "€43.06")]


def test_a_discount_on_prices_including_tax_is_of_the_same_kind():
    line = LineDraft("Cup", Decimal(1), price=Decimal(121), tax_rate=Decimal(21))
    ten = (Adjustment(percent=Decimal(10)),)
    document = view(lines=(line,), prices_include_tax=True, discounts=ten)
    assert sums(document)[:3] == [
        ("Subtotal with VAT", "€121.00"),
        ("Discount 10 %", "−€12.10"),
        ("Net", "€90.00"),
    ]


def test_one_plain_rate_needs_no_tax_table():
    assert content(view()).taxes == ()


def test_several_groups_have_a_tax_table_with_the_reasons():
    lines = (taxed(23), taxed(0, tax_category="AE", exemption_reason="Article 196"))
    first, second = content(view(lines=lines)).taxes
    assert (first.label, first.base, first.tax) == ("23\xa0%", "100.00", "23.00")
    assert (second.label, second.base, second.tax) == ("Reverse charge", "100.00", "0.00")
    assert second.reason == "Article 196"


@pytest.mark.parametrize(
    ("category", "label"),
    [
        ("E", "Exempt"),
        ("AE", "Reverse charge"),
        ("K", "Intra-community supply"),
        ("G", "Export outside the EU"),
        ("O", "Not subject to VAT"),
    ],
)
def test_a_document_without_tax_says_why(category, label):
    line = taxed(0, tax_category=category, exemption_reason="Because of §4")
    (tax,) = content(view(lines=(line,))).taxes
    assert (tax.label, tax.reason) == (label, "Because of §4")


def test_a_reason_that_says_it_all_stands_alone():
    line = taxed(0, tax_category="AE", exemption_reason="Reverse charge, Article 196")
    (tax,) = content(view(lines=(line,))).taxes
    assert (tax.label, tax.reason) == ("Reverse charge, Article 196", "")


def test_what_is_outside_the_scope_of_vat_has_no_line_of_vat():
    assert sums(view(lines=(taxed(0, tax_category="O"),))) == [
        ("Net", "€100.00"),
        ("Total", "€100.00"),
    ]


def test_tax_in_another_currency_is_stated_with_its_rate():
    document = view(lines=(taxed(23),), exchange_rate=Decimal("4.976712"), tax_currency="RON")
    (tax,) = content(document).taxes
    assert tax.label == "VAT in RON: 114.46 (1 EUR = 4.976712 RON)"


def test_dates_and_references_stand_beside_the_buyer():
    document = replace(
        view(
            delivery_date=dt.date(2026, 11, 20),
            tax_date=dt.date(2026, 11, 19),
            order_reference="PO-5",
            buyer_reference="Dept. 3",
        ),
        references=(("Quote", "Q-1"),),
    )
    assert content(document).facts == (
        ("Issue date", "22 Nov 2026"),
        ("Due date", "6 Dec 2026"),
        ("Delivery date", "20 Nov 2026"),
        ("Tax date", "19 Nov 2026"),
        ("Quote", "Q-1"),
        ("Your order", "PO-5"),
        ("Your reference", "Dept. 3"),
    )


def test_a_quote_is_valid_until_a_date_and_not_paid():
    said = content(view(kind="quote"))
    assert said.facts == (("Date", "22 Nov 2026"), ("Valid until", "22 Dec 2026"))
    assert said.payment is None
    assert said.buyer_heading == "Customer"


def test_countries_are_named_only_across_a_border():
    assert "Ireland" not in " ".join(content(view()).legal)
    abroad = replace(view("el"), buyer=BUYERS["de"])
    assert content(abroad).buyer.lines[-1] == "Γερμανία"
    assert "Ελλάδα" in content(abroad).seller.lines[0]
    nowhere = replace(view(), buyer=PartyDraft("Somebody"))
    assert content(nowhere).buyer.lines == ()


def test_an_american_address_has_its_state_before_the_postcode():
    seller = PartyDraft(
        "Roses", street="1 Main", city="Springfield", region="IL", postcode="62701", country="US"
    )
    said = content(replace(view(), seller=seller, buyer=PartyDraft()))
    assert said.seller.lines == ("1 Main, Springfield, IL 62701",)


def test_a_greek_tax_number_is_not_said_twice():
    assert content(view("el")).seller.lines == ("Ερμού 12, 105 63 Αθήνα", "ΑΦΜ EL801234567")


def test_payment_names_the_account_in_groups():
    assert content(view()).payment.rows == (
        ("IBAN", "IE29 AIBK 9311 5212 3456 78"),
        ("BIC", "AIBKIE2D"),
        ("Bank", "Example Bank"),
        ("Pay by", "6 Dec 2026"),
        ("Reference", "2026-0117"),
    )


def test_an_account_that_is_no_iban_is_shown_as_it_is():
    seller = replace(SELLERS["ru"], iban="40702 810 9 00000012345")
    payment = content(replace(view("ru"), seller=seller)).payment
    assert payment.rows[0] == ("Счёт в банке", "40702 810 9 00000012345")
    assert payment.code == b""


def test_without_an_account_there_is_nothing_to_pay_to():
    assert content(replace(view(), seller=replace(SELLERS["en"], iban=""))).payment is None


def test_a_price_for_a_hundred_says_so(texts_of):
    line = LineDraft("Screws", Decimal(250), "pcs", Decimal("1.2345"), Decimal(100))
    (text,) = texts_of(render(changed(view(), lines=(line,))))
    assert "1.2345" in text
    assert "per 100" in text


def test_all_discounts_of_a_kind_are_one_line_again():
    document = view(lines=(taxed(23), taxed(9)), discounts=(Adjustment(percent=Decimal(10)),))
    assert len(document.totals.discounts) == 2
    assert ("Discount 10 %", "−€20.00") in sums(document)
