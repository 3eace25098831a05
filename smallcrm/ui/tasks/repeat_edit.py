"""How a task repeats: a few choices, the words for it and the next days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import islice

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T, Text
from smallcrm.services.tasks import recurrence, rule_words
from smallcrm.services.tasks.recurrence import Series
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.typed_edit import DateEdit, DecimalEdit

NEVER, OWN, LAST_DAY = "", "own", "last"
CHOICES: dict[str, Text] = {
    NEVER: T("Never"),
    "DAILY": T("Every day"),
    "WEEKLY": T("Every week"),
    "MONTHLY": T("Every month"),
    LAST_DAY: T("On the last day of the month"),
    "YEARLY": T("Every year"),
}
_SHORT: dict[str, Text] = {
    "MO": T("Mon"),
    "TU": T("Tue"),
    "WE": T("Wed"),
    "TH": T("Thu"),
    "FR": T("Fri"),
    "SA": T("Sat"),
    "SU": T("Sun"),
}
_SHOWN = 3  # days that are told
_MOST = 999


class RepeatEdit(QWidget):
    """Makes the rules that people need; one from elsewhere stays as it is until it is changed.

    Signals:
        committed: The task repeats in another way now; carries the rule.
    """

    committed = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._rule, self._due, self._zone = "", "", ""
        self.choice = Choice(list(CHOICES.items()))
        self.every = DecimalEdit(0)
        self.until = DateEdit(ui)
        self.days = {key: ui.button(words, "chip", checkable=True) for key, words in _SHORT.items()}
        self._weekdays = QWidget()
        self._more = QWidget()
        self._said = ui.label("", "body", "2", wrap=True)
        self._build()

    def show_rule(self, rule: str, due: str, zone: str) -> None:
        """Show *rule* of a task that comes next at *due*."""
        self._rule, self._due, self._zone = rule, due, zone
        parts = recurrence.parts_of(rule) if rule else {}
        self.choice.set_value(self._kind(parts))
        if self._kind(parts) == OWN:
            self.choice.setItemText(self.choice.findData(OWN), str(T("By a rule of its own")))
        self.every.set_value(Decimal(parts.get("INTERVAL", "1")))
        self.until.set_value(recurrence.last_day(rule, zone))
        chosen = parts.get("BYDAY", rule_words.DAYS[self._day().weekday()]).split(",")
        for key, button in self.days.items():
            button.setChecked(key in chosen)
        self._fit()

    def first_day(self) -> date:
        """The first day that the rule has from today on."""
        first = recurrence.first(self._rule, clock.today().isoformat(), self._zone)
        return date.fromisoformat(first.due) if first is not None else clock.today()

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.s2)
        column.addWidget(FormField(ui, T("Repeats"), self.choice, name="repeats"))
        flow = FlowLayout(m.s1)
        self._weekdays.setLayout(flow)
        for key, button in self.days.items():
            button.setAccessibleName(str(rule_words.ON_DAYS[key]))
            button.clicked.connect(self._on_changed)
            flow.addWidget(button)
        column.addWidget(self._weekdays)
        row = ui.row(m.s3)
        row.addWidget(FormField(ui, T("Every so many"), self.every, name="every"), 1)
        row.addWidget(FormField(ui, T("Last day"), self.until, name="until"), 2)
        self._more.setLayout(row)
        column.addWidget(self._more)
        column.addWidget(self._said)
        self.choice.committed.connect(lambda _key: self._on_changed())
        self.every.committed.connect(lambda _value: self._on_changed())
        self.until.committed.connect(lambda _value: self._on_changed())

    def _kind(self, parts: dict[str, str]) -> str:
        if not parts:
            return NEVER
        if parts.get("BYMONTHDAY") == rule_words.LAST:
            return LAST_DAY
        said = rule_words.how_often(recurrence.rule_of(parts), self._due)
        is_weekday_of_month = parts["FREQ"] == "MONTHLY" and "BYDAY" in parts
        is_own = is_weekday_of_month or said == str(T("by a rule of its own"))
        return OWN if is_own else parts["FREQ"]

    def _on_changed(self) -> None:
        rule = self._made()
        if rule != self._rule:
            self._rule = rule
            self._fit()
            self.committed.emit(rule)

    def _made(self) -> str:
        """The rule that the fields say."""
        kind, day = self.choice.value(), self._day()
        if kind in (NEVER, OWN):
            return self._rule if kind == OWN else ""
        every = self.every.value() or Decimal(1)
        parts = {"FREQ": "MONTHLY" if kind == LAST_DAY else kind}
        if 1 < every <= _MOST:
            parts["INTERVAL"] = str(int(every))
        if kind == LAST_DAY:
            parts["BYMONTHDAY"] = rule_words.LAST
        if kind == "WEEKLY":
            parts["BYDAY"] = self._chosen_days(day)
        if (last := self.until.value()) is not None:
            has_time = " " in self._due
            parts["UNTIL"] = recurrence.until(last, zone=self._zone, has_time=has_time)
        return recurrence.keep_day(recurrence.rule_of(parts), day.isoformat())

    def _chosen_days(self, day: date) -> str:
        chosen = [key for key, button in self.days.items() if button.isChecked()]
        return ",".join(chosen or [rule_words.DAYS[day.weekday()]])

    def _day(self) -> date:
        return date.fromisoformat(self._due[:10]) if self._due else clock.today()

    def _fit(self) -> None:
        kind = self.choice.value()
        self._weekdays.setVisible(kind == "WEEKLY")
        self._more.setVisible(kind not in (NEVER, OWN))
        self._said.setVisible(bool(self._rule))
        if self._rule:
            self._said.setText(self._sentence())
            for button in self._shown_days():
                button.setChecked(True)

    def _shown_days(self) -> list[Button]:
        chosen = recurrence.parts_of(self._rule).get("BYDAY", "").split(",")
        return [button for key, button in self.days.items() if key in chosen]

    def _sentence(self) -> str:
        """The rule in words, and the next days."""
        due = self._due or clock.today().isoformat()
        words = rule_words.sentence(self._rule, due, self._zone)
        coming = islice(Series(self._rule, due, self._zone).occurrences(), _SHOWN)
        days = ", ".join(formats.weekday(date.fromisoformat(one.due[:10])) for one in coming)
        return f"{words[:1].upper()}{words[1:]}: {days}"
