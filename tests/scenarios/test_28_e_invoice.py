"""Scenario 28: the documents of 16 to 18 and a credit note as e-invoices, and what one lacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring

from smallcrm.services import documents, settings
from smallcrm.services.documents import Adjustment, DocumentDraft, LineDraft, PartyDraft
from tests.scenarios.conftest import LANGUAGES

BUSINESS = {
    "name": "Άνθος",
    "street": "Ερμού 12",
    "city": "Αθήνα",
    "postcode": "10563",
    "country": "GR",
    "tax_id": "123456783",
}
BUYER = PartyDraft(
    name="Καφέ Αυλή", street="Ρήγα 3", city="Πάτρα", country="GR", tax_id="099876545"
)
UBL = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
SENTENCES = {
    "en": "Your customer's VAT number is missing",
    "ru": "Нет номера НДС вашего клиента",
    "el": "Λείπει ο ΑΦΜ/ΦΠΑ του πελάτη σας",
}


def line(quantity, price, rate, discount=0, **more):
    numbers = (Decimal(quantity), "pcs", Decimal(price))
    rates = {"discount_percent": Decimal(discount), "tax_rate": Decimal(rate)}
    return LineDraft("Thing", *numbers, **rates, **more)


MIXED = (
    line("3", "12.35", "24"),
    line("2.5", "4.10", "13", 10),
    line("10", "0.85", "6"),
    line("1", "149.90", "24", 15),
)
FIVE = (Adjustment(percent=Decimal(5), reason="Regular customer"),)
DRAFTS = {
    "223.36": DocumentDraft(lines=MIXED),
    "212.19": DocumentDraft(lines=MIXED, discounts=FIVE),
    "353.90": DocumentDraft(
        lines=(line("1", "340", "19"), line("1", "13.90", "19")), prices_include_tax=True
    ),
    "43.06": DocumentDraft(lines=(line("2", "21.53", "21"),), prices_include_tax=True),
}


def test_documents_of_the_shop_are_valid_e_invoices_with_their_own_totals(
    file, run, quick_rules, tmp_path
):
    file.write(settings.change, BUSINESS)
    ids = {}
    for total, draft in DRAFTS.items():
        ids[total] = file.write(documents.create_draft, replace(draft, customer=BUYER, due_days=14))
        file.write(documents.issue, ids[total], dt.date(2026, 11, 2), can_undo=False)
    ids["credit note"] = file.write(documents.void, ids["212.19"], can_undo=False)
    for total, document_id in ids.items():
        assert run("documents", "einvoice-check", document_id)[1]["problems"] == []
        out = tmp_path / f"{document_id}.xml"
        run("documents", "xml", document_id, out, "--format", "ubl", "--no-check")
        [payable] = fromstring(out.read_text("utf-8")).iter(f"{UBL}TaxInclusiveAmount")
        assert payable.text == ("212.19" if total == "credit note" else total)
        assert "EL123456783" in out.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_number_for_reverse_charge_is_a_sentence_with_its_field(
    file, run, quick_rules, language
):
    file.write(settings.change, BUSINESS)
    advice = line("1", "80", "0", tax_category="AE")
    abroad = replace(BUYER, country="DE", tax_id="")
    draft = DocumentDraft(lines=(advice,), customer=abroad, due_days=14)
    document_id = file.write(documents.create_draft, draft)
    status, answer = run("documents", "einvoice-check", document_id, lang=language)
    assert status == 1
    [problem] = answer["problems"]
    assert problem["message"].startswith(SENTENCES[language])
    assert problem["field"] == "customer.vat_id"
    assert any("myDATA" in remark["message"] for remark in answer["remarks"])
