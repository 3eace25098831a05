"""What follows the data at the edges of the window and costs too much to load before its lists."""

from __future__ import annotations

from smallcrm.ui.leads.arrivals import FolderWatch, LeadCount
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.rail import Rail


def follow(context: Context, rail: Rail) -> None:
    """Make them; they live as long as *rail*."""
    LeadCount(context, rail)
    FolderWatch(context, rail)
