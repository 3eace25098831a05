"""Read a list of calls, in the child process with its limits."""

from __future__ import annotations

from pathlib import Path

from smallcrm.core.progress import Progress
from smallcrm.services.exchange.calls.lines import CallLine
from smallcrm.services.exchange.drafts import FileFacts, ReadOptions
from smallcrm.services.exchange.reading import worker
from smallcrm.services.exchange.reading.inspection import read_lines


def read(
    path: Path, options: ReadOptions | None = None, progress: Progress | None = None
) -> tuple[FileFacts, list[CallLine]]:
    """What the file is, and its calls in their order (``FileFacts.is_understood`` says if any).

    Raises:
        ImportProblem: It cannot be read, or not safely; nothing was changed.
        Cancelled: *progress* was stopped.
    """
    return read_lines(path, options, progress, worker.CALLS, CallLine)
