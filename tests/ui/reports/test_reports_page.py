"""The page Reports of a whole window, by keys and clicks."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import DealDraft
from smallcrm.ui import file_dialog
from smallcrm.ui.receivables import periods
from tests.ui.test_usable import problems

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Reports:
    """The page, and fingers for it."""

    def __init__(self, qtbot, window, database):
        self.qtbot, self.window, self.database = qtbot, window, database

    def open(self, report):
        self.window.open(f"crm://reports/{report}")
        self.page = self.window.host.page
        self.until(lambda: self.page._found and self.page._found.wanted.report == report)

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=5000)

    def press(self, key, modifier=NONE):
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def cells(self, column=0):
        model = self.page.view.paged
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def choose(self, chip, key):
        """Click a line of the list that *chip* opens."""
        one = self.page.bar.chips[chip]
        at = next(
            place
            for place, action in enumerate(one.menu().actions())
            if action.text() == dict([("", one._nothing), *one._choices])[key]
        )
        one.menu().actions()[at].trigger()


@pytest.fixture
def shop(qtbot, window, database, people):
    """Roof is lost for its price, Wall for time, Door is won, Gate is open."""
    with database.write(T("Test")) as session:
        ann = people["Ann Archer"]
        reasons = {row.name: row.id for row in pipeline.list_reasons(session)}
        names = ("Roof", "Wall", "Door", "Gate")
        drafts = [DealDraft(name, ann, Decimal(100), source=name[0]) for name in names]
        roof, wall, door, _gate = pipeline.create_deals(session, drafts)
        stages = {row.name: row.id for row in pipeline.list_stages(session, 1)}
        pipeline.move_deal(session, roof, stages["Contacted"])
        pipeline.lose_deal(session, roof, reasons["Price"])
        pipeline.lose_deal(session, wall, reasons["Timing"])
        pipeline.win_deal(session, door)
    return Reports(qtbot, window, database)


def test_a_report_is_chosen_by_arrows_and_has_a_chart_in_words(shop):
    shop.open("funnel")
    assert shop.cells() == ["New", "Contacted", "Quote sent", "Negotiation", "Won"]
    assert "New: Entered 4 (100" in shop.page.chart.accessibleDescription()
    shop.page.chips._buttons["funnel"].setFocus()
    shop.press(Key.Key_Right)
    shop.until(lambda: shop.cells() == ["Price", "Timing", "Total"])
    assert shop.window.host.page.headline() == "Losses"
    assert problems(shop.window) == []


def test_enter_on_a_line_lists_its_deals_and_escape_goes_back(shop):
    shop.open("losses")
    shop.until(lambda: shop.cells() == ["Price", "Timing", "Total"])
    shop.page.view.setFocus()
    shop.press(Key.Key_Return)
    deals = shop.page.behind.table.view
    shop.until(deals.hasFocus)
    assert [deals.paged.index(row, 0).data() for row in range(deals.paged.rowCount())] == ["Roof"]
    shop.press(Key.Key_Return)
    shop.until(lambda: shop.window.host.page is not shop.page)
    shop.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    shop.until(deals.hasFocus)
    shop.press(Key.Key_Escape)
    shop.until(shop.page.view.hasFocus)


def test_a_click_on_a_bar_lists_its_deals(shop):
    shop.open("losses")
    shop.until(lambda: len(shop.page.chart._places) == 2)
    place = next(one for one in shop.page.chart._places if one.label == "Timing")
    point = place.hit.center().toPoint()
    shop.qtbot.mouseClick(shop.page.chart, Qt.MouseButton.LeftButton, pos=point)
    shop.until(shop.page.behind.isVisible)
    assert shop.page.behind._name.text() == "Losses: Timing"
    shop.qtbot.mouseClick(shop.page.behind.back, Qt.MouseButton.LeftButton)
    shop.until(shop.page.view.isVisible)


def test_rows_and_columns_of_losses_are_chosen(shop):
    shop.open("losses")
    shop.choose("rows", "stage")
    shop.until(lambda: shop.cells() == ["Contacted", "New", "Total"])
    shop.choose("columns", "reason")
    shop.until(lambda: shop.page.view.paged.columnCount() == 7)
    assert [shop.cells(1), shop.cells(2)] == [["1", "", "1"], ["", "1", "1"]]
    shop.choose("rows", "each")
    shop.until(lambda: shop.cells() == ["Price", "Timing", "Total"])


def test_what_narrows_to_nothing_says_so_and_shows_all_again(shop):
    shop.open("losses")
    shop.choose("source", "G")
    shop.until(shop.page.nothing.isVisible)
    shop.page.bar.show_all()
    shop.until(shop.page.view.isVisible)
    assert shop.cells()[-1] == "Total"


def test_other_days_are_typed_and_the_wrong_order_is_said_beside_them(shop):
    shop.open("funnel")
    shop.choose("period", periods.OWN)
    bar = shop.page.bar
    shop.until(bar.first.hasFocus)
    bar.first.setText("01/01/2001")
    shop.press(Key.Key_Tab)
    bar.last.setFocus()
    bar.last.selectAll()
    bar.last.setText("01/01/2000")
    shop.press(Key.Key_Return)
    shop.until(lambda: "before the first" in bar._last._message.text())
    bar.last.setText("01/01/2002")
    shop.press(Key.Key_Return)
    shop.until(shop.page.nothing.isVisible)


def test_control_c_copies_the_whole_table(shop):
    shop.open("losses")
    shop.until(lambda: shop.cells() == ["Price", "Timing", "Total"])
    shop.page.view.setFocus()
    shop.press(Key.Key_C, CONTROL)
    data = QApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].split("\t")[:3] == ["Reason", "Losses", "Share"]
    assert [line.split("\t")[0] for line in lines[1:]] == ["Price", "Timing", "Total"]
    assert "<td>Timing</td>" in data.html()


class _Answer(QObject):
    fileSelected = Signal(str)  # noqa: N815 - a name of Qt


def test_the_report_is_saved_for_excel_with_numbers(shop, tmp_path, monkeypatch):
    answers = []
    monkeypatch.setattr(
        file_dialog, "ask", lambda *_args, **_more: answers.append(_Answer()) or answers[-1]
    )
    shop.open("losses")
    shop.page.view.setFocus()
    shop.press(Key.Key_E, CONTROL)
    shop.until(lambda: answers)
    path = tmp_path / "lost.xlsx"
    answers[0].fileSelected.emit(str(path))
    shop.until(path.exists)
    page = load_workbook(path)["Losses"]
    assert [cell.value for cell in page[8]] == ["Total", 2, 1, 200, 0]


def test_the_report_is_printed(shop, printed, opened):
    shop.open("funnel")
    shop.page.view.setFocus()
    shop.press(Key.Key_P, CONTROL)
    dialog = opened()
    shop.qtbot.keyClick(dialog.go, Key.Key_Return)
    shop.until(lambda: len(printed) == 1)
    text = PdfReader(io.BytesIO(printed[0][0])).pages[0].extract_text()
    assert "Funnel" in text
    assert "Negotiation" in text
    assert "Page 1 of 1" in text


def test_a_deal_that_is_lost_meanwhile_is_counted(shop):
    shop.open("losses")
    shop.until(lambda: shop.cells() == ["Price", "Timing", "Total"])
    with shop.database.write(T("Test")) as session:
        reasons = {row.name: row.id for row in pipeline.list_reasons(session)}
        pipeline.lose_deal(session, 4, reasons["No answer"])
    shop.window.context.ops._look()
    shop.until(lambda: "No answer" in shop.cells())


def test_the_days_of_a_period_go_to_its_end(shop):
    shop.open("forecast")
    with time_machine.travel(datetime(2026, 5, 20, 12, tzinfo=UTC), tick=False):
        bar = shop.page.bar
        days = {}
        for key in (periods.YEAR, periods.QUARTER, periods.THIS_MONTH, periods.LAST_MONTH):
            bar.chips["period"].key = key
            days[key] = tuple(f"{day:%m-%d}" for day in bar.wanted("forecast").days)
    assert days == {
        periods.YEAR: ("01-01", "12-31"),
        periods.QUARTER: ("04-01", "06-30"),
        periods.THIS_MONTH: ("05-01", "05-31"),
        periods.LAST_MONTH: ("04-01", "04-30"),
    }
