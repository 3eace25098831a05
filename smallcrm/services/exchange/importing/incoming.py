"""The rows of a file that are contacts, in the order in which they come in, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby, islice, repeat
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.services.contact_values.drafts import COMPANY, PERSON, ContactDraft
from smallcrm.services.contact_values.keys import Key, keys_of
from smallcrm.services.contact_values.plain_rows import PackedContacts
from smallcrm.services.contacts.custom import fitted_custom
from smallcrm.services.custom_fields import TEXT, FieldRow, list_fields
from smallcrm.services.exchange.drafts import Preview, Record, RowWarning
from smallcrm.services.exchange.preparing.child import CHUNK
from smallcrm.services.settings import get_business

_LOOK = 500  # rows between two looks at the stop button


class Incoming(NamedTuple):
    """A row of the file that is a contact.

    Attributes:
        row: Its number in the file.
        place: Where it stands in its chunk.
    """

    row: int
    kind: str
    place: int
    chunk: Chunk

    @property
    def draft(self) -> ContactDraft:
        """What the row says."""
        return self.chunk.draft(self.place)


class Chunk:
    """Some of the contacts, looked at and written together.

    Attributes:
        numbers: Of their rows in the file.
        kinds: Whether they are persons or companies, in the same order.
        rows: The rows of the tables for them, where somebody made them already.
    """

    def __init__(
        self,
        numbers: Sequence[int],
        kinds: Sequence[str],
        draft: Callable[[int], ContactDraft],
        rows: PackedContacts | None = None,
    ) -> None:
        """*draft* says what the row at a place says; mostly nobody asks."""
        self.draft = draft
        self.numbers = numbers
        self.kinds = kinds
        self.rows = rows

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Incoming]:
        places = range(len(self))
        return map(Incoming, self.numbers, self.kinds, places, repeat(self))


class Contacts:
    """The contacts of a file, unpacked again for each of the two questions.

    Values for *fields* (``typed_fields``) come in the form that these keep; those that do not fit
    go to the note.
    """

    def __init__(
        self,
        preview: Preview,
        fields: Sequence[FieldRow],
        country: str,
        told: Callable[[int, int], object],
    ) -> None:
        """*told* hears how far each pass over the file is; it may stop it (``Progress``)."""
        self.total = preview.counts.contacts
        self._preview = preview
        self._fields = fields
        self._country = country
        self._told = told

    def keys(self) -> Iterator[tuple[int, Sequence[Key]]]:
        """The number of every row, and by what it can be found; in the order of ``chunks``."""
        people = []
        for record in self._watched(self._preview.records()):
            if not record.outcome:
                keys = keys_of(self._draft(record), self._country, record.lost)
                if record.kind == COMPANY:
                    yield record.row, keys
                else:
                    people.append((record.row, keys))
        yield from people

    def chunks(self) -> Iterator[Chunk]:
        """All of them; companies come first, so that people find them wherever they stand."""
        sorts = map(self._preview.contacts, (COMPANY, PERSON))
        contacts = self._watched(chain.from_iterable(sorts))
        for kind, alike in groupby(contacts, lambda each: each.kind):
            while some := list(islice(alike, CHUNK)):
                drafts = list(map(self._draft, some))
                yield Chunk([each.row for each in some], [kind] * len(some), drafts.__getitem__)

    def _watched(self, records: Iterable[Record]) -> Iterator[Record]:
        for number, record in enumerate(records):
            if number % _LOOK == 0:
                self._told(min(number, self.total), self.total)
            yield record

    def _draft(self, record: Record) -> ContactDraft:
        draft = record.draft
        return fitted_custom(draft, self._fields)[0] if self._fields else draft


def typed_fields(session: Session) -> list[FieldRow]:
    """The fields of one's own that do not take just any text."""
    return [field for field in list_fields(session) if field.kind != TEXT]


def misfits_of(preview: Preview, fields: Sequence[FieldRow]) -> tuple[RowWarning, ...]:
    """The values that do not fit *fields*, in the order of the file."""
    if not fields:
        return ()
    return tuple(
        RowWarning(record.row, one.field.name, one.value, "value_misfit")
        for record in preview.records()
        if not record.outcome
        for one in fitted_custom(record.draft, fields)[1]
    )


def country_of(session: Session, preview: Preview) -> str:
    """Where telephone numbers of *preview* without a prefix are at home (ISO 3166)."""
    return preview.facts.country or get_business(session).country
