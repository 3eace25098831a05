"""The stored pages reach the printer and the file as they are."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton

from smallcrm.core.errors import Cancelled, StorageError, UserError
from smallcrm.core.progress import Progress
from smallcrm.services import documents
from smallcrm.services.documents.pdf import preview
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.ui.documents import pdf_file, printing
from tests.ui.documents.conftest import line

CONTROL = Qt.KeyboardModifier.ControlModifier


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


def test_two_pages_stand_side_by_side_on_a_sheet_that_lies(pdf, tmp_path):
    printing.paint(pdf, paper(tmp_path), Progress(), 2)
    printed = (tmp_path / "printed.pdf").read_bytes()
    count = preview.page_count(pdf)
    assert preview.page_count(printed) == -(-count // 2)
    (sheet,) = preview.pages(printed, 40, [0])
    assert sheet.width > sheet.height
    rows = [sheet.pixels[start : start + sheet.width * 4] for start in bars(sheet)]
    assert len(rows) >= 1
    half = sheet.width * 2
    for row in rows:  # the bar at the head of both pages
        assert row[half // 2 : half // 2 + 3] == row[half + half // 2 : half + half // 2 + 3]


def bars(sheet):
    """Where the lines of pixels begin that are blue in the middle of the left page."""
    step = sheet.width * 4
    for start in range(0, len(sheet.pixels), step):
        red, _green, blue = sheet.pixels[start + step // 4 : start + step // 4 + 3]
        if blue > red + 80:
            yield start


@pytest.fixture
def printed(monkeypatch):
    """What was sent to the one printer of this computer."""
    jobs = []
    monkeypatch.setattr(printing, "printers", lambda: ["Laser"])
    monkeypatch.setattr(printing, "send", lambda pdf, job, progress: jobs.append((pdf, job)))
    return jobs


@pytest.fixture
def panel(desk, printed):
    """The panel for printing, beside an issued invoice."""
    desk.document = desk.issue(desk.store())
    desk.open(f"crm://document/{desk.document}")
    desk.until(lambda: desk.issued.page.count == 1)
    desk.press(Qt.Key.Key_P, CONTROL)
    desk.until(lambda: desk.issued.panel.isVisible() and desk.issued.panel.printing.is_known)
    return desk.issued.panel


def choose(desk, choice, key):
    """Go down the list by keys until *key* is chosen."""
    choice.setFocus()
    for _ in range(choice.findData(key) - choice.currentIndex()):
        desk.press(Qt.Key.Key_Down)
    assert choice.value() == key


def test_a_delivery_note_is_seen_and_printed_and_the_stored_page_comes_back(desk, panel, printed):
    stored = desk.issued.page.pdf
    choose(desk, panel.printing.variant, Variant.DELIVERY_NOTE)
    desk.until(lambda: desk.issued.page.pdf not in (stored, b""))
    note = desk.issued.page.pdf
    panel.printing.copies.setValue(3)
    choose(desk, panel.printing.per_sheet, "2")
    panel.confirm()
    desk.until(lambda: printed)
    [(sent, job)] = printed
    assert sent == note
    assert job == printing.PrintJob("Laser", 3, Variant.DELIVERY_NOTE, 2)
    desk.until(lambda: desk.issued.page.pdf == stored)


def test_enter_prints_the_stored_page(desk, panel, printed):
    desk.enter()
    desk.until(lambda: printed)
    assert printed == [(desk.read(documents.get_pdf, desk.document), printing.PrintJob("Laser"))]


def test_a_file_can_be_chosen_although_there_is_a_printer(desk, panel, printed, tmp_path):
    choose(desk, panel.printing.variant, Variant.PROFORMA)
    choose(desk, panel.printing.printer, "")
    assert not panel.printing.copies.isVisible()
    panel.confirm()
    desk.until(lambda: desk.window.findChildren(QFileDialog))
    [dialog] = desk.window.findChildren(QFileDialog)
    [suggested] = dialog.selectedFiles()
    assert suggested.endswith("Pro-forma of Invoice 2026-0001 Maria Papadopoulou.pdf")
    target = tmp_path / "mine.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    desk.until(target.exists)
    assert target.read_bytes() == desk.read(documents.get_variant, desk.document, Variant.PROFORMA)
    assert printed == []


@pytest.mark.parametrize(
    ("variant", "title"),
    [(Variant.ITSELF, "Invoice"), (Variant.DELIVERY_NOTE, "Delivery note")],
)
def test_draft_is_printed_without_being_issued(desk, monkeypatch, variant, title):
    jobs = []
    monkeypatch.setattr(printing, "printers", lambda: ["Laser"])
    monkeypatch.setattr(printing, "send", lambda pdf, job, progress: jobs.append((pdf, job)))
    draft = desk.store()
    desk.open(f"crm://document/{draft}")
    [more] = [one for one in desk.editor.bar.findChildren(QPushButton) if one.menu()]
    [line] = [one for one in more.menu().actions() if one.text() == "Print the draft…"]
    line.trigger()
    panel = desk.editor.panel
    desk.until(lambda: panel.printing.is_known)
    offered = [panel.printing.variant.itemData(at) for at in range(panel.printing.variant.count())]
    assert offered == [Variant.ITSELF, Variant.PROFORMA, Variant.DELIVERY_NOTE]
    panel.printing.variant.set_value(variant)
    panel.printing.variant.committed.emit(variant)
    desk.until(lambda: desk.editor.page._variant == variant)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: jobs)
    assert title in PdfReader(io.BytesIO(jobs[0][0])).pages[0].extract_text()
    assert desk.read(documents.get_row, draft).status == "draft"
    assert desk.form.isVisible()
    assert desk.editor.page._variant == Variant.ITSELF


def test_draft_of_a_moment_ago_is_printed_as_it_stands(desk, monkeypatch):
    jobs = []
    monkeypatch.setattr(printing, "printers", lambda: ["Laser"])
    monkeypatch.setattr(printing, "send", lambda pdf, job, progress: jobs.append(pdf))
    desk.open("crm://document/new/quote")
    desk.choose_customer("Bob B")
    desk.take_product("ro")
    desk.editor.print_draft()
    desk.until(lambda: desk.editor.panel.printing.is_known)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: jobs)
    assert "Rose arrangement" in PdfReader(io.BytesIO(jobs[0])).pages[0].extract_text()
