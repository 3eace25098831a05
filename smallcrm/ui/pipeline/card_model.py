"""The deals of one column: ids in their order, cards fetched when they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
)

from smallcrm.services.pipeline import Card
from smallcrm.ui.pipeline import words
from smallcrm.ui.widgets.plain import plain_tooltip

MIME = "application/x-smallcrm-deal"
CARD = Qt.ItemDataRole.UserRole + 30
GAP = Qt.ItemDataRole.UserRole + 31  # whether the row is the place where a drop would go
PAGE = 32
_MANY = 100  # rows between the first and the last that differ: more are shown anew
Index = QModelIndex | QPersistentModelIndex
_DRAGGED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled


class CardModel(QStringListModel):
    """Rows are deals, and while something is dragged over the column one empty row, the gap.

    The strings are empty: they only count the rows in C++, which a view that lays out ten thousand
    of them asks for each. Measured: a third of the time of a board of that size.
    """

    def __init__(
        self, fetch: Callable[[list[int]], Mapping[int, Card]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: list[int] = []
        self._cards: dict[int, Card] = {}
        self._gap: int | None = None

    @property
    def ids(self) -> list[int]:
        """The deals in their order; not to be changed."""
        return self._ids

    @property
    def gap(self) -> int | None:
        """Before which deal, by its place, the gap is; None for no gap."""
        return self._gap

    def show(self, ids: Sequence[int], cards: Mapping[int, Card]) -> bool:
        """Show *ids*, with the *cards* that are known already; whether they are others now.

        Where only some came, went or changed places, the view keeps its place.
        """
        self._cards = dict(cards)
        if list(ids) == self._ids:
            self._repaint()
            return False
        self.set_gap(None)
        start, old, new = _difference(self._ids, ids)
        if max(old, new) - start > _MANY:
            self._ids = list(ids)
            self.setStringList([""] * len(self._ids))
            return True
        if old > start:
            self.removeRows(start, old - start)
        self._ids = list(ids)
        if new > start:
            self.insertRows(start, new - start)
        self._repaint()
        return True

    def take(self, deal_id: int) -> Card | None:
        """Take a deal out; return its card."""
        self.set_gap(None)
        row = self._ids.index(deal_id)
        card = self.card(deal_id, row)
        self.removeRows(row, 1)
        del self._ids[row]
        return card

    def put(self, deal_id: int, before: int | None, card: Card | None) -> None:
        """Put a deal right before another one, or at the end."""
        self.set_gap(None)
        row = self._ids.index(before) if before in self._ids else len(self._ids)
        if card is not None:
            self._cards[deal_id] = card
        self._ids.insert(row, deal_id)
        self.insertRows(row, 1)

    def set_gap(self, place: int | None) -> None:
        """Open a gap before the deal at *place*; None closes it."""
        if place == self._gap:
            return
        if self._gap is not None:
            self.removeRows(self._gap, 1)
            self._gap = None
        if place is not None:
            self._gap = place
            self.insertRows(place, 1)

    def id_at(self, row: int) -> int:
        """The deal in *row*; 0 for the gap, and for a row that comes or goes just now."""
        if self._gap is not None and row >= self._gap:
            row = row - 1 if row > self._gap else -1
        return self._ids[row] if 0 <= row < len(self._ids) else 0

    def row_of(self, deal_id: int) -> int:
        """The row of a deal, or -1 when it is not here."""
        if deal_id not in self._ids:
            return -1
        place = self._ids.index(deal_id)
        return place + 1 if self._gap is not None and place >= self._gap else place

    def card(self, deal_id: int, row: int) -> Card | None:
        """The card of the deal in *row*; None when it is gone meanwhile."""
        if deal_id not in self._cards:
            start = max(row - row % PAGE, 0)
            self._cards.update(self._fetch(self._ids[start : start + PAGE + 1]))
        return self._cards.get(deal_id)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _DRAGGED if self.id_at(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        reader = _READERS.get(role)
        if not index.isValid() or (reader is None and role != GAP):
            return None
        deal_id = self.id_at(index.row())
        if role == GAP:
            return deal_id == 0
        card = self.card(deal_id, index.row()) if deal_id else None
        return None if card is None or reader is None else reader(card)

    def match(
        self,
        _start: Index,
        _role: int,
        _value: Any,
        _hits: int = 1,
        _flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """Letters typed on a card are commands; Qt's own would fetch every card for them."""
        return []

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, str(self.id_at(indexes[0].row())).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def _repaint(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))


def _difference(old: Sequence[int], new: Sequence[int]) -> tuple[int, int, int]:
    """Where two lists begin to differ, and where in each the part ends that they share again."""
    least = min(len(old), len(new))
    start = next((at for at in range(least) if old[at] != new[at]), least)
    alike = 0
    while alike < least - start and old[-1 - alike] == new[-1 - alike]:
        alike += 1
    return start, len(old) - alike, len(new) - alike


def dragged_id(data: QMimeData) -> int:
    """The deal that is dragged; 0 when it is something else."""
    return int(data.data(MIME).data()) if data.hasFormat(MIME) else 0


_READERS: dict[int, Callable[[Card], Any]] = {
    CARD: lambda card: card,
    Qt.ItemDataRole.DisplayRole: lambda card: card.title,
    Qt.ItemDataRole.AccessibleTextRole: words.spoken,
    Qt.ItemDataRole.ToolTipRole: lambda card: plain_tooltip(words.tip(card)),
}
