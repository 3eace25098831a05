"""Pipelines, their stages in order, and why deals are lost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from smallcrm.core.text import T, Text
from smallcrm.services import pipeline
from smallcrm.services.pipeline import OPEN, PipelineRow, ReasonRow, StageRow
from smallcrm.ui.counting import count_text
from smallcrm.ui.paged_model import Column
from smallcrm.ui.pipeline.name_dialog import PipelineDialog, ReasonDialog
from smallcrm.ui.pipeline.stage_dialog import COLOR_NAMES, KINDS, RemoveStageDialog, StageDialog
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.orderable import OrderableModel, OrderableTable

_GIVE_WAY = (4, 1, 3)  # columns of the stages that go where room is short
_LEAST_HEIGHT = 300  # logical pixels at 100 %


def create(context: Context) -> Section:
    """Make the section."""
    return PipelineSection(context)


class PipelineSection(Section):
    """A pipeline to choose, its stages, and the reasons beneath them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Pipeline"))
        self._pipelines: tuple[PipelineRow, ...] = ()
        self._stages: dict[int, StageRow] = {}
        self._reasons: dict[int, ReasonRow] = {}
        self.choice = Choice([])
        self.choice.setAccessibleName(str(T("Pipeline")))
        self.stages = OrderableTable(self.ui, T("Stages"))
        self.reasons = OrderableTable(self.ui, T("Lost reasons"))
        self.stage_model = OrderableModel(_stage_columns(), self._fetch_stages, self)
        self.reason_model = OrderableModel(_reason_columns(), self._fetch_reasons, self)
        self._build_pipelines()
        self._build_stages()
        self._build_reasons()
        self.choice.committed.connect(lambda _key: self.reload())
        self.reload()

    def reload(self) -> None:
        chosen = int(self.choice.value() or 0)
        found = self.context.ops.read(partial(_read, chosen=chosen))
        self._pipelines, pipeline_id, stages, reasons = found
        self.choice.clear()
        for row in self._pipelines:
            self.choice.addItem(row.name, str(row.id))
        self.choice.set_value(str(pipeline_id))
        self._stages = {row.id: row for row in stages}
        self._reasons = {row.id: row for row in reasons}
        self.stages.refill(list(self._stages))
        self.stages.fit_columns(0, _GIVE_WAY)
        self.reasons.refill(list(self._reasons))
        self.reasons.fit_columns(0)

    def reveal(self, name: str) -> None:
        (self.reasons if name == "reasons" else self.stages).setFocus()

    def _build_pipelines(self) -> None:
        layout = self.card(T("Pipelines"))
        layout.addWidget(self.choice)
        ui = self.ui
        layout.addWidget(
            self.bar(
                ui.button(T("Add a pipeline"), "secondary", "plus", clicked=self._add_pipeline),
                ui.button(T("Rename"), icon="edit", clicked=self._rename_pipeline),
                ui.button(T("Remove"), "ghost", clicked=self._remove_pipeline),
            )
        )

    def _build_stages(self) -> None:
        buttons = (
            self.ui.button(T("Add a stage"), "primary", "plus", clicked=self._add_stage),
            self.ui.button(T("Edit"), icon="edit", clicked=self._edit_stage),
            self.ui.icon_button("chevron_up", T("Move up"), clicked=partial(self._step_stage, -1)),
            self.ui.icon_button(
                "chevron_down", T("Move down"), clicked=partial(self._step_stage, 1)
            ),
            self.ui.button(T("Remove"), "ghost", clicked=self._remove_stage),
        )
        sentence = T("Drag a stage to put it elsewhere. A double click changes it.")
        self._lay_out(T("Stages"), sentence, self.stages, buttons)
        self.stages.show_model(self.stage_model)
        self.stages.opened.connect(lambda _id: self._edit_stage())
        self.stages.dragged.connect(self._drop_stage)

    def _build_reasons(self) -> None:
        buttons = (
            self.ui.button(T("Add a reason"), "secondary", "plus", clicked=self._add_reason),
            self.ui.button(T("Edit"), icon="edit", clicked=self._edit_reason),
            self.ui.icon_button("chevron_up", T("Move up"), clicked=partial(self._step_reason, -1)),
            self.ui.icon_button(
                "chevron_down", T("Move down"), clicked=partial(self._step_reason, 1)
            ),
            self.ui.button(T("Remove"), "ghost", clicked=self._remove_reason),
        )
        sentence = T("Whoever loses a deal chooses one of these.")
        self._lay_out(T("Lost reasons"), sentence, self.reasons, buttons)
        self.reasons.show_model(self.reason_model)
        self.reasons.opened.connect(lambda _id: self._edit_reason())
        self.reasons.dragged.connect(self._drop_reason)

    def _lay_out(
        self, title: Text, sentence: Text, table: OrderableTable, buttons: tuple[QWidget, ...]
    ) -> None:
        layout = self.card(title)
        layout.addWidget(self.ui.label(sentence, "body", "2", wrap=True))
        table.setMinimumHeight(self.ui.theme.size(_LEAST_HEIGHT))
        layout.addWidget(table)
        layout.addWidget(self.bar(*buttons))

    def _fetch_stages(self, ids: list[int]) -> Mapping[int, StageRow]:
        return {key: self._stages[key] for key in ids if key in self._stages}

    def _fetch_reasons(self, ids: list[int]) -> Mapping[int, ReasonRow]:
        return {key: self._reasons[key] for key in ids if key in self._reasons}

    def _pipeline(self) -> PipelineRow:
        chosen = self.choice.value()
        return next(row for row in self._pipelines if str(row.id) == chosen)

    def _write(self, label: Text, action: Any, said: Text | None = None) -> None:
        def done(_nothing: object) -> None:
            if said is not None:
                self.context.say(said, undo=True)

        self.context.ops.write(self, label, action, done)

    def _add_pipeline(self) -> None:
        dialog = PipelineDialog(self.context, None, self.window())
        dialog.stored.connect(self._show_pipeline)
        dialog.open()

    def _show_pipeline(self, pipeline_id: int) -> None:
        self.choice.set_value(str(pipeline_id))
        self.reload()

    def _rename_pipeline(self) -> None:
        PipelineDialog(self.context, self._pipeline(), self.window()).open()

    def _remove_pipeline(self) -> None:
        row = self._pipeline()
        self._write(
            T("Remove the pipeline {name}", name=row.name),
            lambda session: pipeline.remove_pipeline(session, row.id),
            T("{name} is removed", name=row.name),
        )

    def _add_stage(self) -> None:
        StageDialog(self.context, self._pipeline().id, None, self.window()).open()

    def _edit_stage(self) -> None:
        row = self._stages.get(self.stages.current_id())
        if row is not None:
            StageDialog(self.context, row.pipeline_id, row, self.window()).open()

    def _remove_stage(self) -> None:
        row = self._stages.get(self.stages.current_id())
        if row is None:
            return
        others = [each for each in self._stages.values() if each.kind == row.kind and each != row]
        if row.deals and others:
            RemoveStageDialog(self.context, row, others, self.window()).open()
            return
        self._write(
            T("Remove the stage {name}", name=row.name),
            lambda session: pipeline.remove_stage(session, row.id),
            T("{name} is removed", name=row.name),
        )

    def _step_stage(self, step: int) -> None:
        found = _neighbor(self.stages.current_id(), list(self._stages), step)
        if found is not None:
            self._drop_stage(self.stages.current_id(), found)

    def _drop_stage(self, stage_id: int, before: int) -> None:
        self._write(
            T("Move the stage {name}", name=self._stages[stage_id].name),
            lambda session: pipeline.move_stage(session, stage_id, before or None),
        )

    def _add_reason(self) -> None:
        ReasonDialog(self.context, None, self.window()).open()

    def _edit_reason(self) -> None:
        row = self._reasons.get(self.reasons.current_id())
        if row is not None:
            ReasonDialog(self.context, row, self.window()).open()

    def _remove_reason(self) -> None:
        row = self._reasons.get(self.reasons.current_id())
        if row is not None:
            self._write(
                T("Remove the reason {name}", name=row.name),
                lambda session: pipeline.remove_reason(session, row.id),
                T("{name} is removed", name=row.name),
            )

    def _step_reason(self, step: int) -> None:
        found = _neighbor(self.reasons.current_id(), list(self._reasons), step)
        if found is not None:
            self._drop_reason(self.reasons.current_id(), found)

    def _drop_reason(self, reason_id: int, before: int) -> None:
        self._write(
            T("Move the reason {name}", name=self._reasons[reason_id].name),
            lambda session: pipeline.move_reason(session, reason_id, before or None),
        )


def _neighbor(row_id: int, ids: list[int], step: int) -> int | None:
    """The row before which one that goes a step up or down will stand; 0: at the end."""
    if row_id not in ids or not 0 <= ids.index(row_id) + step < len(ids):
        return None
    after = ids.index(row_id) + step + (step > 0)
    return ids[after] if after < len(ids) else 0


def _read(
    session: Any, chosen: int
) -> tuple[tuple[PipelineRow, ...], int, tuple[StageRow, ...], tuple[ReasonRow, ...]]:
    rows = pipeline.list_pipelines(session)
    pipeline_id = chosen if chosen in [row.id for row in rows] else rows[0].id
    stages = pipeline.list_stages(session, pipeline_id)
    return rows, pipeline_id, stages, pipeline.list_reasons(session)


def _stage_columns() -> list[Column]:
    return [
        Column(str(T("Stage")), lambda row: row.name),
        Column(str(T("What stands in it")), lambda row: str(KINDS[row.kind])),
        Column(str(T("Likely, %")), _likely, right=True),
        Column(str(T("Marked after days")), _days, right=True),
        Column(str(T("Tint")), lambda row: str(COLOR_NAMES[row.color]) if row.color else ""),
        Column(str(T("Deals")), lambda row: count_text(row.deals), right=True),
    ]


def _likely(row: StageRow) -> str:
    return count_text(row.probability) if row.kind == OPEN else ""


def _days(row: StageRow) -> str:
    return "" if row.stale_days is None else count_text(row.stale_days)


def _reason_columns() -> list[Column]:
    return [
        Column(str(T("Reason")), lambda row: row.name),
        Column(str(T("Asks for words")), lambda row: str(T("Yes")) if row.needs_note else ""),
    ]
