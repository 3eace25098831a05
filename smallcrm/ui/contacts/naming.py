"""Offers contacts while a name is typed behind an ``@``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject

from smallcrm.services import contacts
from smallcrm.services.contacts import COMPANY, ContactRow
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.mention_edit import MentionEdit
from smallcrm.ui.widgets.suggestions import Deliver, Suggestion, Suggestions

_OFFERED = 8


class Naming(QObject):
    """Finds people and companies for *edit*, which must stand in its window by now."""

    def __init__(self, context: Context, edit: MentionEdit) -> None:
        super().__init__(edit)
        self._context = context
        self._edit = edit
        self.suggestions = Suggestions(context.ui, edit, self._find)
        self.suggestions.least = 1
        self.suggestions.taken.connect(self._on_taken)

    def _find(self, typed: str, deliver: Deliver) -> None:
        self._context.ops.ask(
            self,
            lambda session: _look_up(session, typed),
            lambda rows: deliver(_offers(rows)),
        )

    def _on_taken(self, taken: Suggestion) -> None:
        if isinstance(taken.value, ContactRow):
            self._edit.take(taken.value.name, taken.value.uid)


def _look_up(session: Any, typed: str) -> list[ContactRow]:
    ids = contacts.find_ids(session, typed, limit=_OFFERED)
    rows = contacts.list_rows(session, ids)
    return [rows[key] for key in ids if key in rows]


def _offers(rows: Iterable[ContactRow]) -> list[Suggestion]:
    return [
        Suggestion(
            row.name,
            row.company or row.city,
            row,
            icon="company" if row.kind == COMPANY else "contact",
        )
        for row in rows
    ]
