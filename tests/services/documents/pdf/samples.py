"""Invented businesses and documents, in five languages."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PIL import Image, ImageDraw

from smallcrm.services.documents.drafts import (
    INVOICE,
    QUOTE,
    DocumentDraft,
    DocumentView,
    LineDraft,
    PartyDraft,
)
from smallcrm.services.documents.totals import compute

LANGUAGES = ("en", "ru", "el", "de", "fr")

SELLERS = {
    "en": PartyDraft(
        name="Anthos Flowers",
        street="12 Market Street",
        city="Dublin",
        postcode="D02 X285",
        country="IE",
        vat_id="IE1234567FA",
        email="hello@anthos.example",
        phone="+353 1 555 0100",
        website="anthos.example",
        iban="IE29 AIBK 9311 5212 3456 78",
        bic="AIBKIE2D",
        bank="Example Bank",
    ),
    "ru": PartyDraft(
        name="ООО «Ромашка»",
        street="ул. Садовая, 7",
        city="Ларнака",
        postcode="6010",
        country="CY",
        tax_id="7701234567",
        email="info@romashka.example",
        iban="CY17002001280000001200527600",
        bic="BCYPCY2N",
        bank="Пример Банк",
    ),
    "el": PartyDraft(
        name="Άνθος Λουλούδια",
        legal_form="Ι.Κ.Ε.",
        street="Ερμού 12",
        city="Αθήνα",
        postcode="105 63",
        country="GR",
        vat_id="EL801234567",
        tax_id="801234567",
        phone="+30 210 555 0100",
        iban="GR1601101250000000012300695",
        bic="ETHNGRAA",
    ),
    "de": PartyDraft(
        name="Blumen Groß GmbH",
        street="Lange Straße 4",
        city="Köln",
        postcode="50667",
        country="DE",
        vat_id="DE123456789",
        tax_id="214/5815/0815",
        email="post@blumen.example",
        iban="DE89370400440532013000",
        bic="COBADEFFXXX",
    ),
    "fr": PartyDraft(
        name="Fleurs d’Été SARL",
        street="4 rue du Marché",
        city="Lyon",
        postcode="69002",
        country="FR",
        vat_id="FR12345678901",
        iban="FR1420041010050500013M02606",
    ),
}
RUSSIAN = PartyDraft(
    name="«Ромашка»",
    legal_form="ООО",
    street="ул. Садовая, 7",
    city="Москва",
    postcode="123456",
    country="RU",
    tax_id="7701234567",
    kpp="770101001",
    iban="40702810138250123017",
    bic="044525225",
    bank="ПАО Пример",
    correspondent_account="30101810400000000225",
)
BUYERS = {
    "en": PartyDraft("Harbour Events Ltd", "Maria Papadopoulou", city="Cork", country="IE"),
    "ru": PartyDraft("ИП Ёлкина Анна", street="пр. Мира, 41", city="Никосия", country="CY"),
    "el": PartyDraft("Ανθός Α.Ε.", "Ελένη Παΐζη", city="Βόλος", country="GR"),
    "de": PartyDraft("Müller OHG", "Jürgen Müller", city="Bonn", country="DE"),
    "fr": PartyDraft("Événements Léa", street="1 rue Haute", city="Reims", country="FR"),
}
ITEMS = {
    "en": (("Rose arrangement, tall", "pcs"), ("Delivery and set-up", "job")),
    "ru": (("Композиция из роз № 5", "шт."), ("Доставка и оформление", "усл.")),
    "el": (("Σύνθεση τριαντάφυλλα, ψηλή", "τεμ."), ("Παράδοση και στήσιμο", "ώρα")),
    "de": (("Rosengesteck, hoch", "Stk."), ("Lieferung und Aufbau", "Std.")),
    "fr": (("Composition de roses, haute", "pcs"), ("Livraison et installation", "h")),
}
RATES = {"en": 23, "ru": 19, "el": 24, "de": 19, "fr": 20}


def lines(language: str = "en", count: int = 2) -> tuple[LineDraft, ...]:
    """*count* lines; their prices are 95, 48.50, 96, 49.50, …"""
    rate = Decimal(RATES[language])
    return tuple(
        LineDraft(
            description=ITEMS[language][index % 2][0],
            quantity=(Decimal(12), Decimal("1.5"))[index % 2],
            unit=ITEMS[language][index % 2][1],
            price=(Decimal(95), Decimal("48.50"))[index % 2] + index // 2,
            tax_rate=rate,
        )
        for index in range(count)
    )


def view(
    language: str = "en", kind: str = INVOICE, number: str = "2026-0117", **draft: Any
) -> DocumentView:
    """A document; *draft* are fields of its ``DocumentDraft``."""
    given = {"kind": kind, "language": language, "lines": lines(language), **draft}
    if kind == QUOTE:
        given.setdefault("valid_until", dt.date(2026, 12, 22))
    document = DocumentDraft(**given)
    return DocumentView(
        kind=kind,
        number=number,
        status="issued" if number else "draft",
        seller=SELLERS[language],
        buyer=BUYERS[language],
        draft=document,
        totals=compute(document),
        date=dt.date(2026, 11, 22),
        due_date=dt.date(2026, 12, 6) if kind == INVOICE else None,
        language=language,
    )


def changed(before: DocumentView, **draft: Any) -> DocumentView:
    """*before* with other fields of its draft, added up again."""
    document = replace(before.draft, **draft)
    return replace(before, draft=document, totals=compute(document))


def picture(width: int, height: int, kind: str = "PNG", mode: str = "RGBA") -> bytes:
    """A logo: a blue disc."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((0, 0, width - 1, height - 1), fill="#2F5FD0")
    stored = io.BytesIO()
    image.convert(mode).save(stored, kind)
    return stored.getvalue()
