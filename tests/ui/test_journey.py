"""The main job from one end to the other, by keys alone: a file, a quote, an invoice, a PDF."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.ui.documents import printing
from smallcrm.ui.shell.incoming import address_of
from tests.ui.documents.conftest import Desk

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE = 15_000  # milliseconds: a child process is started


def test_a_file_becomes_a_quote_an_invoice_and_a_pdf_by_keys_alone(
    qtbot, window, database, monkeypatch, tmp_path
):
    monkeypatch.setattr(printing, "printers", list)
    with database.write(T("Settings")) as session:
        business = {"name": "Anthos", "street": "Ermou 1", "city": "Athens", "tax_id": "801234567"}
        settings.change(session, {**business, "postcode": "10563", "country": "GR"})
    path = tmp_path / "list.csv"
    path.write_text("Name,Email\nDora Day,dora@mail.example\n")
    desk = Desk(qtbot, window, database, {})

    window.activateWindow()
    window.open(address_of(path))
    preview = desk.page.preview
    qtbot.waitUntil(preview.accept_button.isEnabled, timeout=PATIENCE)
    desk.enter()
    qtbot.waitUntil(desk.page.result.isVisible, timeout=PATIENCE)

    desk.press(Qt.Key.Key_N, CONTROL | SHIFT)
    desk.press(Qt.Key.Key_Q)
    desk.back_from_menu()
    desk.choose_customer("dor")
    for cell in ("Roof", "2", "day", "300"):
        desk.type(cell)
        desk.tab()
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(desk.editor.panel.isVisible)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: desk.page.headline().startswith("Quote Q-2026-0001"))

    desk.press(Qt.Key.Key_Return, CONTROL)  # the main thing of a quote: make the invoice
    desk.until(lambda: desk.editor.isVisible() and desk.editor.kind == "invoice")
    desk.press(Qt.Key.Key_P, CONTROL)
    desk.until(lambda: desk.editor.panel.isVisible() and desk.editor.panel.saves)
    desk.enter()
    desk.until(lambda: window.findChildren(QFileDialog))
    [dialog] = window.findChildren(QFileDialog)
    target = tmp_path / "invoice.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    desk.until(target.exists)

    rows = desk.read(documents.list_rows, desk.ids())
    assert {row.number: row.customer for row in rows.values()} == {
        "Q-2026-0001": "Dora Day",
        "2026-0001": "Dora Day",
    }
    invoice = next(row.id for row in rows.values() if row.kind == "invoice")
    assert target.read_bytes() == desk.read(documents.get_pdf, invoice)
