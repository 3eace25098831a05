"""Targets 12 and 13: invoices as PDF, beside a bare canvas that draws as much text.

A thousand are printed in two processes. Beside the time that passes stands how long the busier of
them works: as long as it takes where both processors are free.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from statistics import median

from smallcrm.core import paths
from smallcrm.core.progress import Progress
from smallcrm.services.documents.drafts import (
    DocumentDraft,
    DocumentView,
    LineDraft,
    PartyDraft,
)
from smallcrm.services.documents.totals import compute
from tools.benchmarks import measure

_TIMES = 60
_MANY = 1000


def run() -> None:
    """Print both, the first page and the steady pace."""
    ours, limit = measure.in_turns(
        lambda: measure.child(__name__, "ours"), lambda: measure.child(__name__, "limit"), runs=3
    )
    measure.compare("pdf.steady", ours["steady"], limit["steady"], "ms", "2, goal 1.5")
    measure.compare("pdf.first", ours["first"], limit["first"], "ms", "150 ms")
    ours, limit = measure.in_turns(
        lambda: measure.child(__name__, "ours_many"),
        lambda: measure.child(__name__, "limit_many"),
        runs=3,
    )
    measure.compare("pdf.thousand", ours["passed"], limit["passed"], "s", "1, goal 0.8")
    measure.compare("pdf.thousand.cpu", ours["worked"], limit["worked"], "s", "1, goal 0.8")


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


def _ours_many() -> None:
    """A thousand in two processes; each works half of what both worked."""
    from smallcrm.services.documents.pages.printing import printed  # noqa: PLC0415
    from smallcrm.services.documents.pdf.variants import Variant  # noqa: PLC0415

    start, before = time.perf_counter(), os.times()
    views = ((view(number), Variant.ITSELF) for number in range(_MANY))
    if len(list(printed(views, _MANY, Progress()))) != _MANY:
        raise SystemExit("pages are missing")
    after = os.times()
    theirs = sum(after[2:4]) - sum(before[2:4])
    print("passed", time.perf_counter() - start)
    print("worked", max(theirs / 2, sum(after[:2]) - sum(before[:2])))


def _limit() -> None:
    start = time.perf_counter()
    draw = _canvas()
    draw(view(0))
    print("first", (time.perf_counter() - start) * 1000)
    views = [view(number) for number in range(_TIMES)]
    print("steady", median(measure.seconds(partial(draw, each)) for each in views) * 1000)


def _limit_many() -> None:
    start, before = time.perf_counter(), time.process_time()
    draw = _canvas()
    for number in range(_MANY):
        draw(view(number))
    print("passed", time.perf_counter() - start)
    print("worked", time.process_time() - before)


def _canvas() -> Callable[[DocumentView], None]:
    """What draws an invoice on a bare canvas."""
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

    return draw


if __name__ == "__main__":
    {"ours": _ours, "limit": _limit, "ours_many": _ours_many, "limit_many": _limit_many}[
        sys.argv[1]
    ]()
