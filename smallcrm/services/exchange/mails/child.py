"""The child process that reads e-mails, one after the other: whatever is in them ends only here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from smallcrm.core.errors import UserError
from smallcrm.services.exchange.mails import eml, msg
from smallcrm.services.exchange.mails.letters import Letter, flat
from smallcrm.services.exchange.sources import limits
from smallcrm.services.processes.answering import Frame, answer, unpack

ARGUMENT = "--read-mails"  # how the frozen program is told to be this process
LETTER, PROBLEM = b"L", b"P"
# What no reader of a file needs; Python tells of it before it happens.
_REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.spawn",
)


def main() -> None:
    """Read paths from the standard input, answer each on the standard output."""
    limits.restrain()
    sys.addaudithook(_refuse)
    answer(lambda first, blocks: frames(chain([first], map(unpack, blocks))))


def frames(paths: Iterator[str]) -> Iterator[Frame]:
    """For each path a letter as ``letters.unflat`` takes it, or that there is none to be read."""
    for path in paths:
        yield _frame(path)


def _frame(path: str) -> Frame:
    try:
        return LETTER, flat(read(Path(path)))
    except (OSError, UserError, msg.Damaged, MemoryError, RecursionError):
        return PROBLEM, ""


def read(path: Path) -> Letter:
    """The e-mail in the file *path*: its bytes tell what it is, not its name.

    Raises:
        Damaged: there is none in it.
    """
    data = path.read_bytes()
    letter = msg.parse(data) if data.startswith(msg.MAGIC) else eml.parse(data)
    if letter is None:
        raise msg.Damaged
    return letter


def _refuse(event: str, _arguments: Any) -> None:
    """Nothing is fetched from the network, and no program is started: whatever a mail asks for."""
    if event.startswith(_REFUSED):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
