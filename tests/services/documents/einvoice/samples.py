"""Documents to make e-invoices of: published ones, those of the scenarios, one for each term."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from smallcrm.services.documents import Adjustment, DocumentDraft, LineDraft, PartyDraft

_PUBLISHED = Path(__file__).parents[3] / "golden" / "invoices.json"
GOLDEN = json.loads(_PUBLISHED.read_text("utf-8"))["invoices"]
BUSINESS = {
    "name": "Anthos Flowers",
    "legal_form": "IKE",
    "street": "Ermou 12",
    "city": "Athens",
    "postcode": "10563",
    "country": "GR",
    "tax_id": "123456783",
    "email": "hello@anthos.example",
    "phone": "+30 210 991 0000",
    "iban": "GR1601101250000000012300695",
    "bic": "ETHNGRAA",
}
CUSTOMER = PartyDraft(
    name="Müller & Söhne <Werk>",
    contact_person="Anna Müller",
    street="Hauptstraße 1",
    city="Berlin",
    postcode="10115",
    country="DE",
    vat_id="DE136695976",
    email="anna@mueller.example",
)
SHOP = DocumentDraft(
    customer=CUSTOMER,
    due_days=14,
    buyer_reference="04011000-12345-03",
    order_reference="PO 7",
    note="Thank you.\nCome again.",
)


def line(description: str, quantity: str, price: str, rate: str, **more: Any) -> LineDraft:
    return LineDraft(
        description,
        Decimal(quantity),
        **{
            "unit": "pcs",
            "price": Decimal(price),
            "tax_rate": Decimal(rate),
            **{
                name: Decimal(value) if name in ("discount_percent", "price_per") else value
                for name, value in more.items()
            },
        },
    )


GREEK = (
    line("Roses", "3", "12.35", "24", item_code="R-1"),
    line("Soil\nfor pots and beds", "2.5", "4.10", "13", unit="κιλά", discount_percent="10"),
    line("Ribbon", "10", "0.85", "6", unit="м"),
    line("Arrangement", "1", "149.90", "24", discount_percent="15"),
)


def adjustments(case: Mapping[str, Any], name: str) -> tuple[Adjustment, ...]:
    return tuple(
        Adjustment(
            amount=Decimal(item["amount"]),
            tax_category=item["tax_category"],
            tax_rate=Decimal(item["tax_rate"]),
        )
        for item in case.get(name, ())
    )


def golden(case: Mapping[str, Any]) -> DocumentDraft:
    """A published invoice; what it says beside its sums is made up."""
    lines = tuple(
        line(
            f"Item {number}",
            item["quantity"],
            item["price"],
            item["tax_rate"],
            tax_category=item["tax_category"],
            price_per=item.get("price_per", "1"),
            exemption_reason="Exempt by law" if item["tax_category"] == "E" else "",
        )
        for number, item in enumerate(case["lines"], 1)
    )
    return replace(
        SHOP,
        currency=case["currency"],
        lines=lines,
        discounts=adjustments(case, "discounts"),
        charges=adjustments(case, "charges"),
        prepaid=Decimal(case.get("prepaid", 0)),
        payable_rounding=Decimal(case.get("payable_rounding", 0)),
    )


def scenarios() -> dict[str, DocumentDraft]:
    """Those of the shop owner's jobs 16 to 18, and one document for each further term."""
    return {**_jobs(), **_taxes(), **_terms()}


def _jobs() -> dict[str, DocumentDraft]:
    five = (Adjustment(percent=Decimal(5), reason="Regular customer"),)
    freight = (Adjustment(amount=Decimal("12.50"), tax_category="S", tax_rate=Decimal(24)),)
    with_tax = replace(SHOP, prices_include_tax=True)
    return {
        "16": replace(SHOP, lines=GREEK),
        "17": replace(SHOP, lines=GREEK, discounts=five),
        "17 and freight": replace(SHOP, lines=GREEK, discounts=five, charges=freight),
        "18 first": replace(
            with_tax, lines=(line("Bike", "1", "340", "19"), line("Bell", "1", "13.90", "19"))
        ),
        "18 pair": replace(
            with_tax, lines=(line("A", "1", "21.53", "21"), line("B", "1", "21.53", "21"))
        ),
        "18 two": replace(with_tax, lines=(line("A", "2", "21.53", "21"),)),
        "18 roubles": replace(
            with_tax,
            currency="RUB",
            lines=(
                line("Лампа", "3", "199.99", "20", unit="шт."),
                line("Стол", "1", "1249", "20"),
                line("Чай", "7", "54.90", "10", discount_percent="5"),
            ),
        ),
        "odd gross": replace(
            with_tax,
            discounts=five,
            lines=(
                line("Cloth", "3.333", "0.07", "24"),
                line("Thread", "7", "0.333333", "13", price_per="100"),
                line("Back", "-1", "5", "24"),
                line("Less", "1", "-0.50", "24"),
            ),
        ),
    }


def _taxes() -> dict[str, DocumentDraft]:
    service = line("Advice", "2", "80", "0", unit="h")
    goods = replace(
        SHOP,
        delivery_date=dt.date(2026, 2, 27),
        delivery_country="DE",
        tax_date=dt.date(2026, 2, 27),
    )
    return {
        "reverse charge": replace(SHOP, lines=(replace(service, tax_category="AE"),)),
        "within the EU": replace(goods, lines=(replace(service, tax_category="K"),)),
        "export": replace(SHOP, lines=(replace(service, tax_category="G"),)),
        "outside": replace(SHOP, lines=(replace(service, tax_category="O"),)),
        "exempt": replace(
            SHOP,
            lines=(replace(service, tax_category="E"), *GREEK),
            exemption_reason="Article 22 of the VAT code",
        ),
        "zero": replace(SHOP, lines=(replace(service, tax_category="Z"),)),
    }


def _terms() -> dict[str, DocumentDraft]:
    return {
        "other currency": replace(
            SHOP,
            currency="USD",
            tax_currency="EUR",
            exchange_rate=Decimal("0.923456"),
            lines=GREEK,
            prepaid=Decimal("23.36"),
            payable_rounding=Decimal("0.04"),
        ),
        "line adjustments": replace(
            SHOP,
            lines=(
                replace(
                    line("Machine", "2", "100", "24", discount_percent="3"),
                    discounts=(Adjustment(amount=Decimal("1.11"), reason="Scratch"),),
                    charges=(Adjustment(percent=Decimal("2.5"), reason="Packing"),),
                ),
            ),
        ),
    }
