"""The company that a person belongs to; those that are known are offered while one types."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter

from smallcrm.services import contacts
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.line_edit import LineEdit

_OFFERED = 8
_PAUSE = 120  # milliseconds after a key
_LEAST = 2  # letters before anything is offered


class CompanyEdit(LineEdit):
    """A name that is not known yet makes a new company."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._offers = QStringListModel(self)
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._pause.start())

    def _ask(self) -> None:
        typed = self.text().strip()
        if len(typed) < _LEAST:
            self._offers.setStringList([])
            return
        self._context.ops.ask(
            self,
            lambda session: contacts.list_rows(
                session,
                contacts.list_ids(session, search=typed, kind=contacts.COMPANY)[:_OFFERED],
            ),
            lambda rows: self._on_found(typed, [row.name for row in rows.values()]),
        )

    def _on_found(self, typed: str, names: list[str]) -> None:
        if typed == self.text().strip():
            self._offers.setStringList(names)
            if names and self.hasFocus():
                self.completer().complete()
