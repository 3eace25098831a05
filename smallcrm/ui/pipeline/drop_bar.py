"""Where a card can be let go while it is dragged: won, lost, the bin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui.pipeline.card_model import dragged_id
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.factory import Ui

WON, LOST, DELETE = "won", "lost", "delete"
_HEIGHT = 64  # logical pixels at 100 %
_ZONES: tuple[tuple[str, Text, str, str], ...] = (
    (DELETE, T("Delete"), "bin", "neutral"),
    (LOST, T("Lost"), "close", "danger"),
    (WON, T("Won"), "check", "success"),
)


class DropBar(QFrame):
    """Lies over the lower edge of the board while something is dragged.

    Signals:
        dropped: A deal was let go on a zone; carries the zone and the deal.
    """

    dropped = Signal(str, int)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._host = parent
        self.setProperty("surface", "raised")
        self.zones = {name: _Zone(ui, words, icon, kind) for name, words, icon, kind in _ZONES}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(ui.m.s2, ui.m.s2, ui.m.s2, ui.m.s2)
        layout.setSpacing(ui.m.s2)
        for name, zone in self.zones.items():
            layout.addWidget(zone, 1)
            zone.dropped.connect(lambda deal_id, name=name: self.dropped.emit(name, deal_id))
        self.hide()

    def appear(self, *, shown: bool) -> None:
        """Be there, or go."""
        self.place()
        self.setVisible(shown)
        self.raise_()

    def place(self) -> None:
        """Lie at the lower edge of the parent."""
        height = self._ui.theme.size(_HEIGHT)
        self.setGeometry(0, self._host.height() - height, self._host.width(), height)


class _Zone(QFrame):
    """Takes a deal.

    Signals:
        dropped: A deal was let go here.
    """

    dropped = Signal(int)

    def __init__(self, ui: Ui, words: Text, icon: str, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setAcceptDrops(True)
        self.setProperty("card", "drop")
        self.setAccessibleName(str(words))
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(ui.picture(icon, kind))
        label = ui.label(words, "body_strong", kind)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(label)
        layout.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_id(event.mimeData()):
            set_property(self, "card", self._kind)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        set_property(self, "card", "drop")

    def dropEvent(self, event: QDropEvent) -> None:
        set_property(self, "card", "drop")
        event.acceptProposedAction()
        self.dropped.emit(dragged_id(event.mimeData()))
