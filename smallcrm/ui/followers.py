"""What follows the data at the edges of the window. Loaded after the first picture."""

from __future__ import annotations

from smallcrm.ui.shell.backup_state import BackupState
from smallcrm.ui.shell.business_name import BusinessName
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.me import Me
from smallcrm.ui.shell.rail import Rail
from smallcrm.ui.shell.top_bar import TopBar


def follow(context: Context, rail: Rail, top_bar: TopBar) -> None:
    """Make them; they live as long as *rail* and *top_bar*."""
    BackupState(context, rail)
    BusinessName(context, rail)
    Me(context, top_bar)
