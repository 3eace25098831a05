"""Show a failure to the user, once, in one place."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject

from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.loading import load

log = logging.getLogger(__name__)


def show_error(owner: QObject, error: BaseException) -> None:
    """Tell the user: politely for their errors, with a report for ours; stopped work is none."""
    if isinstance(error, Cancelled):
        return
    if isinstance(error, UserError):
        load("smallcrm.ui.error_box").show_message(owner, error)
        return
    log.error("Unexpected error", exc_info=error)
    load("smallcrm.ui.crash_dialog").show_crash(owner, error)
