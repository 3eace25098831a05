"""Lines that are offered beneath a field: the model and the picture of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.rows import paint_row_ground, state_of

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Face(NamedTuple):
    """What a line shows.

    Attributes:
        more: Quieter, behind the title.
        right: At the right, never cut; in the color *ink*.
        icon: A file of ``resources/icons``.
    """

    title: str
    more: str = ""
    right: str = ""
    ink: str = "text2"
    icon: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.more, self.right) if part)


class Look(NamedTuple):
    """Sizes of a line: its height, and the gaps at its edges and behind the icon."""

    height: int
    edge: int
    gap: int


class OfferModel(QAbstractListModel):
    """Some lines, all of them known.

    Args:
        face: What a line shows.
        parent: Owns the model.
    """

    def __init__(self, face: Callable[[Any], Face], parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Any] = []
        self._face = face

    def set_lines(self, lines: Sequence[Any]) -> None:
        """Show *lines* instead."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        face = self._face(self.lines[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return face.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return face.spoken
        return face if role == Qt.ItemDataRole.UserRole else None


class OfferDelegate(QStyledItemDelegate):
    """Icon, title, quieter second part; the words at the right are never cut."""

    def __init__(self, ui: Ui, look: Look) -> None:
        super().__init__()
        self._ui = ui
        self._look = look

    def sizeHint(self, _option: Option, _index: _Index) -> QSize:
        return QSize(0, self._ui.theme.size(self._look.height))

    def paint(self, painter: QPainter, option: Option, index: _Index) -> None:
        face = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(face, Face):
            return
        theme, m, edge = self._ui.theme, self._ui.m, self._look.edge
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect).adjusted(edge, 1, -edge, -1)
        paint_row_ground(painter, place, state_of(option.widget, index), theme)
        inside = place.adjusted(m.s3, 0, -m.s3, 0)
        if face.icon:
            side = theme.size(m.icon)
            ratio = painter.deviceTransform().m11()  # painter.device() would load 100 Qt classes
            picture = self._ui.icons.pixmap(face.icon, "text2", side, ratio)
            painter.drawPixmap(round(inside.left()), round(inside.center().y() - side / 2), picture)
            inside.setLeft(inside.left() + side + self._look.gap)
        if face.right:
            wide = self._text(painter, inside, face.right, ("caption", face.ink), is_right=True)
            inside.setRight(inside.right() - wide - m.s3)
        wide = self._text(painter, inside, face.title, ("body", "text"))
        inside.setLeft(inside.left() + wide + m.s3)
        self._text(painter, inside, face.more, ("caption", "text2"))
        painter.restore()

    def _text(
        self,
        painter: QPainter,
        place: QRectF,
        text: str,
        look: tuple[str, str],
        *,
        is_right: bool = False,
    ) -> float:
        """Paint *text* in a font and a color, as far as there is room; return its width."""
        role, ink = look
        font = self._ui.theme.font(role)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(place.width(), 0))
        painter.setFont(font)
        painter.setPen(self._ui.theme.color(ink))
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, _MIDDLE | side, shown)
        return metrics.horizontalAdvance(shown)
