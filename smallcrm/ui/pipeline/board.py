"""The board: a column for each stage, side by side; wider than the window it scrolls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from smallcrm.services.pipeline import Card, Column
from smallcrm.ui.pipeline.card_list import CardList
from smallcrm.ui.pipeline.column import BoardColumn
from smallcrm.ui.pipeline.drop_bar import DropBar
from smallcrm.ui.shell.context import Context

_EDGE, _SCROLL = 48, 24  # logical pixels: how near to the edge, and how far at once


class BoardView(QWidget):
    """Shows what it is given and says what somebody wants; knows no rules.

    Signals:
        moved: A card was dragged elsewhere; carries the deal, the stage, the deal before or 0.
        opened: A card is to be opened.
        asked: The menu of a card is wanted; carries the deal and where, in the screen.
        add_wanted: A new deal is to begin in a stage.
        thrown: A card was let go on a zone of the bar; carries the zone and the deal.
    """

    moved = Signal(int, int, int)
    opened = Signal(int)
    asked = Signal(int, QPoint)
    add_wanted = Signal(int)
    thrown = Signal(str, int)

    def __init__(self, context: Context, fetch: Callable[[list[int]], Mapping[int, Card]]) -> None:
        super().__init__()
        self._ui = context.ui
        self._fetch = fetch
        self.columns: list[BoardColumn] = []
        self._active: CardList | None = None
        self._is_shown = False
        self._holder = QWidget()
        self._row = QHBoxLayout(self._holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(self._ui.m.s3)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.bar = DropBar(self._ui, self)
        self.bar.dropped.connect(self.thrown)

    @property
    def seen(self) -> list[int]:
        """The deals whose cards somebody looks at."""
        return [deal_id for column in self.columns for deal_id in column.cards.seen()]

    def prepare(self) -> None:
        """Make one column more than there are, unless they are shown already."""
        if not self._is_shown:
            self._add_column()

    def show_columns(self, columns: Sequence[Column], cards: Mapping[int, Card]) -> None:
        """Show *columns*; *cards* are those that are read already."""
        self._is_shown = True
        if [column.stage_id for column in self.columns] != [one.stage.id for one in columns]:
            self._make(len(columns))
        for shown, column in zip(self.columns, columns, strict=True):
            own = {deal_id: cards[deal_id] for deal_id in column.deals if deal_id in cards}
            shown.show_column(column, own)
        self._level_later()

    def start(self) -> None:
        """Put the keyboard on the card that is chosen, or on the first one."""
        filled = [column.cards for column in self.columns if column.cards.cards.ids]
        target = self._active or next(iter(filled), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def current_id(self) -> int:
        """The deal that is chosen, or 0."""
        return self._active.current_id() if self._active is not None else 0

    def current_stage(self) -> int:
        """The stage that has the keyboard, or 0."""
        column = self._column_of(self._active)
        return column.stage_id if column is not None else 0

    def go_to(self, deal_id: int) -> None:
        """Choose a deal, wherever it is."""
        for column in self.columns:
            if column.cards.choose(deal_id):
                self._activate(column)

    def beside(self, stage_id: int, step: int) -> int:
        """The stage at the right (1) or at the left (-1) of another one; 0 at the end."""
        stages = [column.stage_id for column in self.columns]
        place = stages.index(stage_id) + step
        return stages[place] if 0 <= place < len(stages) else 0

    def first_of(self, stage_id: int) -> int:
        """The first deal of a stage, or 0."""
        found = next((column for column in self.columns if column.stage_id == stage_id), None)
        return found.cards.cards.ids[0] if found is not None and found.cards.cards.ids else 0

    def place_of(self, deal_id: int) -> tuple[int, list[int]]:
        """The stage that shows a deal, and all deals there in their order; 0 for none."""
        for column in self.columns:
            if deal_id in column.cards.cards.ids:
                return column.stage_id, column.cards.cards.ids
        return 0, []

    def shift(self, deal_id: int, stage_id: int, before: int | None, *, follow: bool) -> None:
        """Show a deal elsewhere at once, before the file has it so.

        Without *follow* the keyboard stays in its column, on the card that is there now. A stage
        of 0: the deal goes away.
        """
        source = self._with_deal(deal_id)
        target = next((one for one in self.columns if one.stage_id == stage_id), None)
        if source is None:
            return
        row = source.cards.cards.row_of(deal_id)
        card = source.cards.cards.take(deal_id)
        source.tell_count(len(source.cards.cards.ids))
        if target is not None:
            target.cards.cards.put(deal_id, before, card)
            target.tell_count(len(target.cards.cards.ids))
        if follow and target is not None:
            target.cards.choose(deal_id)
            self._activate(target)
        elif ids := source.cards.cards.ids:
            source.cards.choose(ids[min(row, len(ids) - 1)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.place()
        self._level_later()

    def _make(self, count: int) -> None:
        """Have *count* columns; those that are there already stay."""
        self._active = None
        while len(self.columns) > count:
            column = self.columns.pop()
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        while len(self.columns) < count:
            self._add_column()

    def _add_column(self) -> None:
        column = BoardColumn(self._ui, self._fetch)
        cards = column.cards
        cards.opened.connect(self.opened)
        cards.asked.connect(self.asked)
        cards.stepped.connect(lambda step: self._step(column, step))
        cards.entered_by.connect(lambda: self._activate(column))
        cards.lifted.connect(lambda deal_id: self.bar.appear(shown=bool(deal_id)))
        cards.hovered_over.connect(self._on_hovered_over)
        cards.dropped.connect(
            lambda deal_id, before: self.moved.emit(deal_id, column.stage_id, before)
        )
        column.add_wanted.connect(lambda: self.add_wanted.emit(column.stage_id))
        self.columns.append(column)
        self._row.addWidget(column, 1)

    def _activate(self, column: BoardColumn) -> None:
        """The keyboard is in *column* now; no other one has a chosen card."""
        self._active = column.cards
        for other in self.columns:
            if other is not column:
                other.cards.forget()
        focus = QApplication.focusWidget()
        if focus is not None and focus is not column.cards and self.isAncestorOf(focus):
            column.cards.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(column, 0, 0)

    def _step(self, column: BoardColumn, step: int) -> None:
        """Left or Right: the card at the same height in the column beside."""
        place = self.columns.index(column) + step
        if not 0 <= place < len(self.columns):
            return
        chosen = column.cards.visualRect(column.cards.currentIndex())
        target = self.columns[place].cards
        target.choose_at(chosen.center().y())
        target.setProperty("keyboard", "true")
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _with_deal(self, deal_id: int) -> BoardColumn | None:
        return next((one for one in self.columns if deal_id in one.cards.cards.ids), None)

    def _column_of(self, cards: CardList | None) -> BoardColumn | None:
        return next((column for column in self.columns if column.cards is cards), None)

    def _on_hovered_over(self, where: QPoint) -> None:
        """Scroll sideways near the left and the right edge."""
        along = self.area.mapFromGlobal(where).x()
        bar = self.area.horizontalScrollBar()
        if along < _EDGE:
            bar.setValue(bar.value() - _SCROLL)
        elif along > self.area.width() - _EDGE:
            bar.setValue(bar.value() + _SCROLL)

    def _level_later(self) -> None:
        QTimer.singleShot(0, self, self._level)  # the columns have their widths by then

    def _level(self) -> None:
        """All headings are as high as the highest one, so that the cards begin side by side."""
        height = max((column.head_height() for column in self.columns), default=0)
        for column in self.columns:
            column.head.setFixedHeight(height)
