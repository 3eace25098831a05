"""What follows the data at the edges of the window. Loaded after the first picture."""

from __future__ import annotations

from functools import partial
from types import ModuleType

from PySide6.QtCore import QTimer

from smallcrm.core.loading import load
from smallcrm.ui.shell.backup_state import BackupState
from smallcrm.ui.shell.business_name import BusinessName
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.me import Me
from smallcrm.ui.shell.rail import Rail
from smallcrm.ui.shell.top_bar import TopBar

_LATER = 800  # milliseconds: the first list is filled by then


def follow(context: Context, rail: Rail, top_bar: TopBar) -> None:
    """Make them; they live as long as *rail* and *top_bar*."""
    BackupState(context, rail)
    BusinessName(context, rail)
    Me(context, top_bar)
    QTimer.singleShot(_LATER, rail, partial(_follow_leads, context, rail))


def _follow_leads(context: Context, rail: Rail) -> None:
    """A thread loads what asks for them: it takes longer than a window may stand still."""

    def begin(_loaded: ModuleType) -> None:
        arrivals = load("smallcrm.ui.leads.arrivals")
        arrivals.LeadCount(context, rail)
        arrivals.FolderWatch(context, rail)

    context.ops.run(rail, lambda _progress: load("smallcrm.services.leads"), done=begin)
