"""Stored pages to a printer: the same pages, drawn at the printer's own resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services.documents.pdf.variants import Variant

if TYPE_CHECKING:  # loaded with PDFium, when the first page is drawn
    from PySide6.QtPrintSupport import QPrinter

    from smallcrm.services.documents.pdf.preview import PageImage

_FINEST = 300  # dots per inch: more is not seen in text, and a page takes 35 MB already
_INCH = 72  # points
_PRINTERS = "PySide6.QtPrintSupport"
_PREVIEW = "smallcrm.services.documents.pdf.preview"


class PrintJob(NamedTuple):
    """What a user chose.

    Attributes:
        printer: Its name; empty for a file instead.
        variant: What of the document is printed.
        per_sheet: How many pages stand side by side on a sheet: 1 or 2.
    """

    printer: str
    copies: int = 1
    variant: Variant = Variant.ITSELF
    per_sheet: int = 1
    in_color: bool = True


def printers() -> list[str]:
    """The names of the printers of this computer, the usual one first; may take a second."""
    known = load(_PRINTERS).QPrinterInfo
    names: list[str] = list(known.availablePrinterNames())
    usual = known.defaultPrinterName()
    return sorted(names, key=lambda name: (name != usual, name.casefold()))


def send(pdf: bytes, job: PrintJob, progress: Progress) -> None:
    """Print all pages of *pdf*; not on the thread of the window.

    Raises:
        UserError: The printer cannot be reached.
    """
    qt = load(_PRINTERS)
    chosen = qt.QPrinterInfo.printerInfo(job.printer)
    printer: QPrinter = qt.QPrinter(chosen, qt.QPrinter.PrinterMode.HighResolution)
    printer.setCopyCount(job.copies)
    if not job.in_color:
        printer.setColorMode(qt.QPrinter.ColorMode.GrayScale)
    paint(pdf, printer, progress, job.per_sheet)


def paint(pdf: bytes, printer: QPrinter, progress: Progress, per_sheet: int = 1) -> None:
    """Paint all pages of *pdf* on *printer*, *per_sheet* of them (1 or 2) side by side.

    Raises:
        UserError: The printer cannot be reached.
    """
    preview = load(_PREVIEW)
    count = preview.page_count(pdf)
    dpi = min(printer.resolution(), _FINEST)
    printer.setFullPage(True)
    painter: QPainter | None = None
    for number in range(count):
        progress.report(number, count)
        page: PageImage = preview.pages(pdf, dpi, [number])[0]
        place = number % per_sheet
        if place == 0:
            _set_sheet(
                printer, QSizeF(page.width * _INCH / dpi, page.height * _INCH / dpi), per_sheet
            )
            if painter is None:
                painter = _started(printer)
            else:
                printer.newPage()
        if painter is not None:
            painter.drawImage(_spot(painter, page, place, per_sheet), _image(page))
    if painter is not None:
        painter.end()


def _set_sheet(printer: QPrinter, size: QSizeF, per_sheet: int) -> None:
    """A sheet as large as a page; two pages lie across it."""
    across = (
        QPageLayout.Orientation.Landscape if per_sheet > 1 else QPageLayout.Orientation.Portrait
    )
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    printer.setPageOrientation(across)
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)


def _spot(painter: QPainter, page: PageImage, place: int, per_sheet: int) -> QRectF:
    """Where on the sheet a page goes: as large as its share allows, in the middle of it."""
    sheet = QRectF(painter.viewport())
    if per_sheet == 1:
        return sheet
    share = sheet.width() / per_sheet
    scale = min(share / page.width, sheet.height() / page.height)
    width, height = page.width * scale, page.height * scale
    left = sheet.left() + place * share + (share - width) / 2
    return QRectF(left, sheet.top() + (sheet.height() - height) / 2, width, height)


def _image(page: PageImage) -> QImage:
    row = page.width * 4
    return QImage(page.pixels, page.width, page.height, row, QImage.Format.Format_RGBA8888)


def _started(printer: QPrinter) -> QPainter:
    painter = QPainter()
    if not printer.isValid() or not painter.begin(printer):
        raise UserError(
            T("The printer {name} does not answer.", name=printer.printerName()),
            hint=T("The document is safe. Switch the printer on, or save the page as PDF."),
        )
    return painter
