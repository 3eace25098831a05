"""Icons: line drawings on a grid of 24, tinted with the color in force when they are painted."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from smallcrm.core import paths
from smallcrm.ui.theme.theme import Theme


@cache
def drawing(name: str) -> str:
    """The SVG text of icon *name*, with ``currentColor`` for the ink."""
    return (paths.resource("icons") / f"{name}.svg").read_text("utf-8")


class Icons:
    """Makes icons that follow the theme without being made again."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._pixmaps: dict[tuple[str, str, int], QPixmap] = {}

    def icon(self, name: str, ink: str = "text2", ink_checked: str = "") -> QIcon:
        """Icon *name*; *ink* and *ink_checked* are names of tokens."""
        return QIcon(_TintedEngine(self, name, ink, ink_checked or ink))

    def pixmap(self, name: str, ink: str, size: float, ratio: float = 1.0) -> QPixmap:
        """Icon *name* in logical pixels *size*, for a screen of *ratio*."""
        pixmap = QPixmap(self.raw(name, ink, round(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def raw(self, name: str, ink: str, pixels: int) -> QPixmap:
        """Icon *name*, *pixels* of the screen wide."""
        color: str = getattr(self._theme.c, ink)
        key = (name, color, pixels)
        if key not in self._pixmaps:
            self._pixmaps[key] = _render(drawing(name).replace("currentColor", color), pixels)
        return self._pixmaps[key]


def _render(svg: str, pixels: int) -> QPixmap:
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return pixmap


_clones: list[_TintedEngine] = []


class _TintedEngine(QIconEngine):
    """Looks the color up whenever Qt asks for the picture."""

    def __init__(self, icons: Icons, name: str, ink: str, ink_checked: str) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._ink = ink
        self._ink_checked = ink_checked

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        ink = self._ink_checked if state == QIcon.State.On else self._ink
        if mode == QIcon.Mode.Disabled:
            ink = "control"
        return self._icons.raw(self._name, ink, min(size.width(), size.height()))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        ratio = painter.deviceTransform().m11()  # painter.device() would load 100 Qt classes
        pixels = round(side * ratio)
        picture = QPixmap(self.pixmap(QSize(pixels, pixels), mode, state))
        picture.setDevicePixelRatio(ratio)
        corner = QPoint(
            rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2
        )
        painter.drawPixmap(corner, picture)

    def clone(self) -> QIconEngine:
        made = _TintedEngine(self._icons, self._name, self._ink, self._ink_checked)
        _clones.append(made)  # PySide would end it at once, and Qt go on using it
        return made
