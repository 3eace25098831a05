"""Printed pages on screen: white paper on the window's canvas, one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from smallcrm.core.text import T
from smallcrm.ui.theme.theme import Theme

if TYPE_CHECKING:  # PDFium is loaded when the first page is drawn
    from smallcrm.services.documents.pdf.preview import PageImage

_A4 = 595.276  # points; other papers are drawn once more when their width is known
_INCH = 72  # points
_GAP = 12  # between pages, and at their sides
_TOP = 2  # above the first one, for its edge
_WIDEST = 900  # logical pixels; a page is not read better when it is wider
_SHADOW = (14, 9, 5)  # alpha of three rings
_RATIO = 297 / 210  # of a page that is not there yet
_PAUSE = 60  # milliseconds after the width changed


class PaperView(QScrollArea):
    """Pages as wide as there is room, at the resolution of the screen; several scroll.

    Signals:
        resized: The pages are wanted in another resolution.
    """

    resized = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sheets = _Sheets(theme)
        self._points = _A4
        self._asked = 0.0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.resized)
        self.setWidget(self._sheets)
        self.setWidgetResizable(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(str(T("Preview of the printed page")))

    @property
    def dpi(self) -> float:
        """Pixels per inch at which the pages fit now, on this screen."""
        self._asked = self._page_width() * self.devicePixelRatioF() * _INCH / self._points
        return self._asked

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._sheets.images)

    def page(self, number: int) -> QImage:
        """The picture of a page, counted from 0."""
        return self._sheets.images[number]

    def show_pages(self, pages: Sequence[PageImage], dpi: float) -> None:
        """Show *pages*, which were drawn at *dpi*; what is scrolled to stays."""
        ratio = self.devicePixelRatioF()
        self._sheets.set_images([_image(page, ratio) for page in pages])
        self._fit()
        if pages:
            points = pages[0].width * _INCH / dpi
            if abs(points - self._points) > 1:
                self._points = points
                self._pause.start()

    def clear(self) -> None:
        """Show an empty sheet."""
        self._sheets.set_images([])
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(440, 620)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        wanted = self._page_width() * self.devicePixelRatioF() * _INCH / self._points
        if abs(wanted - self._asked) > 0.5:  # noqa: PLR2004 - less than a pixel in width
            self._pause.start()

    def _page_width(self) -> int:
        room = self.width() - 2 * _GAP - self.verticalScrollBar().sizeHint().width()
        return max(min(room, _WIDEST), 120)

    def _fit(self) -> None:
        self._sheets.fit(self.viewport().width(), self._page_width())


class _Sheets(QWidget):
    """All pages, painted where they are seen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.images: list[QImage] = []
        self._page_width = 0

    def set_images(self, images: list[QImage]) -> None:
        """Show other pages."""
        self.images = images
        self.update()

    def fit(self, width: int, page_width: int) -> None:
        """Be *width* wide, with pages of *page_width*."""
        self._page_width = page_width
        self.resize(width, round(self._places(width)[-1].bottom()) + _GAP)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, place in enumerate(self._places(self.width())):
            if not place.intersects(QRectF(event.rect()).adjusted(-_GAP, -_GAP, _GAP, _GAP)):
                continue
            self._paint_shadow(painter, place)
            if number < len(self.images):
                self._paint_page(painter, place, self.images[number])
            else:
                painter.fillRect(place, QColor(Qt.GlobalColor.white))
        painter.end()

    def _paint_page(self, painter: QPainter, place: QRectF, image: QImage) -> None:
        size = image.deviceIndependentSize()
        if abs(size.width() - place.width()) < 1:  # pixel by pixel, as sharp as can be
            painter.drawImage(QPoint(round(place.x()), round(place.y())), image)
        else:
            painter.drawImage(place, image)

    def _paint_shadow(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if not self._theme.is_dark:
            for ring, alpha in enumerate(_SHADOW):
                painter.setBrush(QColor(0, 0, 0, alpha))
                painter.drawRoundedRect(place.adjusted(-ring, 0, ring, ring + 1), 2, 2)
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _places(self, width: int) -> list[QRectF]:
        places, top = [], float(_TOP)
        left = max((width - self._page_width) // 2, 0)
        ratios = [image.height() / image.width() for image in self.images]
        for ratio in ratios or [_RATIO]:
            height = round(self._page_width * ratio)
            places.append(QRectF(left, top, self._page_width, height))
            top += height + _GAP
        return places


def _image(page: PageImage, ratio: float) -> QImage:
    row = page.width * 4
    image = QImage(page.pixels, page.width, page.height, row, QImage.Format.Format_RGBX8888)
    image = image.convertToFormat(QImage.Format.Format_RGB32)  # its own memory, fast to paint
    image.setDevicePixelRatio(ratio)
    return image
