"""Read e-mails in a child process with limits on its memory and its time."""

from __future__ import annotations

import logging
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from smallcrm.core.errors import UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services.exchange.mails import child
from smallcrm.services.exchange.mails.letters import Letter, unflat
from smallcrm.services.exchange.sources import limits
from smallcrm.services.processes.answering import pack, unpack
from smallcrm.services.processes.asking import Child, Ended, Silent

LARGEST = 50 * limits.MEGABYTE
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from smallcrm.services.exchange.mails.child import main; main()"
)
_log = logging.getLogger(__name__)


class Reader:
    """Reads one e-mail after the other; use it as a context manager: leaving it ends the child.

    A file that ends the child costs itself only: the next one gets a child of its own.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress or Progress()
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, path: Path) -> Letter:
        """The e-mail in *path*.

        Raises:
            UserError: it cannot be read, or not safely.
            Cancelled: the user has had enough.
        """
        _check(path)
        is_fresh = self._child is None
        try:
            kind, payload = self._ask(path)
        except (Silent, Ended, OSError) as error:
            _log.warning("the child that reads e-mails ended: %s", error)
            self._end()
            if is_fresh:
                raise _damaged(path) from error
            return self.read(path)  # it may have been the ones before that used up its time
        if kind != child.LETTER:
            raise _damaged(path)
        return unflat(unpack(payload))

    def _ask(self, path: Path) -> tuple[bytes, Any]:
        if self._child is None:
            self._child = Child(_START, child.ARGUMENT, self._progress, limits.SECONDS)
        self._child.send(pack(str(path)))
        return self._child.frame()

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


def _check(path: Path) -> None:
    """Refuse what is not there, or larger than any e-mail."""
    try:
        if not path.is_file():  # nobody has to write to a pipe
            raise FileNotFoundError(path)
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise UserError(
            T("{name} cannot be opened.", name=path.name),
            hint=T("Nothing was noted. Check that it is still there and that you may read it."),
            field="path",
        ) from error
    if size > LARGEST:
        raise UserError(
            T("{name} is larger than {limit} MB.", name=path.name, limit=LARGEST >> 20),
            hint=T("Nothing was noted. Save what is attached to it, and add that to the contact."),
            field="path",
        )


def _damaged(path: Path) -> UserError:
    return UserError(
        T("{name} cannot be read as an email.", name=path.name),
        hint=T("Nothing was noted. Save it in your mail program again, as .eml or .msg."),
        field="path",
    )
