"""One stage of a pipeline; and where the deals of a stage go that is taken away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services import pipeline
from smallcrm.services.pipeline import COLORS, LOST, OPEN, WON, StageDraft, StageRow
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.typed_edit import DecimalEdit

KINDS: dict[str, Text] = {OPEN: T("Open deals"), WON: T("Won deals"), LOST: T("Lost deals")}
COLOR_NAMES: dict[str, Text] = {
    "": T("No color"),
    "blue": T("Blue"),
    "green": T("Green"),
    "orange": T("Orange"),
    "purple": T("Purple"),
    "teal": T("Teal"),
    "red": T("Red"),
    "indigo": T("Indigo"),
    "olive": T("Olive"),
}


class StageDialog(FormDialog):
    """A new stage, or one that is there already.

    Args:
        context: Of the page.
        pipeline_id: Of a new stage.
        row: The stage; None for a new one.
        parent: The window.
    """

    def __init__(
        self, context: Context, pipeline_id: int, row: StageRow | None, parent: QWidget
    ) -> None:
        super().__init__(context, T("Stage") if row else T("New stage"), parent)
        self._pipeline_id = pipeline_id
        self._row = row
        self.name = QLineEdit(row.name if row else "")
        self.kind = Choice(KINDS.items())
        self.probability, self.stale_days = DecimalEdit(), DecimalEdit()
        self.color = Choice([(key, COLOR_NAMES[key]) for key in ("", *COLORS)])
        self._build()
        self._show()

    def save(self) -> None:
        """Store the stage and close; what is wrong is said beside its field."""
        if not all([self.probability.commit(), self.stale_days.commit()]):
            return
        days, row, pipeline_id = self.stale_days.value(), self._row, self._pipeline_id
        draft = StageDraft(
            self.name.text(),
            self.kind.value(),
            int(self.probability.value() or 0),
            self.color.value(),
            None if days is None else int(days),
        )
        name = " ".join(draft.name.split())

        def action(session: Any) -> None:
            if row is None:
                pipeline.add_stage(session, pipeline_id, draft)
            else:
                pipeline.change_stage(session, row.id, draft)

        label = T("Change the stage {name}", name=row.name) if row else None
        self.write(
            label or T("Add the stage {name}", name=name), action, T("{name} is saved", name=name)
        )

    def _build(self) -> None:
        self.add_field("name", T("What it is called"), self.name)
        self.add_field("kind", T("What stands in it"), self.kind)
        self.add_field(
            "probability", T("How likely they are won, %"), self.probability, T("From 0 to 100")
        )
        self.add_field(
            "stale_days",
            T("Days without a step after which a deal is marked"),
            self.stale_days,
            T("Empty: never"),
        )
        self.add_field("color", T("Tint"), self.color)
        self.lay_out("name", ("kind", "color"), "probability", "stale_days")
        self.kind.committed.connect(lambda _key: self._fit())

    def _show(self) -> None:
        row = self._row
        if row is not None:
            self.kind.set_value(row.kind)
            self.color.set_value(row.color)
            self.probability.set_value(Decimal(row.probability))
            days = row.stale_days
            self.stale_days.set_value(None if days is None else Decimal(days))
        self._fit()
        self.name.setFocus()

    def _fit(self) -> None:
        """Only open deals are likely to some degree, and can be left alone."""
        for name in ("probability", "stale_days"):
            self.fields[name].setVisible(self.kind.value() == OPEN)


class RemoveStageDialog(FormDialog):
    """Asks where the deals of a stage go, and takes it away.

    Args:
        context: Of the page.
        row: The stage.
        others: Those that can take its deals.
        parent: The window.
    """

    def __init__(
        self, context: Context, row: StageRow, others: list[StageRow], parent: QWidget
    ) -> None:
        super().__init__(context, T("Remove the stage {name}", name=row.name), parent)
        self._row = row
        self.to = Choice([(str(other.id), other.name) for other in others])
        words = TN(
            "{count} deal stands here. Which stage takes it?",
            "{count} deals stand here. Which stage takes them?",
            row.deals,
        )
        self.add_field("to", T("Stage"), self.to)
        self.lay_out(context.ui.label(words, wrap=True), "to")
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setText(str(T("Remove")))

    def save(self) -> None:
        """Take the stage away and close."""
        row, to = self._row, self.to.value()
        self.write(
            T("Remove the stage {name}", name=row.name),
            lambda session: pipeline.remove_stage(session, row.id, int(to) if to else None),
            T("{name} is removed", name=row.name),
        )
