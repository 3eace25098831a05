"""What a broken rule is called for the owner, and which field it leads to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smallcrm.services.documents import PartyDraft
from smallcrm.services.documents.einvoice import cii, content, ubl
from smallcrm.services.documents.einvoice.model import Invoice
from smallcrm.services.documents.einvoice.sentences import explained
from tests.services.documents.einvoice.samples import CUSTOMER, GREEK, SHOP, line
from tests.services.documents.einvoice.test_content import SELLER, view_of

ADVICE = line("Advice", "2", "80", "0")
NOBODY = PartyDraft(name="Bakery", country="DE")


def of_category(category, **more):
    return replace(SHOP, lines=(replace(ADVICE, tax_category=category),), **more)


@pytest.fixture(scope="module")
def told(clerk):
    """The sentences and fields that both syntaxes give for a document."""

    def tell(invoice: Invoice) -> set[tuple[str, str]]:
        found = clerk.check([("ubl", ubl.write(invoice)), ("cii", cii.write(invoice))])
        by_syntax = [
            {(str(one.message), one.field) for one in explained(invoice, failures)}
            for failures in found
        ]
        assert by_syntax[0] & by_syntax[1], by_syntax
        return by_syntax[0] | by_syntax[1]

    return tell


CASES = {
    "reverse charge, no number of the customer": (
        of_category("AE", customer=NOBODY),
        SELLER,
        "Your customer's VAT number is missing",
        "customer.vat_id",
    ),
    "within the EU, no number of the customer": (
        of_category("K", customer=NOBODY),
        SELLER,
        "Your customer's VAT number is missing",
        "customer.vat_id",
    ),
    "within the EU, no number of the seller": (
        of_category("K"),
        replace(SELLER, tax_id="", vat_id=""),
        "Your VAT number is missing",
        "settings.vat_id",
    ),
    "within the EU, no day of delivery": (
        of_category("K"),
        SELLER,
        "The day of delivery is missing",
        "document.delivery_date",
    ),
    "within the EU, nobody knows where to": (
        of_category("K", customer=replace(CUSTOMER, country="")),
        SELLER,
        "The country that the goods go to is missing",
        "customer.country",
    ),
    "export, no number of the seller": (
        of_category("G"),
        replace(SELLER, tax_id="", vat_id=""),
        "Your VAT number is missing",
        "settings.vat_id",
    ),
    "taxed, no number of the seller": (
        replace(SHOP, lines=GREEK),
        replace(SELLER, tax_id="", vat_id=""),
        "Your tax number or VAT number is missing",
        "settings.vat_id",
    ),
    "exempt, no reason": (
        of_category("E"),
        SELLER,
        "It is not said why no tax is charged",
        "settings.taxes",
    ),
    "no rate": (
        of_category("S"),
        SELLER,
        "A line is taxed at the standard category but has no rate",
        "document.lines",
    ),
    "part outside the scope of VAT": (
        replace(SHOP, lines=(replace(ADVICE, tax_category="O"), *GREEK)),
        SELLER,
        "Some lines are not subject to VAT",
        "document.lines",
    ),
    "no address of the customer": (
        replace(SHOP, lines=GREEK, customer=PartyDraft(name="Bakery")),
        SELLER,
        "Your customer's address is missing",
        "customer.address",
    ),
    "no country of the customer": (
        replace(SHOP, lines=GREEK, customer=replace(CUSTOMER, country="", vat_id="")),
        SELLER,
        "The country in your customer's address is missing",
        "customer.country",
    ),
    "no customer": (
        replace(SHOP, lines=GREEK, customer=None),
        SELLER,
        "It is not said who the customer is",
        "customer.name",
    ),
    "a country that is none": (
        replace(SHOP, lines=GREEK, customer=replace(CUSTOMER, country="XY")),
        SELLER,
        "A country is not written as its two letters",
        "customer.country",
    ),
    "no country of the seller": (
        replace(SHOP, lines=GREEK),
        replace(SELLER, country="", vat_id="EL123456783"),
        "The country in the address of your business is missing",
        "settings.country",
    ),
    "a number of no country": (
        replace(SHOP, lines=GREEK, customer=replace(CUSTOMER, vat_id="QQ136695976")),
        SELLER,
        "A VAT number has to begin with the two letters of its country",
        "customer.vat_id",
    ),
    "nothing sold": (
        replace(SHOP, lines=()),
        SELLER,
        "There is nothing on this document yet",
        "document.lines",
    ),
    "a line without words": (
        replace(SHOP, lines=(line("", "1", "5", "24"),)),
        SELLER,
        "A line does not say what is sold",
        "document.lines",
    ),
    "a currency that is none": (
        replace(SHOP, lines=GREEK, currency="ZZZ"),
        SELLER,
        "The currency is not one of the official list",
        "document.currency",
    ),
    "a code that is none": (
        replace(SHOP, lines=(replace(ADVICE, tax_category="AE", exemption_code="NONE"),)),
        SELLER,
        "The code of the exemption is not one of the official list",
        "document.lines",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_broken_rule_is_a_sentence_that_leads_to_its_field(told, name):
    draft, seller, beginning, field = CASES[name]
    found = told(content.of(view_of(draft, seller)))
    assert not any(text.startswith("The rule says") for text, _field in found), found
    assert [text for text, place in found if place == field and text.startswith(beginning)], found


def test_sums_that_were_changed_by_force_are_named_as_such(told):
    invoice = content.of(view_of(replace(SHOP, lines=GREEK)))
    forged = replace(invoice, sums=replace(invoice.sums, total=invoice.sums.total + 1))
    assert any(
        text.startswith("The sums of this document do not add up") for text, _ in told(forged)
    )


def test_three_decimals_are_explained(told):
    draft = replace(SHOP, lines=(line("Thing", "1", "5.125", "24"),), currency="KWD")
    assert any("three decimals" in text for text, _field in told(content.of(view_of(draft))))


def test_a_rule_without_a_sentence_is_shown_in_its_own_words(told):
    invoice = replace(content.of(view_of(replace(SHOP, lines=GREEK))), type_code="")
    found = told(invoice)
    assert any(
        text.startswith("The rule says: An Invoice shall have an Invoice type") for text, _ in found
    )


def test_each_sentence_is_said_once(clerk):
    draft = replace(SHOP, lines=tuple(replace(ADVICE, tax_category="S") for _ in range(3)))
    invoice = content.of(view_of(draft))
    found = clerk.check([("ubl", ubl.write(invoice)), ("cii", cii.write(invoice))])
    problems = explained(invoice, [one for failures in found for one in failures])
    texts = [str(problem.message) for problem in problems]
    assert len(texts) == len(set(texts))
