"""The page beside the form shows each key a moment later."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents.pdf import preview
from smallcrm.ui.documents.line_cells import Cell
from tests.ui.documents.conftest import line

LIMIT = 0.150  # seconds after a key, on the machine of the reference
PATIENCE = 4  # times that, for a test beside others


@pytest.fixture
def page(desk):
    desk.open(f"crm://document/{desk.store()}")
    desk.until(lambda: desk.editor.page.count == 1)
    desk.qtbot.wait(200)
    return desk.editor.page


def test_page_is_that_of_the_service_pixel_by_pixel(desk, page):
    document_id = desk.editor.document_id
    pdf = desk.read(documents.get_pdf, document_id)
    image = preview.pages(pdf, page.dpi)[0]
    shown = page.page(0)
    assert (shown.width(), shown.height()) == (image.width, image.height)
    middle = shown.pixelColor(shown.width() // 2, shown.height() - 3)
    assert middle == QColor(Qt.GlobalColor.white)


def test_page_changes_a_moment_after_a_key(desk, page):
    desk.form.table.setFocus()
    desk.form.table.setCurrentIndex(desk.model.index(0, Cell.QUANTITY))
    took = []
    for letter in "123":
        before = page.page(0)
        start = time.perf_counter()
        with desk.qtbot.waitSignal(page.drawn, timeout=5000):
            desk.type(letter)
        took.append(time.perf_counter() - start)
        assert page.page(0) != before
    assert min(took) < LIMIT * PATIENCE


def test_quick_typing_ends_with_the_last_state(desk, page):
    desk.form.table.setFocus()
    desk.form.table.setCurrentIndex(desk.model.index(0, Cell.QUANTITY))
    desk.type("987654")
    desk.enter()
    desk.qtbot.wait(300)
    desk.saved()
    pdf = desk.read(documents.get_pdf, desk.editor.document_id)
    shown, expected = page.page(0), preview.pages(pdf, page.dpi)[0]
    assert bytes(shown.convertToFormat(shown.Format.Format_RGBA8888).constBits()) == expected.pixels


def test_several_pages_scroll(desk):
    many = tuple(line(f"Item {number}", 1, 1) for number in range(80))
    desk.open(f"crm://document/{desk.store(lines=many)}")
    desk.until(lambda: desk.editor.page.count > 1)
    assert desk.editor.page.verticalScrollBar().maximum() > 0


def test_page_follows_settings_and_customer(desk, page):
    before = page.page(0)
    with (
        desk.qtbot.waitSignal(page.drawn, timeout=5000),
        desk.database.write(T("Elsewhere")) as session,
    ):
        settings.change(session, {"name": "Another name of the business"})
    desk.until(lambda: page.page(0) != before)


def test_narrow_window_shows_form_or_page(desk, page):
    desk.window.resize(1024, 700)
    desk.until(lambda: not page.isVisible())
    assert desk.form.isVisible()
    desk.editor.bar._page.click()
    assert page.isVisible()
    assert not desk.form.isVisible()
    desk.window.resize(1600, 900)
    desk.until(lambda: desk.form.isVisible() and page.isVisible())


def test_page_stays_white_in_dark_colors(desk, page, theme):
    theme.set_scheme("dark")
    desk.qtbot.wait(50)
    picture = page.grab().toImage()
    white = sum(
        picture.pixelColor(x, picture.height() // 3) == QColor(Qt.GlobalColor.white)
        for x in range(0, picture.width(), 4)
    )
    assert white > picture.width() / 4 / 2
