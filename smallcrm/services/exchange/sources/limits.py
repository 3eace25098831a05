"""How much a file may cost, and the sentences for those that cost more.

A file from elsewhere may be built to fill the memory or to keep a computer busy for hours
(promises 18 and 19 of the trust page). The sizes are checked before a file is opened; the child
process that opens it has limits as well.
"""

from __future__ import annotations

import sys
from pathlib import Path

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T

if sys.platform == "win32":
    import ctypes

    from smallcrm.services.exchange.sources import windows_job
else:
    import resource

MEGABYTE = 1 << 20
LARGEST_FILE = 300 * MEGABYTE
LARGEST_UNPACKED = 300 * MEGABYTE
MOST_MEMBERS = 2000
HIGHEST_RATIO = 100
SMALL_UNPACKED = 16 * MEGABYTE  # below this, no ratio is a danger
MEMORY = 1024 * MEGABYTE
SECONDS = 60


def check_file(path: Path) -> None:
    """Refuse what is not there, not a file, empty, or larger than any list of customers.

    Raises:
        ImportProblem: always with what it means for the data.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ImportProblem(
            T("{name} cannot be opened. Nothing was imported.", name=path.name),
            hint=T("Check that the file is still there and that you may read it."),
        ) from error
    if not path.is_file():
        raise ImportProblem(T("{name} is a folder, not a file.", name=path.name))
    if size == 0:
        raise ImportProblem(
            T("{name} is empty, so there is nothing to import.", name=path.name),
            hint=T("Export the list again and choose the new file."),
        )
    if size > LARGEST_FILE:
        raise too_large()


def too_large() -> ImportProblem:
    """The file asks for more memory than a list of customers ever needs."""
    return ImportProblem(
        T("This file is too large to be read safely. Nothing was imported."),
        hint=T(
            "Save only the sheet with your contacts, without cells far below or beside them, or "
            "split the list into smaller files."
        ),
    )


def too_slow() -> ImportProblem:
    """The file keeps the reader busy without end."""
    return ImportProblem(
        T("This file takes too long to read. Nothing was imported."),
        hint=T("Open it in the program it comes from and save it again, as xlsx or as CSV."),
    )


def damaged() -> ImportProblem:
    """What is in the file is not what its kind of file should hold."""
    return ImportProblem(
        T("This file is damaged and cannot be read. Nothing was imported."),
        hint=T("Download or export it again, or open it in Excel and save it as a new file."),
    )


def restrain() -> None:
    """Bind this process to its limits; only for the child.

    Under Windows that is its memory alone: a child that answers nothing is ended by its parent.
    """
    if sys.platform == "win32":
        windows_job.limit_memory(ctypes.WinDLL("kernel32"), MEMORY)
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
