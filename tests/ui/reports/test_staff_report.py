"""The report on the staff of a whole window, by keys and clicks."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.models import Deal
from smallcrm.services import contacts, pipeline, staff, tasks
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui import file_dialog
from smallcrm.ui.receivables import periods
from tests.ui.reports.test_reports_page import Reports
from tests.ui.test_usable import problems

Key = Qt.Key


@pytest.fixture
def office(qtbot, window, database, people):
    """Maria called twice and won Roof; Peter did a task; somebody missed a call a while ago."""
    with database.write(T("Test")) as session:
        ann = people["Ann Archer"]
        maria, peter = (staff.add(session, StaffDraft(name)) for name in ("Maria", "Peter"))
        for seconds in (60, 3600):
            draft = ActivityDraft("call", direction="out", seconds=seconds, owner_id=maria)
            contacts.add_activity(session, ann, draft)
        before = clock.now() - timedelta(days=800)
        missed = ActivityDraft("call", direction="in", outcome="no_answer", at=before)
        contacts.add_activity(session, people["Bob Bell"], missed)
        task_id = tasks.add_task(session, TaskDraft("Order", owner_id=peter))
        tasks.finish_task(session, task_id)
        [roof] = pipeline.create_deals(session, [DealDraft("Roof", ann, Decimal(100))])
        session.get(Deal, roof).owner_id = maria
        pipeline.win_deal(session, roof)
    return Reports(qtbot, window, database)


def test_the_staff_is_chosen_by_a_click_and_each_figure_tells_what_it_counts(office):
    office.open("funnel")
    office.qtbot.mouseClick(office.page.chips._buttons["staff"], Qt.MouseButton.LeftButton)
    office.until(lambda: office.cells() == ["Maria", "Peter", "Nobody", "Total"])
    assert [office.cells(1), office.cells(5)] == [
        ["2", "0", "0", "2"],
        ["1:01:00", "0:00:00", "0:00:00", "1:01:00"],
    ]
    assert "Maria: Outgoing 2" in office.page.chart.accessibleDescription()
    model = office.page.view.paged
    tip = Qt.ItemDataRole.ToolTipRole
    assert "answered calls took" in model.headerData(5, Qt.Orientation.Horizontal, tip)
    assert problems(office.window) == []
    shown = {name for name, chip in office.page.bar.chips.items() if chip.isVisible()}
    assert shown == {"period", "owner"}


def test_one_of_them_is_chosen_and_other_days_count_other_things(office):
    office.open("staff")
    owners = dict(office.page.bar.chips["owner"]._choices)
    assert list(owners.values()) == ["Maria", "Peter"]
    office.choose("owner", next(key for key, name in owners.items() if name == "Peter"))
    office.until(lambda: office.cells() == ["Peter"])
    assert office.cells(7) == ["1"]
    office.choose("owner", "")
    office.until(lambda: len(office.cells()) == 4)
    office.choose("period", periods.LAST_YEAR)
    office.until(lambda: office.cells(1) == ["0", "0", "0", "0"])


def test_enter_on_a_person_lists_the_deals_behind_the_money(office):
    office.open("staff")
    office.page.view.setFocus()
    office.press(Key.Key_Return)
    deals = office.page.behind.table.view
    office.until(deals.hasFocus)
    assert [deals.paged.index(row, 0).data() for row in range(deals.paged.rowCount())] == ["Roof"]
    assert office.page.behind._name.text() == "Staff: Maria"
    office.press(Key.Key_Escape)
    office.until(office.page.view.hasFocus)


def test_a_click_on_the_bar_of_what_was_won_lists_its_deals(office):
    office.open("staff")
    chart = office.page.chart
    office.until(lambda: any(one.label == "Maria, Sum won" for one in chart._places))
    place = next(one for one in chart._places if one.label == "Maria, Sum won")
    point = place.hit.center().toPoint()
    office.qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=point)
    office.until(office.page.behind.isVisible)
    assert office.page.behind._name.text() == "Staff: Maria, Sum won"


def test_the_lists_of_a_line_are_chips_and_a_call_opens_on_its_contact(office, people):
    office.open("staff")
    office.page.view.setFocus()
    office.press(Key.Key_Return)
    behind = office.page.behind
    office.until(behind.table.view.hasFocus)
    assert [button.text() for button in behind.chips._buttons.values()] == [
        *("Calls  2", "Outgoing  2", "Deals  1"),
    ]
    behind.chips.click("0")
    office.until(lambda: behind._count.text() == "2")
    model = behind.view.paged
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == ["Ann Archer"] * 2
    assert [model.index(row, 3).data() for row in range(2)] == ["1 h", "1 min"]
    behind.view.setFocus()
    office.press(Key.Key_Return)
    office.until(lambda: "/timeline/call-" in office.window.host.address)
    assert office.window.host.address.startswith(f"crm://contact/{people['Ann Archer']}/")


def test_the_chosen_figure_is_listed_first_and_a_task_that_is_done_opens(office):
    office.open("staff")
    view = office.page.view
    view.setFocus()
    view.setCurrentIndex(view.paged.index(1, 7))
    office.press(Key.Key_Return)
    behind = office.page.behind
    office.until(lambda: behind.tasks.isVisible() and behind._count.text())
    assert (behind._name.text(), behind._count.text()) == ("Staff: Peter", "1")
    assert not behind.chips.isVisible()
    office.press(Key.Key_Return)
    office.until(lambda: office.window.host.address.startswith("crm://task/"))
    page = office.window.host.page
    office.until(lambda: page.panel.task_id)
    assert page.chips.current() == "done"


def test_a_figure_without_a_list_opens_none_of_another(office):
    office.open("staff")
    view = office.page.view
    view.setFocus()
    view.setCurrentIndex(view.paged.index(1, 2))
    office.press(Key.Key_Return)
    assert not office.page.behind.isVisible()
    view.setCurrentIndex(view.paged.index(1, 0))
    office.press(Key.Key_Return)
    office.until(lambda: office.page.behind._name.text() == "Staff: Peter")


def test_a_click_on_a_bar_of_calls_lists_them(office):
    office.open("staff")
    chart = office.page.chart
    office.until(lambda: any(one.label == "Maria, Outgoing" for one in chart._places))
    place = next(one for one in chart._places if one.label == "Maria, Outgoing")
    office.qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place.hit.center().toPoint())
    office.until(office.page.behind.entries.isVisible)
    assert office.page.behind._name.text() == "Staff: Maria, Outgoing"
    office.until(lambda: office.page.behind.view.paged.rowCount() == 2)


def test_the_names_stand_still_while_the_many_figures_scroll_and_are_copied_with_them(office):
    office.open("staff")
    office.until(lambda: len(office.cells()) == 4)
    view = office.page.view
    office.until(lambda: view.verticalHeader().isVisible())
    names = [view.paged.headerData(row, Qt.Orientation.Vertical) for row in range(4)]
    assert names == office.cells()
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    assert view.verticalHeader().isVisible()
    view.setFocus()
    office.press(Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().mimeData().text().splitlines()
    assert [line.split("\t")[0] for line in lines] == ["Employee", *names]
    assert len(lines[0].split("\t")) == 17
    office.open("funnel")
    office.until(lambda: not view.verticalHeader().isVisible())
    assert view.visualRect(view.paged.index(0, 0)).isValid()


def test_a_call_that_is_noted_meanwhile_is_counted(office):
    office.open("staff")
    office.until(lambda: office.cells(1) == ["2", "0", "0", "2"])
    with office.database.write(T("Test")) as session:
        contacts.add_activity(session, 1, ActivityDraft("call", direction="in"))
    office.window.context.ops._look()
    office.until(lambda: office.cells(1) == ["2", "0", "1", "3"])


def test_without_any_staff_the_report_is_there_and_says_how_to_add_them(
    qtbot, window, database, people
):
    office = Reports(qtbot, window, database)
    office.open("staff")
    office.until(lambda: office.cells() == ["Nobody"])
    assert "Add who works here in the settings" in office.page.about.text()
    assert not office.page.bar.chips["owner"].isVisible()


class _Answer(QObject):
    fileSelected = Signal(str)  # noqa: N815 - a name of Qt


def test_the_workbook_has_times_that_can_be_added(office, tmp_path, monkeypatch):
    answers = []
    monkeypatch.setattr(
        file_dialog, "ask", lambda *_args, **_more: answers.append(_Answer()) or answers[-1]
    )
    office.open("staff")
    office.until(lambda: len(office.cells()) == 4)
    office.page.view.setFocus()
    office.press(Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: answers)
    path = tmp_path / "staff.xlsx"
    answers[0].fileSelected.emit(str(path))
    office.until(path.exists)
    page = load_workbook(path)["Staff"]
    cell = page["F6"]
    assert (cell.value, cell.number_format) == (timedelta(seconds=3660), "[h]:mm:ss")
    assert page["A9"].value == "Total"
