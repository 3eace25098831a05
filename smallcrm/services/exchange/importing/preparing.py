"""Have another process prepare the contacts of a long file while this one writes those before."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from smallcrm.core.errors import StorageError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services.contact_values.drafts import ContactDraft
from smallcrm.services.contact_values.plain_rows import received
from smallcrm.services.exchange.drafts import Preview, Record
from smallcrm.services.exchange.importing import preparer
from smallcrm.services.exchange.importing.incoming import Chunk, Contacts
from smallcrm.services.processes.answering import unpack
from smallcrm.services.processes.asking import Child, Ended, Silent

FEW = 2000  # contacts that are prepared here and now: starting another process takes as long
_AHEAD = 12  # chunks that are fetched before they are wanted; 1 MB each
_SECONDS = 60  # of silence, after which the other process is given up
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from smallcrm.services.exchange.importing.preparer import main; main()"
)
_log = logging.getLogger(__name__)


class PreparedBeside(Contacts):
    """Contacts whose rows the other process makes while we write others, or look for doubles."""

    def __init__(
        self, preview: Preview, country: str, progress: Progress, frames: Iterator[Any]
    ) -> None:
        super().__init__(preview, (), country, lambda _done, _total: progress.check())
        self._frames = frames

    def chunks(self) -> Iterator[Chunk]:
        """See ``Contacts``."""
        for numbers, kinds, sources, rows in self._frames:
            said = _Said(self._preview, numbers, sources)
            yield Chunk(numbers, kinds, said.draft, received(rows))


class _Said:
    """What the rows of one chunk say, found among the records when somebody asks for the first."""

    def __init__(self, preview: Preview, numbers: Sequence[int], sources: Sequence[int]) -> None:
        """*numbers* are those of the rows, *sources* of the chunks of *preview* they stand in."""
        self._preview = preview
        self._numbers = numbers
        self._sources = sources
        self._records: dict[int, Record] = {}

    def draft(self, place: int) -> ContactDraft:
        """The contact at *place*."""
        if not self._records:
            for source in set(self._sources):
                self._records.update({each.row: each for each in self._preview.chunk(source)})
        return self._records[self._numbers[place]].draft


@contextmanager
def prepared_beside(
    preview: Preview, country: str, now: str, progress: Progress
) -> Iterator[PreparedBeside]:
    """The contacts of *preview*, while another process makes their rows.

    Args:
        preview: The file as it was read.
        country: Where telephone numbers without a prefix are at home (ISO 3166).
        now: When the contacts are made, as the file stores it.
        progress: May stop the waiting for the other process.

    Raises:
        Cancelled: *progress* was stopped.
        StorageError: the other process could not be started, or ended too early.
    """
    child = Child(_START, preparer.ARGUMENT, progress, _SECONDS)
    try:
        with ThreadPoolExecutor(1, "prepared") as pool:
            try:
                question = preparer.Question(country, now, preview.is_compressed)
                _ask(child, question, preview.packed)
                yield PreparedBeside(preview, country, progress, _frames(child, pool))
            finally:
                child.kill()  # so that nobody waits for it
    finally:
        child.end()


def _ask(child: Child, question: preparer.Question, chunks: Sequence[bytes]) -> None:
    try:
        child.ask(tuple(question), chunks)
    except OSError as error:
        raise _failed(error) from error


def _frames(child: Child, pool: ThreadPoolExecutor) -> Iterator[Any]:
    """What the child says until it says that this is all; the next are always on their way."""
    coming = deque([pool.submit(child.frame) for _ in range(_AHEAD)])
    while True:
        try:
            kind, packed = coming.popleft().result()
        except (Silent, Ended) as error:
            raise _failed(error) from error
        if kind == preparer.DONE:
            return
        if kind != preparer.ROWS:
            raise _failed(unpack(packed))
        coming.append(pool.submit(child.frame))
        yield unpack(packed)


def _failed(reason: object) -> StorageError:
    _log.error("preparing contacts failed: %r", reason)
    return StorageError(
        T("The import ended before it was done. Your data is as it was."),
        hint=T("Import the file again; if it ends again, restart SmallCRM."),
    )
