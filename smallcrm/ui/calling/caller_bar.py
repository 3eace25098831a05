"""The bar that says who is calling, and what can be done with that; on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services.calls import Caller
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.tab_order import chain

_MOST = 6  # contacts of one number that are offered
Deed = tuple[Text | str, Callable[[], object]]


class CallerBar(QFrame):
    """Hidden until the telephone rings, and when it is closed.

    Attributes:
        words: Who it is.
        buttons: What can be done, in their order.
        close_button: Takes the bar away; nothing is noted.
    """

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self.words = ui.label("", "body_strong", wrap=True)
        self.buttons: list[Button] = []
        self.close_button = ui.icon_button(
            "close", T("Close this message"), clicked=self.hide, small=True
        )
        self._host = QWidget()
        self._flow = FlowLayout(ui.m.s2)
        self._build()
        self.hide()

    def show_known(self, caller: Caller, number: str, deeds: Sequence[Deed]) -> None:
        """Say that *caller* rings from *number*."""
        name = _named(caller)
        self._show(T("Incoming call: {name}, {number}", name=name, number=number), deeds)

    def show_several(
        self, callers: Sequence[Caller], number: str, choose: Callable[[Caller], object]
    ) -> None:
        """Ask who of those that share *number* it is."""
        deeds = [
            (_named(caller), lambda caller=caller: choose(caller)) for caller in callers[:_MOST]
        ]
        self._show(T("Incoming call from {number}. Who is it?", number=number), deeds)

    def show_unknown(self, number: str, deeds: Sequence[Deed]) -> None:
        """Say that nobody has *number*."""
        self._show(T("Unknown number {number}", number=number), deeds)

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        self.setProperty("surface", "band")
        self._host.setLayout(self._flow)
        middle = QVBoxLayout()
        middle.setSpacing(m.s2)
        middle.addWidget(self.words)
        middle.addWidget(self._host)
        row = ui.row(m.s3)
        row.setContentsMargins(m.s4, m.s2, m.s3, m.s2)
        row.addWidget(ui.picture("phone", "accent_text"))
        row.addLayout(middle, 1)
        row.addWidget(self.close_button)
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _show(self, words: Text, deeds: Sequence[Deed]) -> None:
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.words.setText(str(words))
        self.setAccessibleName(str(words))
        self.buttons = [self._ui.button(text, "secondary", clicked=do) for text, do in deeds]
        for button in self.buttons:
            self._flow.addWidget(button)
        chain(*self.buttons, self.close_button)
        self.setFocusProxy(self.buttons[0])
        self.show()


def _named(caller: Caller) -> str:
    return f"{caller.name} ({caller.company})" if caller.company else caller.name
