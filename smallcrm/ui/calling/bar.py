"""The slim bar that shows the call that is going on, on every page, until it is noted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.durations import write_running
from smallcrm.core.text import T, Text
from smallcrm.services.contacts.activities import INCOMING
from smallcrm.ui.calling import deeds
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.talks import RunningCall

_END, _DROP = "call.end", "call.drop"
_TICK = 250  # milliseconds: a second is never skipped


class CallBar(QFrame):
    """Whom one talks with, for how long, and what to do with it; hidden while there is no call.

    Attributes:
        end: Ends the call; notes one that is over.
        drop: Throws it away.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        ui = context.ui
        self.words = ui.label("", "body_strong", elide=True)
        self.time = ui.label("", "body_strong", "accent")
        self.end = ui.button(T("End call"), "secondary", clicked=self._on_end)
        self.drop = ui.button(T("Discard"), "ghost", clicked=context.talks.drop)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._show_time)
        self._build()
        context.commands.add(self._commands())
        context.talks.changed.connect(self._on_changed)
        self._on_changed()

    def _build(self) -> None:
        ui, m = self._context.ui, self._context.ui.m
        self.setProperty("surface", "band")
        row = ui.row(m.s3)
        row.setContentsMargins(m.s4, m.s1, m.s3, m.s1)
        row.addWidget(ui.picture("phone", "accent_text"))
        row.addWidget(self.words, 1)
        row.addWidget(self.time)
        row.addWidget(self.end)
        row.addWidget(self.drop)
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        ui.explain(self.end, T("End the call and note it"), "Ctrl+Shift+E")
        ui.explain(self.drop, T("The call is not noted"))

    def _commands(self) -> Sequence[Command]:
        drop, end = T("Discard the call"), T("End the call and note it")
        return (
            Command(_END, end, self._on_end, "Ctrl+Shift+E", "phone"),
            Command(_DROP, drop, self._context.talks.drop, "", "close"),
        )

    def _on_changed(self) -> None:
        call = self._context.talks.call
        self.setVisible(call is not None)
        for name in (_END, _DROP):
            self._context.commands.set_possible(name, call is not None)
        if call is None:
            self._timer.stop()
            return
        said = _words(call)
        self.words.setText(str(said))
        self.setAccessibleName(str(said))
        self.end.setText(str(T("End call") if call.is_running else T("Note it")))
        self.end.setAccessibleName(self.end.text())
        self.time.setVisible(call.is_running or call.seconds is not None)
        self._show_time()
        if call.is_running:
            self._timer.start()
        else:
            self._timer.stop()

    def _show_time(self) -> None:
        self.time.setText(write_running(self._context.talks.seconds()))

    def _on_end(self) -> None:
        deeds.end(self._context)


def _words(call: RunningCall) -> Text:
    name = call.whom.name
    if call.is_running:
        if call.direction == INCOMING:
            return T("Call from {name}", name=name)
        return T("Call with {name}", name=name)
    if call.seconds is not None:
        return T("The call with {name} is not noted yet", name=name)
    began = formats.recent(clock.local(call.at), clock.today())
    return T("How long did the call with {name} take? It began: {when}", name=name, when=began)
