"""Our end of the process that prepares contacts: tell it of records, take the rows they make."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from smallcrm.core.errors import StorageError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services.exchange.preparing import child
from smallcrm.services.processes.answering import pack, unpack
from smallcrm.services.processes.asking import Child, Ended, Silent

FEW = 2000  # contacts that are prepared here and now: starting another process takes as long
_AHEAD = 12  # frames that are fetched before they are wanted; 1 MB each
_SECONDS = 60  # of silence, after which the other process is given up
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from smallcrm.services.exchange.preparing.child import main; main()"
)
_log = logging.getLogger(__name__)
_Packed = tuple[bytes, bytes]  # a frame: its kind, and what it says


class Preparing:
    """Another process that makes the rows of contacts; whoever starts it has to ``end`` it.

    Attributes:
        country: Where telephone numbers without a prefix are taken to be at home (ISO 3166).
    """

    def __init__(self) -> None:
        """Start it."""
        self.country = ""
        self._child = Child(_START, child.ARGUMENT, Progress(), _SECONDS)
        self._telling = ThreadPoolExecutor(1, "telling")
        self._fetching = ThreadPoolExecutor(1, "prepared")

    def begin(self, country: str, *, is_compressed: bool) -> None:
        """Say what chunks will be told of: of which *country*, and whether they are compressed."""
        self.country = country
        self.tell(pack((country, is_compressed)))

    def tell(self, chunk: bytes) -> None:
        """Hand on a chunk of records, packed; without waiting until it is taken.

        That the other process has ended is told by ``frames``.
        """
        self._telling.submit(self._child.send, chunk)

    def told(self) -> None:
        """Say that these were all."""
        self._telling.submit(self._child.close)

    def frames(self, progress: Progress) -> Iterator[Any]:
        """What it makes (see ``child.frames``), fetched from now on; to be called once.

        Raises:
            Cancelled: *progress* was stopped.
            StorageError: the other process could not be started, or ended too early.
        """
        self._child.progress = progress
        coming = deque([self._fetching.submit(self._child.frame) for _ in range(_AHEAD)])
        return self._fetched(coming)

    def end(self) -> None:
        """End it, whether it is done or not."""
        self._child.kill()  # so that nobody waits for it
        for pool in (self._telling, self._fetching):
            pool.shutdown(cancel_futures=True)
        self._child.end()

    def _fetched(self, coming: deque[Future[_Packed]]) -> Iterator[Any]:
        """Frames wait packed, but for the next one."""
        opened = self._telling.submit(_opened, coming.popleft())
        while True:
            try:
                kind, value = opened.result()
            except (Silent, Ended) as error:
                raise _failed(error) from error
            if kind == child.DONE:
                return
            if kind != child.ROWS:
                raise _failed(value)
            coming.append(self._fetching.submit(self._child.frame))
            opened = self._telling.submit(_opened, coming.popleft())
            yield value


def prepare(country: str, chunks: Iterable[bytes], *, is_compressed: bool) -> Preparing:
    """Start a process for a file that has been read already."""
    preparing = Preparing()
    preparing.begin(country, is_compressed=is_compressed)
    for chunk in chunks:
        preparing.tell(chunk)
    preparing.told()
    return preparing


def _opened(coming: Future[_Packed]) -> tuple[bytes, Any]:
    kind, packed = coming.result()
    return kind, unpack(packed)


def _failed(reason: object) -> StorageError:
    _log.error("preparing contacts failed: %r", reason)
    return StorageError(
        T("The import ended before it was done. Your data is as it was."),
        hint=T("Import the file again; if it ends again, restart SmallCRM."),
    )
