"""One recurring document: what it is called, when it falls due, what it says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import recurring
from smallcrm.services.recurring import UNIT_NAMES, RecurringDraft, Rule, schedule
from smallcrm.ui.documents.recurring.lines import RecurringLines
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.tick import Tick
from smallcrm.ui.widgets.typed_edit import DateEdit, DecimalEdit

_WIDEST = 860
_SHOWN = 4  # days that are told
_MOST = 1000  # units between two days


class RecurringForm(QWidget):
    """Nothing is stored until the button says so: what it makes is money.

    Signals:
        saved: It is stored.
        left: The form is not wanted any more.
    """

    saved = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._draft: RecurringDraft | None = None
        self._recurring_id = self._document_id = 0
        ui = self._ui
        self.name, self.every = LineEdit(), DecimalEdit(0)
        self.unit = Choice(list(UNIT_NAMES.items()))
        self.anchor, self.until = DateEdit(ui), DateEdit(ui)
        self.issues = Tick(T("Issue each by itself, without a draft"))
        self.save = ui.button(T("Save"), "primary", clicked=self.store)
        self._title = ui.label("", "title", elide=True)
        self._days = ui.label("", "body", "2", wrap=True)
        self._message = ui.label("", "body", "danger", wrap=True)
        self.lines = RecurringLines(context)
        self._build()

    def start(self, draft: RecurringDraft, recurring_id: int, document_id: int = 0) -> None:
        """Show *draft*: that of *recurring_id*, or with 0 a new one made of *document_id*."""
        self._draft = draft
        self._recurring_id, self._document_id = recurring_id, document_id
        self._title.setText(draft.name or str(T("New recurring document")))
        self.save.setText(str(T("Save") if recurring_id else T("Make it recurring")))
        self.name.set_value(draft.name)
        self.anchor.set_value(draft.rule.anchor)
        self.until.set_value(draft.rule.until)
        self.every.set_value(Decimal(draft.rule.every))
        self.unit.set_value(draft.rule.unit)
        self.issues.setChecked(draft.issues_itself)
        self._message.hide()
        self.lines.show_draft(draft.draft)
        self._tell_days()
        self.anchor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.anchor.selectAll()

    def store(self) -> None:
        """Store what the form says."""
        if self._draft is None or not self._commit():
            return
        draft, recurring_id, document_id = self._said(), self._recurring_id, self._document_id
        label = T("Change a recurring document") if recurring_id else T("New recurring document")
        self._context.ops.write(
            self,
            label,
            lambda session: (
                recurring.change(session, recurring_id, draft)
                if recurring_id
                else recurring.create(session, draft, document_id or None)
            ),
            lambda _id: self._on_stored(),
            self._on_failed,
        )

    def _build(self) -> None:
        m, ui = self._ui.m, self._ui
        inside = QWidget()
        inside.setMaximumWidth(ui.theme.size(_WIDEST))
        column = QVBoxLayout(inside)
        column.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s5)
        column.setSpacing(m.s4)
        column.addWidget(self._title)
        column.addWidget(self._when())
        column.addWidget(self.lines)
        column.addWidget(self._message)
        row = ui.row(m.s2)
        row.addStretch(1)
        row.addWidget(ui.button(T("Cancel"), "secondary", clicked=self.left.emit))
        row.addWidget(self.save)
        ui.explain(self.save, T("Save"), "Ctrl+Enter")
        column.addLayout(row)
        column.addStretch(1)
        outer = ui.column(0)
        self.setLayout(outer)
        outer.addWidget(scrolling(inside))
        for edit in (self.anchor, self.until, self.every):
            edit.committed.connect(lambda _value: self._tell_days())
        self.unit.committed.connect(lambda _key: self._tell_days())

    def _when(self) -> QWidget:
        ui, m = self._ui, self._ui.m
        card, layout = ui.card()
        layout.setContentsMargins(m.s5, m.s4, m.s5, m.s5)
        layout.setSpacing(m.s4)
        name = FormField(ui, T("Title"), self.name, T("Empty: the customer and the first line."))
        layout.addWidget(name)
        first = ui.row(m.s3)
        for field in (
            FormField(ui, T("First day"), self.anchor, name="anchor"),
            FormField(ui, T("Every"), self.every, name="every"),
            FormField(ui, T("Days, weeks, months or years"), self.unit, name="unit"),
            FormField(ui, T("Last day"), self.until, T("Empty: without an end."), name="until"),
        ):
            first.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(first)
        layout.addWidget(self._days)
        layout.addWidget(self.issues)
        return card

    def _commit(self) -> bool:
        """Take over what is typed; False where something cannot be read."""
        edits = (self.anchor, self.until, self.every)
        return [edit.commit() for edit in edits].count(False) == 0 and self.lines.finish()

    def _rule(self) -> Rule:
        every = self.every.value()
        return Rule(
            self.anchor.value() or clock.today(),
            int(every) if every is not None and 0 < every <= _MOST else 1,
            self.unit.value(),
            self.until.value(),
        )

    def _said(self) -> RecurringDraft:
        if self._draft is None:
            raise ValueError("nothing is shown")
        return replace(
            self._draft,
            name=self.name.text().strip(),
            rule=self._rule(),
            issues_itself=self.issues.isChecked(),
            draft=self.lines.draft(),
        )

    def _tell_days(self) -> None:
        rule = self._rule()
        end = rule.until or rule.anchor.replace(year=min(rule.anchor.year + 900, 9999))
        days = [formats.day(day) for day in islice(schedule.periods(rule, end), _SHOWN)]
        text = T("On {days} and so on.", days=", ".join(days)) if days else T("On no day.")
        self._days.setText(str(text))

    def _on_stored(self) -> None:
        said = T("Saved") if self._recurring_id else T("It is recurring now.")
        self._context.say(said, undo=True)
        self.saved.emit()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self._context.fail(self, error)
            return
        self._message.setText(str(error))
        self._message.show()
