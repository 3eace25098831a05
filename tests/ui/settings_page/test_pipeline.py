"""Stages, pipelines and lost reasons in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import DealDraft
from smallcrm.ui.pipeline.name_dialog import PipelineDialog, ReasonDialog
from smallcrm.ui.pipeline.stage_dialog import RemoveStageDialog, StageDialog


class Section:
    """The section on screen, and fingers."""

    def __init__(self, qtbot, window, database, people):
        self.qtbot, self.window, self.database = qtbot, window, database
        self.ann = people["Ann Archer"]
        window.open("crm://settings/pipeline")
        self.section = window.host.page.section
        self.first = self.read(pipeline.find_pipeline, "")
        self.until(lambda: len(self.section.stage_model.ids) == 6)

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=5000)

    def read(self, query, *args):
        with self.database.read() as session:
            return query(session, *args)

    def names(self):
        return [row.name for row in self.read(pipeline.list_stages, self.first)]

    def choose(self, name):
        row = next(row for row in self.section._stages.values() if row.name == name)
        self.section.stages.go_to(row.id)
        return row

    def dialog(self, kind):
        return next(one for one in self.window.findChildren(kind) if one.isVisible())


@pytest.fixture
def settings(qtbot, window, database, people):
    return Section(qtbot, window, database, people)


def test_a_stage_is_added_and_changed(settings):
    settings.section._add_stage()
    dialog = settings.dialog(StageDialog)
    dialog.save()
    settings.until(lambda: dialog.fields["name"].error)
    settings.qtbot.keyClicks(dialog.name, "Test drive")
    dialog.probability.setText("60")
    dialog.stale_days.setText("5")
    dialog.color.set_value("teal")
    dialog.save()
    settings.until(lambda: "Test drive" in settings.names())
    settings.until(lambda: len(settings.section.stage_model.ids) == 7)
    row = settings.choose("Test drive")
    assert (row.probability, row.stale_days, row.color) == (60, 5, "teal")
    settings.section._edit_stage()
    dialog = settings.dialog(StageDialog)
    dialog.stale_days.setText("")
    dialog.save()
    settings.until(lambda: settings.choose("Test drive").stale_days is None)


def test_a_stage_is_put_elsewhere_with_buttons_and_by_dragging(settings):
    settings.choose("Contacted")
    settings.section._step_stage(-1)
    settings.until(lambda: settings.names()[:2] == ["Contacted", "New"])
    settings.until(lambda: settings.section.stage_model.row_of(2) == 0)
    table, model = settings.section.stages, settings.section.stage_model
    data = model.mimeData([model.index(0, 0)])
    below = table.visualRect(model.index(2, 0)).bottomLeft()
    how = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton)
    plain = Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(below, *how, plain),
        QDragMoveEvent(below, *how, plain),
        QDropEvent(QPointF(below), *how, plain),
    ):
        QApplication.sendEvent(table.viewport(), event)
    settings.until(lambda: settings.names()[:3] == ["New", "Quote sent", "Contacted"])


def test_a_stage_with_deals_asks_where_they_go(settings):
    with settings.database.write(T("Test")) as session:
        deal = pipeline.create_deal(session, DealDraft("Roof", settings.ann))
    settings.until(lambda: settings.choose("New").deals == 1)
    settings.section._remove_stage()
    dialog = settings.dialog(RemoveStageDialog)
    assert dialog.to.findText("Won") < 0
    dialog.to.setCurrentText("Negotiation")
    dialog.save()
    settings.until(lambda: "New" not in settings.names())
    ways = settings.read(pipeline.list_stays, deal)
    assert [stay.stage for stay in ways] == ["New", "Negotiation"]


def test_pipelines_are_added_and_renamed(settings):
    settings.section._add_pipeline()
    dialog = settings.dialog(PipelineDialog)
    settings.qtbot.keyClicks(dialog.name, "Repairs")
    dialog.save()
    settings.until(lambda: settings.section.choice.currentText() == "Repairs")
    assert {row.pipeline_id for row in settings.section._stages.values()} != {settings.first}
    settings.section.choice.set_value(str(settings.first))
    settings.section._rename_pipeline()
    dialog = settings.dialog(PipelineDialog)
    dialog.name.setText("Shop")
    dialog.save()
    settings.until(lambda: settings.section.choice.itemText(0) == "Shop")


def test_reasons_are_added_changed_moved_and_removed(settings):
    def names():
        return [row.name for row in settings.read(pipeline.list_reasons)]

    settings.section._add_reason()
    dialog = settings.dialog(ReasonDialog)
    settings.qtbot.keyClicks(dialog.name, "Delivery")
    dialog.needs_note.setChecked(True)
    dialog.save()
    settings.until(lambda: names()[-1] == "Delivery")
    table = settings.section.reasons
    settings.until(lambda: settings.section.reason_model.rowCount() == 6)
    table.go_to(settings.section.reason_model.ids[-1])
    settings.section._step_reason(-1)
    settings.until(lambda: names()[-2:] == ["Delivery", "Other"])
    settings.section._remove_reason()
    settings.until(lambda: "Delivery" not in names())
