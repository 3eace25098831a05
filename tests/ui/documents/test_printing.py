"""The stored pages reach the printer and the file as they are."""

from __future__ import annotations

import pytest
from PySide6.QtPrintSupport import QPrinter

from smallcrm.core.errors import Cancelled, StorageError, UserError
from smallcrm.core.progress import Progress
from smallcrm.services import documents
from smallcrm.services.documents.pdf import preview
from smallcrm.ui.documents import pdf_file, printing
from tests.ui.documents.conftest import line


@pytest.fixture
def pdf(desk):
    """An issued invoice of several pages."""
    many = tuple(line(f"Item {number}", 1, 1) for number in range(80))
    return desk.read(documents.get_pdf, desk.issue(desk.store(lines=many)))


def paper(tmp_path):
    """A printer that writes a file instead."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(100)
    return printer


def test_all_pages_come_out_looking_as_they_were_stored(pdf, tmp_path):
    reports = []
    printing.paint(
        pdf, paper(tmp_path), Progress(lambda done, total: reports.append((done, total)))
    )
    printed = (tmp_path / "printed.pdf").read_bytes()
    count = preview.page_count(pdf)
    assert preview.page_count(printed) == count > 1
    assert reports == [(number, count) for number in range(count)]
    stored, out = (preview.pages(one, 40, [0])[0] for one in (pdf, printed))
    assert abs(stored.width - out.width) <= 1
    assert abs(stored.height - out.height) <= 1
    dark = [sum(pixel < 128 for pixel in one.pixels[::4]) for one in (stored, out)]
    assert abs(dark[0] - dark[1]) < max(dark) * 0.35


def test_printing_stops_between_pages(pdf, tmp_path):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        printing.paint(pdf, paper(tmp_path), progress)


def test_printer_that_is_not_there_is_named(pdf):
    with pytest.raises(UserError, match="does not answer"):
        printing.send(pdf, printing.PrintJob("Nowhere"), Progress())


@pytest.mark.parametrize(
    ("number", "customer", "name"),
    [
        ("2026-0001", "Anthos Events", "Invoice 2026-0001 Anthos Events.pdf"),
        ("ΤΙΜ/2026/0001", "Ελένη", "Invoice ΤΙΜ-2026-0001 Ελένη.pdf"),
        ("1", 'A<b>:"c"/d\\e|f?*\n', "Invoice 1 A-b-c-d-e-f.pdf"),
        ("1", "", "Invoice 1.pdf"),
        ("1", "..", "Invoice 1.pdf"),
    ],
)
def test_file_name_is_one_that_every_system_takes(number, customer, name):
    assert pdf_file.file_name("invoice", number, customer) == name


def test_long_name_is_cut():
    assert len(pdf_file.file_name("invoice", "1", "x" * 500)) <= 124


def test_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "a.pdf"
    pdf_file.write(target, b"one")
    pdf_file.write(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.glob(".*")) == []
    with pytest.raises(StorageError, match="cannot be written"):
        pdf_file.write(tmp_path / "missing" / "a.pdf", b"x")
