"""A contact that is there already, chosen from what is offered while one types its name."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import QCompleter, QLineEdit

from smallcrm.core.fold import fold
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactRow
from smallcrm.ui.shell.context import Context

_OFFERED = 8
_PAUSE = 120  # milliseconds after a key


class ContactEdit(QLineEdit):
    """Offers contacts while one types.

    Args:
        context: Of the page.
        but_not: The id of one that is never offered; 0 offers all.
    """

    def __init__(self, context: Context, but_not: int = 0) -> None:
        super().__init__()
        self._context = context
        self._but_not = but_not
        self._found: dict[str, int] = {}
        self._offers = QStringListModel(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(lambda _typed: self._pause.start())
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(completer)

    @property
    def contact_id(self) -> int | None:
        """Who is typed; None where it is nobody who was offered."""
        return self._found.get(fold(self.text().strip()))

    def _ask(self) -> None:
        typed = self.text().strip()
        if not typed:
            return
        self._context.ops.ask(
            self,
            lambda session: contacts.list_rows(
                session, contacts.find_ids(session, typed, limit=_OFFERED)
            ),
            self._on_found,
        )

    def _on_found(self, rows: Any) -> None:
        offered = [row for row in rows.values() if row.id != self._but_not]
        alike = Counter(map(_line, offered))
        found = {
            _line(row) if alike[_line(row)] == 1 else _whole_line(row): row.id for row in offered
        }
        self._found |= {fold(line): contact_id for line, contact_id in found.items()}
        self._offers.setStringList(list(found))
        if found and self.hasFocus():
            self.completer().complete()


def _line(row: ContactRow) -> str:
    """What mostly tells two people of one name apart."""
    return f"{row.name}  ·  {row.company}" if row.company else row.name


def _whole_line(row: ContactRow) -> str:
    """The same with what no two have in common, where there is anything."""
    return "  ·  ".join([_line(row), *row.emails, *row.phones, *filter(None, [row.city])])
