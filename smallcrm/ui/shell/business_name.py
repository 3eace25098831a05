"""Whose data this is, at the head of the rail. Loaded after the first picture."""

from __future__ import annotations

from PySide6.QtCore import QObject

from smallcrm.core.changes import Changes
from smallcrm.services import settings
from smallcrm.services.settings import Business
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.rail import Rail


class BusinessName(QObject):
    """Follows the name of the business in the settings."""

    def __init__(self, context: Context, rail: Rail) -> None:
        super().__init__(rail)
        self._context = context
        self._rail = rail
        context.ops.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("setting"):
            self._context.ops.query(self, settings.get_business, done=self._show)

    def _show(self, business: Business) -> None:
        self._rail.set_title(business.name)
