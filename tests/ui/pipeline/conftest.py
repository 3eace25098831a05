"""The page Pipeline of a whole window, and fingers for it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog

from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import DealDraft

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Pipeline:
    """The page with three deals in the first stage, and fingers."""

    def __init__(self, qtbot, window, database, people):
        self.qtbot, self.window, self.database = qtbot, window, database
        ann = people["Ann Archer"]
        with database.write(T("Test")) as session:
            self.first = pipeline.find_pipeline(session, "")
            self.stages = {row.name: row.id for row in pipeline.list_stages(session, self.first)}
            drafts = [DealDraft(name, ann, Decimal(100)) for name in ("Roof", "Wall", "Door")]
            self.roof, self.wall, self.door = pipeline.create_deals(session, drafts)
        window.open("crm://pipeline")
        self.page = window.host.page
        self.until(lambda: self.shown() == {"New": ["Roof", "Wall", "Door"]})
        self.choose(self.roof)

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=5000)

    def choose(self, deal_id):
        self.page.board.go_to(deal_id)
        self.page.board.start()
        self.until(lambda: self.page.board.current_id() == deal_id)

    def press(self, key, modifier=NONE):
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def column(self, name):
        return next(one for one in self.page.board.columns if one.stage_id == self.stages[name])

    def shown(self):
        """The titles on screen, column by column."""
        found = {}
        for column in self.page.board.columns:
            model = column.cards.cards
            titles = [model.index(row).data() for row in range(model.rowCount())]
            if titles:
                found[column._name.text()] = titles
        return found

    def stored(self):
        """The titles in the file, column by column."""
        with self.database.read() as session:
            columns = pipeline.board(session, self.first)
            cards = pipeline.list_cards(session, [key for one in columns for key in one.deals])
        named = {one.stage.name: [cards[key].title for key in one.deals] for one in columns}
        return {name: titles for name, titles in named.items() if titles}

    def settled(self, wanted):
        """Screen and file agree on *wanted*, and nothing is on its way."""
        self.until(lambda: self.shown() == wanted and self.stored() == wanted)
        self.until(lambda: self.page._pending == 0)

    def dialog(self, kind):
        found = []

        def look():
            found[:] = [one for one in self.window.findChildren(kind) if one.isVisible()]
            return found

        self.until(look)
        return found[0]

    def gone(self, dialog: QDialog):
        self.until(lambda: dialog not in self.window.findChildren(type(dialog)))

    def read(self, query, *args):
        with self.database.read() as session:
            return query(session, *args)

    def drag(self, deal_id, target, point):
        """Let a card go at *point* of the widget *target*, as the system tells it."""
        source = next(
            one.cards for one in self.page.board.columns if deal_id in one.cards.cards.ids
        )
        row = source.cards.row_of(deal_id)
        data = source.cards.mimeData([source.cards.index(row)])
        source.lift(deal_id)
        self.over(target, point, data)
        drop = QDropEvent(
            QPointF(point), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NONE
        )
        QApplication.sendEvent(target, drop)
        source.lift(0)
        return drop

    def over(self, target, point, data):
        left, move = Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction
        QApplication.sendEvent(target, QDragEnterEvent(point, move, data, left, NONE))
        QApplication.sendEvent(target, QDragMoveEvent(point, move, data, left, NONE))

    def leave(self, target):
        QApplication.sendEvent(target, QDragLeaveEvent())

    def point_in(self, name, row):
        """The upper half of a row in a column."""
        cards = self.column(name).cards
        return cards.visualRect(cards.cards.index(row)).topLeft() + QPoint(20, 5)


@pytest.fixture
def deals(qtbot, window, database, people):
    return Pipeline(qtbot, window, database, people)
