"""What stands above the deals: title, count, sums, which pipeline, the menu."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from smallcrm.core.money import Money
from smallcrm.core.text import TN, T, Text
from smallcrm.services.pipeline import OPEN
from smallcrm.ui.counting import count_text
from smallcrm.ui.pipeline import words
from smallcrm.ui.pipeline.found import BOARD, FORECAST, LIST, Found
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.flow_layout import FlowLayout

VIEWS: dict[str, Text] = {BOARD: T("Board"), LIST: T("List"), FORECAST: T("Forecast")}
_CHOICE_WIDTH = 200  # logical pixels at 100 %
_BETWEEN = 6  # between two chips


class Head(QWidget):
    """Only says what is wanted.

    Signals:
        view_wanted: One of ``VIEWS``.
        pipeline_wanted: Another pipeline; carries its id.
        new_wanted, stages_wanted, export_wanted, bin_wanted: What its button or its menu says.
    """

    view_wanted = Signal(str)
    pipeline_wanted = Signal(int)
    new_wanted = Signal()
    stages_wanted = Signal()
    export_wanted = Signal()
    bin_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ui = context.ui
        self.count = self._ui.pill("")
        self.sums = self._ui.label("", "caption_strong", "2")
        self.views = Chips(self._ui, list(VIEWS.items()), T("How to look at deals"))
        self.choice = Choice([])
        self.choice.setAccessibleName(str(T("Pipeline")))
        self._shown: list[tuple[str, str]] = []
        self._build()
        self.views.chosen.connect(self.view_wanted)
        self.choice.committed.connect(lambda key: self.pipeline_wanted.emit(int(key)))
        context.theme.changed.connect(self._fit)
        self._fit()

    def show_view(self, view: str) -> None:
        """This is how deals are looked at."""
        self.views.choose(view)

    def show_found(self, found: Found) -> None:
        """Show how many deals are open, what they are worth, and which pipelines there are."""
        opened = [column for column in found.columns if column.stage.kind == OPEN]
        count = sum(column.count for column in opened)
        number = count_text(count)
        words_of = TN("{number} open deal", "{number} open deals", count, number=number)
        self.count.setText(str(words_of))
        totals: Counter[str] = Counter()
        for column in opened:
            for each in column.sums:
                totals[each.currency] += each.minor
        self.sums.setText(words.sums(Money(totals[code], code) for code in sorted(totals)))
        self._offer([(str(row.id), row.name) for row in found.pipelines], str(found.pipeline_id))

    def _offer(self, choices: list[tuple[str, str]], chosen: str) -> None:
        if choices != self._shown:
            self._shown = choices
            self.choice.clear()
            for key, name in choices:
                self.choice.addItem(name, key)
        self.choice.set_value(chosen)
        self.choice.setVisible(len(choices) > 1)

    def _build(self) -> None:
        ui = self._ui
        words = QWidget()
        flow = FlowLayout(ui.m.s3)
        words.setLayout(flow)
        for widget in (ui.label(T("Pipeline"), "title"), self.choice, self.count, self.sums):
            flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        words.setSizePolicy(policy)
        line = ui.row(ui.m.s3)
        line.addWidget(words, 1)
        for button in self._buttons():
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def _buttons(self) -> tuple[QWidget, ...]:
        ui = self._ui
        new = ui.button(T("New deal"), "primary", "plus", clicked=self.new_wanted.emit)
        ui.explain(new, T("New deal"), "Ctrl+N")
        menu = QMenu(self)
        ui.action(menu, T("Edit stages"), "settings", self.stages_wanted.emit)
        ui.action(menu, T("Export this list…"), "download", self.export_wanted.emit)
        ui.action(menu, T("Deals in the bin"), "bin", self.bin_wanted.emit)
        return new, ui.menu_button("more", T("More actions"), menu)

    def _fit(self) -> None:
        self.choice.setMaximumWidth(self._ui.theme.size(_CHOICE_WIDTH))
        buttons = self.views.findChildren(Button)
        width = sum(button.sizeHint().width() + _BETWEEN for button in buttons)
        # Side by side in one line, which others share.
        self.views.setFixedSize(width, buttons[0].sizeHint().height())
