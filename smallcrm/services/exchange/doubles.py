"""How many rows of a file are new, the same as somebody, or perhaps somebody: before importing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core.progress import Progress
from smallcrm.services import contacts
from smallcrm.services.contacts.completing import completed
from smallcrm.services.contacts.drafts import COMPANY, ContactDraft
from smallcrm.services.contacts.matching import KnownContacts
from smallcrm.services.exchange.drafts import Preview
from smallcrm.services.settings import get_business

BY_NAME = "name"  # the one key that two different people may share
_CHUNK = 500
_SHOWN = 100  # pairs that are looked at side by side; nobody compares more by hand


class Pair(NamedTuple):
    """A row of the file and somebody it may be, by nothing but the name.

    Attributes:
        existing: The contact that is there; None when it is an earlier row of the file.
        other_row: The number of that row; 0 when it is a contact.
        old: The contact, or the earlier row.
    """

    row: int
    new: ContactDraft
    existing: int | None
    other_row: int
    old: ContactDraft


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the contacts of a file are: *new* + *same* + *repeated* + the unclear ones.

    Attributes:
        same: Found by the id of another program, e-mail, tax number or telephone, or by the
            name with nothing to add.
        repeated: Rows that are an earlier row of the same file, found in the same way.
        unclear: The rows found by the name alone that bring something new.
        pairs: The first of them, to be compared.
    """

    new: int = 0
    same: int = 0
    repeated: int = 0
    unclear: frozenset[int] = frozenset()
    pairs: tuple[Pair, ...] = ()

    @property
    def has_doubles(self) -> bool:
        """Whether there is anything to decide."""
        return bool(self.same or self.repeated or self.unclear)


def forecast(session: Session, preview: Preview, progress: Progress) -> Forecast:
    """Look for doubles of *preview* without changing anything.

    Raises:
        Cancelled: it was stopped.
    """
    looking = _Looking(session, preview, progress)
    looking.go_over()
    pairs = sorted(looking.unclear(), key=lambda pair: pair.row)
    return Forecast(
        looking.new,
        looking.same,
        looking.repeated,
        frozenset([pair.row for pair in pairs]),
        tuple(pairs[:_SHOWN]),
    )


class _Named(NamedTuple):
    """A row that has the name of a contact, or of an earlier row (then *contact_id* < 0)."""

    row: int
    draft: ContactDraft
    contact_id: int


@dataclass
class _Looking:
    """Goes over the rows in the order in which they are written: companies first."""

    session: Session
    preview: Preview
    progress: Progress
    new: int = 0
    same: int = 0
    repeated: int = 0
    named: list[_Named] = field(default_factory=list)

    def go_over(self) -> None:
        """Count what is certain; put what only the names say into *named*."""
        country = self.preview.facts.country or get_business(self.session).country
        known = KnownContacts(self.session, country)
        for number, (row, draft, lost) in enumerate(self._rows()):
            if number % _CHUNK == 0:
                self.progress.report(number, self.preview.counts.contacts)
            keys = known.keys(draft, lost)
            match = known.find(keys)
            if match is None:
                self.new += 1
                known.learn(-row, keys)
            elif match.key == BY_NAME:
                plain = known.without_own_id(draft)
                self.named.append(_Named(row, plain, match.contact_id))
                known.learn(-row, keys)
            elif match.contact_id < 0:
                self.repeated += 1
            else:
                self.same += 1

    def unclear(self) -> Iterator[Pair]:
        """Those of *named* that bring something new; the others are counted as certain."""
        others = {-each.contact_id for each in self.named if each.contact_id < 0}
        earlier = {
            record.row: record.draft for record in self.preview.records() if record.row in others
        }
        for start in range(0, len(self.named), _CHUNK):
            chunk = self.named[start : start + _CHUNK]
            stored = self._stored(chunk)
            for row, draft, contact_id in chunk:
                is_there = contact_id > 0
                old = stored[contact_id] if is_there else earlier[-contact_id]
                if completed(old, draft, overwrite=False) != old:
                    existing, other_row = (contact_id, 0) if is_there else (None, -contact_id)
                    yield Pair(row, draft, existing, other_row, old)
                elif is_there:
                    self.same += 1
                else:
                    self.repeated += 1

    def _stored(self, chunk: Sequence[_Named]) -> dict[int, ContactDraft]:
        ids = sorted({each.contact_id for each in chunk if each.contact_id > 0})
        return contacts.list_drafts(self.session, ids) if ids else {}

    def _rows(self) -> Iterator[tuple[int, ContactDraft, tuple[int, ...]]]:
        for is_company in (True, False):
            for record in self.preview.records():
                if record.reason is None and (record.kind == COMPANY) is is_company:
                    yield record.row, record.draft, record.lost
