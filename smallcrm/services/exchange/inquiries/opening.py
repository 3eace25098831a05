"""Read a list or a message of people who asked, in the child process with its limits."""

from __future__ import annotations

from pathlib import Path

from smallcrm.core.progress import Progress
from smallcrm.services.exchange.drafts import FileFacts, ReadOptions
from smallcrm.services.exchange.inquiries.lines import Inquiry
from smallcrm.services.exchange.reading import worker
from smallcrm.services.exchange.reading.inspection import read_lines


def read(
    path: Path, options: ReadOptions | None = None, progress: Progress | None = None
) -> tuple[FileFacts, list[Inquiry]]:
    """What the file is, and who asked, in its order.

    Raises:
        ImportProblem: It cannot be read, or not safely.
        Cancelled: *progress* was stopped.
    """
    return read_lines(path, options, progress, worker.INQUIRIES, Inquiry)
