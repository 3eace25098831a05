"""A rule for new leads: from where, to whom, how, and how soon they are called."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T
from smallcrm.services import leads, staff
from smallcrm.services.leads import ROUND_ROBIN, WAY_NAMES, RuleDraft, RuleRow
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.fitting_area import FittingArea
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.tick import Tick
from smallcrm.ui.widgets.typed_edit import DecimalEdit

_HIGHEST = 160  # of the names; more of them are scrolled
_USUAL_WAIT = 15  # minutes that a new rule begins with


class RuleDialog(FormDialog):
    """A new rule, or one that is there already (*row*)."""

    def __init__(self, context: Context, row: RuleRow | None, parent: QWidget) -> None:
        super().__init__(context, T("Who gets new leads"), parent)
        self._row = row
        self.source = QLineEdit(row.source if row else "")
        self.way = Choice(WAY_NAMES.items())
        self.minutes = DecimalEdit(0)
        self.people = {each.id: Tick(each.name) for each in context.ops.read(staff.list_staff)}
        self._build()
        self.way.set_value(row.way if row else ROUND_ROBIN)
        wait = row.call_within if row else _USUAL_WAIT
        self.minutes.set_value(None if wait is None else Decimal(wait))
        for staff_id, tick in self.people.items():
            tick.setChecked(row is None or staff_id in row.people)

    def save(self) -> None:
        """Store the rule and close; what is wrong is said beside its field."""
        if not self.minutes.commit():
            return
        minutes, row = self.minutes.value(), self._row
        chosen = tuple(staff_id for staff_id, tick in self.people.items() if tick.isChecked())
        draft = RuleDraft(
            chosen,
            self.source.text(),
            self.way.value(),
            None if minutes is None else int(minutes),
        )
        self.write(
            T("Change a rule for leads") if row else T("Add a rule for leads"),
            lambda session: (
                leads.change_rule(session, row.id, draft) if row else leads.add_rule(session, draft)
            ),
            T("The rule is saved"),
        )

    def _build(self) -> None:
        boxes, flow = QWidget(), FlowLayout(self.context.ui.m.s3)
        boxes.setLayout(flow)
        for tick in self.people.values():
            flow.addWidget(tick)
        people = FittingArea(boxes)
        people.setMaximumHeight(self.context.theme.size(_HIGHEST))
        nobody = T("Add the people who work here first.") if not self.people else ""
        self.add_field("source", T("Source"), self.source, T("Empty: leads from everywhere."))
        self.add_field("people", T("Who takes part"), people, nobody)
        self.add_field("way", T("How"), self.way)
        self.add_field(
            "call_within",
            T("Call within, in minutes"),
            self.minutes,
            T("Makes a task for the new owner. Empty: no task."),
        )
        self.lay_out("source", "people", "way", "call_within")
