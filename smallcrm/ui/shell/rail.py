"""The left edge: what one can make, where one can go, and whether everything is saved."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui.counting import count_text
from smallcrm.ui.shell.places import PLACES, SETTINGS, PlaceSpec, place_for
from smallcrm.ui.widgets.button import Button, set_property
from smallcrm.ui.widgets.elided_label import ElidedLabel
from smallcrm.ui.widgets.factory import Ui

_NEW_KEYS = "Ctrl+Shift+N"
_BACKUPS = "crm://settings/about"


class Rail(QFrame):
    """The navigation; folds to icons where room is short.

    Signals:
        chosen: An address was asked for.
    """

    chosen = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self._is_folded = False
        self._title = ElidedLabel()
        self._head = ui.row(ui.m.s3)
        self._new = ui.button(T("Create"), "primary", "plus")
        self._places: dict[str, tuple[Button, str]] = {}
        self._state = _StateLine(ui)
        self.setProperty("surface", "rail")
        self.setFocusProxy(self._new)
        self.setAccessibleName(str(T("Places")))
        self._build()
        self._state.clicked.connect(self._on_state)
        ui.theme.changed.connect(self._fit)

    @property
    def new_button(self) -> Button:
        """The button Create; its menu comes after the first picture."""
        return self._new

    def set_title(self, name: str) -> None:
        """Show the *name* of the business."""
        self._title.setText(name or str(T("SmallCRM")))

    def mark(self, name: str) -> None:
        """The place *name* is on screen."""
        place_shown = place_for(name)
        name = place_shown.inside or name if place_shown is not None else name
        for place, (button, _words) in self._places.items():
            button.setChecked(place == name)
            if place == name:
                self.setFocusProxy(button)  # where F6 comes in

    def set_count(self, name: str, count: int, spoken: Text) -> None:
        """Say beside the place *name* how many things wait there; *spoken* says it in words."""
        button, _words = self._places[name]
        title = next(str(place.title) for place in PLACES if place.name == name)
        words = f"  {title}  {count_text(count)}" if count else f"  {title}"
        self._places[name] = (button, words)
        button.setText("" if self._is_folded else words)
        button.setAccessibleName(f"{title}, {spoken}" if count else title)
        self._fit()

    def set_state(self, words: Text | str, kind: str = "success") -> None:
        """Say whether everything is saved."""
        self._state.say(str(words), kind)

    def set_backup(self, words: Text | str) -> None:
        """Say how old the last backup is."""
        self._state.say_backup(str(words))

    def fold(self, folded: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        """Show icons only, or words too."""
        self._is_folded = folded
        self._title.setVisible(not folded)
        self._head.setContentsMargins(0 if folded else self.ui.m.s1, 0, 0, 0)
        self._new.setText("" if folded else str(T("Create")))
        for button, words in self._places.values():
            button.setText("" if folded else words)
            set_property(button, "folded", "true" if folded else "")
        self._state.fold(folded=folded)
        self._fit()

    def _build(self) -> None:
        m = self.ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s3, m.s4, m.s3, m.s3)
        layout.setSpacing(2)
        head = self._head
        head.setContentsMargins(m.s1, 0, 0, 0)
        head.addWidget(_Mark(self.ui))
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "body_strong")
        head.addWidget(self._title, 1)
        layout.addLayout(head)
        layout.addSpacing(m.s4)
        layout.addWidget(self._new)
        self.ui.explain(self._new, T("Make something new"), _NEW_KEYS)
        layout.addSpacing(m.s4)
        for place in PLACES:
            if place.is_in_rail:
                layout.addWidget(self._button(place))
        layout.addStretch(1)
        if SETTINGS is not None:
            layout.addWidget(self._button(SETTINGS))
            layout.addSpacing(m.s2)
        layout.addWidget(self._state)
        self.set_title("")
        self._fit()

    def _button(self, place: PlaceSpec) -> Button:
        words = "  " + str(place.title)
        button = self.ui.button(words, "nav", place.icon, checkable=True)
        button.setAccessibleName(str(place.title))
        self.ui.explain(button, place.title, place.shortcut)
        button.clicked.connect(lambda: self._on_clicked(place.name))
        self._places[place.name] = (button, words)
        return button

    def _on_clicked(self, name: str) -> None:
        self._places[name][0].setChecked(True)
        self.chosen.emit(f"crm://{name}")

    def _on_state(self) -> None:
        self.chosen.emit(_BACKUPS)

    def _fit(self) -> None:
        m, size = self.ui.m, self.ui.theme.size
        if self._is_folded:
            self.setFixedWidth(m.rail_folded)
            return
        metrics = QFontMetrics(self.ui.theme.font("body_strong"))
        words = max(metrics.horizontalAdvance(words) for _button, words in self._places.values())
        needed = words + size(m.icon) + 6 * m.s3
        self.setFixedWidth(min(max(size(m.rail_width), needed), size(m.rail_max)))


class _Mark(QWidget):
    """The sign of the program: a rounded square."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setFixedSize(28, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.color("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(5, 5, self._ui.icons.pixmap("people", "on_accent", 18, ratio))
        painter.end()


class _StateLine(QAbstractButton):
    """Two short lines at the foot of the rail, leading to the backups; a shield when folded."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._pictures = {
            kind: ui.picture("shield" if kind == "success" else "warning", kind, 18)
            for kind in ("success", "warning", "danger")
        }
        self._first = ui.label("", "caption_strong", "2", wrap=True)
        self._second = ui.label("", "caption", "2", wrap=True)
        self._is_folded = False
        self._row = layout = ui.row()
        self._words = words = ui.column(0)
        self.setLayout(layout)
        for picture in self._pictures.values():
            layout.addWidget(picture)
        words.addWidget(self._first)
        words.addWidget(self._second)
        layout.addLayout(words, 1)
        for label in (*self._pictures.values(), self._first, self._second):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(str(T("All changes saved")), "success")

    def say(self, words: str, kind: str) -> None:
        """Show *words* and the picture of *kind*."""
        for name, picture in self._pictures.items():
            picture.setVisible(name == kind)
        self._first.setText(words)
        self._tell()

    def say_backup(self, words: str) -> None:
        """Show *words* beneath."""
        self._second.setText(words)
        self._tell()

    def fold(self, *, folded: bool) -> None:
        """Only the picture, or the words too."""
        self._is_folded = folded
        m, row = self._ui.m, self._row
        side = Qt.AlignmentFlag.AlignHCenter if folded else Qt.AlignmentFlag.AlignLeft
        row.setContentsMargins(0 if folded else m.s3, m.s1, 0, m.s1)
        row.setStretchFactor(self._words, 0 if folded else 1)
        for picture in self._pictures.values():
            row.setAlignment(picture, side | Qt.AlignmentFlag.AlignTop)
        self._first.setVisible(not folded)
        self._second.setVisible(not folded and bool(self._second.text()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            theme = self._ui.theme
            painter.setPen(QPen(theme.color("accent"), theme.m.focus))
            place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(place, theme.m.radius, theme.m.radius)
            painter.end()

    def _tell(self) -> None:
        lines = [label.text() for label in (self._first, self._second) if label.text()]
        self.setToolTip("\n".join(lines))
        self.setAccessibleName(". ".join(lines))
        self.fold(folded=self._is_folded)
