"""Each page looks as it did: a picture of 24 by 34 squares, to a sixteenth of black.

Coarse on purpose: another version of the font or of the renderer passes, a text or a box that
stands elsewhere does not. ``--update-golden`` writes them anew.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from smallcrm.services.documents.drafts import INVOICE, KINDS
from smallcrm.services.documents.pdf.preview import pages
from smallcrm.services.documents.pdf.render import render
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.settings.layout import Layout
from tests.services.documents.pdf.samples import LANGUAGES, RUSSIAN, lines, picture, view

GOLDEN = Path(__file__).parents[3] / "golden" / "pdf" / "looks"
WIDTH, HEIGHT, STEP = 24, 34, 16  # squares, and shades in one level
MOST = 12  # levels in all: a line of text that is missing has more
FULL = Layout("#B3471F", "letter", position=True, unit=True, tax_rate=True, tax_amount=True)

CASES = {
    **{f"{kind}_{language}": (view(language, kind), Variant.ITSELF)
       for kind in KINDS for language in LANGUAGES},
    **{f"{variant}_{language}": (view(language), variant)
       for variant in (Variant.PROFORMA, Variant.DELIVERY_NOTE) for language in LANGUAGES},
    "paid_copy": (replace(view(), status="paid"), Variant.COPY),
    "letter_with_all_columns": (replace(view(), layout=FULL), Variant.ITSELF),
    "roubles": (replace(view("ru", currency="RUB"), seller=RUSSIAN), Variant.ITSELF),
    "logo": (replace(view("el"), logo=picture(4000, 1200)), Variant.ITSELF),
    "second_page": (view("de", INVOICE, lines=lines("de", 30)), Variant.ITSELF),
}  # fmt: skip


def squares(document, variant):
    """The last page as rows of levels, 0 for black and 15 for white."""
    page = pages(render(document, variant), 40)[-1]
    image = Image.frombytes("RGBA", (page.width, page.height), page.pixels).convert("L")
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    levels = [level // STEP for level in small.tobytes()]
    return [levels[start : start + WIDTH] for start in range(0, len(levels), WIDTH)]


def written(rows):
    return "".join("".join(f"{level:x}" for level in row) + "\n" for row in rows)


@pytest.mark.parametrize("name", CASES)
def test_the_page_looks_as_it_did(request, name):
    rows = squares(*CASES[name])
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden", default=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(rows), "ascii")
    expected = [[int(level, 16) for level in line] for line in path.read_text("ascii").split()]
    differences = [
        abs(got - want)
        for row, wanted in zip(rows, expected, strict=True)
        for got, want in zip(row, wanted, strict=True)
    ]
    assert max(differences) <= 1
    assert sum(differences) <= MOST
