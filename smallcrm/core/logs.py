"""The log: what the program did, by ids and places in the code, never by people's data.

Messages of exceptions are left out, as are local variables: SQLAlchemy's messages quote the
values of a statement. Five files of a megabyte, for their owner's eyes only.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

import smallcrm
from smallcrm.core import paths

_SIZE, _FILES = 1_000_000, 5
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start(folder: Path | None = None) -> Path:
    """Write the log to *folder* from now on; return the file."""
    file = paths.private_folder(folder or paths.logs_folder()) / "smallcrm.log"
    handler = _PrivateHandler(file, maxBytes=_SIZE, backupCount=_FILES - 1, encoding="utf-8")
    handler.setFormatter(_Discreet(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return file


def stop() -> None:
    """Close the log; for tests and the end of the program."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _PrivateHandler)]:
        root.removeHandler(handler)
        handler.close()


def describe(error: BaseException) -> str:
    """What a report of *error* may say: its type and where it came from, no data."""
    lines = [
        f"SmallCRM {smallcrm.__version__}, Python {platform.python_version()}, {sys.platform}",
        *_trail(error),
    ]
    return "\n".join(lines)


def _trail(error: BaseException) -> list[str]:
    lines: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        lines += [*_trail(cause), "which led to:"]
    frames = traceback.extract_tb(error.__traceback__)
    lines += [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
    return lines


def _short(file: str) -> str:
    """The end of a path: its beginning has the name of the user in it."""
    return "/".join(Path(file).parts[-3:])


class _Discreet(logging.Formatter):
    """Prints an exception without its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Format *record*, whatever another handler has kept of its exception."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(  # noqa: N802 - named by the library
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return "\n".join(_trail(ei[1])) if ei[1] is not None else ""


class _PrivateHandler(logging.handlers.RotatingFileHandler):
    """Makes its files readable by their owner only."""

    def _open(self):  # type: ignore[no-untyped-def]
        descriptor = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        os.close(descriptor)
        return super()._open()
