"""The factory of all small widgets: whoever asks it cannot forget a name, a tip or plain text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core.loading import load
from smallcrm.core.text import Text
from smallcrm.ui.theme.icons import Icons
from smallcrm.ui.theme.theme import Theme
from smallcrm.ui.widgets.avatar import Avatar
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.elided_label import ElidedLabel
from smallcrm.ui.widgets.label import Label
from smallcrm.ui.widgets.plain import plain_tooltip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

_INK = {"primary": "on_accent", "danger": "danger", "link": "accent_text"}
_CHECKED_INK = {"nav": "accent_text", "chip": "accent_text", "ghost": "accent_text"}
_IS_MAC = sys.platform == "darwin"
_COMPACT = ("primary", "secondary", "ghost", "danger")  # as wide as their words, never stretched


class Ui:
    """Makes labels, buttons and cards that look and behave alike everywhere.

    Words may be a ``Text`` or a plain ``str`` (data of the user). *role* is a kind of text from
    ``theme.tokens.ROLES``; *tone* is "" (text), "2", "3", "accent" or one of ``tokens.KINDS``.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.m = theme.m
        self.icons = Icons(theme)

    def label(
        self,
        text: Text | str = "",
        role: str = "body",
        tone: str = "",
        *,
        wrap: bool = False,
        elide: bool = False,
    ) -> QLabel:
        """A label in plain text; *elide* for one line that may shrink, *wrap* for sentences."""
        label = ElidedLabel() if elide else Label()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(str(text))
        label.setWordWrap(wrap)
        if role != "body":
            label.setProperty("role", role)
        if tone:
            label.setProperty("tone", tone)
        return label

    def value(self, text: Text | str = "", role: str = "body", *, wrap: bool = True) -> QLabel:
        """A label whose text can be selected and copied with mouse and keyboard."""
        label = self.label(text, role, wrap=wrap)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label

    def pill(self, text: Text | str, kind: str = "neutral") -> QLabel:
        """A few words on a tinted capsule; *kind* is one of ``tokens.KINDS``."""
        label = self.label(text, "caption_strong")
        label.setProperty("pill", kind)
        label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return label

    def button(
        self,
        text: Text | str,
        variant: str = "secondary",
        icon: str = "",
        *,
        clicked: Callable[[], object] | None = None,
        checkable: bool = False,
    ) -> Button:
        """A button with words.

        *variant* is primary, secondary, danger, ghost, link, chip, tab or nav; one primary a
        screen. *clicked* is called without arguments.
        """
        button = Button(str(text).replace("&", "&&"))
        button.setAccessibleName(str(text))
        button.setProperty("variant", variant)
        button.setCheckable(checkable)
        if icon:
            button.setIcon(self.icon(icon, _INK.get(variant, "text2"), _CHECKED_INK.get(variant)))
        if variant in _COMPACT:
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if clicked is not None:
            button.clicked.connect(_bare(clicked))
        return button

    def icon_button(
        self,
        icon: str,
        tip: Text | str,
        variant: str = "ghost",
        *,
        key: str = "",
        clicked: Callable[[], object] | None = None,
        small: bool = False,
    ) -> Button:
        """A square button without words: *tip* is its tooltip and its name for screen readers."""
        button = self.button("", variant, icon, clicked=clicked)
        button.setProperty("square", "true")
        if small:
            button.setProperty("small", "true")
        button.setAccessibleName(str(tip))
        self.explain(button, tip, key)
        return button

    def menu_button(self, icon: str, tip: Text | str, menu: QMenu, text: Text | str = "") -> Button:
        """A button that opens *menu*; without *text* a square one."""
        button = self.button(text, "secondary", icon) if text else self.icon_button(icon, tip)
        self.explain(button, tip)
        button.setMenu(menu)
        menu.setParent(button, menu.windowFlags())
        return button

    def explain(self, widget: QWidget, tip: Text | str, key: str = "") -> None:
        """Give *widget* a tooltip, with the keys that do the same."""
        widget.setToolTip(plain_tooltip(f"{tip}   {_native(key)}".strip()))

    def icon(self, name: str, ink: str = "text2", ink_checked: str | None = None) -> QIcon:
        """An icon that follows the theme; *ink* names a token."""
        return self.icons.icon(name, ink, ink_checked or "")

    def picture(self, icon: str, ink: str = "text2", size: int = 20) -> QLabel:
        """An icon that is only looked at."""
        return _Picture(self, icon, ink, size)

    def action(
        self, menu: QMenu, text: Text | str, icon: str, triggered: Callable[[], object]
    ) -> QAction:
        """A line of *menu*; return it, to be disabled or to get a shortcut."""
        action = menu.addAction(self.icon(icon) if icon else QIcon(), str(text).replace("&", "&&"))
        action.triggered.connect(_bare(triggered))
        return action

    def card(self, kind: str = "plain") -> tuple[QFrame, QVBoxLayout]:
        """A surface with rounded corners and its layout; *kind* plain, column or of KINDS."""
        frame = QFrame()
        frame.setProperty("card", kind)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(self.m.s4, self.m.s3, self.m.s4, self.m.s3)
        layout.setSpacing(self.m.s2)
        return frame, layout

    def surface(self, kind: str) -> QFrame:
        """A frame in one of the window's surfaces: rail, list, bar, band, foot, raised."""
        frame = QFrame()
        frame.setProperty("surface", kind)
        return frame

    def separator(self, *, vertical: bool = False) -> QFrame:
        """A thin line."""
        frame = QFrame()
        frame.setProperty("separator", "v" if vertical else "h")
        return frame

    def avatar(self, name: str = "", size: int = 40) -> Avatar:
        """The disc of *name*, *size* logical pixels at 100 %."""
        return Avatar(self.theme, name, size)

    def row(self, gap: int | None = None) -> QHBoxLayout:
        """A layout from left to right without margins."""
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.m.s2 if gap is None else gap)
        return layout

    def column(self, gap: int | None = None) -> QVBoxLayout:
        """A layout from top to bottom without margins."""
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.m.s2 if gap is None else gap)
        return layout


def _native(key: str) -> str:
    """The keys as the system writes them: signs on a Mac, words elsewhere."""
    if not _IS_MAC or not key:
        return key
    gui = load("PySide6.QtGui")
    shown: str = gui.QKeySequence(key).toString(gui.QKeySequence.SequenceFormat.NativeText)
    return shown


def _bare(call: Callable[[], object]) -> Callable[[], None]:
    """*call* without the arguments of a signal (``clicked`` says whether it is checked)."""

    def run() -> None:
        call()

    return run


class _Picture(QLabel):
    """An icon as a label, painted anew for each theme and screen."""

    def __init__(self, ui: Ui, icon: str, ink: str, size: int) -> None:
        super().__init__()
        self._ui = ui
        self._what = (icon, ink, size)
        self._show()
        ui.theme.changed.connect(self._show)

    def _show(self) -> None:
        icon, ink, size = self._what
        side = self._ui.theme.size(size)
        self.setFixedSize(side, side)
        self.setPixmap(self._ui.icons.pixmap(icon, ink, side, self.devicePixelRatioF()))
