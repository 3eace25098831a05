"""A message about the whole page, above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.factory import Ui

_ICONS = {"danger": "warning", "warning": "warning", "success": "check"}
Action = tuple[Text | str, Callable[[], object]]


class Banner(QFrame):
    """Says what happened, what it means for the data and what one can do; hidden until then."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(ui.m.s4, ui.m.s2, ui.m.s2, ui.m.s2)
        self._layout.setSpacing(ui.m.s3)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(ui.m.s2)
        self._actions: list[QWidget] = []
        self.hide()

    def show_message(
        self,
        text: Text | str,
        kind: str = "neutral",
        actions: Sequence[Action] = (),
        *,
        closable: bool = True,
    ) -> None:
        """Show *text*, with a button for each of *actions* (words, what to do)."""
        self._clear()
        set_property(self, "card", kind)
        ink = "accent_text" if kind == "accent" else kind
        self._layout.addWidget(self._ui.picture(_ICONS.get(kind, "info"), ink))
        self._layout.addLayout(self._words, 1)
        self._words.addWidget(self._ui.label(text, wrap=True), 1)
        self._actions = [self._ui.button(words, "link", clicked=do) for words, do in actions]
        for button in self._actions:
            self._words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._arrange()
        if closable:
            close = self._ui.icon_button(
                "close", T("Close this message"), clicked=self.hide, small=True
            )
            self._layout.addWidget(close)
        self.setAccessibleName(str(text))
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """What can be done beside the words; beneath them where it would leave them no room."""
        wanted = sum(button.sizeHint().width() for button in self._actions)
        is_narrow = 2 * wanted > self.width()
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._words.setDirection(down if is_narrow else beside)

    def _clear(self) -> None:
        for layout in (self._words, self._layout):
            while (item := layout.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
