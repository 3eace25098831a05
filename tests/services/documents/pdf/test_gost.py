"""The code for roubles, read back from the page by an independent reader."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from smallcrm.core import russian_banks
from smallcrm.services.documents.drafts import LineDraft
from smallcrm.services.documents.pdf import gost
from smallcrm.services.documents.pdf.gost import RoublePayment
from smallcrm.services.documents.pdf.preview import pages
from smallcrm.services.documents.pdf.render import render
from tests.services.documents.pdf.samples import RUSSIAN, view

PAYMENT = RoublePayment(
    name="ООО «Ромашка»",
    account=RUSSIAN.iban,
    bank=RUSSIAN.bank,
    bik=RUSSIAN.bic,
    correspondent=RUSSIAN.correspondent_account,
    inn="7701234567",
    kpp="770101001",
    amount=Decimal("2214.05"),
    currency="RUB",
    purpose="Оплата по счёту 5",
)
# Scenario 18: 3 × 199.99 + 1 249.00 at 20 % and 7 × 54.90 less 5 % at 10 %, tax included.
RETAIL = (
    LineDraft("Лампа", Decimal(3), price=Decimal("199.99"), tax_rate=Decimal(20)),
    LineDraft("Торшер", price=Decimal(1249), tax_rate=Decimal(20)),
    LineDraft(
        "Книга",
        Decimal(7),
        price=Decimal("54.90"),
        tax_rate=Decimal(10),
        discount_percent=Decimal(5),
    ),
)


def invoice(**seller):
    base = view("ru", currency="RUB", lines=RETAIL, prices_include_tax=True)
    return replace(base, seller=replace(RUSSIAN, **seller))


def scanned(document, dpi=150):
    found = []
    for page in pages(render(document), dpi):
        image = Image.frombytes("RGBA", (page.width, page.height), page.pixels).convert("L")
        found += zxingcpp.read_barcodes(image)
    return [code.bytes.decode() for code in found]


@pytest.mark.parametrize("dpi", [110, 150, 300])
def test_a_reader_finds_the_payment_on_the_page(dpi):
    (text,) = scanned(invoice(), dpi)
    assert text.split("|") == [
        "ST00012",
        "Name=ООО «Ромашка»",
        "PersonalAcc=40702810138250123017",
        "BankName=ПАО Пример",
        "BIC=044525225",
        "CorrespAcc=30101810400000000225",
        "PayeeINN=7701234567",
        "KPP=770101001",
        "Sum=221405",
        "Purpose=Оплата по счёту 2026-0117 от 22.11.2026, в том числе НДС 341,35",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"iban": "40702810138250123018"},
        {"iban": ""},
        {"bic": "044525226"},
        {"bic": ""},
        {"bank": ""},
        {"correspondent_account": "30101810400000000226"},
        {"correspondent_account": ""},
    ],
)
def test_an_account_that_does_not_belong_to_the_bank_has_no_code(change):
    assert scanned(invoice(**change)) == []


def test_a_bar_in_a_name_does_not_end_it():
    text = gost.payload(PAYMENT._replace(name="А|Б", bank="В|", purpose="|")).decode()
    assert text.count("|") == 9
    assert "Name=А/Б|" in text
    assert "BankName=В/|" in text


def test_line_ends_and_tabs_become_blanks():
    text = gost.payload(PAYMENT._replace(purpose="одна\nдве\tтри")).decode()
    assert text.endswith("Purpose=одна две три")


@given(st.text(max_size=300), st.text(max_size=300), st.decimals("0.01", "99999999.99", places=2))
def test_the_fields_can_always_be_told_apart(name, purpose, amount):
    content = gost.payload(PAYMENT._replace(name=name, purpose=purpose, amount=amount)).decode()
    if not content:
        assert not " ".join(name.split())
        return
    head, *pairs = content.split("|")
    assert head == "ST00012"
    fields = dict(pair.split("=", 1) for pair in pairs)
    keys = ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"]
    assert list(fields)[:5] == keys
    assert fields["Sum"] == str(int(amount * 100))


def test_another_currency_has_no_code_for_roubles():
    assert gost.payload(PAYMENT._replace(currency="EUR")) == b""
    assert gost.payload(PAYMENT._replace(amount=Decimal(0))) == b""


@pytest.mark.parametrize(
    ("account", "bik"),
    [("30101810400000000225", "044525225"), ("30101810200000000593", "044525593")],
)
def test_published_correspondent_accounts_have_the_right_digit(account, bik):
    assert russian_banks.is_correspondent(account, bik)


@given(st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_of_an_account_is_found(place, more):
    digits = list(RUSSIAN.iban)
    digits[place] = str((int(digits[place]) + more) % 10)
    assert not russian_banks.belongs("".join(digits), RUSSIAN.bic)
