"""The look in force: scheme and text size, switched while the windows are open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from smallcrm.ui.theme import fonts
from smallcrm.ui.theme.palette import build_palette
from smallcrm.ui.theme.style import build_style_sheet
from smallcrm.ui.theme.tokens import DARK, LIGHT, METRICS, ROLES, Colors

SYSTEM, LIGHT_SCHEME, DARK_SCHEME = "system", "light", "dark"
SCHEMES = (SYSTEM, LIGHT_SCHEME, DARK_SCHEME)
TEXT_SIZES = (90, 100, 115, 130, 150)  # per cent
STYLE = ("-style", "fusion")  # for QApplication: the same on every system
_QT_SCHEMES = {
    SYSTEM: Qt.ColorScheme.Unknown,
    LIGHT_SCHEME: Qt.ColorScheme.Light,
    DARK_SCHEME: Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """Colors, fonts and sizes as they are now; one per program.

    Painting code asks each time it paints (answers are cached), so that a switch needs nothing
    but a repaint. Only fixed sizes have to be set again when ``changed`` comes.

    Signals:
        changed: Scheme or text size are others now, and already applied.
    """

    changed = Signal()

    def __init__(self, scheme: str = SYSTEM, text_size: int = 100) -> None:
        super().__init__()
        self.m = METRICS
        self._scheme = scheme if scheme in SCHEMES else SYSTEM
        self._text_size = min(max(text_size, TEXT_SIZES[0]), TEXT_SIZES[-1])
        self._fonts: dict[str, QFont] = {}
        self._colors: dict[str, QColor] = {}
        self.c: Colors = self._pick()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def scheme(self) -> str:
        """What was chosen: ``system``, ``light`` or ``dark``."""
        return self._scheme

    @property
    def is_dark(self) -> bool:
        """Whether the dark colors are in force."""
        return self.c is DARK

    @property
    def text_size(self) -> int:
        """The size of text in per cent, 90 to 150."""
        return self._text_size

    def set_scheme(self, scheme: str) -> None:
        """Choose ``system``, ``light`` or ``dark``, at once."""
        self._scheme = scheme
        QGuiApplication.styleHints().setColorScheme(_QT_SCHEMES[scheme])
        self.apply()

    def set_text_size(self, percent: int) -> None:
        """Choose the size of text, 90 to 150 per cent, at once."""
        self._text_size = min(max(percent, TEXT_SIZES[0]), TEXT_SIZES[-1])
        self.apply()

    def step_text_size(self, step: int) -> None:
        """Go *step* sizes up or down, as far as there are any; 0 goes back to 100 %."""
        if step == 0:
            self.set_text_size(100)
            return
        nearest = min(TEXT_SIZES, key=lambda size: abs(size - self._text_size))
        place = TEXT_SIZES.index(nearest) + step
        self.set_text_size(TEXT_SIZES[min(max(place, 0), len(TEXT_SIZES) - 1)])

    def apply(self) -> None:
        """Dress the whole program: palette, font and one style sheet over Qt's style Fusion.

        The style is asked for when the QApplication is made (``STYLE``). Sheets of single widgets
        would keep a stale palette after a switch, so there are none.
        """
        self.c = self._pick()
        self._fonts.clear()
        self._colors.clear()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(build_palette(self.c))
            application.setFont(self.font("body"))
            application.setStyleSheet(build_style_sheet(self.c, self._text_size))
        self.changed.emit()

    def color(self, name: str) -> QColor:
        """The token *name* as a color."""
        if name not in self._colors:
            self._colors[name] = QColor(getattr(self.c, name))
        return self._colors[name]

    def font(self, role: str) -> QFont:
        """The font for *role* (``tokens.ROLES``); figures stand in columns in all our families."""
        if role not in self._fonts:
            font = QFont(list(fonts.FAMILIES))
            font.setPixelSize(self.size(ROLES[role].pixels))
            font.setWeight(QFont.Weight(ROLES[role].weight))
            self._fonts[role] = font
        return self._fonts[role]

    def size(self, pixels: int) -> int:
        """*pixels* grown with the text, for everything that holds text."""
        return round(pixels * self._text_size / 100)

    def avatar(self, name: str) -> tuple[QColor, QColor]:
        """Background and foreground for the initials of *name*; the same for ever."""
        pairs = self.c.avatars
        background, foreground = pairs[sum(name.encode()) % len(pairs)].split()
        return QColor(background), QColor(foreground)

    def _pick(self) -> Colors:
        if self._scheme == SYSTEM:
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._scheme == DARK_SCHEME else LIGHT

    def _on_system_changed(self) -> None:
        if self._pick() is not self.c:
            self.apply()
