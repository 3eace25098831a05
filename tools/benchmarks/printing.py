"""Target 12: the PDF of an invoice, beside a bare canvas that draws as much text."""

from __future__ import annotations

import io
import sys
import time
from datetime import date
from decimal import Decimal
from functools import partial
from statistics import median

from smallcrm.core import paths
from smallcrm.services.documents.drafts import (
    DocumentDraft,
    DocumentView,
    LineDraft,
    PartyDraft,
)
from smallcrm.services.documents.totals import compute
from tools.benchmarks import measure

_TIMES = 60


def run() -> None:
    """Print both, the first page and the steady pace."""
    ours, limit = measure.in_turns(
        lambda: measure.child(__name__, "ours"), lambda: measure.child(__name__, "limit"), runs=3
    )
    measure.compare("pdf.steady", ours["steady"], limit["steady"], "ms", "2, goal 1.5")
    measure.compare("pdf.first", ours["first"], limit["first"], "ms", "150 ms")


def view(number: int) -> DocumentView:
    """An invoice of ten lines in three scripts."""
    lines = tuple(
        LineDraft(
            f"Услуга {row + 1}, σύμβουλος, Größe {row} · {number}",
            Decimal(row + 1),
            "pcs",
            Decimal("12.5") * (row + 3),
            tax_rate=Decimal(24),
        )
        for row in range(10)
    )
    draft = DocumentDraft(lines=lines, due_days=14)
    seller = PartyDraft("Παράδειγμα ΑΕ", street="Αθηνάς 12", city="Αθήνα", vat_id="EL123456789")
    buyer = PartyDraft(f"ТОВ Приклад {number}", street="Хрещатик 1", city="Київ")
    today = date(2026, 11, 22)
    return DocumentView(
        "invoice", f"2026-{number:04}", "issued", seller, buyer, draft, compute(draft), today, today
    )


def _ours() -> None:
    start = time.perf_counter()
    from smallcrm.services.documents.pdf.render import render  # noqa: PLC0415 - it is measured

    render(view(0))
    print("first", (time.perf_counter() - start) * 1000)
    views = [view(number) for number in range(_TIMES)]
    print("steady", median(measure.seconds(partial(render, each)) for each in views) * 1000)


def _limit() -> None:
    start = time.perf_counter()
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    for name in ("Roboto-Regular", "Roboto-Medium"):
        pdfmetrics.registerFont(TTFont(name, str(paths.resource("fonts") / f"{name}.ttf")))

    def draw(invoice: DocumentView) -> None:
        canvas = Canvas(io.BytesIO(), pagesize=(595, 842))
        canvas.setFont("Roboto-Medium", 18)
        canvas.drawRightString(555, 780, f"Invoice {invoice.number}")
        canvas.setFont("Roboto-Regular", 10)
        for row, text in enumerate(
            (invoice.seller.name, invoice.seller.street, invoice.seller.city)
        ):
            canvas.drawString(40, 735 - 14 * row, text)
        for row, text in enumerate((invoice.buyer.name, invoice.buyer.street, invoice.buyer.city)):
            canvas.drawString(320, 735 - 14 * row, text)
        y = 660
        for line, sums in zip(invoice.draft.lines, invoice.totals.lines, strict=True):
            y -= 20
            canvas.line(40, y + 14, 555, y + 14)
            canvas.drawString(40, y, line.description)
            for x, figure in ((380, line.quantity), (470, line.price), (555, sums.net)):
                canvas.drawRightString(x, y, str(figure))
        for label, amount in (("Net", invoice.totals.sum_lines), ("Total", invoice.totals.total)):
            y -= 20
            canvas.drawString(380, y, label)
            canvas.drawRightString(555, y, str(amount))
        canvas.showPage()
        canvas.save()

    draw(view(0))
    print("first", (time.perf_counter() - start) * 1000)
    views = [view(number) for number in range(_TIMES)]
    print("steady", median(measure.seconds(partial(draw, each)) for each in views) * 1000)


if __name__ == "__main__":
    {"ours": _ours, "limit": _limit}[sys.argv[1]]()
