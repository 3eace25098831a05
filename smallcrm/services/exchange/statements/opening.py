"""Read a bank statement, in the child process with its limits."""

from __future__ import annotations

from pathlib import Path

from smallcrm.core.progress import Progress
from smallcrm.services.exchange.drafts import FileFacts, ReadOptions
from smallcrm.services.exchange.reading import worker
from smallcrm.services.exchange.reading.inspection import read_lines
from smallcrm.services.exchange.statements.lines import StatementLine


def read(
    path: Path, options: ReadOptions | None = None, progress: Progress | None = None
) -> tuple[FileFacts, list[StatementLine]]:
    """What the file is, and its lines in their order.

    Raises:
        ImportProblem: It cannot be read, not safely, or is no statement; nothing was changed.
        Cancelled: *progress* was stopped.
    """
    return read_lines(path, options, progress, worker.BANK, StatementLine)
