"""Where faults of ours end: in the log and in the crash dialog, never in silence."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from types import TracebackType

import shiboken6
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler

from smallcrm.core import logs
from smallcrm.ui.errors import show_error

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def watch(window: QObject) -> None:
    """Start the log, and show unexpected errors in *window* from now on."""
    if not logging.getLogger().handlers:
        file = logs.start()
        faulthandler.enable(file.open("a", encoding="utf-8"))
        log.info("Started")

    def on_error(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif shiboken6.isValid(window):
            show_error(window, error)
        else:
            log.error("Unexpected error", exc_info=error)

    sys.excepthook = on_error
    threading.excepthook = _on_thread_error
    qInstallMessageHandler(_on_qt_message)


def _on_thread_error(what: threading.ExceptHookArgs) -> None:
    log.error("Unexpected error in a thread", exc_info=what.exc_value)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt %s: %s", context.category, message)
