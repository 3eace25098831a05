"""The name of a pipeline or of a reason, and little else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services import pipeline
from smallcrm.services.pipeline import PipelineRow, ReasonRow
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context


class PipelineDialog(FormDialog):
    """A new pipeline, or another name for one; *row* is None for a new one."""

    def __init__(self, context: Context, row: PipelineRow | None, parent: QWidget) -> None:
        super().__init__(context, T("Pipeline") if row else T("New pipeline"), parent)
        self._row = row
        self.name = QLineEdit(row.name if row else "")
        self.add_field("name", T("What it is called"), self.name)
        self.lay_out("name")

    def save(self) -> None:
        """Store the pipeline and close."""
        name, row = self.name.text(), self._row
        shown = " ".join(name.split())
        label: Text
        action: Callable[[Any], object]
        if row is None:
            label = T("Add the pipeline {name}", name=shown)
            action = lambda session: pipeline.add_pipeline(session, name)  # noqa: E731
        else:
            label = T("Rename the pipeline {name}", name=row.name)
            key = row.id
            action = lambda session: pipeline.rename_pipeline(session, key, name)  # noqa: E731
        self.write(label, action, T("{name} is saved", name=shown))


class ReasonDialog(FormDialog):
    """A new reason of a loss, or one that is there already; *row* is None for a new one."""

    def __init__(self, context: Context, row: ReasonRow | None, parent: QWidget) -> None:
        super().__init__(context, T("Lost reason") if row else T("New lost reason"), parent)
        self._row = row
        self.name = QLineEdit(row.name if row else "")
        self.needs_note = QCheckBox(str(T("Ask for a few words")))
        self.needs_note.setChecked(row is not None and row.needs_note)
        self.add_field("name", T("What it is called"), self.name)
        self.lay_out("name", self.needs_note)

    def save(self) -> None:
        """Store the reason and close."""
        name, needs, row = self.name.text(), self.needs_note.isChecked(), self._row
        shown = " ".join(name.split())

        def action(session: Any) -> None:
            if row is None:
                pipeline.add_reason(session, name, needs_note=needs)
            else:
                pipeline.change_reason(session, row.id, name, needs_note=needs)

        label = T("Change the reason {name}", name=row.name) if row else None
        self.write(
            label or T("Add the reason {name}", name=shown),
            action,
            T("{name} is saved", name=shown),
        )
