"""The child process that prepares contacts while ours writes those before: it never sees the data.

It imports as little as it can, as starting it is part of every long import.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from threading import Event, Thread
from typing import Any, NamedTuple
from zlib import decompress

from smallcrm.services.contact_values.drafts import COMPANY, PERSON
from smallcrm.services.contact_values.found_by import words_of
from smallcrm.services.contact_values.plain_rows import rows_from, sent
from smallcrm.services.exchange.drafts import PlainRecord, Record, columns_of, plain_contacts
from smallcrm.services.processes.answering import Frame, answer, pack

ARGUMENT = "--prepare-contacts"  # how the frozen program is told to be this process
_ROW, _KIND = map(Record._fields.index, ("row", "kind"))
ROWS, DONE = b"R", b"D"
CHUNK = 2000  # contacts in a frame, at most
_AHEAD = 12  # frames that are made before all records are there; 1 MB each
_A_MOMENT = 0.005  # seconds
_LATER = ""  # when contacts are made: known to who writes them


class Question(NamedTuple):
    """What is to be prepared.

    Attributes:
        country: Where telephone numbers without a prefix are at home (ISO 3166).
        is_compressed: Whether the chunks of records that follow are.
    """

    country: str
    is_compressed: bool


def main() -> None:
    """Answer the question on the standard input, and end."""
    # Else each piece of a block waits until the other thread has computed for 5 ms.
    sys.setswitchinterval(_A_MOMENT / 10)
    answer(lambda plain, blocks: frames(Question(*plain), blocks))


def frames(question: Question, blocks: Iterator[bytes]) -> Iterator[Frame]:
    """Contacts with their rows, some at a time; then it is said that these are all.

    *blocks* are the records of the file as it is read, see ``drafts.Preview``. Companies come
    first, which are not all known before the last one is there; some are prepared meanwhile.
    """
    told = _Told(question, blocks)
    made: tuple[list[bytes], list[bytes]] = ([], [])
    sorts = [_made(question, told, kind) for kind in (COMPANY, PERSON)]
    while not told.is_whole.is_set() and sum(map(len, made)) < _AHEAD:
        for ahead, coming in zip(made, sorts, strict=True):
            if (found := next(coming, None)) is not None:
                ahead.append(found)
                break
        else:
            told.is_whole.wait(_A_MOMENT)
    told.is_whole.wait()
    for ahead, coming in zip(made, sorts, strict=True):
        yield from ((ROWS, found) for found in chain(ahead, coming))
    yield DONE, None


class _Told:
    """The records of the file, as far as we have been told.

    To keep them unpacked would take 80 MB.
    """

    def __init__(self, question: Question, blocks: Iterator[bytes]) -> None:
        self.chunks: list[bytes] = []
        self.is_whole = Event()
        self._is_compressed = question.is_compressed
        Thread(target=self._listen, args=(blocks,), daemon=True).start()

    def contacts(self, number: int, kind: str) -> list[PlainRecord]:
        """Those of *kind* in one chunk."""
        packed = self.chunks[number]
        return plain_contacts(decompress(packed) if self._is_compressed else packed, kind)

    def _listen(self, blocks: Iterator[bytes]) -> None:
        for block in blocks:
            self.chunks.append(block)
        self.is_whole.set()


def _made(question: Question, told: _Told, kind: str) -> Iterator[bytes | None]:
    """What is said of the contacts of *kind*, packed; None as long as we have to be told more."""
    some: list[tuple[int, PlainRecord]] = []
    number = 0
    while not told.is_whole.is_set() or number < len(told.chunks):
        if number == len(told.chunks):
            yield None
            continue
        some += zip(repeat(number), told.contacts(number, kind))
        number += 1
        while len(some) >= CHUNK:
            yield pack(_prepared(question, some[:CHUNK]))
            del some[:CHUNK]
    if some:
        yield pack(_prepared(question, some))


def _prepared(question: Question, some: Sequence[tuple[int, PlainRecord]]) -> Any:
    """The numbers and kinds of contacts, the chunks they stand in, and their rows.

    Where they stand goes with them: most are never looked at again.
    """
    sources, plain = zip(*some, strict=True)
    values = columns_of(plain)
    rows = rows_from(values, question.country, _LATER)
    numbers, kinds = [each[_ROW] for each in plain], [each[_KIND] for each in plain]
    return numbers, kinds, sorted(set(sources)), sent(rows, words_of(values, rows.tables))


if __name__ == "__main__":
    main()
