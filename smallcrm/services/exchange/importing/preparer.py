"""The child process that prepares contacts while ours writes those before: it never sees the data.

It imports as little as it can, as starting it is part of every long import.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, repeat
from typing import NamedTuple
from zlib import decompress

from smallcrm.services.contact_values.drafts import COMPANY, PERSON
from smallcrm.services.contact_values.found_by import words_of
from smallcrm.services.contact_values.plain_rows import rows_from, sent
from smallcrm.services.exchange.drafts import PlainRecord, Record, columns_of, plain_contacts
from smallcrm.services.processes.answering import Frame, answer

ARGUMENT = "--prepare-contacts"  # how the frozen program is told to be this process
_ROW, _KIND = map(Record._fields.index, ("row", "kind"))
ROWS, DONE = b"R", b"D"
CHUNK = 2000  # contacts in a frame


class Question(NamedTuple):
    """What is to be prepared.

    Attributes:
        country: Where telephone numbers without a prefix are at home (ISO 3166).
        now: When the contacts are made, as the file stores it.
        is_compressed: Whether the chunks of records that follow are.
    """

    country: str
    now: str
    is_compressed: bool


def main() -> None:
    """Answer the question on the standard input, and end."""
    answer(lambda plain, blocks: frames(Question(*plain), list(blocks)))


def frames(question: Question, chunks: list[bytes]) -> Iterator[Frame]:
    """Contacts with their rows, some at a time; then it is said that these are all.

    *chunks* are the records of the file as it was read, see ``drafts.Preview``. Where they stand
    goes with the contacts: most are never looked at again.
    """
    contacts = _contacts(question, chunks)
    while some := list(islice(contacts, CHUNK)):
        plain = [each for _, each in some]
        values = columns_of(plain)
        rows = rows_from(values, question.country, question.now)
        numbers, kinds = [each[_ROW] for each in plain], [each[_KIND] for each in plain]
        sources, made = [chunk for chunk, _ in some], sent(rows, words_of(values, rows.tables))
        yield ROWS, (numbers, kinds, sources, made)
    yield DONE, None


def _contacts(question: Question, chunks: list[bytes]) -> Iterator[tuple[int, PlainRecord]]:
    """Companies first, each with the number of its chunk; to keep them would take 80 MB."""
    for kind in (COMPANY, PERSON):
        for number, packed in enumerate(chunks):
            opened = decompress(packed) if question.is_compressed else packed
            yield from zip(repeat(number), plain_contacts(opened, kind))


if __name__ == "__main__":
    main()
