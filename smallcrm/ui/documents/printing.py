"""Stored pages to a printer: the same pages, drawn at the printer's own resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import T

if TYPE_CHECKING:  # PDFium is loaded when the first page is drawn
    from smallcrm.services.documents.pdf.preview import PageImage

_FINEST = 300  # dots per inch: more is not seen in text, and a page takes 35 MB already
_INCH = 72  # points
_PREVIEW = "smallcrm.services.documents.pdf.preview"


class PrintJob(NamedTuple):
    """What a user chose: the printer's name, and how many copies."""

    printer: str
    copies: int = 1


def printers() -> list[str]:
    """The names of the printers of this computer, the usual one first; may take a second."""
    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != usual, name.casefold()))


def send(pdf: bytes, job: PrintJob, progress: Progress) -> None:
    """Print all pages of *pdf*; not on the thread of the window.

    Raises:
        UserError: The printer cannot be reached.
    """
    printer = QPrinter(QPrinterInfo.printerInfo(job.printer), QPrinter.PrinterMode.HighResolution)
    printer.setCopyCount(job.copies)
    paint(pdf, printer, progress)


def paint(pdf: bytes, printer: QPrinter, progress: Progress) -> None:
    """Paint all pages of *pdf* on *printer*.

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
        size = QSizeF(page.width * _INCH / dpi, page.height * _INCH / dpi)
        printer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
        printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
        if painter is None:
            painter = _started(printer)
        else:
            printer.newPage()
        image = QImage(
            page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888
        )
        painter.drawImage(QRectF(painter.viewport()), image)
    if painter is not None:
        painter.end()


def _started(printer: QPrinter) -> QPainter:
    painter = QPainter()
    if not printer.isValid() or not painter.begin(printer):
        raise UserError(
            T("The printer {name} does not answer.", name=printer.printerName()),
            hint=T("The document is safe. Switch the printer on, or save the page as PDF."),
        )
    return painter
