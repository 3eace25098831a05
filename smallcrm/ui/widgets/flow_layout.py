"""A layout that goes on in the next line instead of clipping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem


class FlowLayout(QLayout):
    """Chips, tags and buttons side by side, in as many lines as they need.

    Attributes:
        gap: Pixels between them, and between the lines.
    """

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), apply=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        width = max((item.minimumSize().width() for item in self._items), default=0)
        height = max((item.sizeHint().height() for item in self._items), default=0)
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def rows_of(self, sizes: Sequence[QSize], room: int) -> int:
        """In how many lines widgets of these *sizes* stand where there is *room* in each."""
        rows, x = 0, room + 1
        for size in sizes:
            if x + size.width() > room:
                rows, x = rows + 1, 0
            x += size.width() + self.gap
        return rows

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, apply=True)

    def _place(self, rect: QRect, *, apply: bool) -> int:
        margins = self.contentsMargins()
        left, right = rect.left() + margins.left(), rect.right() - margins.right()
        y = top = rect.top() + margins.top()
        for line in self._lines(right + 1 - left):
            height = max(size.height() for _item, size in line)
            x = left
            for item, size in line if apply else ():
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self.gap
            y += height + self.gap
        last = y - self.gap if y > top else top
        return last - rect.top() + margins.bottom()

    def _lines(self, room: int) -> Iterator[list[tuple[QLayoutItem, QSize]]]:
        """The items with their sizes, line by line; those of a line stand on its middle."""
        line: list[tuple[QLayoutItem, QSize]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue  # a hidden widget takes no room
            size = item.sizeHint()
            if line and x + size.width() > room:
                yield line
                line, x = [], 0
            line.append((item, size))
            x += size.width() + self.gap
        if line:
            yield line
