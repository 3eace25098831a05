"""One stage of the board: its name, count and sums above its cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.text import TN, T
from smallcrm.services.pipeline import COLORS, OPEN, Card, Column, StageRow
from smallcrm.ui.counting import count_text
from smallcrm.ui.pipeline import words
from smallcrm.ui.pipeline.card_delegate import CardDelegate
from smallcrm.ui.pipeline.card_list import CardList
from smallcrm.ui.pipeline.card_model import CardModel
from smallcrm.ui.widgets.factory import Ui

_DOT = 10  # logical pixels at 100 %
_LEAST = 172
_CERTAIN = 100  # per cent


class BoardColumn(QFrame):
    """A stage; what is done in it is told by ``cards``.

    Signals:
        add_wanted: A new deal is to begin here.
    """

    add_wanted = Signal()

    def __init__(self, ui: Ui, fetch: Callable[[list[int]], Mapping[int, Card]]) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("card", "column")
        self._dot = _Dot(ui)
        self._name = ui.label("", "body_strong", elide=True)
        self._count = ui.label("", "body", "2")
        self._sums = ui.label("", "caption_strong", "2", wrap=True)
        self._weighted = ui.label("", "caption", "2", wrap=True)
        self.head = QWidget()
        self._head = QVBoxLayout(self.head)
        self.delegate = CardDelegate(ui)
        self.cards = CardList(ui, CardModel(fetch, self), self.delegate)
        self._add = ui.icon_button("plus", T("Add deal"), clicked=self.add_wanted.emit, small=True)
        self._stage: StageRow | None = None
        self._build()
        ui.theme.changed.connect(self._fit)
        self._fit()

    def show_column(self, column: Column, found: Mapping[int, Card]) -> bool:
        """Show what *column* has; whether other deals stand here now."""
        stage = column.stage
        if stage != self._stage:
            self._show_stage(stage)
        self.tell_count(column.count)
        self._sums.setText(words.sums(column.sums))
        shown = words.sums(column.weighted) if 0 < stage.probability < _CERTAIN else ""
        percent = formats.percent(Decimal(stage.probability))
        weighted = T("{sum} at {percent}", sum=shown, percent=percent)
        self._weighted.setText(str(weighted) if shown else "")
        spoken = TN(
            "{stage}: {count} deal", "{stage}: {count} deals", column.count, stage=stage.name
        )
        self.cards.name(", ".join(filter(None, [str(spoken), self._sums.text()])))
        current = self.cards.current_id()
        changed = self.cards.cards.show(column.deals, found)
        if changed and current:
            self.cards.choose(current)
        return changed

    @property
    def stage_id(self) -> int:
        """The stage; 0 before it is known."""
        return self._stage.id if self._stage is not None else 0

    def tell_count(self, count: int) -> None:
        """Say how many deals stand here."""
        self._count.setText(count_text(count))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._ui.theme.size(_LEAST), super().minimumSizeHint().height())

    def head_height(self) -> int:
        """How high its heading has to be at its width."""
        if not self._head.hasHeightForWidth():
            return self._head.totalSizeHint().height()
        return self._head.totalHeightForWidth(self.head.width())

    def _show_stage(self, stage: StageRow) -> None:
        self._stage = stage
        self._dot.show_color(stage.color)
        self._name.setText(stage.name)
        words_of = T("Add deal to {stage}", stage=stage.name)
        self._add.setAccessibleName(str(words_of))
        self._ui.explain(self._add, words_of)
        self._add.setVisible(stage.kind == OPEN)

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        head = self._head
        head.setContentsMargins(m.s1, 0, m.s1, 0)
        head.setSpacing(2)
        line = ui.row(m.s2)
        line.addWidget(self._dot)
        line.addWidget(self._name, 1)
        line.addWidget(self._count)
        line.addWidget(self._add)
        keeps = self._add.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # headings stand on one line, with or without it
        self._add.setSizePolicy(keeps)
        head.addLayout(line)
        head.addWidget(self._sums)
        head.addWidget(self._weighted)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s2, m.s2, m.s2, m.s2)
        layout.setSpacing(m.s2)
        layout.addWidget(self.head)
        layout.addWidget(self.cards, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _fit(self) -> None:
        self.setMinimumWidth(self._ui.theme.size(_LEAST))
        self.cards.scheduleDelayedItemsLayout()


class _Dot(QWidget):
    """The color of a stage."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._color = ""
        ui.theme.changed.connect(self._fit)
        self._fit()

    def show_color(self, name: str) -> None:
        """Be of this color; empty: not there."""
        self._color = name
        self.setVisible(bool(name))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._color not in COLORS:
            return
        pair = self._ui.theme.c.avatars[COLORS.index(self._color)]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.split()[1]))
        painter.drawEllipse(QRectF(self.rect()))
        painter.end()

    def _fit(self) -> None:
        side = self._ui.theme.size(_DOT)
        self.setFixedSize(side, side)
