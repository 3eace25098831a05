"""Look for doubles in a process of its own: comparing is work for Python, and would slow a window.

A hundred thousand contacts take some ten seconds of one processor, at the lowest claim to it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from smallcrm.core.errors import Cancelled, StorageError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.doubles import child
from smallcrm.services.doubles.finding import find_groups
from smallcrm.services.doubles.groups import Group

if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    _FLAGS = 0
FEW = 20_000  # contacts that are compared here and now: two seconds of one processor
_STEPS = 100
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from smallcrm.services.doubles.child import main; main()"
)


def look(session: Session, path: Path, progress: Progress, few: int = FEW) -> list[Group]:
    """All groups of contacts that may be one, like ``find_groups``, without being in the way.

    Args:
        session: Of the data file; it is let go of where another process looks.
        path: Where the data file is.
        progress: Told how many parts of a hundred are done; may stop the work at once.
        few: Up to how many contacts are compared in this process.

    Raises:
        Cancelled: it was stopped.
        StorageError: the other process could not be started, or ended without an answer.
    """
    if contacts.count(session) <= few:
        return find_groups(session, progress)
    session.rollback()
    with subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_FLAGS,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            with progress.breaking(process.kill):
                found = _told(process, path, progress)
        finally:
            process.kill()
    if progress.stopped:
        raise Cancelled
    if found is None:
        raise StorageError(
            T("The search for doubles ended before it was done. Your data is as it was."),
            hint=T("Look again; if it ends again, restart SmallCRM."),
        )
    return found


def _told(process: subprocess.Popen[str], path: Path, progress: Progress) -> list[Group] | None:
    """The groups, once they come; None where the child ends without them."""
    for answer in _answers(process, path):
        if isinstance(answer, list):
            return [Group(tuple(ids), score, tuple(keys)) for ids, score, keys in answer]
        progress.report(answer, _STEPS)
    return None


def _answers(process: subprocess.Popen[str], path: Path) -> Iterator[Any]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the child was started without pipes")
    try:
        process.stdin.write(json.dumps(str(path)) + "\n")
        process.stdin.close()
    except OSError:  # it has ended already
        return
    for line in process.stdout:
        if line.endswith("\n"):
            yield json.loads(line)


def _command() -> list[str]:
    """Start the child without what it does not need: no site, no user's settings."""
    if getattr(sys, "frozen", False):
        return [sys.executable, child.ARGUMENT]
    return [sys.executable, "-I", "-S", "-c", _START, *map(os.path.abspath, sys.path)]
