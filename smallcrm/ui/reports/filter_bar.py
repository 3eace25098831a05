"""Of which days and deals a report is, in chips that open a list each."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services.reports import DIMENSION_NAMES, next_month
from smallcrm.ui.receivables import periods
from smallcrm.ui.receivables.periods import Period
from smallcrm.ui.reports.asking import EACH, LOSSES, SOURCES, STAFF, Found, Wanted
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice_chip import ChoiceChip
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.typed_edit import DateEdit

_DAY_WIDTH = 150
_PERIOD, _PIPELINE, _OWNER, _SOURCE, _CAMPAIGN, _ROWS, _COLUMNS = (
    *("period", "pipeline", "owner", "source", "campaign", "rows", "columns"),
)
_QUARTER = 3  # months


class FilterBar(QWidget):
    """The chips, and two fields for days where somebody wants others.

    Signals:
        changed: Something else is wanted.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        ui = self._ui = context.ui
        self.chips = {
            _PERIOD: ChoiceChip(ui, T("Which days"), periods.YEAR),
            _PIPELINE: ChoiceChip(ui, T("Pipeline")),
            _OWNER: ChoiceChip(ui, T("Owner")),
            _SOURCE: ChoiceChip(ui, T("Source")),
            _CAMPAIGN: ChoiceChip(ui, T("Campaign")),
            _ROWS: ChoiceChip(ui, T("Lines"), next(iter(DIMENSION_NAMES))),
            _COLUMNS: ChoiceChip(ui, T("Columns"), nothing=T("No columns")),
        }
        self.first, self.last = DateEdit(ui), DateEdit(ui)
        self._first = FormField(ui, T("From"), self.first, name="first")
        self._last = FormField(ui, T("To"), self.last, name="last")
        self._build()

    def wanted(self, report: str) -> Wanted:
        """What is chosen for *report*."""
        keys = {name: chip.key for name, chip in self.chips.items()}
        return Wanted(
            report,
            self._days(clock.today()),
            int(keys[_PIPELINE] or 0),
            int(keys[_OWNER] or 0),
            keys[_SOURCE],
            int(keys[_CAMPAIGN] or 0),
            keys[_ROWS],
            keys[_COLUMNS],
        )

    def show_found(self, found: Found) -> None:
        """Offer what there is; a list with nothing to choose from is not there."""
        which = found.wanted.report
        pipelines = self.chips[_PIPELINE]
        pipelines.usual = str(found.pipelines[0].id)
        pipelines.offer([(str(row.id), row.name) for row in found.pipelines])
        pipelines.choose(str(found.wanted.pipeline_id))
        pipelines.setVisible(len(found.pipelines) > 1 and which not in (SOURCES, STAFF))
        self.chips[_OWNER].offer([(str(key), name) for key, name in found.owners])
        self.chips[_SOURCE].offer([(name, name) for name in found.sources])
        self.chips[_CAMPAIGN].offer([(str(key), name) for key, name in found.campaigns])
        if which == STAFF:  # calls and tasks come from no source
            self.chips[_SOURCE].hide()
            self.chips[_CAMPAIGN].hide()
        for name in (_ROWS, _COLUMNS):
            self.chips[name].setVisible(which == LOSSES)
        self._last.clear_error()

    def show_error(self, message: str) -> None:
        """The days are wrong."""
        self._last.set_error(message)

    def show_all(self) -> None:
        """Take away what narrows the deals; the days stay."""
        for name in (_OWNER, _SOURCE, _CAMPAIGN):
            self.chips[name].reset()
        self.changed.emit()

    @property
    def is_narrowing(self) -> bool:
        """Whether deals are left out for their owner, source or campaign."""
        return any(self.chips[name].key for name in (_OWNER, _SOURCE, _CAMPAIGN))

    def _days(self, today: date) -> Period:
        """The days of the chip; what is under way goes to its end, where a forecast needs it."""
        key = self.chips[_PERIOD].key
        first, last = self.first.value(), self.last.value()
        if key == periods.OWN and first is not None and last is not None:
            return Period(first, last)
        found = periods.period(key, today)
        months = {periods.THIS_MONTH: 1, periods.QUARTER: _QUARTER, periods.YEAR: 12}.get(key, 0)
        end = found.first
        for _ in range(months):
            end = next_month(end)
        return Period(found.first, end - date.resolution) if months else found

    def _build(self) -> None:
        flow = FlowLayout(self._ui.m.s2)
        self.setLayout(flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for name, chip in self.chips.items():
            flow.addWidget(chip)
            chip.chosen.connect(self._on_period if name == _PERIOD else self.changed)
        self.chips[_PERIOD].offer([(key, str(name)) for key, name in periods.NAMES.items()])
        rows = [(key, str(T("Lines: {name}", name=name))) for key, name in DIMENSION_NAMES.items()]
        self.chips[_ROWS].offer([*rows, (EACH, str(T("Lines: each combination")))])
        self.chips[_COLUMNS].offer(
            [(key, str(T("Columns: {name}", name=name))) for key, name in DIMENSION_NAMES.items()]
        )
        for name in (_PIPELINE, _OWNER, _SOURCE, _CAMPAIGN, _ROWS, _COLUMNS):
            self.chips[name].hide()
        for field, edit in ((self._first, self.first), (self._last, self.last)):
            flow.addWidget(field)
            field.hide()
            edit.committed.connect(lambda _day: self.changed.emit())
        self._ui.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for edit in (self.first, self.last):
            edit.setMinimumWidth(self._ui.theme.size(_DAY_WIDTH))

    def _on_period(self) -> None:
        is_own = self.chips[_PERIOD].key == periods.OWN
        if is_own and self.first.value() is None:
            month = self._days(clock.today())
            self.first.set_value(month.first)
            self.last.set_value(month.last)
        for field in (self._first, self._last):
            field.setVisible(is_own)
        if is_own:
            self.first.setFocus()
            self.first.selectAll()
        self.changed.emit()
