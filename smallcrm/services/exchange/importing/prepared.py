"""The contacts of a long file, while another process prepares those that come next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from smallcrm.core.progress import Progress
from smallcrm.services.contact_values.drafts import ContactDraft
from smallcrm.services.contact_values.plain_rows import received
from smallcrm.services.exchange.drafts import Preparing, Preview, Record
from smallcrm.services.exchange.importing.incoming import Chunk, Contacts
from smallcrm.services.exchange.preparing.process import prepare


class PreparedBeside(Contacts):
    """Contacts whose rows the other process makes while we write others, or look for doubles."""

    def __init__(
        self, preview: Preview, now: str, progress: Progress, preparing: Preparing
    ) -> None:
        super().__init__(preview, (), preparing.country, lambda _done, _total: progress.check())
        self._frames = preparing.frames(progress)
        self._now = now

    def chunks(self) -> Iterator[Chunk]:
        """See ``Contacts``."""
        for numbers, kinds, sources, rows in self._frames:
            said = _Said(self._preview, numbers, sources)
            yield Chunk(numbers, kinds, said.draft, received(rows, self._now))


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
            for source in self._sources:
                self._records.update({each.row: each for each in self._preview.chunk(source)})
        return self._records[self._numbers[place]].draft


@contextmanager
def prepared_beside(
    preview: Preview, country: str, now: str, progress: Progress
) -> Iterator[PreparedBeside]:
    """The contacts of *preview*, while another process makes their rows.

    Mostly it has begun already, when the file was read.

    Args:
        preview: The file as it was read.
        country: Where telephone numbers without a prefix are at home (ISO 3166).
        now: When the contacts are made, as the file stores it.
        progress: May stop the waiting for the other process.

    Raises:
        Cancelled: *progress* was stopped.
        StorageError: the other process could not be started, or ended too early.
    """
    begun = preview.take_preparing(country)
    preparing = begun or prepare(country, preview.packed, is_compressed=preview.is_compressed)
    try:
        yield PreparedBeside(preview, now, progress, preparing)
    finally:
        preparing.end()
