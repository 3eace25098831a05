"""Where a deal goes on that turns out to be of another kind: another pipeline, and its stage."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from smallcrm.core.text import T
from smallcrm.services import deals, pipeline
from smallcrm.services.pipeline import OPEN, PipelineRow, StageRow
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice


class OtherPipelineDialog(FormDialog):
    """Asks, and puts the deal at the end of the stage that is chosen.

    Args:
        context: Of the page.
        deal_id: The deal.
        parent: The window.
    """

    def __init__(self, context: Context, deal_id: int, parent: QWidget) -> None:
        super().__init__(context, T("Move to another pipeline"), parent)
        self._deal_id = deal_id
        self._found = context.ops.read(lambda session: _look(session, deal_id))
        self.pipeline = Choice([(str(row.id), row.name) for row in self._found.stages])
        self.stage = Choice([])
        self.add_field("pipeline", T("Pipeline"), self.pipeline)
        self.add_field("stage", T("Stage"), self.stage)
        self.lay_out("pipeline", "stage")
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setText(str(T("Move")))
        self.pipeline.committed.connect(lambda _key: self._offer())
        self._offer()
        self.pipeline.setFocus()

    def save(self) -> None:
        """Move the deal and close."""
        deal_id, stage_id = self._deal_id, int(self.stage.value())
        words = {"title": self._found.title, "stage": self.stage.currentText()}
        self.write(
            T("Move {title} to {stage}", **words),
            lambda session: pipeline.move_deal(session, deal_id, stage_id),
            T("{title} moved to {stage}", **words),
        )

    def _offer(self) -> None:
        """The stages that take the deal; first the one that is called as its own."""
        stages = next(
            stages
            for row, stages in self._found.stages.items()
            if str(row.id) == self.pipeline.value()
        )
        self.stage.clear()
        for stage in stages:
            self.stage.addItem(stage.name, str(stage.id))
        alike = [stage for stage in stages if stage.name == self._found.stage]
        self.stage.set_value(str((alike or stages)[0].id))


class _Found(NamedTuple):
    title: str
    stage: str
    stages: dict[PipelineRow, list[StageRow]]


def _look(session: Any, deal_id: int) -> _Found:
    """The other pipelines; a lost deal stays one, or is open again, and so does a won one."""
    view, own = deals.get_view(session, deal_id), pipeline.pipeline_of(session, deal_id)
    others = [row for row in pipeline.list_pipelines(session) if row.id != own]
    kinds = {OPEN, view.kind}
    stages = {
        row: [stage for stage in pipeline.list_stages(session, row.id) if stage.kind in kinds]
        for row in others
    }
    return _Found(view.details.title, view.stage, stages)
