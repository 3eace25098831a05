"""The PDF as others read it: texts, fonts, language, and the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from smallcrm.services.documents.drafts import CREDIT_NOTE, INVOICE, KINDS, ORDER, QUOTE
from smallcrm.services.documents.pdf.render import render
from tests.services.documents.pdf.samples import (
    BUYERS,
    ITEMS,
    LANGUAGES,
    SELLERS,
    changed,
    lines,
    picture,
    view,
)

TITLES = {
    "en": ("Quote", "Order", "Invoice", "Credit note"),
    "ru": ("Коммерческое предложение", "Заказ", "Счёт на оплату", "Корректировочный счёт"),
    "el": ("Προσφορά", "Παραγγελία", "Τιμολόγιο", "Πιστωτικό τιμολόγιο"),
    "de": ("Angebot", "Auftrag", "Rechnung", "Rechnungskorrektur"),
    "fr": ("Devis", "Commande", "Facture", "Avoir"),
}
TAX = {"en": "VAT 23 %", "ru": "НДС 19 %", "el": "ΦΠΑ 24 %", "de": "MwSt. 19 %", "fr": "TVA 20 %"}
ROOT = Path(__file__).parents[4]


def title(language, kind):
    return TITLES[language][(QUOTE, ORDER, INVOICE, CREDIT_NOTE).index(kind)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_a_document_can_be_extracted(texts_of, kind, language):
    (text,) = texts_of(render(view(language, kind, number="№ 7/Ά")))
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    assert plain.startswith(title(language, kind))
    assert "№ 7/Ά" in plain
    assert SELLERS[language].name in plain
    assert BUYERS[language].name in plain
    assert TAX[language] in plain
    for item, unit in ITEMS[language]:
        assert item in plain
        assert unit in plain


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_text_is_the_expected_one(texts_of, is_golden, kind, language):
    (text,) = texts_of(render(view(language, kind)))
    assert is_golden(f"{kind}_{language}", text)


def test_signs_of_money_and_quotation_marks_are_there(texts_of):
    signs = "€ ₽ № « » Ά Ϊ ё ΐ Ώ „ “ – — … ½ ° ² ® ™"
    (text,) = texts_of(render(view(note=signs)))
    assert signs in text


def test_the_same_view_gives_the_same_bytes():
    document = replace(view("el"), logo=picture(300, 200))
    assert render(document) == render(document)
    photograph = replace(view("ru"), logo=picture(300, 200, "JPEG", "RGB"))
    assert render(photograph) == render(photograph)


def test_another_process_gives_the_same_bytes():
    code = (
        "import hashlib\n"
        "from tests.services.documents.pdf.samples import picture, view\n"
        "from smallcrm.services.documents.pdf.render import render\n"
        "from dataclasses import replace\n"
        "document = replace(view('de'), logo=picture(300, 200))\n"
        "print(hashlib.sha256(render(document)).hexdigest())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    document = replace(view("de"), logo=picture(300, 200))
    assert done.stdout.decode().strip() == hashlib.sha256(render(document)).hexdigest()


def test_two_threads_do_not_disturb_each_other():
    documents = [view(language, note=f"note {n}") for n in range(4) for language in LANGUAGES]
    alone = [render(document) for document in documents]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render, documents)) == alone


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_is_embedded_and_none_is_helvetica(language):
    document = changed(view(language), lines=lines(language, 45), note="Ελληνικά, русский, Größe")
    pages = PdfReader(io.BytesIO(render(document))).pages
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "Roboto" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font
    assert b"Helvetica" not in render(document)


def test_the_file_says_what_it_is():
    reader = PdfReader(io.BytesIO(render(view("el"))))
    assert reader.metadata.title == "Τιμολόγιο 2026-0117"
    assert reader.metadata.author == "Άνθος Λουλούδια"
    assert reader.metadata.subject == "Τιμολόγιο 2026-0117, Ανθός Α.Ε."
    assert reader.trailer["/Root"]["/Lang"] == "el"


def test_a_draft_has_no_number_and_says_so(texts_of):
    (text,) = texts_of(render(view(number="")))
    assert "Draft, number on issue" in text
    assert "Reference" not in text
    assert PdfReader(io.BytesIO(render(view(number="")))).metadata.title == "Invoice"


def test_a_language_that_is_not_known_reads_english(texts_of):
    (text,) = texts_of(render(replace(view(), language="xx")))
    assert "Issue date" in text


@pytest.mark.parametrize(("country", "size"), [("GR", (595, 842)), ("us", (612, 792))])
def test_american_sellers_print_on_letter_all_others_on_a4(country, size):
    document = replace(view(), seller=replace(SELLERS["en"], country=country))
    box = PdfReader(io.BytesIO(render(document))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_an_invoice_stays_small():
    assert len(render(view())) < 40_000
